"""Forms of the coordination."""

from django import forms
from django.db.models import Q

from coordination.deadlines.forms.law import PeriodForm
from coordination.lib.dates import screen
from coordination.people.models import Body, Person
from coordination.regulations.models import Clause, Dialogue, InformationExchange, Invitation, Meeting, Regulation
from coordination.ui.forms import DateField, MoveForm, RecordForm

PARTY_SLOTS = 4
ORDINALS = {0: "nhất", 1: "hai", 2: "ba", 3: "tư"}
CHAIR_SLOTS = 3


class RegulationForm(RecordForm):
    """The regulation and its parties, in the order in which they sign: one field each."""

    class Meta:
        model = Regulation
        fields = (
            "title",
            "number",
            "symbol",
            "signed_on",
            "term",
            "valid_from",
            "valid_to",
            "document",
            "predecessor",
            "predecessor_words",
            "note",
        )
        wide = ("title", "predecessor_words")

    def prepare(self):
        parties = self.instance.bodies if self.instance.pk else []
        self.slots = [f"party_{n}" for n in range(1, max(PARTY_SLOTS, len(parties) + 1) + 1)]
        for n, name in enumerate(self.slots):
            self.fields[name] = forms.ModelChoiceField(
                Body.objects.all(),
                label=f"Bên thứ {ORDINALS.get(n, n + 1)}",
                required=n < 2,
                initial=parties[n] if n < len(parties) else None,
            )
        self.order_fields(["title", *self.slots])
        super().prepare()
        self.fields["predecessor"].queryset = self.fields["predecessor"].queryset.exclude(pk=self.instance.pk)

    def clean(self):
        cleaned = super().clean()
        chosen = set()
        for name in self.slots:
            body = cleaned.get(name)
            if body in chosen:
                self.add_error(name, "Cơ quan này đã là một bên ở trên.")
            elif body:
                chosen.add(body)
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", f"Ngày hết hiệu lực không được trước ngày có hiệu lực ({screen(begins)}).")
        return cleaned

    def related(self):
        return super().related() | {"parties": [body for name in self.slots if (body := self.cleaned_data.get(name))]}


class ClauseForm(RecordForm):
    class Meta:
        model = Clause
        fields = ("regulation", "number", "order", "heading", "owner", "text")


class ClauseRuleForm(PeriodForm):
    """How long a clause gives, from which day on: by its regulation, unless told otherwise."""

    def __init__(self, *args, clause=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"effective_from": clause.regulation.valid_from, "effective_to": clause.regulation.valid_to}


class MeetingForm(RecordForm):
    """The meeting; the bodies of the own locality that take part; the chairs in their order."""

    class Meta:
        model = Meeting
        fields = (
            "title",
            "kind",
            "held_on",
            "part_of_day",
            "venue",
            "regulation",
            "for_what",
            "parties",
            "participants",
            "conclusions",
            "document",
        )
        wide = ("title", "for_what", "parties")
        widgets = {"parties": forms.CheckboxSelectMultiple}

    def prepare(self):
        rows = list(self.instance.chair_rows.all()) if self.instance.pk else []
        self.slots = range(1, max(CHAIR_SLOTS, len(rows) + 1) + 1)
        for n in self.slots:
            row = rows[n - 1] if n <= len(rows) else None
            self.fields[f"chair_{n}"] = forms.ModelChoiceField(
                Person.objects.all(),
                label="Chủ trì" if n == 1 else f"Đồng chủ trì {n}",
                required=False,
                initial=row and row.person,
            )
            self.fields[f"posts_{n}"] = forms.CharField(
                label="Chức vụ khi ấy",
                required=False,
                max_length=300,
                initial=row and row.posts,
                help_text="Để trống thì lấy theo chức vụ đã ghi của người ấy." if n == 1 else "",
            )
        chairs = [f"{part}_{n}" for n in self.slots for part in ("chair", "posts")]
        first = ["title", "kind", "held_on", "part_of_day", "venue", "regulation", "for_what"]
        self.order_fields([*first, *chairs, "parties"])
        super().prepare()
        parties = self.fields["parties"]
        chosen = Q(pk__in=self.instance.parties.values("pk")) if self.instance.pk else Q()
        parties.queryset = parties.queryset.filter(chosen | Q(locality=self.instance.locality_id))

    def clean(self):
        cleaned = super().clean()
        chosen = set()
        for n in self.slots:
            person = cleaned.get(f"chair_{n}")
            if person in chosen:
                self.add_error(f"chair_{n}", "Người này đã ghi ở trên.")
            elif person:
                chosen.add(person)
            elif cleaned.get(f"posts_{n}"):
                self.add_error(f"chair_{n}", "Có chức vụ thì phải chọn người chủ trì.")
        return cleaned

    def related(self):
        data = self.cleaned_data
        chairs = [(data[f"chair_{n}"], data.get(f"posts_{n}") or "") for n in self.slots if data.get(f"chair_{n}")]
        return super().related() | {"chairs": chairs}


class AssignForm(MoveForm):
    """A duty that the meeting's conclusions set."""

    title = forms.CharField(label="Việc phải làm", max_length=300)
    owner = forms.ModelChoiceField(Body.objects.all(), label="Cơ quan thực hiện")
    due_on = DateField(label="Hạn")
    beneficiary = forms.ModelChoiceField(
        Body.objects.all(), label="Nợ cơ quan", required=False, help_text="Cơ quan chờ kết quả."
    )
    assignee = forms.ModelChoiceField(Person.objects.all(), label="Người được giao", required=False)


class InvitationForm(RecordForm):
    class Meta:
        model = Invitation
        fields = (
            "meeting",
            "occasion",
            "host",
            "guest",
            "held_on",
            "sent_on",
            "answered_on",
            "attended",
            "attended_by",
        )

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if not data.get("meeting") and not data.get("occasion"):
            self.add_error("occasion", "Ghi mời dự việc gì, hoặc chọn cuộc họp ở trên.")
        if data.get("host") and data.get("host") == data.get("guest"):
            self.add_error("guest", "Cơ quan được mời phải khác cơ quan mời.")
        if data.get("attended_by") and not data.get("attended"):
            self.add_error("attended", "Có tên người dự thì phải chọn “Có”.")
        if data.get("sent_on") and data.get("answered_on") and data["answered_on"] < data["sent_on"]:
            self.add_error("answered_on", f"Ngày trả lời không được trước ngày gửi ({screen(data['sent_on'])}).")
        return data


class ExchangeForm(RecordForm):
    class Meta:
        model = InformationExchange
        fields = ("title", "kind", "sender", "recipient", "sent_on", "document", "note")
        wide = ("title",)

    def clean(self):
        super().clean()
        sender = self.cleaned_data.get("sender")
        if sender and sender == self.cleaned_data.get("recipient"):
            self.add_error("recipient", "Cơ quan nhận phải khác cơ quan gửi.")
        return self.cleaned_data


class DialogueForm(RecordForm):
    class Meta:
        model = Dialogue
        fields = ("title", "held_on", "place", "chair", "groups", "participants", "precision", "note")
        wide = ("title",)
