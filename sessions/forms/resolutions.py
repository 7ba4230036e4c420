"""What is typed about resolutions: before and after they are signed, step by step, and what later changes them."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from coordination.lib.keys import key_of
from coordination.people.choices import BodyKind
from coordination.people.models import Person
from coordination.people.visibility import with_predecessors
from coordination.regulations.models import Meeting
from coordination.ui.forms import DateField, MoveForm, TextArea
from sessions import deadlines, numbering, queries
from sessions.actions.resolutions import ON_PAPER
from sessions.forms.common import LocalForm, past_day
from sessions.models import Resolution, ResolutionChange

STEPS_OF_ITS_OWN = ("signed_on",)
"""Days that a stored resolution gets by a step."""
LATER = ("sent_up_on", "sent_to_gazette_on", "published_on", "published_in", "posted_on")
"""Days of steps that can be put right once they are written."""


def number_hint(locality, year: int) -> str:
    """Which numbers come next in the year, of both types."""
    normative, individual = (numbering.next_number(locality, kind, year) for kind in (True, False))
    return f"Số tiếp theo năm {year}: {normative} (quy phạm pháp luật), {individual} (cá biệt)."


def signers(rows, resolution):
    """Who may have presided: delegates of the day, who had a post in the council or its standing body, who signed it.

    Where neither is recorded, everybody of the place.
    """
    rows = rows.filter(locality=resolution.locality_id)
    day = resolution.adopted_on or timezone.localdate()
    posts = Q(appointments__body__kind__in=(BodyKind.COUNCIL, BodyKind.COUNCIL_STANDING))
    seats = Q(pk__in=queries.delegates_of(resolution.locality, day).values("pk"))
    found = rows.filter(Q(pk__in=rows.filter(posts | seats).values("pk")) | Q(pk=resolution.signed_by_id))
    return (found if found.exists() else rows).by_name()


class ResolutionForm(LocalForm):
    """The number that comes next is said, not forced; what stands on a signed paper is left out."""

    PAST = ("adopted_on", "signed_on", *(name for name in LATER if name.endswith("_on")))

    class Meta:
        model = Resolution
        fields = (
            "title",
            "number",
            "symbol",
            "year",
            "adopted_on",
            "session",
            "draft",
            "is_normative",
            "procedure",
            "field",
            "topic",
            "signed_on",
            "effective_from",
            "rollout_conference_on",
            "rollout_meeting",
            *LATER,
        )
        wide = ("title",)
        help_texts = {"is_normative": "Có năm trong số, ký hiệu: 05/2026/NQ-HĐND; cá biệt thì không: 22/NQ-HĐND."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self._out_of_place():
            del self.fields[name]
        if "number" in self.fields:
            year = self.instance.year or timezone.localdate().year
            self.fields["number"].help_text = number_hint(self.instance.locality, year)
        earliest = deadlines.earliest_effect(self.instance)
        if earliest and "effective_from" in self.fields:
            self.fields["effective_from"].help_text = earliest.words

    def _out_of_place(self) -> list[str]:
        """Of a new one the days of later steps; of a stored one what has a step or a correction of its own."""
        if not self.instance.pk:
            return list(LATER)
        unwritten = [name for name in LATER if not getattr(self.instance, name)]
        locked = ON_PAPER if self.instance.signed_on else STEPS_OF_ITS_OWN
        return [name for name in (*unwritten, *locked) if name in self.fields]


class CorrectForm(LocalForm):
    """What stands on the signed paper, and why it is corrected."""

    PAST = ("adopted_on", "signed_on")
    reason = forms.CharField(label="Lý do đính chính", widget=TextArea)

    class Meta:
        model = Resolution
        fields = ON_PAPER
        wide = ("title",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people: Any = self.fields["signed_by"]
        people.queryset = signers(people.queryset, self.instance)


class NumberForm(MoveForm):
    """The next number of its type and year stands there already."""

    number = forms.CharField(label="Số", max_length=10, strip=True)
    year = forms.IntegerField(label="Năm", min_value=1945, max_value=2200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        record = self.record
        year = record.year or (record.adopted_on or timezone.localdate()).year
        self.initial = {"year": year, "number": numbering.next_number(record.locality, record.is_normative, year)}
        kind = "quy phạm pháp luật" if record.is_normative else "cá biệt"
        gaps = dict(numbering.unused(record.locality, year)).get(kind)
        self.fields["number"].help_text = f"Loại {kind}." + (f" Chưa dùng năm {year}: {gaps}." if gaps else "")


class AuthenticateForm(MoveForm):
    """Who signed, and when."""

    signed_on = past_day("Ngày ký chứng thực")
    signed_by = forms.ModelChoiceField(Person.objects.all(), label="Người ký", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people: Any = self.fields["signed_by"]
        people.queryset = signers(people.queryset, self.record)


class SendUpForm(MoveForm):
    sent_up_on = past_day("Ngày gửi cấp trên")


class GazetteForm(MoveForm):
    sent_to_gazette_on = past_day("Ngày gửi đăng Công báo")


class PublishForm(MoveForm):
    published_on = past_day("Ngày đăng")
    published_in = forms.CharField(
        label="Đăng tại", max_length=200, help_text="Số Công báo hoặc địa chỉ trang, làm chứng cho ngày đăng."
    )


class PostForm(MoveForm):
    posted_on = past_day("Ngày niêm yết, công khai")


class EffectForm(MoveForm):
    """The earliest day that the law permits stands there, with its reason."""

    effective_from = DateField(label="Có hiệu lực từ ngày")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if earliest := deadlines.earliest_effect(self.record):
            self.fields["effective_from"].initial = earliest.day
            self.fields["effective_from"].help_text = earliest.words


class RolloutForm(MoveForm):
    """The day of the conference; where it was written down as a meeting, which one."""

    rollout_conference_on = DateField(label="Ngày hội nghị triển khai", initial=timezone.localdate)
    rollout_meeting = forms.ModelChoiceField(
        Meeting.objects.all(), label="Cuộc họp triển khai", required=False, help_text="Nếu đã ghi ở phần Phối hợp."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        meetings: Any = self.fields["rollout_meeting"]
        meetings.queryset = meetings.queryset.filter(locality=self.record.locality_id)


class ResolutionChangeForm(LocalForm):
    class Meta:
        model = ResolutionChange
        fields = ("resolution", "kind", "effective_on", "by_resolution", "document", "note")
        wide = ("resolution", "by_resolution")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own: Any = self.fields["resolution"]
        past = with_predecessors(self.instance.locality_id)
        own.queryset = Resolution.objects.visible_to(self.user).filter(locality__in=past)
        if changed := key_of(self.instance.resolution_id or self.initial.get("resolution")):
            by: Any = self.fields["by_resolution"]
            by.queryset = by.queryset.exclude(pk=changed)
