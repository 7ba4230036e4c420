"""Pages of missions, of what they visit and of what they conclude."""

from coordination.documents.panels import attachments_panel
from coordination.ui.crud import CreatePage, MovePage, table_panel
from coordination.ui.registry import Panel
from oversight import actions, filters, forms, queries, tables
from oversight.choices import MissionStatus
from oversight.models import Conclusion, Mission, Recommendation, Target
from oversight.tables import days
from oversight.views.common import EDIT, MISSIONS, BookDetail, BookEdit, PartDetail, RoomList


class MissionList(RoomList):
    model = Mission
    create_permission = EDIT
    create_label = "Ghi cuộc giám sát, khảo sát"
    noun = "cuộc giám sát, khảo sát"
    table_class = tables.MissionTable
    filterset_class = filters.MissionFilter
    title = MISSIONS


class MissionDetail(BookDetail):
    model = Mission
    select_related = ("topic", "lead_body", "decision", "locality")

    def facts(self, record):
        place = f"{record.place} (còn viết: {record.place_alias})" if record.place_alias else record.place
        return [
            ("Hình thức", record.get_kind_display()),
            ("Chủ trì", record.lead_body),
            ("Chuyên đề", self.linked(record.topic)),
            ("Cùng giám sát", self.bodies(record.bodies)),
            ("Mời tham gia", self.bodies(record.invited)),
            ("Gửi báo cáo cho", self.bodies(record.copied_to)),
            ("Địa bàn, địa điểm", place),
            ("Theo kế hoạch", days(record.planned_start, record.planned_end)),
            ("Thực tế", days(record.started_on, record.ended_on)),
            ("Quyết định thành lập đoàn", self.linked(record.decision)),
            ("Ngày báo cáo", record.report_on),
            ("Kết quả", record.result),
            ("Ghi chú", record.note),
        ]

    def sections(self, record):
        """What was visited, concluded and asked for, as far as the user sees of it or may add to it; the files."""
        user, pk = self.request.user, record.pk
        targets = tables.TargetTable(record.targets.visible_to(user))
        asked = tables.AskedTable.fetched(queries.by_urgency(record.recommendations.visible_to(user)))
        begun = record.status in MissionStatus.BEGUN
        visit = self.adding("Thêm đối tượng", Target, mission=pk)
        ask = self.adding("Ghi kiến nghị", Recommendation, mission=pk) if begun else None
        panels = [
            table_panel("Đối tượng giám sát", targets, add=visit, empty="Chưa ghi đối tượng nào."),
            self.concluded(record),
            table_panel("Kiến nghị sau giám sát", tables.AskedTable(asked), add=ask, empty="Chưa có kiến nghị nào."),
        ]
        return [*(panel for panel in panels if panel.count or panel.link), attachments_panel(record, user)]

    def concluded(self, record) -> Panel:
        """The conclusions in full."""
        rows = list(record.conclusions.visible_to(self.request.user).select_related("document"))
        return Panel("Kết luận", "oversight/_conclusions.html", {"rows": rows}, wide=True, count=len(rows))


class MissionCreate(CreatePage):
    model = Mission
    permission = EDIT
    form_class = forms.MissionForm
    action = actions.create_mission
    title = "Ghi cuộc giám sát, khảo sát"


class MissionEdit(BookEdit):
    model = Mission
    form_class = forms.MissionForm
    action = actions.edit_mission


class MissionMove(MovePage):
    model = Mission
    moves = {
        "start": (forms.StartForm, actions.start),
        "hold": (forms.HoldForm, actions.hold),
        "report": (forms.ReportForm, actions.report),
        "conclude": (forms.ConcludeForm, actions.conclude),
        "cancel": (forms.ReasonForm, actions.cancel),
        "replan": (None, actions.replan),
    }
    sentences = {
        "hold": "Dùng cho cuộc khảo sát, phiên giải trình đã xong; báo cáo ghi sau nếu có.",
        "conclude": "Các đơn vị được giám sát sẽ xem được kết luận.",
    }

    def sentence(self, record, name) -> str:
        return self.sentences.get(name, "")


class TargetList(RoomList):
    model = Target
    table_class = tables.TargetListTable
    filterset_class = filters.TargetFilter
    title = "Đối tượng giám sát"


class TargetDetail(PartDetail):
    model = Target
    select_related = ("mission__lead_body", "body", "locality")

    def facts(self, record):
        return [
            ("Cuộc giám sát", self.linked(record.mission)),
            ("Thời gian", days(record.mission.started_on, record.mission.ended_on)),
            ("Cơ quan", record.body),
            ("Nhóm", record.get_group_display()),
        ]


class TargetCreate(CreatePage):
    model = Target
    permission = EDIT
    form_class = forms.TargetForm
    action = actions.add_target
    title = "Thêm đối tượng giám sát"

    def after(self, record):
        """Back to the mission: there are usually several to add."""
        return record.mission.get_absolute_url()


class TargetEdit(BookEdit):
    model = Target
    select_related = ("mission__lead_body",)
    form_class = forms.TargetForm
    action = actions.edit_target


class ConclusionDetail(PartDetail):
    model = Conclusion
    select_related = ("mission__lead_body", "document", "locality")

    def facts(self, record):
        return [
            ("Cuộc giám sát", self.linked(record.mission)),
            ("Ngày kết luận", record.issued_on),
            ("Văn bản kết luận", self.linked(record.document)),
            ("Nội dung", record.text),
        ]

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


class ConclusionEdit(BookEdit):
    model = Conclusion
    select_related = ("mission__lead_body",)
    form_class = forms.ConclusionForm
    action = actions.edit_row

    def back(self):
        return self.record.mission.get_absolute_url()
