"""Pages of the handover of a term: the handovers, one of them with its numbers and rows, the rows to take over."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from coordination.documents.panels import attachments_panel
from coordination.jobs.queue import enqueue
from coordination.people.permissions import Permission
from coordination.records.errors import Refused
from coordination.ui.bulk import BulkPage
from coordination.ui.crud import CreatePage, DetailPage, EditPage, table_panel
from coordination.ui.picks import BulkAction, Outlook, picks_for
from coordination.ui.policy import record_or_404, requires
from coordination.ui.registry import Button, Panel
from sessions import actions, handover_paper, registers
from sessions.filters.handover import HandoverFilter, HandoverRowFilter
from sessions.forms.common import ReasonForm
from sessions.forms.handover import AcceptForm, CloseHandoverForm, HandoverForm, ProposeForm, ReturnForm
from sessions.handover_numbers import LABELS, minutes_of
from sessions.models import Handover, HandoverRow
from sessions.models.handover import last_day
from sessions.queries import handover as queries
from sessions.tables.handover import HandoverRowTable, HandoverTable, OfOneKindTable
from sessions.views.common import RoomList, RoomMove
from sessions.workflow import handover as rules

FORMS = {"pdf": "PDF", "docx": "Word"}
"""Forms of the minutes, as their buttons say."""
SHOWN = 25
"""Rows of one register on the page; the rest stands in the list behind its link."""


# --- Many rows at once -----------------------------------------------------------------------------------------------


def _outlooks(rows, words, *checks) -> dict[int, Outlook]:
    """What becomes of each row, or the first check that refuses it, in its words."""
    found = {}
    for row in rows:
        try:
            for check in checks:
                check(row)
            found[row.pk] = Outlook(words(row))
        except Refused as refusal:
            found[row.pk] = Outlook(why_not=refusal.message)
    return found


def _to_accept(rows, user) -> dict[int, Outlook]:
    """Who takes it over; what the office may write down for another body needs a document, which is asked below."""
    without = _without_paper(rows, user, {"document": None})
    return _outlooks(
        rows,
        lambda row: (
            f"{row.kind.label} · {row.from_body or 'chưa giao ai'} → {row.to_body}"
            f"{' · cần văn bản tiếp nhận' if row.pk in without else ''}"
        ),
        lambda row: rules.check_waiting(row, row.is_open),
        lambda row: rules.check_theirs(row, user, on_paper=True),
    )


def _without_paper(rows, user, typed) -> dict[int, str]:
    """The rows that the office may not write down for another body without a document."""
    told = _outlooks(rows, str, lambda row: rules.check_theirs(row, user, on_paper=typed["document"] is not None))
    return {pk: outlook.why_not for pk, outlook in told.items() if outlook.why_not}


def _to_return(rows, user) -> dict[int, Outlook]:
    return _outlooks(
        rows,
        lambda row: f"{row.kind.label} · {row.to_body} trả lại",
        lambda row: rules.check_waiting(row, row.is_open),
        lambda row: rules.check_theirs(row, user),
    )


def _to_propose(rows, user) -> dict[int, Outlook]:
    return _outlooks(
        rows,
        lambda row: f"{row.kind.label} · đang đề xuất {row.to_body or 'chưa ai'}",
        lambda row: rules.check_proposable(row, row.is_open),
    )


BULK = (
    BulkAction(
        "nhan",
        "Nhận bàn giao",
        Permission.OBLIGATION_CLOSE,
        actions.accept_handover,
        AcceptForm,
        icon="done",
        submit="Nhận",
        lead="Việc nhận ghi vào lịch sử của từng hồ sơ; hạn giữ nguyên.",
        done="Đã nhận",
        preview=_to_accept,
        check=_without_paper,
    ),
    BulkAction(
        "tra-lai",
        "Trả lại",
        Permission.OBLIGATION_CLOSE,
        actions.give_back,
        ReturnForm,
        icon="turn",
        lead="Văn phòng HĐND đề xuất cơ quan khác nhận.",
        preview=_to_return,
    ),
    BulkAction(
        "de-xuat",
        "Đề xuất cơ quan nhận",
        Permission.SESSION_EDIT,
        actions.propose_taker,
        ProposeForm,
        icon="send",
        submit="Đề xuất",
        done="Đã đề xuất cơ quan nhận",
        preview=_to_propose,
    ),
)


class HandoverRowList(RoomList):
    """What is handed over, of every handover that one sees rows of."""

    model = HandoverRow
    permission = Permission.SESSION_VIEW
    table_class = HandoverRowTable
    filterset_class = HandoverRowFilter
    title = "Việc bàn giao"
    lead = "Việc còn lại của nhiệm kỳ đã kết thúc; người kế nhiệm nhận từng việc hoặc nhiều việc một lần."
    presets = tuple((words.capitalize(), f"standing={name}") for name, words in LABELS.items())
    bulk_actions = BULK
    row_noun = "việc"

    def get_queryset(self):
        return queries.with_standing(super().get_queryset())

    def acts(self):
        return [*super().acts(), Button("Bàn giao nhiệm kỳ", self.url_of(Handover, "list"))]


class HandoverRowBulk(BulkPage):
    model = HandoverRow
    permission = Permission.SESSION_VIEW
    bulk_actions = BULK
    row_noun = "việc"

    def _may(self, record) -> bool:
        """It is done in the handover: the thing itself may stand in the closed register of an ended place."""
        return self.request.user.can(self.verb.permission, record.handover)

    def rows(self) -> list:
        """With how each stands, and its side: no query for each row."""
        found = queries.with_standing(HandoverRow.objects.visible_to(self.request.user))
        found = found.select_related(
            "from_body",
            "to_body__locality",
            "to_body__parent__parent",
            "handover__locality",
            "handover__from_term",
            "handover__to_term",
        )
        by_key = found.prefetch_related("target").in_bulk(self.keys)
        return [by_key[key] for key in self.keys if key in by_key]


# --- A handover ------------------------------------------------------------------------------------------------------


class HandoverList(RoomList):
    model = Handover
    permission = Permission.SESSION_VIEW
    create_permission = Permission.SESSION_EDIT
    create_label = "Lập bàn giao nhiệm kỳ"
    table_class = HandoverTable
    filterset_class = HandoverFilter
    title = "Bàn giao nhiệm kỳ"

    def acts(self):
        return [*super().acts(), Button("Mọi việc bàn giao", self.url_of(HandoverRow, "list"))]


class HandoverDetail(DetailPage):
    model = Handover
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT
    template_name = "council_sessions/handover_detail.html"
    select_related = ("from_term__locality", "to_term", "locality", "document")

    def facts(self, record):
        return [
            ("Nhiệm kỳ đã kết thúc", record.from_term),
            ("Đến hết ngày", last_day(record.from_term)),
            ("Nhiệm kỳ nhận", record.to_term),
            ("Ngày lập", record.opened_on),
            ("Chốt biên bản", record.closed_on),
            ("Văn bản", record.document),
            ("Ghi chú", record.note),
        ]

    def seen(self):
        """The rows that the user may see."""
        return HandoverRow.objects.visible_to(self.request.user).filter(handover=self.record)

    def list_url(self, **query) -> str:
        """The list of the rows, narrowed."""
        return f"{self.url_of(HandoverRow, 'list')}?{urlencode({'handover': self.record.pk, **query})}"

    def sections(self, record):
        if job := queries.listing(record):
            # Its rows are still coming: numbers that change while they are read say nothing.
            own = job if job.requested_by_id == self.request.user.pk else None
            data = {"job": own, "is_open": job.is_open, "record": record}
            return [Panel("Danh sách bàn giao", "council_sessions/_handover_listing.html", data, wide=True)]
        numbers = minutes_of(record, self.request.user, self.list_url)
        if not numbers["lines"]:
            empty = "Nhiệm kỳ đã kết thúc không để lại việc nào mà bạn được xem."
            return [Panel("Số liệu bàn giao", "council_sessions/_handover_empty.html", {"empty": empty}, wide=True)]
        rows = queries.with_standing(self.seen())
        by_body = numbers | {"lines": numbers["bodies"], "heading": "Cơ quan"}
        panels = [
            Panel("Số liệu bàn giao", "council_sessions/_handover_numbers.html", numbers, wide=True),
            Panel("Theo cơ quan đang giữ", "council_sessions/_handover_numbers.html", by_body, wide=True),
        ]
        for kind in registers.kinds():
            of_kind = OfOneKindTable.fetched(queries.of_kind(rows, kind.name))
            url = self.list_url(kind=kind.name)
            panel = table_panel(kind.label, _ticked(of_kind, self.picks), ("Mở danh sách", url), "", SHOWN, url)
            if panel.count:
                panels.append(panel)
        return [*panels, attachments_panel(record, self.request.user)]

    @property
    def picks(self):
        """The bar over ticked rows, while there is something to do with them."""
        open_now = self.record.closed_on is None
        return picks_for(self.request, HandoverRow, BULK, "việc") if open_now else None

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"picks": self.picks}


def _ticked(rows, picks) -> OfOneKindTable:
    """The table of one register, each row with a tick box where there is a bar for it."""
    look = "tbl tbl-cards" if picks else "tbl tbl-cards no-pick"
    table = OfOneKindTable(rows, attrs={"class": look})
    table.has_ticks = picks is not None
    return table


class HandoverCreate(CreatePage):
    model = Handover
    permission = Permission.SESSION_EDIT
    form_class = HandoverForm
    action = actions.open_handover
    title = "Lập bàn giao nhiệm kỳ"
    lead = "Mọi việc còn lại của nhiệm kỳ đã kết thúc được lập thành danh sách, kèm nơi nhận được đề xuất."
    submit = "Lập danh sách"


class HandoverEdit(EditPage):
    model = Handover
    permission = Permission.SESSION_EDIT
    form_class = HandoverForm
    action = actions.edit_handover


class HandoverMove(RoomMove):
    model = Handover
    moves = {
        "collect": (None, actions.collect_handover),
        "close": (CloseHandoverForm, actions.close_handover),
        "reopen": (ReasonForm, actions.reopen_handover),
    }
    sentences = {
        "collect": "Thêm những việc của nhiệm kỳ đã kết thúc mà danh sách chưa có; việc đã có giữ nguyên.",
        "close": "Sau khi chốt, không nhận, không trả lại được nữa.",
    }


@require_POST
@requires(Permission.SESSION_VIEW)
def minutes(request, pk: int, form: str):
    """Queue the minutes as a PDF or a Word file, and show how far it is."""
    record = record_or_404(Handover, pk, request.user)
    job = enqueue(
        handover_paper.JOBS[form],
        by=request.user,
        params={"handover": record.pk},
        locality=request.user.acting.locality,
        title=f"Biên bản ({FORMS[form]}): {record.public_title}",
    )
    return redirect(job.get_absolute_url())
