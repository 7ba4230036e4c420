"""Pages of competence: the decision table, petitions that bounce, petitions left at ended bodies, then and now."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.generic import TemplateView

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.lib.numbers import vi
from coordination.lib.period import Period, PeriodError
from coordination.people.permissions import Permission
from coordination.ui.bulk import BulkPage
from coordination.ui.charts import Bar
from coordination.ui.crud import CreatePage, DetailPage, EditPage, MovePage
from coordination.ui.picks import BulkAction, Outlook
from coordination.ui.policy import allow
from coordination.ui.registry import Button
from coordination.ui.saved import FILE
from voters import actions
from voters.filters.routing import BounceFilter, EndedFilter, RuleFilter, ThenAndNowFilter
from voters.forms.routing import CloseRuleForm, RuleForm, SucceedForm
from voters.models import CompetenceRule, Petition, Referral
from voters.queries import routing as queries
from voters.queries.succession import ASSIGNED_NOW, Heirs, succession, why_not_succeeded
from voters.tables.routing import BounceTable, EndedTable, RuleTable
from voters.then_now_file import WRITTEN
from voters.views.common import RoomList

PLACES = (
    ("Quy tắc thẩm quyền", "voters:competencerule-list"),
    ("Chuyển lòng vòng", "voters:bounce-list"),
    ("Cơ quan đã kết thúc", "voters:ended-list"),
    ("Theo cơ quan lúc đó và hiện nay", "voters:then-and-now"),
)


def others(here: str) -> list[Button]:
    """The pages of this topic, without the one that one is on."""
    return [Button(words, reverse(name)) for words, name in PLACES if name != here]


# --- Rules -----------------------------------------------------------------------------------------------------------


class RuleList(RoomList):
    model = CompetenceRule
    permission = Permission.PETITION_VIEW
    create_permission = Permission.PETITION_FORWARD
    table_class = RuleTable
    filterset_class = RuleFilter
    title = "Quy tắc thẩm quyền"
    lead = "Chương trình đề xuất cơ quan theo bảng này và theo những lần đã nhận, đã từ chối; người chuyển quyết định."
    presets = (("Đang áp dụng", "in_force=true"), ("Thôi áp dụng", "in_force=false"))

    def acts(self):
        return [*super().acts(), *others("voters:competencerule-list")]


class RuleDetail(DetailPage):
    model = CompetenceRule
    permission = Permission.PETITION_VIEW
    edit_permission = Permission.PETITION_FORWARD


class RuleCreate(CreatePage):
    model = CompetenceRule
    permission = Permission.PETITION_FORWARD
    form_class = RuleForm
    action = actions.create_rule
    title = "Ghi quy tắc thẩm quyền"


class RuleEdit(EditPage):
    model = CompetenceRule
    permission = Permission.PETITION_FORWARD
    form_class = RuleForm
    action = actions.edit_rule


class RuleMove(MovePage):
    model = CompetenceRule
    permission = Permission.PETITION_FORWARD
    moves = {"close": (CloseRuleForm, actions.close_rule)}
    lead = "Từ hôm sau quy tắc không còn đề xuất; kiến nghị đã chuyển theo quy tắc giữ nguyên."
    done = "Đã thôi áp dụng quy tắc."


# --- Petitions that bounce -------------------------------------------------------------------------------------------


class BounceList(RoomList):
    """Petitions refused at least once, or sent to a wrong place before registration; the figure counts the same."""

    model = Petition
    permission = Permission.PETITION_VIEW
    table_class = BounceTable
    filterset_class = BounceFilter
    template_name = "voters/routing_bounces.html"
    title = "Chuyển lòng vòng"
    lead = "Kiến nghị bị từ chối ít nhất một lần, hoặc đã gửi nhầm nơi trước khi vào sổ."
    empty = "Chưa có kiến nghị nào bị từ chối hay gửi nhầm"

    def get_queryset(self):
        referrals = Referral.objects.visible_to(self.request.user)
        return queries.with_hops(queries.bouncing(super().get_queryset()), referrals)

    def get_template_names(self):
        names = super().get_template_names()
        return ["voters/routing_bounces_results.html"] if names == ["ui/list_results.html"] else names

    def acts(self):
        return [*super().acts(), *others("voters:bounce-list")]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"totals": self._totals(context["filter"].qs)}

    def _totals(self, rows) -> list[Bar]:
        """How often each body refused, of the rows shown; many first."""
        counted = queries.refusals(rows)
        return [
            Bar(str(body), times, url=f"?refuser={body.pk}", note=f"{petitions} kiến nghị")
            for body, times, petitions in sorted(counted, key=lambda row: (-row[1], str(row[0])))
        ]


# --- Ended bodies ----------------------------------------------------------------------------------------------------


def preview(petitions, user) -> dict[int, Outlook]:
    """Who takes over which petition, or why it is left out."""
    heirs = Heirs(timezone.localdate())
    found = {petition.pk: succession(petition, heirs) for petition in petitions}
    return {row.pk: Outlook(found[row.pk].words, why_not_succeeded(row, found[row.pk])) for row in petitions}


SUCCEED = BulkAction(
    "ke-thua",
    "Chuyển cho cơ quan kế thừa",
    Permission.PETITION_FORWARD,
    actions.succeed,
    SucceedForm,
    icon="send",
    lead="Hạn và kết quả giữ nguyên; nghĩa vụ còn lại sang cơ quan kế thừa; lịch sử ghi rõ từ đâu sang đâu. "
    "Chuyển nhầm thì hoàn tác được ở trang kiến nghị khi cơ quan kế thừa chưa làm gì.",
    done="Đã chuyển cho cơ quan kế thừa",
    preview=preview,
)


class EndedList(RoomList):
    """Open petitions whose competent body, the body it was assigned on to, or whose place no longer exists."""

    model = Petition
    permission = Permission.PETITION_VIEW
    table_class = EndedTable
    filterset_class = EndedFilter
    template_name = "ui/list.html"
    title = "Cơ quan đã kết thúc"
    lead = "Kiến nghị chưa xong còn ghi ở cơ quan hoặc địa bàn đã kết thúc, kèm nơi kế thừa được đề xuất."
    empty = "Không còn kiến nghị nào ở cơ quan đã kết thúc"

    def get_queryset(self):
        rows = queries.of_ended(super().get_queryset(), timezone.localdate())
        return rows.prefetch_related(ASSIGNED_NOW)

    def acts(self):
        return [*super().acts(), *others("voters:ended-list")]

    def bulk_buttons(self):
        """The bar leads to the bulk page of this list, not to that of all petitions."""
        if not self.request.user.can(SUCCEED.permission):
            return []
        return [Button(SUCCEED.label, reverse("voters:ended-bulk", args=[SUCCEED.name]), icon=SUCCEED.icon)]


class EndedBulk(BulkPage):
    model = Petition
    permission = Permission.PETITION_VIEW
    bulk_actions = (SUCCEED,)
    select_related = EndedTable.Meta.select_related
    prefetch_related = (ASSIGNED_NOW,)

    def back(self):
        return reverse("voters:ended-list")


# --- Then and now ----------------------------------------------------------------------------------------------------


class ThenAndNow(TemplateView):
    """Petitions of a period by the body of the time, and by who has its tasks today."""

    permission = Permission.PETITION_VIEW
    template_name = "voters/routing_then.html"
    title = "Theo cơ quan lúc đó và hiện nay"
    noun = "kiến nghị"

    def get(self, request, *args, **kwargs):
        allow(request.user, self.permission)
        context = self.get_context_data(**kwargs)
        if (kind := request.GET.get(FILE)) in WRITTEN and context["is_whole"]:
            return self._file(context["rows"], kind)
        status = 200 if context["filter"].form.is_valid() or not request.GET else 400
        return self.render_to_response(context, status=status)

    def get_template_names(self):
        htmx = getattr(self.request, "htmx", None)
        is_part = htmx and not htmx.history_restore_request and htmx.target == "ket-qua"
        return ["voters/routing_then_results.html"] if is_part else [self.template_name]

    def get_context_data(self, **kwargs):
        petitions = Petition.objects.visible_to(self.request.user)
        filterset = ThenAndNowFilter(self.request.GET, petitions, request=self.request)
        rows, fault = [], ""
        try:
            rows = queries.then_and_now(filterset.qs, self._period(filterset), timezone.localdate())
        except PeriodError as error:
            fault = str(error)
        context = {
            "title": self.title,
            "filter": filterset,
            "rows": rows,
            "fault": fault,
            "total": sum(row.then for row in rows),
            "total_now": sum(row.now for row in rows),
            "is_whole": filterset.form.is_valid() and not fault,
            "acts": others("voters:then-and-now"),
            "noun": self.noun,
        }
        return super().get_context_data(**kwargs) | context

    def _file(self, rows, kind: str) -> HttpResponse:
        """The same rows to take away; that somebody did is written down."""
        user, (write, media, words) = self.request.user, WRITTEN[kind]
        note = f"Danh sách {self.title}: {vi(len(rows))} dòng ({words})"
        log.record(EventKind.EXPORTED, getattr(user.acting, "locality", None), by=user, note=note)
        response = HttpResponse(write(rows, self.title), content_type=media)
        name = f"{self.title} {timezone.localdate():%d-%m-%Y}.{kind}"
        response["Content-Disposition"] = content_disposition_header(True, name)
        response["Cache-Control"] = "private, no-store"
        return response

    @staticmethod
    def _period(filterset) -> Period:
        """What was typed; an end that is missing or cannot be read is open."""
        filterset.form.is_valid()
        typed = filterset.form.cleaned_data
        return Period(typed.get("tu"), typed.get("den"))
