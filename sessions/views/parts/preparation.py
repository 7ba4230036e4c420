"""How a session is prepared: the dates of the law, the conference, who was asked for contents, what came of it."""

from django.urls import reverse

from coordination.deadlines.explanation import CHIPS
from coordination.deadlines.models import Obligation
from coordination.people.permissions import Permission
from coordination.regulations.models import Meeting
from coordination.ui.crud import table_panel
from coordination.ui.registry import Panel
from sessions.actions.requests import conference_basis
from sessions.choices import OpinionStatus, SessionStatus
from sessions.models import AgendaItem, ContentProposal, ContentRequest, OpinionRequest
from sessions.tables.requests import ContentProposalTable, ContentRequestTable, OpinionRequestTable
from sessions.views.common import adding
from sessions.views.parts.common import rows


def draw(page):
    """Blocks of the preparation, in the order in which the work is done."""
    return [
        _statutory(page),
        _requests(page),
        _proposals(page),
        _conference(page),
        *_conference_items(page),
        _party(page),
        *_opinions(page),
    ]


def _statutory(page) -> Panel:
    """What the law asks of the session by when, each with its reason and how sure the rule is."""
    seen = Obligation.objects.visible_to(page.request.user).about(page.record)
    duties = seen.exclude(version=None).select_related("owner", "version__rule").order_by("due_on", "id")
    found = [(row, (CHIPS[row.version.verification], row.version.get_verification_display())) for row in duties]
    context = {"duties": found, "has_day": page.record.opening is not None}
    return Panel("Thời hạn theo luật", "council_sessions/panel_statutory.html", context, wide=True, count=len(found))


def _requests(page) -> Panel:
    """Who was asked for contents."""
    add = None
    if page.record.status in (*SessionStatus.COMING, SessionStatus.POSTPONED):
        add = adding(page, "Đề nghị các cơ quan", ContentRequest, Permission.SESSION_EDIT, session=page.record.pk)
    table = ContentRequestTable(ContentRequestTable.fetched(rows(page, ContentRequest)), exclude=("session",))
    more = page.url_of(ContentRequest, "list", session=page.record.pk)
    return table_panel("Đề nghị đề xuất nội dung", table, add=add, empty="Chưa đề nghị cơ quan nào.", more=more)


def _proposals(page) -> Panel:
    """What the bodies proposed, and what was decided."""
    add = None
    if page.record.status in (*SessionStatus.COMING, SessionStatus.POSTPONED):
        add = adding(page, "Đề xuất nội dung", ContentProposal, Permission.SESSION_SUBMIT, session=page.record.pk)
    table = ContentProposalTable(ContentProposalTable.fetched(rows(page, ContentProposal)))
    more = page.url_of(ContentProposal, "list", session=page.record.pk)
    return table_panel("Nội dung các cơ quan đề xuất", table, add=add, empty="Chưa có đề xuất nào.", more=more)


def _conference(page) -> Panel:
    """The joint conference: when, what was concluded, what it gave to do."""
    user, session = page.request.user, page.record
    meeting = Meeting.objects.visible_to(user).filter(pk=session.preparatory_meeting_id).first()
    tasks, links = [], []
    if meeting is not None:
        tasks = list(Obligation.objects.visible_to(user).about(meeting).select_related("owner").order_by("due_on"))
        if user.can(Permission.OBLIGATION_EDIT, meeting):
            links.append(("Giao việc theo kết luận", reverse("regulations:meeting-move", args=[meeting.pk, "assign"])))
    elif session.preparatory_meeting_id is None and user.can(Permission.SESSION_EDIT, session):
        links.append(("Ghi hội nghị", reverse("council_sessions:councilsession-conference", args=[session.pk])))
    context = {"meeting": meeting, "tasks": tasks, "hidden": bool(session.preparatory_meeting_id and not meeting)}
    link = links[0] if links else None
    return Panel("Hội nghị liên tịch", "council_sessions/panel_conference.html", context, wide=True, link=link)


def _conference_items(page) -> list[Panel]:
    """Which contents came out of the conference, by when and whose."""
    ground = conference_basis(page.record)
    if not ground:
        return []
    items = rows(page, AgendaItem).filter(basis=ground).select_related("preparing_body", "verifying_board")
    add = adding(page, "Giao tài liệu", AgendaItem, Permission.SESSION_EDIT, session=page.record.pk, basis=ground)
    context = {"items": list(items.order_by("order", "id"))}
    title = "Tài liệu giao theo kết luận hội nghị"
    return [
        Panel(
            title,
            "council_sessions/panel_conference_items.html",
            context,
            wide=True,
            count=len(context["items"]),
            link=add,
        )
    ]


def _party(page) -> Panel:
    """The Party committee's opinion, a step that is left out where it is not asked."""
    session = page.record
    link = None
    if page.request.user.can(Permission.SESSION_EDIT, session):
        link = ("Ghi, sửa", page.url_of(type(session), "edit", session.pk))
    return Panel("Xin ý kiến cấp ủy", "council_sessions/panel_party.html", {"session": session}, wide=True, link=link)


def _opinions(page) -> list[Panel]:
    """What the Standing Committee answered between the sessions and reports to this one."""
    session, user = page.record, page.request.user
    seen = OpinionRequest.objects.visible_to(user).filter(locality=session.locality_id)
    told = seen.filter(reported_to=session)
    if session.status in (*SessionStatus.COMING, SessionStatus.OPEN):
        told = told | seen.filter(status=OpinionStatus.REPLIED)
    if not told.exists():
        return []
    table = OpinionRequestTable(OpinionRequestTable.fetched(told))
    return [table_panel("Việc Thường trực đã cho ý kiến, báo cáo tại kỳ họp này", table)]
