"""Pages of written reminders, of the committee's reports and of the reports to the session."""

from coordination.documents.panels import attachments_panel, letters_panel
from coordination.lib.numbers import vi
from coordination.people.permissions import Permission
from coordination.ui.bulk import BulkPage
from coordination.ui.crud import CreatePage, DetailPage, EditPage, MovePage, table_panel
from coordination.ui.picks import BulkAction, Outlook
from coordination.ui.registry import Panel
from coordination.ui.show import capfirst
from voters import actions
from voters.choices import Field, FollowUpStatus, JurisdictionLevel, Result
from voters.filters.supervision import FollowUpFilter, SettlementReportFilter, SupervisionReportFilter
from voters.forms.common import CancelForm
from voters.forms.supervision import (
    AssignVerificationForm,
    FollowUpForm,
    IssueManyForm,
    IssueSupervisionForm,
    SendFollowUpForm,
    SettlementReportForm,
    SupervisionReportForm,
    VerifyReportForm,
)
from voters.models import FollowUp, Petition, SettlementReport, SupervisionReport
from voters.queries import UNKNOWN
from voters.queries import supervision as queries
from voters.tables.petitions import PetitionTable
from voters.tables.supervision import FollowUpTable, SettlementReportTable, SupervisionReportTable
from voters.views.common import RoomList


def _what_goes_out(records, user) -> dict[int, Outlook]:
    why_not = queries.why_not_issued(records, user)
    return {row.pk: Outlook(why_not=why_not.get(row.pk, "")) for row in records}


ISSUE = (
    BulkAction(
        "issue",
        "Ban hành công văn đôn đốc",
        Permission.PETITION_FORWARD,
        actions.issue_follow_up,
        IssueManyForm,
        icon="send",
        submit="Ban hành",
        lead="Mỗi văn bản lấy số kế tiếp trong sổ công văn đi; cơ quan được đôn đốc thấy ngay trong phần mềm.",
        done="Đã ban hành",
        preview=_what_goes_out,
    ),
)


class FollowUpList(RoomList):
    model = FollowUp
    permission = Permission.PETITION_VIEW
    table_class = FollowUpTable
    filterset_class = FollowUpFilter
    title = "Văn bản đôn đốc"
    lead = "Chọn kiến nghị ở danh sách kiến nghị rồi bấm “Đôn đốc bằng văn bản”: mỗi cơ quan một văn bản cho mỗi lần."
    template_name = "voters/followup_list.html"
    presets = (("Đang soạn", f"status={FollowUpStatus.DRAFT}"), ("Đã gửi", f"status={FollowUpStatus.SENT}"))
    bulk_actions = ISSUE
    row_noun = "văn bản"

    def get_queryset(self):
        return queries.with_petitions(super().get_queryset(), Petition.objects.visible_to(self.request.user))

    def get_context_data(self, **kwargs):
        seen = FollowUp.objects.visible_to(self.request.user)
        return super().get_context_data(**kwargs) | {"per_body": queries.reminders_per_body(seen)}


class FollowUpBulk(BulkPage):
    model = FollowUp
    permission = Permission.PETITION_VIEW
    bulk_actions = ISSUE
    row_noun = "văn bản"
    select_related = ("to", "locality")


class FollowUpDetail(DetailPage):
    model = FollowUp
    permission = Permission.PETITION_VIEW
    edit_permission = Permission.PETITION_FORWARD

    def edit_url(self, record):
        return super().edit_url(record) if record.status == FollowUpStatus.DRAFT else ""

    def facts(self, record):
        named = capfirst(str(FollowUp._meta.get_field("petitions").verbose_name))
        return [(label, value) for label, value in super().facts(record) if label != named]  # they have a panel

    def sections(self, record):
        user = self.request.user
        rows = PetitionTable.fetched(Petition.objects.visible_to(user).filter(follow_ups=record))
        return [
            table_panel("Kiến nghị được đôn đốc", PetitionTable(rows), limit=100),
            letters_panel(record, user),
            attachments_panel(record, user),
        ]


class FollowUpEdit(EditPage):
    model = FollowUp
    permission = Permission.PETITION_FORWARD
    form_class = FollowUpForm
    action = actions.edit_follow_up


class FollowUpMove(MovePage):
    model = FollowUp
    moves = {"send": (SendFollowUpForm, actions.send_follow_up), "drop": (CancelForm, actions.drop_follow_up)}

    def sentence(self, record, name) -> str:
        sent = "Dùng khi văn bản đã gửi ngoài phần mềm; ban hành từ mẫu thì bước này tự ghi."
        return sent if name == "send" else "Các kiến nghị trong văn bản này lại đôn đốc được."


# --- The committee's report --------------------------------------------------------------------------------------


class SettlementReportList(RoomList):
    model = SettlementReport
    permission = Permission.PETITION_VIEW
    create_permission = Permission.PETITION_FORWARD
    create_label = "Ghi báo cáo nhận được"
    table_class = SettlementReportTable
    filterset_class = SettlementReportFilter
    title = "Báo cáo kết quả giải quyết kiến nghị"


class WithNumbers:
    """Mixin of a report's page: the register's numbers that it keeps have a panel, and are no fact beside it."""

    def facts(self, record):
        numbers = capfirst(str(record._meta.get_field("numbers").verbose_name))
        return [(label, value) for label, value in super().facts(record) if label != numbers]


class SettlementReportDetail(WithNumbers, DetailPage):
    model = SettlementReport
    permission = Permission.PETITION_VIEW
    edit_permission = Permission.PETITION_FORWARD

    def sections(self, record):
        user = self.request.user
        return [compared(record), letters_panel(record, user), attachments_panel(record, user)]


def compared(report) -> Panel:
    """What the report says beside what the register holds for the same period, at the end of its last day; of a
    verified one what it held then."""
    own = report.numbers or queries.numbers_of_body(report)
    rows = [
        ("Tổng số kiến nghị", report.said_total, own["total"]),
        ("Đã trả lời", report.said_answered, own["answered"]),
        ("Đã giải quyết xong", report.said_resolved, own["resolved"]),
    ]
    shown = [(words, said, held, said is not None and said != held) for words, said, held in rows]
    held = "Số liệu của sổ khi thẩm tra, được giữ lại." if report.numbers else "Số liệu của sổ hôm nay."
    if not (report.numbers or queries.speaks_of_all(report)):
        held += f" Chỉ đếm kiến nghị do {queries.author_of(report)} giải quyết."
    context = {"rows": shown, "report": report, "held": held}
    return Panel("Báo cáo và sổ kiến nghị", "voters/compared.html", context, wide=True)


class SettlementReportCreate(CreatePage):
    model = SettlementReport
    permission = Permission.PETITION_FORWARD
    form_class = SettlementReportForm
    action = actions.receive_report
    title = "Ghi báo cáo kết quả giải quyết kiến nghị"


class SettlementReportEdit(EditPage):
    model = SettlementReport
    permission = Permission.PETITION_FORWARD
    form_class = SettlementReportForm
    action = actions.edit_report


class SettlementReportMove(MovePage):
    model = SettlementReport
    moves = {
        "assign": (AssignVerificationForm, actions.assign_verification),
        "verify": (VerifyReportForm, actions.verify_report),
    }


# --- The report to the session -----------------------------------------------------------------------------------


class SupervisionReportList(RoomList):
    model = SupervisionReport
    permission = Permission.PETITION_VIEW
    create_permission = Permission.PETITION_FORWARD
    create_label = "Soạn báo cáo giám sát"
    table_class = SupervisionReportTable
    filterset_class = SupervisionReportFilter
    title = "Báo cáo giám sát giải quyết kiến nghị"


class SupervisionReportDetail(WithNumbers, DetailPage):
    model = SupervisionReport
    permission = Permission.PETITION_VIEW
    edit_permission = Permission.PETITION_FORWARD

    def edit_url(self, record):
        return "" if record.issued_on else super().edit_url(record)

    def sections(self, record):
        user = self.request.user
        return [numbers_panel(record), letters_panel(record, user), attachments_panel(record, user)]


def numbers_panel(report) -> Panel:
    """The numbers that the report is drafted from: of the register now, or those that were kept."""
    kept = report.numbers
    own = kept or queries.stored_numbers(report, report.counted_on)
    parts = (
        ("Cấp thẩm quyền", _named(own["by_level"], JurisdictionLevel)),
        ("Lĩnh vực", _named(own["by_field"], Field)),
        ("Cơ quan giải quyết", [(name or "chưa giao", vi(number)) for name, number in own["by_body"]]),
        ("Kết quả", _named(own["by_result"], Result)),
    )
    totals = (
        ("Tổng số", "total"),
        ("Đã trả lời", "answered"),
        ("Đã giải quyết xong", "resolved"),
        ("Quá hạn, chưa xong", "overdue"),
        ("Từ lần thứ hai", "repeated"),
        ("Chuyển lòng vòng", "bounced"),
    )
    context = {"totals": [(words, vi(own[key])) for words, key in totals], "parts": parts, "report": report}
    issued = "Số liệu khi ban hành" if report.issued_on else "Số liệu đã chốt"
    title = issued if kept else "Số liệu từ sổ kiến nghị"
    return Panel(title, "voters/numbers.html", context, wide=True)


def _named(counted: dict[str, int], vocabulary) -> list[tuple[str, str]]:
    rows = sorted(((name, n) for name, n in counted.items() if n), key=lambda row: -row[1])
    return [("Chưa rõ" if name == UNKNOWN else capfirst(vocabulary(name).label), vi(n)) for name, n in rows]


class SupervisionReportCreate(CreatePage):
    model = SupervisionReport
    permission = Permission.PETITION_FORWARD
    form_class = SupervisionReportForm
    action = actions.draft_supervision
    title = "Soạn báo cáo giám sát"
    lead = "Số liệu lấy từ sổ kiến nghị; nhận xét và đề nghị do văn phòng viết."


class SupervisionReportEdit(EditPage):
    model = SupervisionReport
    permission = Permission.PETITION_FORWARD
    form_class = SupervisionReportForm
    action = actions.edit_supervision


class SupervisionReportMove(MovePage):
    model = SupervisionReport
    moves = {
        "settle": (None, actions.settle_numbers),
        "settle_anew": (None, actions.settle_numbers),
        "issue": (IssueSupervisionForm, actions.issue_supervision),
    }

    def sentence(self, record, name) -> str:
        if name == "issue":
            return "Dùng khi báo cáo đã ban hành ngoài phần mềm; ban hành từ mẫu thì bước này tự ghi."
        earlier = " Văn bản đang soạn từ số liệu trước phải soạn lại." if name == "settle_anew" else ""
        return f"Văn bản soạn từ số liệu này; những gì ghi vào sổ sau đó không đổi số đã chốt nữa.{earlier}"
