"""What is asked for before the hall: contents of a session, opinions of the Standing Committee."""

from django.db import models
from django.db.models import F, Q

from coordination.people.choices import BodyKind, ConcernKind
from coordination.records.models import Record
from sessions.choices import ContentRequestStatus, ItemKind, OpinionStatus, ProposalStatus
from sessions.models.common import check_same_locality, link

OPINION_STATES = {
    OpinionStatus.RECEIVED: "wait",
    OpinionStatus.WITH_BOARDS: "wait",
    OpinionStatus.REPLIED: "done",
    OpinionStatus.REPORTED: "done",
    OpinionStatus.WITHDRAWN: "none",
}


class ContentRequest(Record):
    """The Standing Committee asks one body what it wants to lay before a session."""

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        on_delete=models.PROTECT,
        related_name="content_requests",
        verbose_name="kỳ họp",
    )
    body = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="content_requests", verbose_name="cơ quan được đề nghị"
    )
    asked_on = models.DateField("ngày đề nghị")
    due_on = models.DateField("đề xuất trước ngày", null=True, blank=True)
    document = link("documents.OfficialDocument", "+", "văn bản đề nghị")
    answered_on = models.DateField("đề xuất ngày", null=True, blank=True)
    answer_document = link("documents.OfficialDocument", "+", "văn bản đề xuất")
    note = models.TextField("ghi chú", blank=True)
    status = models.CharField(
        "trạng thái", max_length=10, choices=ContentRequestStatus, default=ContentRequestStatus.OPEN
    )

    class Meta:
        verbose_name = "đề nghị đề xuất nội dung"
        verbose_name_plural = "đề nghị đề xuất nội dung"
        ordering = ["session", "asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "body"],
                condition=Q(status=ContentRequestStatus.OPEN),
                name="sessions_content_request_open_once",
                violation_error_message="Đang chờ cơ quan này đề xuất: không đề nghị lần nữa.",
            ),
            models.CheckConstraint(
                name="sessions_content_request_answered_has_a_day",
                condition=Q(status=ContentRequestStatus.ANSWERED, answered_on__isnull=False)
                | (~Q(status=ContentRequestStatus.ANSWERED) & Q(answered_on__isnull=True)),
                violation_error_message="Đã đề xuất thì ghi ngày đề xuất.",
            ),
            models.CheckConstraint(
                name="sessions_content_request_due_after_asked",
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("asked_on")),
                violation_error_message="Hạn đề xuất phải từ ngày đề nghị trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Đề nghị {self.body} đề xuất nội dung {self.session}"

    def clean(self):
        check_same_locality(self, "session", "body")

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip."""
        kinds = {ContentRequestStatus.OPEN: "wait", ContentRequestStatus.ANSWERED: "done"}
        return kinds.get(self.status, "none"), self.get_status_display()

    def concerned(self):
        """Who is asked."""
        yield ConcernKind.ADDRESSEE, self.body
        yield ConcernKind.OWNER, self.body


class ContentProposal(Record):
    """One content that a body proposes for a session; accepted, it becomes an agenda item."""

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        on_delete=models.PROTECT,
        related_name="content_proposals",
        verbose_name="kỳ họp",
    )
    request = link(ContentRequest, "proposals", "theo đề nghị")
    from_body = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="content_proposals", verbose_name="cơ quan đề xuất"
    )
    kind = models.CharField("loại", max_length=15, choices=ItemKind)
    title = models.CharField("tên nội dung", max_length=500)
    summary = models.TextField("lý do, tóm tắt", blank=True)
    is_normative = models.BooleanField("nghị quyết quy phạm pháp luật", default=False)
    proposed_on = models.DateField("ngày đề xuất")
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    reason = models.TextField("lý do không đưa vào", blank=True)
    item = link("council_sessions.AgendaItem", "proposals", "thành nội dung")
    status = models.CharField("trạng thái", max_length=10, choices=ProposalStatus, default=ProposalStatus.PROPOSED)

    class Meta:
        verbose_name = "nội dung đề xuất"
        verbose_name_plural = "nội dung đề xuất"
        ordering = ["session", "proposed_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="sessions_proposal_accepted_has_an_item",
                condition=Q(status=ProposalStatus.ACCEPTED, item__isnull=False)
                | (~Q(status=ProposalStatus.ACCEPTED) & Q(item__isnull=True)),
                violation_error_message="Nội dung được chấp nhận thì gắn với một mục của chương trình.",
            ),
            models.CheckConstraint(
                name="sessions_proposal_declined_has_a_reason",
                condition=~Q(status=ProposalStatus.DECLINED) | ~Q(reason=""),
                violation_error_message="Không đưa vào chương trình thì ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        check_same_locality(self, "session", "request", "from_body")

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip."""
        kinds = {ProposalStatus.PROPOSED: "wait", ProposalStatus.ACCEPTED: "done"}
        return kinds.get(self.status, "none"), self.get_status_display()

    def concerned(self):
        """Who proposes."""
        yield ConcernKind.PARTY, self.from_body


class OpinionRequest(Record):
    """A matter on which the Standing Committee is asked for its opinion between two sessions, told to the next one."""

    from_body = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="opinion_requests", verbose_name="cơ quan xin ý kiến"
    )
    title = models.CharField("nội dung xin ý kiến", max_length=500)
    content = models.TextField("tóm tắt hồ sơ", blank=True)
    document = link("documents.OfficialDocument", "+", "văn bản xin ý kiến")
    received_on = models.DateField("ngày nhận hồ sơ")
    due_on = models.DateField("trả lời trước ngày", null=True, blank=True)
    is_urgent = models.BooleanField("việc cấp bách", default=False)
    sitting = link("council_sessions.Sitting", "opinion_requests", "xem xét tại phiên họp")
    replied_on = models.DateField("trả lời ngày", null=True, blank=True)
    reply = models.TextField("ý kiến của Thường trực HĐND", blank=True)
    reply_document = link("documents.OfficialDocument", "+", "văn bản trả lời")
    reported_to = link("council_sessions.CouncilSession", "reported_opinions", "báo cáo tại kỳ họp")
    status = models.CharField("trạng thái", max_length=12, choices=OpinionStatus, default=OpinionStatus.RECEIVED)

    class Meta:
        verbose_name = "việc xin ý kiến Thường trực"
        verbose_name_plural = "việc xin ý kiến Thường trực"
        ordering = ["-received_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="sessions_opinion_replied_has_day_and_text",
                condition=Q(status__in=(OpinionStatus.REPLIED, OpinionStatus.REPORTED), replied_on__isnull=False)
                & ~Q(reply="")
                | ~Q(status__in=(OpinionStatus.REPLIED, OpinionStatus.REPORTED)),
                violation_error_message="Đã trả lời thì ghi ngày và ý kiến.",
            ),
            models.CheckConstraint(
                name="sessions_opinion_reported_to_a_session",
                condition=~Q(status=OpinionStatus.REPORTED) | Q(reported_to__isnull=False),
                violation_error_message="Đã báo cáo thì ghi kỳ họp.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        check_same_locality(self, "from_body", "sitting", "reported_to")

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip."""
        return OPINION_STATES[self.status], self.get_status_display()

    def concerned(self):
        """Who asks, and the boards that are heard."""
        yield ConcernKind.PARTY, self.from_body
        if self.pk:
            for opinion in self.board_opinions.select_related("board"):
                yield ConcernKind.REFERRAL, opinion.board


class BoardOpinion(Record):
    """What a board of the council thinks of a matter that the Standing Committee is asked about."""

    request = models.ForeignKey(
        OpinionRequest, on_delete=models.PROTECT, related_name="board_opinions", verbose_name="việc xin ý kiến"
    )
    board = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        related_name="board_opinions",
        verbose_name="Ban",
        limit_choices_to={"kind": BodyKind.COUNCIL_BOARD},
    )
    due_on = models.DateField("cho ý kiến trước ngày", null=True, blank=True)
    given_on = models.DateField("cho ý kiến ngày", null=True, blank=True)
    text = models.TextField("ý kiến", blank=True)

    class Meta:
        verbose_name = "ý kiến của Ban"
        verbose_name_plural = "ý kiến của Ban"
        ordering = ["request", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "board"],
                name="sessions_board_opinion_once",
                violation_error_message="Ban này đã được hỏi ý kiến.",
            ),
            models.CheckConstraint(
                name="sessions_board_opinion_has_day_and_text",
                condition=Q(given_on__isnull=True, text="") | (Q(given_on__isnull=False) & ~Q(text="")),
                violation_error_message="Ý kiến phải có cả ngày và nội dung.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board}: {self.request}"

    def clean(self):
        check_same_locality(self, "request", "board")

    @property
    def state(self) -> tuple[str, str]:
        """Given or awaited, as a chip."""
        return ("done", "đã cho ý kiến") if self.given_on else ("wait", "chờ ý kiến")

    def concerned(self):
        """The board that is heard, and who asked."""
        yield ConcernKind.OWNER, self.board
        yield ConcernKind.PARTY, self.request.from_body
