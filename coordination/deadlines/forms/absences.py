"""The form of one's own absence."""

from datetime import timedelta
from typing import Any

from coordination.deadlines.actions.absences import possible_substitutes
from coordination.deadlines.models import Absence
from coordination.ui.forms import RecordForm

LONGEST = timedelta(days=366)


class AbsenceForm(RecordForm):
    """From when to when, who works in one's place, why."""

    class Meta:
        model = Absence
        fields = ("first", "last", "substitute", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["substitute"]
        chosen.queryset = possible_substitutes(self.user).visible_to(self.user).select_related("person").by_name()
        chosen.help_text = "Người cùng cơ quan hoặc cùng văn phòng với bạn."

    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", "Ngày cuối không được trước ngày đầu.")
        elif first and last and last - first > LONGEST:
            self.add_error("last", "Dài quá một năm: hãy giao lại việc thay vì nhờ làm thay.")
        return self.cleaned_data
