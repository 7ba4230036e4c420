"""What is typed about sessions and sittings."""

from django import forms

from coordination.people.choices import BodyKind
from coordination.regulations.choices import MeetingKind
from coordination.regulations.models import Meeting
from coordination.ui.forms import MoveForm, PartialDateFormField, TextArea
from sessions import queries
from sessions.choices import SessionKind
from sessions.forms.common import LocalForm, past_day
from sessions.models import (
    CouncilSession,
    Sitting,
)


class SessionForm(LocalForm):
    """A session in groups: what it is, its day and place, the papers, the opinion of the Party, afterwards."""

    PAST = ("elected_on", "party_asked_on", "party_answered_on")
    GROUPS = (
        ("Kỳ họp", ("term", "number", "kind", "part", "name", "requested_by", "basis")),
        ("Thời gian, nơi họp", ("planned_opening", "venue", "elected_on")),
        (
            "Chuẩn bị",
            ("preparatory_meeting", "party_asked_on", "party_answered_on", "party_document"),
        ),
        ("Văn bản của kỳ họp", ("convening_document", "invitation_document", "minutes_document")),
        ("Sau kỳ họp", ("lessons_learned",)),
    )

    class Meta:
        model = CouncilSession
        fields = (
            "term",
            "number",
            "kind",
            "part",
            "name",
            "requested_by",
            "basis",
            "planned_opening",
            "venue",
            "elected_on",
            "preparatory_meeting",
            "party_asked_on",
            "party_answered_on",
            "party_document",
            "convening_document",
            "invitation_document",
            "minutes_document",
            "lessons_learned",
        )
        wide = ("name", "venue")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.kind != SessionKind.FIRST:
            del self.fields["elected_on"]

    @property
    def groups(self):
        """(heading, fields) as the page draws them."""
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.GROUPS]

    def clean_elected_on(self):
        day = self.cleaned_data["elected_on"]
        if day and self.cleaned_data.get("kind") != SessionKind.FIRST:
            raise forms.ValidationError("Chỉ kỳ họp thứ nhất của nhiệm kỳ mới ghi ngày bầu cử.")
        return day

    def clean(self):
        data = super().clean()
        number, term = data.get("number"), data.get("term")
        if number and term:
            others = CouncilSession.objects.filter(locality=self.instance.locality_id, term=term, number=number)
            if others.exclude(pk=self.instance.pk).exists():
                free = queries.next_number(self.instance.locality_id, term)
                self.add_error("number", f"Nhiệm kỳ {term} đã có kỳ họp thứ {number}; số tiếp theo là {free}.")
        asked, answered = data.get("party_asked_on"), data.get("party_answered_on")
        if asked and answered and answered < asked:
            self.add_error("party_answered_on", "Cấp ủy cho ý kiến từ ngày xin ý kiến trở đi.")
        return data


class SittingForm(LocalForm):
    class Meta:
        model = Sitting
        fields = (
            "number",
            "kind",
            "convened_on",
            "held_on",
            "venue",
            "requested_by",
            "topic",
            "conclusion",
            "conclusion_document",
        )

    def clean(self):
        data = super().clean()
        invited, held = data.get("convened_on"), data.get("held_on")
        if invited and held and held < invited:
            self.add_error("held_on", "Ngày họp phải từ ngày mời họp trở đi.")
        return data


class ConferenceForm(LocalForm):
    """The joint preparatory conference (hội nghị liên tịch) of a session: who, when, what was concluded."""

    class Meta:
        model = Meeting
        fields = ("title", "held_on", "venue", "parties", "participants", "conclusions", "document")
        wide = ("title", "parties")
        widgets = {"parties": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.kind = MeetingKind.JOINT
        parties = self.fields["parties"]
        kinds = (*BodyKind.PRINCIPAL, BodyKind.COUNCIL_STANDING, BodyKind.FRONT_STANDING, BodyKind.COUNCIL_BOARD)
        parties.queryset = parties.queryset.filter(kind__in=kinds, valid_to=None)
        self.fields["held_on"].required = True


class ConveneForm(MoveForm):
    convened_on = past_day("Ngày quyết định triệu tập")


class OpenForm(MoveForm):
    opened_on = past_day("Ngày khai mạc")


class CloseForm(MoveForm):
    closed_on = past_day("Ngày bế mạc")
    lessons_learned = forms.CharField(label="Rút kinh nghiệm", required=False, widget=TextArea)


class SendUpForm(MoveForm):
    sent_up_on = past_day("Ngày gửi")
    note = forms.CharField(label="Số, ký hiệu văn bản gửi", required=False)


class ResumeForm(MoveForm):
    planned_opening = PartialDateFormField(label="Dự kiến khai mạc", required=False)
