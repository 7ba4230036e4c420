"""What the forms of this room share."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from coordination.people.choices import BodyKind
from coordination.people.models import Body, Person
from coordination.ui.forms import DateField, MoveForm, RecordForm, TextArea


class LocalForm(RecordForm):
    """Choices come from the record's own locality; what is stored already stays a choice. `PAST` names days gone by."""

    PAST: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            rows = getattr(field, "queryset", None)
            if rows is not None and hasattr(rows.model, "locality"):
                stored = Q(pk=getattr(self.instance, f"{name}_id", None))
                rows = rows.filter(Q(locality=self.instance.locality_id) | stored)
                field.queryset = rows.by_name() if hasattr(rows, "by_name") and _has_name(rows) else rows
        for name in self.PAST:
            if name in self.fields:
                self.fields[name].validators.append(not_in_future)


def _has_name(rows) -> bool:
    return rows.model in (Body, Person)


def not_in_future(day) -> None:
    """What has happened has a day up to today."""
    if day > timezone.localdate():
        raise ValidationError("Ngày này còn ở phía trước; việc đã xảy ra thì ghi ngày đến hôm nay.")


def boards_only(field) -> None:
    field.queryset = field.queryset.filter(kind=BodyKind.COUNCIL_BOARD)


def past_day(label: str) -> DateField:
    """A day up to today, which is proposed."""
    return DateField(label=label, initial=timezone.localdate, validators=[not_in_future])


class ReasonForm(MoveForm):
    reason = forms.CharField(label="Lý do", widget=TextArea)


class NoteForm(MoveForm):
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)
