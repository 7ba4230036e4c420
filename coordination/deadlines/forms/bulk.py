"""What is asked once for one duty or for many: the words of a reminder, a note."""

from typing import Any

from django import forms

from coordination.deadlines.queries import people_of_unit
from coordination.people.models import Person
from coordination.ui.forms import MoveForm, TextArea


class UrgeForm(MoveForm):
    """What is said besides the duty, its day and how late it is."""

    text = forms.CharField(
        label="Lời nhắn thêm",
        required=False,
        max_length=150,
        widget=TextArea({"rows": 2}),
        help_text="Tên việc, hạn và số ngày trễ đã có sẵn trong thông báo.",
    )


class NoteForm(MoveForm):
    """A sentence for the history."""

    text = forms.CharField(label="Ghi chú", max_length=1000, widget=TextArea({"rows": 3}))


class ReassignManyForm(MoveForm):
    """To whom of the own unit the duties go; of each it is asked whether that person works in the body that owes it."""

    assignee = forms.ModelChoiceField(Person.objects.none(), label="Giao cho")
    note = forms.CharField(label="Lý do", required=False, max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["assignee"]
        chosen.queryset = people_of_unit(self.user).by_name()
