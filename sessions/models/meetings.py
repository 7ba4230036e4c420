"""When the council or its Standing Committee meets: sessions (kỳ họp) and sittings (phiên họp)."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from coordination.people.choices import ConcernKind
from coordination.records.fields import PartialDateField
from coordination.records.models import Record
from sessions.choices import (
    Audience,
    ContentRequestStatus,
    ItemStatus,
    SessionKind,
    SessionPart,
    SessionStatus,
    SittingKind,
)
from sessions.models.common import for_delegates, link, shortened

STATES = {
    SessionStatus.PREPARING: "wait",
    SessionStatus.CONVENED: "soon",
    SessionStatus.OPEN: "today",
    SessionStatus.CLOSED: "done",
    SessionStatus.POSTPONED: "pause",
    SessionStatus.CANCELLED: "none",
}


class CouncilSession(Record):
    """A session of the People's Council, from its preparation to its closing. Counted by the day it opened."""

    side = "session"
    """The name of the link by which what belongs to it points at it."""

    number = models.CharField("kỳ họp thứ", max_length=20, blank=True, help_text="Số thứ tự trong nhiệm kỳ, ví dụ 9.")
    term = models.ForeignKey(
        "people.Term",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="council_sessions",
        verbose_name="nhiệm kỳ",
    )
    kind = models.CharField("loại kỳ họp", max_length=15, choices=SessionKind)
    part = models.CharField("giữa hay cuối năm", max_length=10, choices=SessionPart, blank=True)
    name = models.CharField("tên gọi riêng", max_length=200, blank=True, help_text="Bỏ trống thì ghép từ số và loại.")
    planned_opening = PartialDateField("dự kiến khai mạc", help_text="Chưa biết ngày thì ghi tháng hoặc năm.")
    convened_on = models.DateField("ngày triệu tập", null=True, blank=True)
    opened_on = models.DateField("khai mạc", null=True, blank=True)
    closed_on = models.DateField("bế mạc", null=True, blank=True)
    status = models.CharField("trạng thái", max_length=12, choices=SessionStatus, default=SessionStatus.PREPARING)
    basis = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="council_sessions",
        verbose_name="căn cứ",
        help_text="Nghị quyết về các kỳ họp thường lệ, hoặc văn bản đề nghị họp.",
    )
    requested_by = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requested_sessions",
        verbose_name="cơ quan đề nghị họp",
    )
    elected_on = models.DateField(
        "ngày bầu cử", null=True, blank=True, help_text="Chỉ cho kỳ họp thứ nhất: mốc của thời hạn khai mạc."
    )
    venue = models.CharField("nơi họp", max_length=200, blank=True)
    preparatory_meeting = link(
        "regulations.Meeting",
        "prepared_sessions",
        "hội nghị liên tịch",
        help_text="Nơi thống nhất nội dung, thời gian.",
    )
    party_asked_on = models.DateField("xin ý kiến cấp ủy ngày", null=True, blank=True)
    party_answered_on = models.DateField("cấp ủy cho ý kiến ngày", null=True, blank=True)
    party_document = models.CharField("văn bản của cấp ủy", max_length=120, blank=True)
    convening_document = link("documents.OfficialDocument", "+", "quyết định triệu tập")
    invitation_document = link("documents.OfficialDocument", "+", "giấy mời")
    minutes_document = link("documents.OfficialDocument", "+", "biên bản kỳ họp")
    sent_up_on = models.DateField(
        "gửi cấp trên ngày", null=True, blank=True, help_text="Ngày gửi nghị quyết và biên bản lên cấp trên."
    )
    lessons_learned = models.TextField("rút kinh nghiệm sau kỳ họp", blank=True)

    class Meta:
        verbose_name = "kỳ họp"
        verbose_name_plural = "kỳ họp"
        # Coming sessions stand first; said aloud, because the two databases sort empty dates differently.
        ordering = [F("opened_on").desc(nulls_first=True), F("planned_opening").desc(nulls_last=True), "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "term", "number"],
                condition=~Q(number=""),
                name="sessions_number_once_per_term",
                violation_error_message="Nhiệm kỳ này đã có kỳ họp mang số ấy.",
            ),
            models.CheckConstraint(
                name="sessions_closed_after_opened",
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=False, closed_on__gte=F("opened_on")),
                violation_error_message="Ngày bế mạc phải từ ngày khai mạc trở đi.",
            ),
            models.CheckConstraint(
                name="sessions_held_has_an_opening",
                condition=Q(status__in=SessionStatus.HELD, opened_on__isnull=False)
                | (~Q(status__in=SessionStatus.HELD) & Q(opened_on__isnull=True)),
                violation_error_message="Kỳ họp đã họp thì có ngày khai mạc; chưa họp thì chưa có.",
            ),
            models.CheckConstraint(
                name="sessions_part_is_of_a_regular_one",
                condition=Q(part="") | Q(kind=SessionKind.REGULAR),
                violation_error_message="Chỉ kỳ họp thường lệ mới là kỳ giữa năm hay cuối năm.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self._made_name

    @property
    def _made_name(self) -> str:
        """ "Kỳ họp thứ 9, thường lệ giữa năm 2023", as far as number, kind and year are known."""
        if self.kind == SessionKind.FIRST:
            return "Kỳ họp thứ nhất"
        words = " ".join(part for part in (self.get_kind_display(), self.get_part_display(), self._year_words) if part)
        if not self.number:
            return f"Kỳ họp {words}"
        return f"Kỳ họp thứ {'nhất' if self.number == '1' else self.number}, {words}"

    @property
    def _year_words(self) -> str:
        start = self.opened_on or self.planned_opening
        if start is None:
            return ""
        return str(start.year) if self.part else f"năm {start.year}"

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip."""
        return STATES[self.status], self.get_status_display()

    @property
    def opening(self) -> date | None:
        """The day the session opened, else the planned day where it is known to the day."""
        return self.opened_on or (self.planned_opening.exact if self.planned_opening else None)

    def concerned(self):
        """Who asked for it, who is asked for contents or proposes some, who prepares something; the delegates once it
        was convened, or once something of it was sent to them."""
        yield ConcernKind.PARTY, self.requested_by
        for item in self.items.select_related("preparing_body"):
            yield ConcernKind.PREPARING, item.preparing_body
        if self.pk:
            for request in self.content_requests.exclude(status=ContentRequestStatus.CANCELLED).select_related("body"):
                yield ConcernKind.PREPARING, request.body
            for proposal in self.content_proposals.select_related("from_body"):
                yield ConcernKind.PREPARING, proposal.from_body
        if self.status != SessionStatus.PREPARING or self._was_sent:
            yield from for_delegates(self)

    @property
    def _was_sent(self) -> bool:
        """Whether the delegates have a document or a content of it already."""
        sent = Q(status=ItemStatus.SENT) | Q(documents__audience__in=Audience.WITH_DELEGATES)
        return self.pk is not None and self.items.filter(sent).exists()


class Sitting(Record):
    """A sitting of the Standing Committee, regular or for an urgent matter between two sessions."""

    side = "sitting"
    """As of a session."""

    held_on = models.DateField("ngày họp", null=True, blank=True)
    number = models.CharField("phiên thứ", max_length=20, blank=True)
    kind = models.CharField("loại phiên", max_length=12, choices=SittingKind, default=SittingKind.REGULAR)
    topic = models.TextField("nội dung")
    requested_by = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requested_sittings",
        verbose_name="cơ quan đề nghị",
    )
    convened_on = models.DateField("ngày mời họp", null=True, blank=True)
    venue = models.CharField("nơi họp", max_length=200, blank=True)
    conclusion = models.TextField("kết luận", blank=True)
    conclusion_document = link("documents.OfficialDocument", "+", "thông báo kết luận")

    class Meta:
        verbose_name = "phiên họp Thường trực"
        verbose_name_plural = "phiên họp Thường trực"
        ordering = [F("held_on").desc(nulls_last=True), "-id"]

    def __str__(self) -> str:
        head = f"Phiên họp thứ {self.number}" if self.number else "Phiên họp Thường trực"
        return f"{head}: {shortened(self.topic)}"

    @property
    def opening(self) -> date | None:
        """The day it is held: what its documents are counted from."""
        return self.held_on

    def concerned(self):
        """The body that asked for the sitting, and who prepares something for it."""
        yield ConcernKind.PARTY, self.requested_by
        for item in self.items.select_related("preparing_body"):
            yield ConcernKind.PREPARING, item.preparing_body
