"""A site of one record type, for the tests of the kit."""

from allauth.account import views as account
from django.http import HttpResponse
from django.urls import include, path

from coordination.ui import views
from coordination.ui.crud import routes
from tests.ui.pages import SheetBulk, SheetCreate, SheetDetail, SheetEdit, SheetList, SheetMove


def fails(request):
    raise RuntimeError("broken on purpose")


def nothing(request, pk=None):
    return HttpResponse()


testapp = routes(
    "sheet", list=SheetList, detail=SheetDetail, create=SheetCreate, edit=SheetEdit, move=SheetMove, bulk=SheetBulk
)
urlpatterns = [
    path("", nothing, name="home"),
    path("tim/", include(([path("", nothing, name="results")], "search"))),
    path("vai/<int:pk>/", nothing, name="account-act-as"),
    path("kien-nghi/", include((testapp, "testapp"))),
    path("viec/", include("coordination.deadlines.urls")),
    path("thanh-phan/", views.components, name="components"),
    path("hong/", fails),
    path("tai-khoan/dang-nhap/", account.login, name="account_login"),
    path("tai-khoan/dang-xuat/", account.logout, name="account_logout"),
    path("tai-khoan/doi-mat-khau/", account.password_change, name="account_change_password"),
    path("tai-khoan/xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
]
