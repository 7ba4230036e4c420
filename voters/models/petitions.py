"""A petition: what voters said, who is competent, where it stands; and the dated history of its result."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from sessions.queries import standing_of
from voters.choices import Field, JurisdictionLevel, Origin, PetitionKind, PetitionStatus, Result
from voters.models.meetings import lower_kind
from voters.models.places import constituency_of, territory_of
from voters.models.querysets import PetitionQuerySet
from voters.rules import ANSWERING, FINISHING, RESULT_STATES

FILTERED = (
    "result", "field", "competent_body", "session", "level", "origin", "place", "status", "monitor", "meeting", "batch",
)  # fmt: skip
"""Columns by which the list is narrowed: each has an index in the order of the list, so that any page is read alone. It
serves the foreign keys among them too, which have none of their own (`db_index=False`)."""


class Petition(Record):
    """What voters think, ask for or report, from registration until nothing more is owed.

    Four facts have their own dates: answered (a reply was sent), resolved (done, with evidence), finished (nothing more
    is owed); overdue is computed. The columns hold what is true now, `ResultChange` what was true on any day.
    """

    code = models.CharField("mã", max_length=30, blank=True, editable=False)
    year = models.PositiveSmallIntegerField("năm", editable=False, default=0)
    number = models.PositiveIntegerField("số thứ tự", editable=False, default=0)
    kind = models.CharField("loại", max_length=12, choices=PetitionKind, default=PetitionKind.PETITION)
    origin = models.CharField("nguồn", max_length=20, choices=Origin)
    title = models.CharField("tóm tắt", max_length=300, blank=True, help_text="Bỏ trống thì lấy câu đầu của nội dung.")
    content = models.TextField("nội dung")
    received_on = models.DateField("ngày nhận")
    due_on = models.DateField("hạn trả lời", null=True, blank=True, help_text="Ngày ấn định, giữ đúng như đã viết.")
    place = models.ForeignKey(
        "people.Locality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="địa bàn",
        db_index=False,
    )
    place_detail = models.CharField("thôn, tổ dân phố", max_length=160, blank=True)
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="petitions",
        verbose_name="gắn với kỳ họp",
        db_index=False,
    )
    drafts = models.ManyToManyField(
        "council_sessions.DraftResolution",
        blank=True,
        related_name="source_petitions",
        verbose_name="dự thảo nghị quyết từ kiến nghị này",
    )
    meeting = models.ForeignKey(
        "voters.ContactMeeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="petitions",
        verbose_name="cuộc tiếp xúc",
        db_index=False,
    )
    field = models.CharField("lĩnh vực", max_length=32, choices=Field, blank=True)
    level = models.CharField("cấp thẩm quyền", max_length=10, choices=JurisdictionLevel, blank=True)
    competent_body = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cơ quan giải quyết",
        db_index=False,
    )
    monitor = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Ban, Tổ đại biểu theo dõi",
        db_index=False,
    )
    batch = models.ForeignKey(
        "voters.Batch",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="petitions",
        verbose_name="đợt tổng hợp",
        db_index=False,
    )
    voter = models.CharField(
        "cử tri",
        max_length=160,
        blank=True,
        help_text="Họ tên, nếu có ghi. Không đưa vào tìm kiếm và không hiện ở trang công khai.",
    )
    raised_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đại biểu chuyển",
        help_text="Khi kiến nghị đến qua một đại biểu.",
    )
    urgent = models.BooleanField("cấp bách", default=False)
    times_raised = models.PositiveSmallIntegerField("kiến nghị lần thứ", default=1, help_text="Kể cả lần này.")
    first_raised = models.CharField(
        "kiến nghị lần đầu", max_length=120, blank=True, help_text="Kỳ họp hoặc thời gian, bằng lời."
    )
    earlier_history = models.TextField("diễn biến trước đây", blank=True, help_text="Mỗi lần một dòng.")
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name="kiến nghị lần trước",
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name="gộp vào",
    )
    split_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="split_parts",
        verbose_name="tách từ",
    )
    unsplit_content = models.TextField("nguyên văn trước khi tách", blank=True, editable=False)
    came_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="arrivals",
        verbose_name="từ sổ cấp dưới",
        help_text="Kiến nghị của cấp dưới mà cấp này nhận để giải quyết.",
    )
    sent_through = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cơ quan chuyển đến",
        help_text="Khi kiến nghị đến qua một cơ quan, ví dụ Đoàn đại biểu Quốc hội.",
    )
    original_session = models.ForeignKey(
        "council_sessions.CouncilSession",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="kỳ họp ban đầu",
        help_text="Có khi kiến nghị đã được chuyển tiếp sang kỳ họp sau.",
    )
    misdirected_to = models.CharField(
        "đã gửi nhầm tới", max_length=160, blank=True, help_text="Trước khi ghi vào sổ này."
    )
    misdirected_right = models.CharField("nơi đúng thẩm quyền", max_length=160, blank=True)
    status = models.CharField(
        "trạng thái", max_length=12, choices=PetitionStatus, default=PetitionStatus.NEW, editable=False
    )
    result = models.CharField("kết quả", max_length=20, choices=Result, default=Result.NONE, editable=False)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True, editable=False)
    resolved_on = models.DateField("ngày giải quyết xong", null=True, blank=True, editable=False)
    finished_on = models.DateField("ngày hết việc phải làm", null=True, blank=True, editable=False)
    evidence = models.TextField("bằng chứng đã giải quyết", blank=True, editable=False)
    follow_code = models.CharField("mã theo dõi", max_length=16, null=True, blank=True, unique=True, editable=False)
    entry_key = models.UUIDField("mã lần ghi nhanh", null=True, blank=True, unique=True, editable=False)

    objects = PetitionQuerySet.as_manager()
    unshown = ("voter", "unsplit_content", "follow_code", "entry_key")

    class Meta:
        verbose_name = "kiến nghị"
        ordering = ["-received_on", "-id"]
        indexes = [
            models.Index(fields=["locality", "-received_on"]),
            models.Index(fields=["-received_on", "-id"], name="voters_by_day"),
            *(models.Index(fields=[name, "-received_on", "-id"], name=f"voters_by_{name}") for name in FILTERED),
            models.Index(
                fields=["-received_on", "-id", "due_on"],
                condition=Q(finished_on__isnull=True),
                name="voters_open_by_day",
            ),
            models.Index(fields=["-received_on", "-id"], condition=Q(times_raised__gte=4), name="voters_often_by_day"),
            models.Index(fields=["-received_on", "-id"], condition=~Q(misdirected_to=""), name="voters_astray_by_day"),
            models.Index(fields=["-received_on", "-id"], condition=Q(urgent=True), name="voters_urgent_by_day"),
            models.Index(
                fields=["-received_on", "-id"],
                condition=Q(original_session__isnull=False),
                name="voters_carried_by_day",
            ),
            models.Index(fields=["locality", "year", "number"]),
            models.Index(
                fields=["locality", "due_on"], condition=Q(finished_on__isnull=True), name="voters_open_by_due"
            ),
            models.Index(fields=["locality", "field", "place"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "code"],
                condition=~Q(code=""),
                name="voters_petition_code_once_per_locality",
                violation_error_message="Mã kiến nghị này đã có trong sổ.",
            ),
            models.CheckConstraint(
                name="voters_petition_due_after_received",
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("received_on")),
                violation_error_message="Hạn trả lời phải từ ngày nhận trở đi.",
            ),
            models.CheckConstraint(
                name="voters_petition_raised_at_least_once",
                condition=Q(times_raised__gte=1),
                violation_error_message="Số lần kiến nghị kể cả lần này nên ít nhất là 1.",
            ),
            models.CheckConstraint(
                name="voters_petition_not_its_own_lead",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message="Không gộp một kiến nghị vào chính nó.",
            ),
            models.CheckConstraint(
                name="voters_petition_not_its_own_predecessor",
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("id")),
                violation_error_message="Kiến nghị lần trước phải là một kiến nghị khác.",
            ),
            models.CheckConstraint(
                name="voters_petition_misdirected_pair",
                condition=Q(misdirected_to="", misdirected_right="")
                | (~Q(misdirected_to="") & ~Q(misdirected_right="")),
                violation_error_message="Ghi cả nơi đã gửi nhầm và nơi đúng thẩm quyền.",
            ),
            models.CheckConstraint(
                name="voters_petition_answered_with_reply",
                condition=~Q(result__in=ANSWERING) | Q(answered_on__isnull=False),
                violation_error_message="Kết quả này cần có trả lời đã gửi.",
            ),
            models.CheckConstraint(
                name="voters_petition_resolved_with_date",
                condition=Q(result=Result.RESOLVED, resolved_on__isnull=False)
                | (~Q(result=Result.RESOLVED) & Q(resolved_on__isnull=True)),
                violation_error_message="Đã giải quyết xong thì có ngày, chưa xong thì không.",
            ),
            models.CheckConstraint(
                name="voters_petition_finished_with_date",
                condition=Q(result__in=FINISHING, finished_on__isnull=False)
                | (~Q(result__in=FINISHING) & Q(finished_on__isnull=True)),
                violation_error_message="Hết việc phải làm thì có ngày, còn việc thì không.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.code or "kiến nghị"

    def clean(self):
        super().clean()
        self.title = self.title.strip() or summary_of(self.content)
        if self.due_on and self.received_on and self.due_on < self.received_on:
            raise ValidationError({"due_on": "Hạn trả lời phải từ ngày nhận trở đi."})
        if bool(self.misdirected_to) != bool(self.misdirected_right):
            missing = "misdirected_right" if self.misdirected_to else "misdirected_to"
            raise ValidationError({missing: "Ghi cả nơi đã gửi nhầm và nơi đúng thẩm quyền."})

    def settle(self):
        self.constituency = constituency_of(self.place, self.locality)

    def concerned(self):
        """Bodies of the territory, whoever it was forwarded to (refusers too), whoever monitors it, and the delegate
        through whom it came.

        A body that is only proposed is not concerned before the petition is forwarded.
        """
        yield from territory_of(self.place, self.locality)
        if self.status != PetitionStatus.NEW:
            yield ConcernKind.REFERRAL, self.competent_body
        for referral in self._all_referrals():
            yield ConcernKind.REFERRAL, referral.to
            yield ConcernKind.ADDRESSEE, referral.through
            for body in referral.supporting.all():
                yield ConcernKind.REFERRAL, body
        yield ConcernKind.ADDRESSEE, self.monitor
        yield ConcernKind.NAMED, self.raised_by
        if self.came_from_id:  # whoever sent it up goes on seeing what becomes of it
            yield ConcernKind.TERRITORY, standing_of(self.came_from.locality)

    def _all_referrals(self):
        if self.is_fresh:
            return ()
        return self.referrals.prefetch_related("supporting").select_related("to", "through")

    @property
    def case_code(self) -> str:
        return self.code or super().case_code

    @property
    def where(self) -> str:
        """The place in words: "thôn Thượng, xã Hưng Lạc"."""
        place = lower_kind(self.place) if self.place_id else ""
        return ", ".join(part for part in (self.place_detail, place) if part)

    @property
    def state(self) -> tuple[str, str]:
        """The chip: what came of it, else where it stands."""
        if self.status in (PetitionStatus.ANSWERED, PetitionStatus.FINISHED) and self.result in RESULT_STATES:
            return RESULT_STATES[self.result]
        kind = {PetitionStatus.REOPENED: "today", PetitionStatus.NEW: "none", PetitionStatus.RETURNED: "pause"}
        words = "Trả lại" if self.status == PetitionStatus.RETURNED else self.get_status_display()
        return kind.get(self.status, "wait"), words

    @property
    def is_open(self) -> bool:
        """Whether something is still owed."""
        return self.finished_on is None

    def is_overdue(self, today: date | None = None) -> bool:
        """Due before the day and not finished."""
        day = today or timezone.localdate()
        return self.is_open and self.due_on is not None and self.due_on < day


class ResultChange(models.Model):
    """The result class that holds from the end of a day on, until a later row: so a past day can be asked for."""

    petition = models.ForeignKey(
        Petition, on_delete=models.CASCADE, related_name="result_changes", verbose_name="kiến nghị"
    )
    on = models.DateField("ngày")
    result = models.CharField("kết quả", max_length=20, choices=Result)
    step = models.CharField("việc đã làm", max_length=40, help_text="Tên trong bảng chuyển trạng thái.")
    created_at = models.DateTimeField("lúc ghi", auto_now_add=True)

    class Meta:
        verbose_name = "lần ghi kết quả"
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["petition", "on", "id"])]

    def __str__(self) -> str:
        return f"{self.on}: {self.get_result_display()}"


def summary_of(content: str, limit: int = 160) -> str:
    """The first sentence of a text, cut at a word where it is long."""
    line = " ".join(content.split())
    for mark in (". ", "; ", "? "):
        line = line.split(mark)[0]
    line = line.rstrip(".;")
    if len(line) <= limit:
        return line
    return f"{line[:limit].rsplit(' ', 1)[0]}…"
