"""What the forms of this room share."""

from django import forms
from django.utils import timezone

from coordination.people.models import Body
from coordination.ui.forms import MoveForm, RecordForm, SeveralField, TextArea
from voters import queries
from voters.competence import is_beyond
from voters.models import Petition


class CodeField(forms.ModelChoiceField):
    """A petition named by its code: a list of all of them would be too long to choose from."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(Petition.objects.none(), to_field_name="code", **kwargs)
        self.error_messages["invalid_choice"] = "Không có kiến nghị mang mã này. Mã viết như KN-2026-0126."

    def to_python(self, value):
        return super().to_python(value.strip().upper() if isinstance(value, str) else value)

    def prepare_value(self, value):
        """What is stored is a key; people know a petition by its code."""
        if isinstance(value, int):
            value = self.queryset.filter(pk=value).first()
        return super().prepare_value(value)


class BodiesInForceForm(RecordForm):
    """Bodies to choose from are in force; those chosen earlier stay a choice."""

    def prepare(self):
        for name, field in self.fields.items():
            if getattr(getattr(field, "queryset", None), "model", None) is Body:
                field.queryset = queries.bodies_in_force(*self._chosen(name))
        super().prepare()

    def _chosen(self, name) -> list:
        if not self.instance.pk:
            return []
        value = getattr(self.instance, name)
        return (
            list(value.values_list("pk", flat=True)) if hasattr(value, "values_list") else [getattr(value, "pk", None)]
        )


def propose_day_to_accept(form, rows) -> None:
    """Fill in by when it is to be accepted or refused, as the locality set it for its own bodies. `rows` are (body,
    level, day of the reply) of what is sent: past one of these days, and for a body beyond, nothing is proposed."""
    place = form.user.acting.locality
    day = queries.day_to_accept(place, timezone.localdate())
    if day is None or any(due_on and due_on < day or is_beyond(place, body, level) for body, level, due_on in rows):
        return
    form.fields["answer_by"].initial = day


def still_ahead(day):
    """A set day that can still be kept; one that has passed is no proposal."""
    return day if day and day >= timezone.localdate() else None


class BodyChoice(forms.ModelChoiceField):
    """A body in force, as far as the user sees bodies."""

    def __init__(self, **kwargs):
        super().__init__(Body.objects.none(), **kwargs)


class BodiesChoice(SeveralField):
    """Several such bodies."""

    def __init__(self, **kwargs):
        super().__init__(Body.objects.none(), **kwargs)


class StepForm(MoveForm):
    """A step of a petition: bodies to choose from are in force, dates begin with today."""

    def prepare(self):
        for field in self.fields.values():
            if isinstance(field, BodyChoice | BodiesChoice):
                field.queryset = queries.bodies_in_force()
        super().prepare()
        for name in ("on", "sent_on"):
            if name in self.fields:
                self.fields[name].initial = timezone.localdate()


class CancelForm(MoveForm):
    reason = forms.CharField(label="Lý do", widget=TextArea)
