"""What is typed about reception and letters."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from complaints import queries
from complaints.models import Letter, Reception
from coordination.people.models import Body
from coordination.people.permissions import Permission
from coordination.ui.forms import DateField, MoveForm, RecordForm, TextArea
from sessions.forms.common import LocalForm, not_in_future, past_day


class ReceptionForm(LocalForm):
    class Meta:
        model = Reception
        fields = ("body", "chair", "planned_on", "place")


class LetterForm(RecordForm):
    """Who can be named: those whose role lets them handle letters, or read them."""

    class Meta:
        model = Letter
        fields = (
            "kind",
            "received_on",
            "reception",
            "sender",
            "summary",
            "competent_body",
            "due_on",
            "handler",
            "readers",
        )
        wide = ("summary",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["received_on"].validators.append(not_in_future)
        if not self.instance.pk:
            self.initial["received_on"] = self.initial.get("received_on") or timezone.localdate()

    def prepare(self):
        letter, place = self.instance, self.instance.locality_id
        known = list(letter.readers.values_list("pk", flat=True)) if letter.pk else []
        handlers = queries.people_with(Permission.LETTER_EDIT, place)
        readers = queries.people_with(Permission.LETTER_VIEW, place)
        self.fields["handler"].queryset = _with(handlers, [letter.handler_id])
        self.fields["readers"].queryset = _with(readers, known)
        self.fields["competent_body"].queryset = _with(queries.bodies_in_force(), [letter.competent_body_id])
        self.fields["reception"].queryset = Reception.objects.filter(locality=place)
        super().prepare()


def _with(rows, chosen):
    """The offered rows and those already chosen."""
    model = rows.model
    both = Q(pk__in=rows.order_by().values("pk")) | Q(pk__in=[pk for pk in chosen if pk])
    return model.objects.filter(both).by_name()


class HoldForm(MoveForm):
    on = past_day("Ngày tiếp")
    citizens = forms.IntegerField(label="Số lượt công dân", min_value=0, required=False)
    summary = forms.CharField(
        label="Tóm tắt",
        required=False,
        widget=TextArea,
        help_text="Không nêu tên công dân; việc riêng ghi vào đơn.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = min(self.record.planned_on, timezone.localdate())


class ReasonForm(MoveForm):
    note = forms.CharField(label="Lý do", widget=TextArea)


class ForwardForm(MoveForm):
    to = forms.ModelChoiceField(Body.objects.none(), label="Cơ quan có thẩm quyền")
    on = past_day("Ngày chuyển")
    due_on = DateField(
        label="Hạn báo kết quả", required=False, help_text="Ngày ấn định; không ghi thì chưa ai nợ kết quả."
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def prepare(self):
        self.fields["to"].queryset = queries.bodies_in_force()
        super().prepare()
        self.fields["to"].initial = self.record.competent_body_id
        self.fields["due_on"].initial = self.record.due_on


class SettleForm(MoveForm):
    on = past_day("Ngày giải quyết")
    outcome = forms.CharField(label="Kết quả", widget=TextArea)


class ReturnForm(MoveForm):
    note = forms.CharField(
        label="Lý do, hướng dẫn", widget=TextArea, help_text="Vì sao không đủ điều kiện; người gửi cần đến đâu."
    )
    on = past_day("Ngày trả lại")
