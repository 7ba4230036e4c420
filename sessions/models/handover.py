"""Handover of a term: what the ended term left open, and who of the new term took it over."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coordination.lib.dates import screen
from coordination.people.choices import ConcernKind
from coordination.people.models import Body
from coordination.people.visibility import with_predecessors
from coordination.records.models import Pointer, Record
from sessions import registers
from sessions.choices import HandoverStanding, HandoverState, HandoverStatus
from sessions.models.common import link

STATES = {
    HandoverStanding.ACCEPTED: "done",
    HandoverStanding.RETURNED: "today",
    HandoverStanding.FINISHED: "none",
    HandoverStanding.WAITING: "wait",
}


def last_day(term) -> date | None:
    """The last day of a term: its own, or that of its place; nothing while neither is written down."""
    days = (term.end.last if term.end else None, term.locality.valid_to)
    return min((day for day in days if day), default=None)


class Handover(Record):
    """The open work of an ended term of the council, handed to the term that follows (bàn giao nhiệm kỳ).

    The ended term may be that of a place that the own locality succeeded.
    """

    from_term = models.ForeignKey(
        "people.Term", on_delete=models.PROTECT, related_name="+", verbose_name="nhiệm kỳ đã kết thúc"
    )
    to_term = models.ForeignKey("people.Term", on_delete=models.PROTECT, related_name="+", verbose_name="nhiệm kỳ nhận")
    opened_on = models.DateField("ngày lập", default=timezone.localdate)
    document = link("documents.OfficialDocument", "+", "văn bản về bàn giao", help_text="Kế hoạch, quyết định, nếu có.")
    note = models.TextField("ghi chú", blank=True)
    closed_on = models.DateField("ngày chốt biên bản", null=True, blank=True, editable=False)
    status = models.CharField(
        "trạng thái", max_length=8, choices=HandoverStatus, default=HandoverStatus.OPEN, editable=False
    )

    class Meta:
        verbose_name = "bàn giao nhiệm kỳ"
        verbose_name_plural = "bàn giao nhiệm kỳ"
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_term"],
                name="sessions_handover_once_per_term",
                violation_error_message="Nhiệm kỳ này đã có bàn giao.",
            ),
            models.CheckConstraint(
                name="sessions_handover_to_another_term",
                condition=~Q(from_term=F("to_term")),
                violation_error_message="Nhiệm kỳ nhận phải khác nhiệm kỳ đã kết thúc.",
            ),
            models.CheckConstraint(
                name="sessions_handover_closed_has_a_day",
                condition=Q(status=HandoverStatus.CLOSED, closed_on__isnull=False)
                | Q(status=HandoverStatus.OPEN, closed_on__isnull=True),
                violation_error_message="Đã chốt biên bản thì có ngày, chưa chốt thì không.",
            ),
            models.CheckConstraint(
                name="sessions_handover_closed_after_it_was_opened",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="Ngày chốt biên bản không được trước ngày lập danh sách.",
            ),
        ]

    def __str__(self) -> str:
        where = "" if self.from_term.locality_id == self.locality_id else f" ({self.from_term.locality})"
        return f"Bàn giao nhiệm kỳ {self.from_term.name}{where} sang {self.to_term.name}"

    def clean(self):
        super().clean()
        old, new = getattr(self, "from_term", None), getattr(self, "to_term", None)
        if old is not None:
            self._check_ended(old)
        if new is not None and new.locality_id != self.locality_id:
            raise ValidationError({"to_term": "Nhiệm kỳ nhận phải là của HĐND địa phương mình."})
        end = last_day(old) if old and new and old.locality_id == new.locality_id else None
        if end and new.start and new.start.last <= end:
            raise ValidationError({"to_term": f"Nhiệm kỳ nhận phải bắt đầu sau ngày {screen(end)}."})

    def _check_ended(self, term) -> None:
        if term.locality_id not in with_predecessors(self.locality_id):
            raise ValidationError({"from_term": "Nhiệm kỳ này của địa phương khác."})
        end, on = last_day(term), self.opened_on or timezone.localdate()
        if end is None:
            words = "Chưa ghi ngày kết thúc của nhiệm kỳ này: ghi ở trang nhiệm kỳ rồi mới bàn giao."
            raise ValidationError({"from_term": words})
        if end >= on:
            raise ValidationError({"from_term": f"Nhiệm kỳ này chưa kết thúc (đến hết {screen(end)})."})

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip."""
        return ("done" if self.status == HandoverStatus.CLOSED else "wait"), self.get_status_display()

    @property
    def words(self) -> str:
        """From which term to which, as a record's history says it: "Bàn giao nhiệm kỳ 2021-2026 sang 2026-2031"."""
        return f"Bàn giao nhiệm kỳ {self.from_term.name} sang {self.to_term.name}"

    def concerned(self):
        """The bodies that give or take one of its rows: a department opens the page of what it takes over."""
        named = self.rows.order_by()
        for body in Body.objects.filter(Q(pk__in=named.values("from_body")) | Q(pk__in=named.values("to_body"))):
            yield ConcernKind.PARTY, body


class HandoverRow(Pointer):
    """One open thing on the list. It is seen exactly by those who see what it points at; it keeps no title."""

    handover = models.ForeignKey(
        Handover, on_delete=models.PROTECT, related_name="rows", verbose_name="bàn giao nhiệm kỳ"
    )
    created_at = models.DateTimeField("lúc ghi", auto_now_add=True)
    from_body = link("people.Body", "+", "cơ quan đang giữ")
    from_person = link("people.Person", "+", "người có tên")
    to_body = link("people.Body", "+", "cơ quan nhận")
    status = models.CharField(
        "đã làm gì", max_length=8, choices=HandoverState, default=HandoverState.WAITING, editable=False
    )
    at = models.DateTimeField("lúc", null=True, blank=True, editable=False)
    by = link("people.User", "+", "người nhận, trả", editable=False)
    by_name = models.CharField("tên người nhận, trả", max_length=200, blank=True, editable=False)
    acting_body = link("people.Body", "+", "của cơ quan", editable=False)
    document = link("documents.OfficialDocument", "+", "văn bản tiếp nhận")
    note = models.TextField("ghi chú, lý do", blank=True)

    class Meta(Pointer.Meta):
        verbose_name = "việc bàn giao"
        verbose_name_plural = "việc bàn giao"
        ordering = ["handover_id", "content_type_id", "from_body__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "content_type", "object_id"],
                name="sessions_handover_row_once",
                violation_error_message="Việc này đã có trong danh sách bàn giao.",
            ),
            models.CheckConstraint(
                name="sessions_handover_row_done_has_who_and_when",
                condition=Q(status=HandoverState.WAITING, at__isnull=True)
                | ~Q(status=HandoverState.WAITING) & Q(at__isnull=False) & ~Q(by_name=""),
                violation_error_message="Đã nhận hoặc trả lại thì có người và lúc làm.",
            ),
            models.CheckConstraint(
                name="sessions_handover_row_returned_with_reason",
                condition=~Q(status=HandoverState.RETURNED) | ~Q(note=""),
                violation_error_message="Trả lại thì ghi lý do.",
            ),
            models.CheckConstraint(
                name="sessions_handover_row_accepted_by_a_body",
                condition=~Q(status=HandoverState.ACCEPTED) | Q(to_body__isnull=False),
                violation_error_message="Chưa có cơ quan nhận.",
            ),
        ]

    def __str__(self) -> str:
        return self.public_title

    @property
    def public_title(self) -> str:
        """What it points at, as those may read who see the row."""
        return self.target.public_title if self.target else "hồ sơ không còn"

    def get_absolute_url(self) -> str:
        """The page of the thing itself, with its history."""
        return self.target.get_absolute_url() if self.target else ""

    @property
    def kind(self) -> "registers.Kind":
        """The register that it stands in."""
        return registers.kind_of(ContentType.objects.get_for_id(self.content_type_id).model_class())

    @property
    def due_on(self) -> date | None:
        """By when it is due, as its own register says now; of most things that is a set day."""
        return self.kind.due(self.target) if self.target else None

    @property
    def state(self) -> tuple[str, str]:
        """Chip of how it stands; `standing` is reckoned by `queries.with_standing`."""
        standing = HandoverStanding(self.standing)
        return STATES[standing], str(standing.label)

    @property
    def person_words(self) -> str:
        """The person named in it and as what: nobody is proposed in their place."""
        return f"{self.from_person} ({self.kind.as_what})" if self.from_person_id else ""

    @property
    def who_and_when(self) -> str:
        """ "Lê Minh, Sở Y tế, 15/10/2026", of what was taken over or returned."""
        if self.at is None:
            return ""
        parts = (self.by_name, str(self.acting_body or ""), screen(timezone.localdate(self.at)))
        return ", ".join(filter(None, parts))
