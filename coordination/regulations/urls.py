"""phoi-hop/: the regulation and what happens under it."""

from django.urls import include, path

from coordination.regulations.views import contacts, meetings, regulations
from coordination.regulations.views.overview import overview
from coordination.ui.crud import routes

app_name = "regulations"

regulation_pages = routes(
    "regulation",
    list=regulations.RegulationList,
    detail=regulations.RegulationDetail,
    create=regulations.RegulationCreate,
    edit=regulations.RegulationEdit,
)
clause_pages = routes(
    "clause",
    list=regulations.ClauseList,
    detail=regulations.ClauseDetail,
    create=regulations.ClauseCreate,
    edit=regulations.ClauseEdit,
)
clause_pages.append(path("<int:pk>/thoi-han/", regulations.ClauseRule.as_view(), name="clause-rule"))
meeting_pages = routes(
    "meeting",
    list=meetings.MeetingList,
    detail=meetings.MeetingDetail,
    create=meetings.MeetingCreate,
    edit=meetings.MeetingEdit,
    move=meetings.MeetingMove,
)
invitation_pages = routes(
    "invitation",
    list=contacts.InvitationList,
    detail=contacts.InvitationDetail,
    create=contacts.InvitationCreate,
    edit=contacts.InvitationEdit,
)
exchange_pages = routes(
    "informationexchange",
    list=contacts.ExchangeList,
    detail=contacts.ExchangeDetail,
    create=contacts.ExchangeCreate,
    edit=contacts.ExchangeEdit,
)
dialogue_pages = routes(
    "dialogue",
    list=contacts.DialogueList,
    detail=contacts.DialogueDetail,
    create=contacts.DialogueCreate,
    edit=contacts.DialogueEdit,
)

urlpatterns = [
    path("", overview, name="overview"),
    path("quy-che/", include(regulation_pages)),
    path("dieu-khoan/", include(clause_pages)),
    path("cuoc-hop/", include(meeting_pages)),
    path("giay-moi/", include(invitation_pages)),
    path("trao-doi/", include(exchange_pages)),
    path("doi-thoai/", include(dialogue_pages)),
]
