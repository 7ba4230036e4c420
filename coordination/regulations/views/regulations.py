"""Regulations and their clauses."""

from django.utils.html import format_html

from coordination.people.permissions import Permission
from coordination.regulations import actions
from coordination.regulations.filters import ClauseFilter, RegulationFilter
from coordination.regulations.forms import ClauseForm, RegulationForm
from coordination.regulations.models import Clause, Meeting, Regulation
from coordination.regulations.tables import ClauseTable, MeetingTable, RegulationTable
from coordination.ui.crud import CreatePage, DetailPage, EditPage, ListPage, table_panel
from coordination.ui.show import date_tag, linked, show

LIST = "regulations/list.html"


class RegulationList(ListPage):
    model = Regulation
    permission = Permission.REGULATION_VIEW
    create_permission = Permission.REGULATION_EDIT
    table_class = RegulationTable
    filterset_class = RegulationFilter
    template_name = LIST
    title = "Quy chế phối hợp"


class RegulationDetail(DetailPage):
    model = Regulation
    permission = Permission.REGULATION_VIEW
    edit_permission = Permission.REGULATION_EDIT
    select_related = ("term", "document", "predecessor", "locality")

    def facts(self, record):
        return [
            ("Số, ký hiệu", record.full_number),
            ("Ngày ký", record.signed_on),
            ("Các bên", record.bodies),
            ("Nhiệm kỳ", record.term),
            ("Hiệu lực", _validity(record)),
            ("Thay quy chế", linked(record.predecessor, self.request.user)),
            ("Kế thừa", record.predecessor_words),
            ("Văn bản", linked(record.document, self.request.user)),
            ("Ghi chú", record.note),
        ]

    def sections(self, record):
        user = self.request.user
        clauses = ClauseTable.fetched(Clause.objects.visible_to(user).filter(regulation=record))
        meetings = MeetingTable.fetched(Meeting.objects.visible_to(user).filter(regulation=record))
        may_edit = user.can(Permission.REGULATION_EDIT, record)
        may_meet = user.can(Permission.MEETING_EDIT, record)
        add_clause = ("Ghi điều khoản", self.url_of(Clause, "create", regulation=record.pk)) if may_edit else None
        add_meeting = ("Ghi cuộc họp", self.url_of(Meeting, "create", regulation=record.pk)) if may_meet else None
        return [
            table_panel("Điều khoản", ClauseTable(clauses), add=add_clause, empty="Chưa ghi điều khoản nào."),
            table_panel(
                "Cuộc họp theo quy chế", MeetingTable(meetings), add=add_meeting, empty="Chưa có cuộc họp nào."
            ),
        ]


class RegulationCreate(CreatePage):
    model = Regulation
    permission = Permission.REGULATION_EDIT
    form_class = RegulationForm
    action = actions.create_regulation
    title = "Ghi quy chế phối hợp"


class RegulationEdit(EditPage):
    model = Regulation
    permission = Permission.REGULATION_EDIT
    form_class = RegulationForm
    action = actions.edit_regulation
    title = "Sửa quy chế phối hợp"


class ClauseList(ListPage):
    model = Clause
    permission = Permission.REGULATION_VIEW
    create_permission = Permission.REGULATION_EDIT
    table_class = ClauseTable
    filterset_class = ClauseFilter
    template_name = LIST
    title = "Điều khoản quy chế"


class ClauseDetail(DetailPage):
    model = Clause
    permission = Permission.REGULATION_VIEW
    edit_permission = Permission.REGULATION_EDIT
    select_related = ("regulation", "owner", "locality")

    def facts(self, record):
        return [
            ("Quy chế", linked(record.regulation, self.request.user)),
            ("Điều, khoản", record.number),
            ("Bên thực hiện", record.owner),
            ("Nội dung", record.text),
        ]


class ClauseCreate(CreatePage):
    model = Clause
    permission = Permission.REGULATION_EDIT
    form_class = ClauseForm
    action = actions.create_clause
    title = "Ghi điều khoản"


class ClauseEdit(EditPage):
    model = Clause
    permission = Permission.REGULATION_EDIT
    form_class = ClauseForm
    action = actions.edit_clause
    title = "Sửa điều khoản"


def _validity(regulation):
    """From–to in words; what nobody wrote down stays open."""
    parts = []
    if regulation.valid_from:
        parts.append(format_html("từ {}", date_tag(regulation.valid_from)))
    if regulation.valid_to:
        parts.append(format_html("đến hết {}", date_tag(regulation.valid_to)))
    return format_html(" ".join(["{}"] * len(parts)), *parts) if parts else show("")
