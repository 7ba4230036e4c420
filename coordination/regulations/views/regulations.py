"""Regulations and their clauses."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html

from coordination.deadlines.actions.law import may_write
from coordination.deadlines.models import RuleVersion
from coordination.deadlines.rulebook import show_on
from coordination.deadlines.words import in_words
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.regulations import actions
from coordination.regulations.filters import ClauseFilter, RegulationFilter
from coordination.regulations.forms import ClauseForm, ClauseRuleForm, RegulationForm
from coordination.regulations.models import Clause, Meeting, Regulation
from coordination.regulations.tables import ClauseTable, MeetingTable, RegulationTable
from coordination.ui.crud import CreatePage, DetailPage, EditPage, FormPage, ListPage, table_panel
from coordination.ui.policy import allow, record_or_404
from coordination.ui.show import capfirst, date_tag, linked, show

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
    select_related = ("regulation", "owner", "locality", "rule")

    def facts(self, record):
        return [
            ("Quy chế", linked(record.regulation, self.request.user)),
            ("Điều, khoản", record.number),
            ("Bên thực hiện", record.owner),
            ("Thời hạn", self._period(record)),
            ("Nội dung", record.text),
        ]

    def _period(self, clause):
        """What its rule says today, linked to the rule."""
        if clause.rule is None:
            return ""
        show_on([clause.rule], self.request.user, timezone.localdate())
        words = capfirst("; ".join(in_words(version) for version in clause.rule.shown))
        return format_html('<a href="{}">{}</a>', clause.rule.get_absolute_url(), words or clause.rule.code)


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


class ClauseRule(FormPage):
    """How long a clause gives: becomes a rule of the locality, whose later versions are kept on the rule's own page."""

    model = Clause
    permission = Permission.REGULATION_EDIT
    list_title = ClauseList.title
    form_class = ClauseRuleForm
    title = "Đặt thời hạn cho điều khoản"
    submit = "Lưu thời hạn"
    done = "Đã đặt thời hạn cho điều khoản."

    @cached_property
    def record(self):
        """The clause, or 404."""
        return record_or_404(Clause, self.kwargs["pk"], self.request.user, ("regulation__document", "locality"))

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if not may_write(request.user, self.record.locality):
            raise PermissionDenied(Forbidden.sentence)
        self.lead = f"{self.record}: {self.record.text}"
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        blank = RuleVersion(locality=self.record.locality)
        return super().get_form_kwargs() | {"user": self.request.user, "instance": blank, "clause": self.record}

    def run(self, form):
        return actions.give_rule(self.record, by=self.request.user, version=form.instance)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        url = self.record.get_absolute_url()
        return context | {"cancel": url, "crumbs": [*context["crumbs"], (self.record.number, url)]}


def _validity(regulation):
    """From–to in words; what nobody wrote down stays open."""
    parts = []
    if regulation.valid_from:
        parts.append(format_html("từ {}", date_tag(regulation.valid_from)))
    if regulation.valid_to:
        parts.append(format_html("đến hết {}", date_tag(regulation.valid_to)))
    return format_html(" ".join(["{}"] * len(parts)), *parts) if parts else show("")
