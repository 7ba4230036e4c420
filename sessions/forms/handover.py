"""What is typed when a term is handed over."""

from django import forms
from django.utils import timezone

from coordination.deadlines.queries import people_of_unit
from coordination.documents.models import OfficialDocument
from coordination.people.models import Body, Person, Term
from coordination.people.models.querysets import in_force
from coordination.ui.forms import MoveForm, RecordForm, TextArea
from sessions.forms.common import not_in_future, past_day
from sessions.models import Handover
from sessions.queries import handover as queries


class TermChoice(forms.ModelChoiceField):
    """A term, with its place where that is another one."""

    place = None

    def label_from_instance(self, term):
        return str(term) if term.locality_id == self.place else f"{term} ({term.locality})"


class HandoverForm(RecordForm):
    """Ended terms that were not handed over yet, of the own place and of those it succeeded; the running ones."""

    class Meta:
        model = Handover
        fields = ("from_term", "to_term", "opened_on", "document", "note")
        field_classes = {"from_term": TermChoice, "to_term": TermChoice}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        place, on = self.instance.locality, timezone.localdate()
        self._offer("from_term", queries.ended_terms(place, on), place)
        self._offer("to_term", queries.running_terms(place, on), place)
        rows = OfficialDocument.objects.visible_to(self.user).filter(locality=place)
        self.fields["document"].queryset = rows
        self.fields["opened_on"].validators.append(not_in_future)

    def _offer(self, name: str, terms: list[Term], place) -> None:
        """These terms, and the one that is stored."""
        field, keys = self.fields[name], [term.pk for term in terms]
        stored = getattr(self.instance, f"{name}_id", None)
        rows = Term.objects.visible_to(self.user).filter(pk__in=[*keys, stored] if stored else keys)
        field.place, field.queryset = place.pk, rows.select_related("locality")
        if stored is None and len(keys) == 1:
            self.initial[name] = keys[0]


class CloseHandoverForm(MoveForm):
    closed_on = past_day("Ngày chốt")
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)


class OfPlaceForm(MoveForm):
    """Documents of the place that is acted for."""

    def documents(self):
        return OfficialDocument.objects.visible_to(self.user).filter(locality=self.user.acting.locality_id)


class AcceptForm(OfPlaceForm):
    assignee = forms.ModelChoiceField(
        Person.objects.none(),
        label="Giao cho",
        required=False,
        help_text="Chỉ với nghĩa vụ. Bỏ trống: người đang làm giữ việc; của người đã thôi việc thì cơ quan giao sau.",
    )
    document = forms.ModelChoiceField(
        OfficialDocument.objects.none(),
        label="Văn bản tiếp nhận",
        required=False,
        help_text="Văn phòng HĐND ghi thay cơ quan khác thì phải chọn.",
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = people_of_unit(self.user).by_name()
        self.fields["document"].queryset = self.documents()


class ReturnForm(MoveForm):
    reason = forms.CharField(label="Lý do", widget=TextArea)


class ProposeForm(MoveForm):
    to_body = forms.ModelChoiceField(Body.objects.none(), label="Cơ quan nhận")
    note = forms.CharField(label="Ghi chú, căn cứ", required=False, widget=TextArea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Body.objects.visible_to(self.user).filter(locality=self.user.acting.locality_id)
        self.fields["to_body"].queryset = rows.filter(in_force(timezone.localdate())).by_name()
