"""Pages of programmes and topics."""

from coordination.ui.crud import CreatePage, table_panel
from oversight import actions, filters, forms, tables
from oversight.models import Mission, Programme, Topic
from oversight.views.common import EDIT, BookDetail, BookEdit, RoomList


class ProgrammeList(RoomList):
    model = Programme
    create_permission = EDIT
    table_class = tables.ProgrammeTable
    filterset_class = filters.ProgrammeFilter
    title = "Chương trình giám sát"


class ProgrammeDetail(BookDetail):
    model = Programme
    select_related = ("body", "document", "locality")

    def sections(self, record):
        """The topics of the programme."""
        rows = tables.TopicTable.fetched(record.topics.visible_to(self.request.user))
        add = self.adding("Thêm chuyên đề", Topic, programme=record.pk, year=record.year, body=record.body_id)
        return [table_panel("Chuyên đề", tables.TopicTable(rows), add=add, empty="Chưa có chuyên đề nào.")]


class ProgrammeCreate(CreatePage):
    model = Programme
    permission = EDIT
    form_class = forms.ProgrammeForm
    action = actions.create_row


class ProgrammeEdit(BookEdit):
    model = Programme
    form_class = forms.ProgrammeForm
    action = actions.edit_row


class TopicList(RoomList):
    model = Topic
    create_permission = EDIT
    table_class = tables.TopicTable
    filterset_class = filters.TopicFilter
    title = "Chuyên đề giám sát"


class TopicDetail(BookDetail):
    model = Topic
    select_related = ("body", "programme", "basis", "locality")

    def facts(self, record):
        return [
            ("Chủ thể giám sát", record.body),
            ("Năm", str(record.year or "")),
            ("Chương trình", self.linked(record.programme)),
            ("Văn bản được giám sát", self.linked(record.basis)),
            ("Đã thống nhất với", self.bodies(record.agreed_with)),
        ]

    def sections(self, record):
        """Missions on the topic."""
        rows = tables.MissionTable.fetched(record.missions.visible_to(self.request.user))
        add = self.adding("Ghi cuộc giám sát, khảo sát", Mission, topic=record.pk, lead_body=record.body_id)
        table = tables.MissionTable(rows)
        return [table_panel("Các cuộc giám sát, khảo sát", table, add=add, empty="Chưa có cuộc nào.")]


class TopicCreate(CreatePage):
    model = Topic
    permission = EDIT
    form_class = forms.TopicForm
    action = actions.create_row


class TopicEdit(BookEdit):
    model = Topic
    form_class = forms.TopicForm
    action = actions.edit_row
