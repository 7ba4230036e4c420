"""Pages over the tests' own record type, declared as an app would."""

from django import forms

from coordination.people.models import Body
from coordination.people.permissions import Permission
from coordination.ui.bulk import BulkPage
from coordination.ui.crud import CreatePage, DetailPage, EditPage, ListPage, MovePage, table_panel
from coordination.ui.filters import RecordFilter
from coordination.ui.forms import MoveForm, RecordForm, TextArea
from coordination.ui.picks import BulkAction
from coordination.ui.tables import Column, DateColumn, DueColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from coordination.workflow import door
from tests.testapp.models import Sheet


class SheetTable(RecordTable):
    title = LinkColumn("Tiêu đề", sub=("status", "to__short_name"))
    to = Column("Gửi tới", accessor="to__short_name", phone="hide")
    state = StateColumn(accessor="pk", order_by="status")
    created_at = DateColumn("Lúc ghi")
    due = DueColumn("Hạn", accessor="created_at")
    revision = NumberColumn("Lần lưu")

    class Meta(RecordTable.Meta):
        order_by = "title"
        select_related = ("to",)

    def render_state(self, record):
        return record.get_status_display()


class SheetFilter(RecordFilter):
    period_field = "created_at"

    class Meta:
        model = Sheet
        fields = ("status", "to", "confidential")


class SheetForm(RecordForm):
    class Meta:
        model = Sheet
        fields = ("title", "content", "to", "copies")


class SendForm(MoveForm):
    to = forms.ModelChoiceField(Body.objects.all(), label="Gửi tới")
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)


def send(record, *, by, to, note=""):
    """An action as an app writes it."""
    return door.move(record, "send", by=by, note=note, to=to)


def stop(record, *, by):
    return door.move(record, "stop", by=by)


def finish(record, *, by):
    return door.move(record, "finish", by=by)


BULK = (
    BulkAction("send", "Gửi", Permission.PETITION_FORWARD, send, SendForm, icon="send", lead="Mỗi tờ một lần gửi."),
    BulkAction("stop", "Dừng", Permission.PETITION_FINISH, stop),
)


class SheetBulk(BulkPage):
    model = Sheet
    permission = Permission.PETITION_VIEW
    bulk_actions = BULK
    select_related = ("locality", "to")


class SheetList(ListPage):
    model = Sheet
    permission = Permission.PETITION_VIEW
    create_permission = Permission.PETITION_REGISTER
    table_class = SheetTable
    filterset_class = SheetFilter
    bulk_actions = BULK
    title = "Giấy tờ"
    presets = (("Mới", "status=new"),)


class SheetDetail(DetailPage):
    model = Sheet
    permission = Permission.PETITION_VIEW
    edit_permission = Permission.PETITION_REGISTER

    def sections(self, record):
        others = Sheet.objects.visible_to(self.request.user).exclude(pk=record.pk)
        return [table_panel("Tờ khác", SheetTable(others), add=("Ghi tờ giấy", self.url_of(Sheet, "create", to=1)))]


class SheetCreate(CreatePage):
    model = Sheet
    permission = Permission.PETITION_REGISTER
    form_class = SheetForm
    action = door.create


class SheetEdit(EditPage):
    model = Sheet
    permission = Permission.PETITION_REGISTER
    form_class = SheetForm
    action = door.change


class SheetMove(MovePage):
    model = Sheet
    moves = {"send": (SendForm, send), "stop": (None, stop), "finish": (None, finish)}
