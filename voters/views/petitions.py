"""Pages of petitions: list, one petition, register, edit, and the steps of its life."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from coordination.deadlines.models import Obligation
from coordination.documents.panels import attachments_panel
from coordination.people.permissions import Permission
from coordination.people.roles import Reach
from coordination.records.ties import has
from coordination.ui import counting
from coordination.ui.counting import counted
from coordination.ui.crud import CreatePage, DetailPage, EditPage, MovePage, table_panel
from coordination.ui.filters import UNFOLD
from coordination.ui.picks import bulk_buttons
from coordination.ui.policy import requires
from coordination.ui.registry import Button, Panel
from coordination.ui.show import capfirst
from voters import actions, queries
from voters.choices import PetitionStatus
from voters.filters.petitions import PetitionFilter
from voters.forms.petitions import ClassifyForm, PetitionForm
from voters.forms.referrals import AcceptForm, AssignForm, ForwardForm, RefuseForm, ReturnForm
from voters.forms.replies import FinishForm, JudgeForm, ReopenForm, ReplyForm, ResolveForm, SpotForm
from voters.kept import due_words
from voters.models import Petition
from voters.panels.answering import drafts_links, settings_links
from voters.queries.routing import days_lost, times_sent
from voters.tables.petitions import PetitionTable
from voters.views import life
from voters.views.bulk import BULK
from voters.views.common import RoomList, named
from voters.views.drafting import ASSIGN_BULK
from voters.views.proposing import WithBodies, WithProposals
from voters.views.similar import WithSimilar, similar_later
from voters.workflow.petitions import may_assign

TITLE = "Kiến nghị cử tri"


class PetitionList(RoomList):
    model = Petition
    permission = Permission.PETITION_VIEW
    create_permission = Permission.PETITION_REGISTER
    table_class = PetitionTable
    filterset_class = PetitionFilter
    bulk_actions = BULK
    title = TITLE

    def acts(self):
        """What is made of the list as it is shown, and what waits for the user."""
        asked = self.request.GET.urlencode()
        appendix = f"{reverse('voters:petition-appendix')}{f'?{asked}' if asked else ''}"
        user = self.request.user
        return [*super().acts(), Button("Phụ lục", appendix), *drafts_links(user), *settings_links(user)]

    def bulk_buttons(self):
        """Without a verb that is never the user's."""
        verbs = [verb for verb in BULK if verb is not ASSIGN_BULK or may_assign(self.request.user.acting)]
        return bulk_buttons(self.request.user, Petition, verbs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"tabs": tabs_of(self.request)}


def tabs_of(request) -> list[dict]:
    """Ready-made views of the list; the first one shows all. Their numbers come once the page stands (`tabs`)."""
    asked = request.GET.copy()
    for key in ("page", "sort", UNFOLD):
        asked.pop(key, None)
    shown = asked.urlencode()
    all_of_them = {"words": "Tất cả", "query": "", "shown": not shown}
    return [
        all_of_them,
        *(
            {"words": view.words, "query": view.query, "shown": view.query == shown, "css": view.css}
            for view in views_of(request.user)
        ),
    ]


@requires(Permission.PETITION_VIEW)
def tabs(request):
    """The same with the number of petitions behind each, asked for by htmx: to count costs more than the list."""
    seen = Petition.objects.visible_to(request.user)
    counts = counted(view.rows(seen) for view in views_of(request.user))
    every, *others = tabs_of(request)
    found = [tab | {"count": counting.words(count) if count else ""} for tab, count in zip(others, counts, strict=True)]
    return render(request, "voters/_petition_tabs.html", {"tabs": [every, *found]})


class View(NamedTuple):
    """A ready-made view: its words, the query of the list, the rows behind it, how the number is drawn.

    `of_register`: work of those who keep the register. Who sees only what concerns them has none of it, and would be
    told a number of other people's work.
    """

    words: str
    query: str
    rows: Callable
    css: str = "count-quiet"
    of_register: bool = False


VIEWS = (
    View("Quá hạn trả lời", "late=true", lambda rows: rows.late_answers(timezone.localdate()), css=""),
    View("Bị từ chối, chờ chuyển lại", "refused=true", lambda rows: rows.refused_anywhere(), css=""),
    View("Đánh giá chưa đạt", "wanting=true", lambda rows: rows.found_wanting(), css=""),
    View("Chờ phân loại", "unclassified=true", lambda rows: rows.waiting_for_classification(), of_register=True),
    View("Chờ chuyển", "ready=true", lambda rows: rows.waiting_for_dispatch(), of_register=True),
    View("Từ 4 lần", "often=true", lambda rows: rows.raised_often()),
    View("Gửi nhầm thẩm quyền", "misdirected=true", lambda rows: rows.misdirected()),
)


def views_of(user) -> list[View]:
    """The ready-made views that are the user's."""
    sees_all = user.acting.role_class.reach is Reach.LOCALITY
    return [view for view in VIEWS if sees_all or not view.of_register]


class PetitionDetail(DetailPage):
    model = Petition
    permission = Permission.PETITION_VIEW
    edit_permission = Permission.PETITION_REGISTER
    select_related = ("place", "competent_body__locality", "competent_body__parent__parent")
    prefetch_related = (queries.TURNS,)
    ties = (
        "arrivals", "contributions", "drafts", "followers", "merged", "publication", "referrals", "replies",
        "reply_drafts", "result_changes", "split_parts", "verdicts", "deadlines.obligation", "documents.attachment",
        "council_sessions.handoverrow",
    )  # fmt: skip

    def seen(self, record):
        """A link to another record, or the name that anybody may know."""
        return named(record, self.request.user)

    def facts(self, record):
        wrong = f"{record.misdirected_to}; đúng ra: {record.misdirected_right}" if record.misdirected_to else ""
        keeps = self.request.user.can(Permission.PETITION_REGISTER, record)
        return [
            ("Nơi kiến nghị", record.where),
            ("Cử tri", record.voter if keeps else ""),
            ("Nguồn", capfirst(record.get_origin_display())),
            ("Đại biểu chuyển", record.raised_by),
            ("Cơ quan chuyển đến", record.sent_through),
            ("Ngày nhận", record.received_on),
            ("Lĩnh vực", record.get_field_display()),
            ("Thẩm quyền", capfirst(record.get_level_display())),
            ("Cơ quan giải quyết", record.competent_body),
            ("Gắn với", self.seen(record.session)),
            ("Chuyển tiếp từ", self.seen(record.original_session)),
            ("Cuộc tiếp xúc", self.seen(record.meeting)),
            ("Ban theo dõi", record.monitor),
            ("Đợt tổng hợp", self.seen(record.batch)),
            ("Đã gửi nhầm", wrong),
            ("Gộp vào", self.seen(record.merged_into)),
            ("Bằng chứng", record.evidence),
        ]

    def handled(self) -> dict:
        """Referrals, replies and verdicts that the user may see, in order."""
        record, user = self.record, self.request.user
        turns = queries.turns_of(record)
        seen = set(record.referrals.visible_to(user).values_list("pk", flat=True)) if turns else ()
        return {
            "referrals": queries.with_days_taken([row for row in reversed(turns) if row.pk in seen]),
            "replies": self.with_promises(self.rows("replies", "body", "document", "promise")),
            "verdicts": self.rows("verdicts", "body"),
            "contributions": self.rows("contributions", "body"),
        }

    def with_promises(self, replies: list) -> list:
        """Replies with `why_url`: where the day of a promise is explained to whoever may see the duty."""
        promised = [row.promise_id for row in replies if row.promise_id]
        duties = Obligation.objects.visible_to(self.request.user).filter(pk__in=promised)
        seen = set(duties.values_list("pk", flat=True)) if promised else ()
        for row in replies:
            row.why_url = row.promise.why_url if row.promise_id in seen else ""
        return replies

    def rows(self, name: str, *related) -> list:
        """What the user may see of a relation; not asked for where there is nothing."""
        if not has(self.record, name):
            return []
        return list(getattr(self.record, name).visible_to(self.request.user).select_related(*related))

    def sections(self, record):
        return [similar_later(record), *self.merged(record), attachments_panel(record, self.request.user)]

    def history(self, record) -> list:
        """At the foot of the page, asked for once the page stands (`views.history`)."""
        return []

    def merged(self, record) -> list[Panel]:
        """Petitions that were put under this one."""
        if not has(record, "merged"):
            return []
        rows = PetitionTable.fetched(record.merged.visible_to(self.request.user))
        panel = table_panel("Đã gộp vào đây", PetitionTable(rows))
        return [panel] if panel.count else []

    def earlier(self, record) -> list[Petition]:
        """The same petition of earlier times, as far as the user may see it."""
        found = queries.earlier_times(record)
        if not found:
            return []
        seen = Petition.objects.visible_to(self.request.user).in_bulk([row.pk for row in found])
        return [seen[row.pk] for row in found if row.pk in seen]

    def awaited_above(self) -> dict:
        """Of a petition that was sent up: who is waited for, and what the register above knows it as."""
        record = self.record
        above = queries.entry_above(record) if record.status in PetitionStatus.UNDER_WAY else None
        if above is None:
            return {}
        act = "nhận" if record.status == PetitionStatus.FORWARDED else "trả lời"
        return {"above": self.seen(above), "awaited": f"Chờ {record.competent_body} {act}"}

    def led_by(self, buttons: list[Button]) -> dict:
        """Of a merged petition: what leads its group, as far as the user may see it, and the way there as first."""
        lead = self.record.merged_into
        if lead is None:
            return {}
        shown = {"lead": self.seen(lead)}
        if not Petition.objects.visible_to(self.request.user).filter(pk=lead.pk).exists():
            return shown
        button = Button(f"Mở {lead.code}, đứng đầu nhóm", lead.get_absolute_url(), primary=True)
        others = [replace(other, primary=False) for other in buttons]
        return shown | {"buttons": [button, *others], "first_button": button}

    def get_context_data(self, **kwargs):
        handled = self.handled()
        context = super().get_context_data(**kwargs)
        return context | {
            **handled,
            **self.led_by(context["buttons"]),
            **self.awaited_above(),
            "life": life.of(self.record, handled["referrals"], handled["replies"], handled["verdicts"]),
            "due_words": due_words(self.record),
            "times_sent": times_sent(handled["referrals"]),
            "days_lost": days_lost(handled["referrals"]),
            "earlier": self.earlier(self.record),
            "known_session": lambda: self.seen(self.record.session),
            "history_url": reverse("voters:petition-history", args=[self.record.pk]),
        }


class PetitionCreate(WithBodies, WithSimilar, CreatePage):
    model = Petition
    permission = Permission.PETITION_REGISTER
    form_class = PetitionForm
    action = actions.register
    title = "Ghi kiến nghị"

    def get_initial(self):
        return {"received_on": timezone.localdate()} | super().get_initial()


class PetitionEdit(EditPage):
    model = Petition
    permission = Permission.PETITION_REGISTER
    form_class = PetitionForm
    action = actions.edit_petition


class PetitionMove(WithProposals, MovePage):
    model = Petition
    moves = {
        "classify": (ClassifyForm, actions.classify),
        "forward": (ForwardForm, actions.forward),
        "answer_on_spot": (SpotForm, actions.answer_on_spot),
        "accept": (AcceptForm, actions.accept),
        "assign": (AssignForm, actions.assign),
        "assign_again": (AssignForm, actions.assign),
        "refuse": (RefuseForm, actions.refuse),
        "reply": (ReplyForm, actions.reply),
        "reply_again": (ReplyForm, actions.reply),
        "judge": (JudgeForm, actions.judge),
        "judge_again": (JudgeForm, actions.judge),
        "reopen": (ReopenForm, actions.reopen),
        "resolve": (ResolveForm, actions.resolve),
        "return": (ReturnForm, actions.return_petition),
        "finish": (FinishForm, actions.finish),
    }
    sentences = {
        "forward": "Cơ quan được chuyển thấy kiến nghị từ lúc này và nợ một trả lời đến hạn.",
        "refuse": "Kiến nghị trở lại nơi chuyển; nghĩa vụ trả lời không còn.",
        "assign": "Cơ quan được giao nợ trả lời đến hạn này; nghĩa vụ của cơ quan giao vẫn mở.",
        "assign_again": "Cơ quan được giao nợ trả lời đến hạn này; nghĩa vụ của cơ quan giao vẫn mở.",
        "reopen": "Kiến nghị vẫn tính là đã trả lời, nhưng lại là đang giải quyết.",
        "return": "Kiến nghị kết thúc mà không có trả lời; cử tri được báo lý do.",
        "finish": "Không còn việc phải làm; vẫn mở lại được nếu cử tri chưa đồng tình.",
    }

    def sentence(self, record, name) -> str:
        return self.sentences.get(name, "")
