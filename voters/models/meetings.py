"""Contact between delegates and voters: the plan of a meeting and what its minutes count."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from coordination.lib.dates import screen
from coordination.lib.numbers import share, vi
from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from voters.choices import AttendeeGroup, DelegateLevel, MeetingKind, MeetingStatus, Qualifier
from voters.models.places import constituency_of, territory_of


class ContactMeeting(Record):
    """A meeting of delegates with voters, planned or held. What a source leaves open stays empty."""

    kind = models.CharField("hình thức", max_length=12, choices=MeetingKind)
    status = models.CharField(
        "trạng thái", max_length=12, choices=MeetingStatus, default=MeetingStatus.PLANNED, editable=False
    )
    topic = models.CharField("chuyên đề, nội dung chính", max_length=300, blank=True)
    held_on = models.DateField("ngày tổ chức", null=True, blank=True)
    place = models.ForeignKey(
        "people.Locality", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="địa bàn"
    )
    place_detail = models.CharField("địa điểm", max_length=200, blank=True, help_text="Ví dụ nhà văn hóa thôn Đông.")
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contact_meetings",
        verbose_name="gắn với kỳ họp",
    )
    plan = models.ForeignKey(
        "voters.ContactPlan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name="điểm của kế hoạch",
    )
    delegate_levels = models.JSONField(
        "đại biểu", default=list, blank=True, help_text="Đại biểu của một đến ba cấp trong cùng một cuộc."
    )
    delegates = models.ManyToManyField(
        "people.Person", blank=True, related_name="contact_meetings", verbose_name="đại biểu dự"
    )
    starts_at = models.TimeField("giờ bắt đầu", null=True, blank=True)
    chaired_by = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cơ quan chủ trì",
    )
    prepared_by = models.ManyToManyField(
        "people.Body", blank=True, related_name="+", verbose_name="cơ quan phối hợp chuẩn bị"
    )
    invited = models.ManyToManyField(
        "people.Body", blank=True, related_name="+", verbose_name="cơ quan được mời", help_text="Để trả lời tại chỗ."
    )
    attending = models.PositiveIntegerField("lượt cử tri dự", null=True, blank=True)
    attending_qualifier = models.CharField(
        "mức chính xác", max_length=8, choices=Qualifier, default=Qualifier.EXACT, blank=True
    )
    speaking = models.PositiveIntegerField("lượt phát biểu", null=True, blank=True)
    attendees_by_group = models.JSONField("thành phần cử tri", default=dict, blank=True)
    opinions = models.PositiveIntegerField("số ý kiến", null=True, blank=True)
    petitions_raised = models.PositiveIntegerField("số kiến nghị", null=True, blank=True)
    answered_on_spot = models.PositiveIntegerField("trả lời ngay tại chỗ", null=True, blank=True)
    minutes = models.TextField("ghi chép", blank=True)

    class Meta:
        verbose_name = "cuộc tiếp xúc cử tri"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["locality", "status", "held_on"])]
        constraints = [
            models.CheckConstraint(
                name="voters_meeting_held_has_words",
                condition=~Q(status="held")
                | Q(held_on__isnull=False)
                | Q(place__isnull=False)
                | ~Q(place_detail="")
                | ~Q(topic=""),
                violation_error_message="Cuộc đã tổ chức phải có ngày, địa điểm hoặc nội dung.",
            ),
        ]

    def __str__(self) -> str:
        name = f"TXCT {self.get_kind_display()}"
        where = self.where
        when = screen(self.held_on)
        return ", ".join(part for part in (f"{name} tại {where}" if where else name, when) if part)

    def clean(self):
        super().clean()
        if self.plan_id and self.plan.locality_id != self.locality_id:
            raise ValidationError({"plan": "Kế hoạch này của địa phương khác."})
        _check_levels(self.delegate_levels)
        _check_groups(self.attendees_by_group)
        self._check_sums()

    def _check_sums(self) -> None:
        """More cannot have spoken than came, unless the number that came is no exact one. All faults at once."""
        wrong = {}
        exact = self.attending is not None and self.attending_qualifier == Qualifier.EXACT
        if exact and self.is_outspoken:
            wrong["speaking"] = f"Nhiều hơn {vi(self.attending)} lượt cử tri dự."
        if exact and self.is_outnumbered:
            wrong["attending"] = f"Ít hơn tổng các thành phần cử tri ({vi(self.grouped)})."
        said = None if None in (self.opinions, self.petitions_raised) else self.opinions + self.petitions_raised
        if said is not None and self.answered_on_spot is not None and self.answered_on_spot > said:
            wrong["answered_on_spot"] = f"Nhiều hơn {vi(said)} ý kiến, kiến nghị đã ghi."
        if wrong:
            raise ValidationError(wrong)

    def save(self, *args, **kwargs):
        self.constituency = constituency_of(self.place, self.locality)
        super().save(*args, **kwargs)

    def concerned(self):
        """Bodies of the territory, those in the chair, those who prepared it, those invited, the delegates by name."""
        yield from territory_of(self.place, self.locality)
        yield ConcernKind.PARTY, self.chaired_by
        for body in self.prepared_by.all():
            yield ConcernKind.PREPARING, body
        for body in self.invited.all():
            yield ConcernKind.INVITED, body
        for person in self.delegates.all():
            yield ConcernKind.NAMED, person

    @property
    def where(self) -> str:
        """The place in words."""
        place = lower_kind(self.place) if self.place_id else ""
        return ", ".join(part for part in (self.place_detail, place) if part)

    @property
    def when(self) -> str:
        """Hour and day, as far as they are known: "08:00, 18/05/2026"."""
        hour = f"{self.starts_at:%H:%M}" if self.starts_at else ""
        return ", ".join(part for part in (hour, screen(self.held_on)) if part)

    @property
    def levels_words(self) -> str:
        """Of which councils the delegates are, in words."""
        return ", ".join(DelegateLevel(level).label for level in self.delegate_levels)

    @property
    def attending_words(self) -> str:
        """The attendance with its qualifier: "khoảng 120"; empty when unknown."""
        if self.attending is None:
            return ""
        sure = self.attending_qualifier in ("", Qualifier.EXACT)
        return vi(self.attending) if sure else f"{self.get_attending_qualifier_display()} {vi(self.attending)}"

    @property
    def grouped(self) -> int:
        """Attendees whose group was counted."""
        return sum(self.attendees_by_group.values())

    @property
    def is_outnumbered(self) -> bool:
        """Whether the groups add up to more than came, which an approximate attendance allows."""
        return self.attending is not None and self.grouped > self.attending

    @property
    def is_outspoken(self) -> bool:
        """Whether more spoke than came, which an approximate attendance allows."""
        return None not in (self.attending, self.speaking) and self.speaking > self.attending

    @property
    def labour_words(self) -> str:
        """Direct labourers with their share of those whose group is known; none of groups that outnumber the hall.

        Where nobody else was counted, and it is not known that nobody else came, the share is not known either.
        """
        if self.direct_labour is None:
            return ""
        part = None if self.is_outnumbered else share(self.direct_labour, self.grouped)
        if part and self.has_labour_alone and self.attending != self.grouped:
            part = "tỷ lệ chưa rõ"
        return f"{vi(self.direct_labour)} ({part})" if part else vi(self.direct_labour)

    @property
    def has_labour_alone(self) -> bool:
        """Whether no other group than those of direct labourers was counted."""
        return all(group in AttendeeGroup.DIRECT_LABOUR for group in self.attendees_by_group)

    @property
    def direct_labour(self) -> int | None:
        """How many attendees work with their own hands; None when no group was counted."""
        if not self.attendees_by_group:
            return None
        return sum(self.attendees_by_group.get(group, 0) for group in AttendeeGroup.DIRECT_LABOUR)

    @property
    def state(self) -> tuple[str, str]:
        kind = {MeetingStatus.HELD: "done", MeetingStatus.CANCELLED: "pause"}.get(self.status, "soon")
        label = self.get_status_display()
        return kind, label[:1].upper() + label[1:]


def lower_kind(place) -> str:
    """A locality in running text: "xã Hưng Lạc"."""
    name = place.full_name
    return name[:1].lower() + name[1:]


def _check_levels(levels) -> None:
    if not isinstance(levels, list) or any(level not in DelegateLevel.values for level in levels):
        raise ValidationError({"delegate_levels": "Có cấp đại biểu không nằm trong danh sách."})
    if len(set(levels)) != len(levels) or len(levels) > 3:
        raise ValidationError({"delegate_levels": "Chọn từ một đến ba cấp đại biểu."})


def _check_groups(groups) -> None:
    known = isinstance(groups, dict) and all(key in AttendeeGroup.values for key in groups)
    if not known or any(not isinstance(number, int) or number < 0 for number in groups.values()):
        raise ValidationError({"attendees_by_group": "Thành phần cử tri là các số không âm theo nhóm."})
