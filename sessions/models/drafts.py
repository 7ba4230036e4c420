"""A draft resolution on its way to the hall: comments with the drafter's answers, verification by boards."""

from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst

from coordination.people.choices import BodyKind, ConcernKind
from coordination.records.models import Record
from sessions.choices import CommentAnswer, CommentKind, DraftStatus, Procedure, ShortenedGround, StepKind
from sessions.models.common import check_same_locality, for_delegates, link, shortened

STATES = {
    DraftStatus.REGISTERED: "none",
    DraftStatus.DRAFTING: "wait",
    DraftStatus.CONSULTATION: "wait",
    DraftStatus.CRITICISM: "wait",
    DraftStatus.APPRAISAL: "wait",
    DraftStatus.APPROVAL: "wait",
    DraftStatus.VERIFICATION: "wait",
    DraftStatus.TO_SESSION: "soon",
    DraftStatus.REVISION: "today",
    DraftStatus.ADOPTED: "done",
    DraftStatus.REJECTED: "none",
    DraftStatus.WITHDRAWN: "none",
}


class DraftResolution(Record):
    """A draft resolution from registration to the vote; one draft may yield several resolutions."""

    title = models.CharField("tên dự thảo", max_length=500)
    is_normative = models.BooleanField("văn bản quy phạm pháp luật", default=False)
    procedure = models.CharField("trình tự", max_length=10, choices=Procedure, default=Procedure.ORDINARY)
    shortened_ground = models.CharField(
        "trường hợp rút gọn", max_length=20, choices=ShortenedGround, blank=True, help_text="Chỉ khi làm rút gọn."
    )
    shortened_decision = models.CharField("văn bản cho phép rút gọn", max_length=100, blank=True)
    shortened_decided_on = models.DateField("ngày cho phép rút gọn", null=True, blank=True)
    is_complex = models.BooleanField(
        "phức tạp, nhiều ngành", default=False, help_text="Thời hạn thẩm định, thẩm tra rút gọn dài hơn."
    )
    needs_posting = models.BooleanField(
        "đăng tải lấy ý kiến", default=False, help_text="Văn bản quy phạm pháp luật thì luôn đăng tải."
    )
    needs_criticism = models.BooleanField("đề nghị MTTQ phản biện", default=False)
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
        verbose_name="dự kiến trình kỳ họp",
    )
    submitting_body = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="submitted_drafts",
        verbose_name="cơ quan trình",
    )
    drafting_body = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drafted_resolutions",
        verbose_name="cơ quan chủ trì soạn thảo",
    )
    verifying_boards = models.ManyToManyField(
        "people.Body",
        blank=True,
        related_name="drafts_to_verify",
        verbose_name="Ban thẩm tra",
        limit_choices_to={"kind": BodyKind.COUNCIL_BOARD},
    )
    registered_on = models.DateField("ngày đăng ký", null=True, blank=True)
    rounds = models.PositiveSmallIntegerField(
        "số vòng", default=1, editable=False, help_text="Mỗi lần trả lại để hoàn thiện là thêm một vòng."
    )
    status = models.CharField("trạng thái", max_length=15, choices=DraftStatus, default=DraftStatus.REGISTERED)

    class Meta:
        verbose_name = "dự thảo nghị quyết"
        verbose_name_plural = "dự thảo nghị quyết"
        ordering = [F("registered_on").desc(nulls_last=True), "-id"]
        constraints = [
            models.CheckConstraint(
                name="sessions_draft_shortened_has_a_ground",
                condition=(Q(procedure=Procedure.SHORTENED) & ~Q(shortened_ground=""))
                | Q(procedure=Procedure.ORDINARY, shortened_ground="", shortened_decision=""),
                violation_error_message="Trình tự rút gọn phải ghi trường hợp áp dụng; trình tự đầy đủ thì để trống.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        check_same_locality(self, "session")

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip."""
        return STATES[self.status], self.get_status_display()

    def concerned(self):
        """Who submits, drafts, verifies or was asked; the delegates once it was laid before the session."""
        yield ConcernKind.OWNER, self.submitting_body
        yield ConcernKind.PREPARING, self.drafting_body
        for board in self.verifying_boards.all():
            yield ConcernKind.REFERRAL, board
        for step in self.steps.filter(started_on__isnull=False).select_related("body"):
            yield ConcernKind.PARTY, step.body
        if self.status in DraftStatus.WITH_DELEGATES:
            yield from for_delegates(self)


class DraftComment(Record):
    """One comment on a draft (consultation, social criticism, appraisal) and what the drafter answered to it."""

    draft = models.ForeignKey(
        DraftResolution, on_delete=models.PROTECT, related_name="comments", verbose_name="dự thảo nghị quyết"
    )
    kind = models.CharField("loại ý kiến", max_length=15, choices=CommentKind, default=CommentKind.CONSULTATION)
    from_body = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="draft_comments", verbose_name="cơ quan có ý kiến"
    )
    given_on = models.DateField("ngày có ý kiến", null=True, blank=True)
    text = models.TextField("ý kiến")
    is_late = models.BooleanField("gửi sau khi dự thảo đã chuyển bước", default=False, editable=False)
    answer = models.CharField("tiếp thu hay không", max_length=10, choices=CommentAnswer, blank=True)
    answer_text = models.TextField("giải trình của cơ quan soạn thảo", blank=True)

    class Meta:
        verbose_name = "ý kiến về dự thảo"
        verbose_name_plural = "ý kiến về dự thảo"
        ordering = ["draft", F("given_on").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                name="sessions_comment_refusal_is_explained",
                condition=Q(answer__in=("", CommentAnswer.ACCEPTED)) | ~Q(answer_text=""),
                violation_error_message="Không tiếp thu hoặc giải trình thì phải nêu lý do.",
            ),
        ]

    def __str__(self) -> str:
        return shortened(self.text)

    def clean(self):
        check_same_locality(self, "draft")

    @property
    def state(self) -> tuple[str, str]:
        """What became of the comment, as a chip."""
        if not self.answer:
            return "wait", "chờ giải trình"
        return ("done" if self.answer == CommentAnswer.ACCEPTED else "none"), self.get_answer_display()

    def concerned(self):
        """Who commented and who has to answer."""
        yield ConcernKind.PARTY, self.from_body
        yield ConcernKind.PREPARING, self.draft.drafting_body


class Verification(Record):
    """Verification (thẩm tra) of a draft or of another agenda item by a board of the council."""

    board = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        related_name="verifications",
        verbose_name="Ban thẩm tra",
        limit_choices_to={"kind": BodyKind.COUNCIL_BOARD},
    )
    draft = models.ForeignKey(
        DraftResolution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="verifications",
        verbose_name="dự thảo nghị quyết",
    )
    item = models.ForeignKey(
        "council_sessions.AgendaItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="verifications",
        verbose_name="nội dung kỳ họp",
    )
    survey_notes = models.TextField(
        "thu thập thông tin, khảo sát", blank=True, help_text="Khảo sát ở đâu, hỏi ý kiến đối tượng nào, ngày nào."
    )
    held_on = models.DateField("ngày họp thẩm tra", null=True, blank=True)
    rounds = models.PositiveSmallIntegerField("số lần thẩm tra", default=1)
    conclusion = models.TextField("kết luận thẩm tra", blank=True)

    class Meta:
        verbose_name = "thẩm tra"
        verbose_name_plural = "thẩm tra"
        ordering = [F("held_on").desc(nulls_last=True), "-id"]
        constraints = [
            models.CheckConstraint(
                name="sessions_verification_is_of_one",
                condition=Q(draft__isnull=False, item__isnull=True) | Q(draft__isnull=True, item__isnull=False),
                violation_error_message="Thẩm tra một dự thảo hoặc một nội dung kỳ họp: chọn đúng một.",
            ),
            models.CheckConstraint(
                name="sessions_verification_rounds_begin_with_one",
                condition=Q(rounds__gte=1),
                violation_error_message="Số lần thẩm tra ít nhất là 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board}: {self.draft or self.item}"

    def clean(self):
        check_same_locality(self, "draft", "item")

    def concerned(self):
        """The board, and whoever prepared what it verifies."""
        yield ConcernKind.OWNER, self.board
        yield ConcernKind.PREPARING, self.draft.drafting_body if self.draft else self.item.preparing_body


class DraftStep(Record):
    """One step of a draft done by one body in one round: the subject of what that body owes for it."""

    draft = models.ForeignKey(
        DraftResolution, on_delete=models.PROTECT, related_name="steps", verbose_name="dự thảo nghị quyết"
    )
    kind = models.CharField("bước", max_length=15, choices=StepKind)
    body = link("people.Body", "draft_steps", "cơ quan thực hiện")
    round = models.PositiveSmallIntegerField("vòng", default=1)
    started_on = models.DateField("bắt đầu ngày", null=True, blank=True)
    done_on = models.DateField("xong ngày", null=True, blank=True)
    document = link("documents.OfficialDocument", "+", "văn bản")
    result = models.TextField("kết quả", blank=True)

    class Meta:
        verbose_name = "bước của dự thảo"
        verbose_name_plural = "bước của dự thảo"
        ordering = ["draft", "round", "id"]
        constraints = [
            models.CheckConstraint(
                name="sessions_step_done_after_started",
                condition=Q(done_on__isnull=True) | Q(started_on__isnull=True) | Q(done_on__gte=F("started_on")),
                violation_error_message="Ngày xong phải từ ngày bắt đầu trở đi.",
            ),
        ]

    def __str__(self) -> str:
        who = f" ({self.body})" if self.body else ""
        return f"{capfirst(self.get_kind_display())}{who}: {self.draft}"

    def clean(self):
        check_same_locality(self, "draft")

    @property
    def state(self) -> tuple[str, str]:
        """Done, under way or still to come, as a chip."""
        if self.done_on:
            return "done", "xong"
        return ("wait", "đang làm") if self.started_on else ("none", "chưa đến")

    def concerned(self):
        """Who does it, and who drafts."""
        yield ConcernKind.OWNER, self.body
        yield ConcernKind.PREPARING, self.draft.drafting_body


class DraftRevision(Record):
    """What was changed in a draft after the debate, agreed between the board, the committee and the departments."""

    draft = models.ForeignKey(
        DraftResolution, on_delete=models.PROTECT, related_name="revisions", verbose_name="dự thảo nghị quyết"
    )
    made_on = models.DateField("ngày chỉnh lý")
    bodies = models.ManyToManyField(
        "people.Body", blank=True, related_name="draft_revisions", verbose_name="các cơ quan thống nhất"
    )
    summary = models.TextField("nội dung chỉnh lý")

    class Meta:
        verbose_name = "lần chỉnh lý dự thảo"
        verbose_name_plural = "lần chỉnh lý dự thảo"
        ordering = ["draft", "made_on", "id"]

    def __str__(self) -> str:
        return shortened(self.summary)

    def clean(self):
        check_same_locality(self, "draft")

    def concerned(self):
        """Who drafts and who agreed."""
        yield ConcernKind.PREPARING, self.draft.drafting_body
        if self.pk:
            for body in self.bodies.all():
                yield ConcernKind.PARTY, body


class PaperRequest(Record):
    """Somebody asked the drafter for a paper about a draft: the same paper asked for twice is what the meter counts."""

    draft = models.ForeignKey(
        DraftResolution, on_delete=models.PROTECT, related_name="paper_requests", verbose_name="dự thảo nghị quyết"
    )
    from_body = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="paper_requests", verbose_name="cơ quan yêu cầu"
    )
    to_body = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="papers_asked", verbose_name="cơ quan cung cấp"
    )
    paper = models.CharField("tài liệu yêu cầu", max_length=200)
    asked_on = models.DateField("ngày yêu cầu")
    due_on = models.DateField("cung cấp trước ngày", null=True, blank=True)
    delivered_on = models.DateField("cung cấp ngày", null=True, blank=True)

    class Meta:
        verbose_name = "yêu cầu cung cấp tài liệu"
        verbose_name_plural = "yêu cầu cung cấp tài liệu"
        ordering = ["draft", "asked_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="sessions_paper_delivered_after_asked",
                condition=Q(delivered_on__isnull=True) | Q(delivered_on__gte=F("asked_on")),
                violation_error_message="Ngày cung cấp phải từ ngày yêu cầu trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper} ({self.from_body})"

    def clean(self):
        check_same_locality(self, "draft")

    @property
    def state(self) -> tuple[str, str]:
        """Delivered or awaited, as a chip."""
        return ("done", "đã cung cấp") if self.delivered_on else ("wait", "chờ cung cấp")

    def concerned(self):
        """Who asks and who is asked."""
        yield ConcernKind.PARTY, self.from_body
        yield ConcernKind.OWNER, self.to_body
