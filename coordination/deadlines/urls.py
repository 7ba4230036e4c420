"""viec/: one's own work, and the ledger behind it."""

from django.urls import include, path

from coordination.deadlines.views.obligations import (
    ObligationCreate,
    ObligationDetail,
    ObligationEdit,
    ObligationList,
    ObligationMove,
)
from coordination.deadlines.views.work import my_work
from coordination.ui.crud import routes

app_name = "deadlines"

obligation_pages = routes(
    "obligation",
    list=ObligationList,
    detail=ObligationDetail,
    create=ObligationCreate,
    edit=ObligationEdit,
    move=ObligationMove,
)

urlpatterns = [
    path("", my_work, name="my-work"),
    path("nghia-vu/", include(obligation_pages)),
]
