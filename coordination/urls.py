"""The site map: which room answers under which address."""

from allauth.account import views as account
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path

from coordination.people.permissions import Permission
from coordination.ui.policy import SIGNED_IN, requires

# Only those of allauth's pages that an office uses. Sign-up is closed: an administrator opens accounts.
account_urls = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("ngung-hoat-dong/", account.account_inactive, name="account_inactive"),
    path("doi-mat-khau/", account.password_change, name="account_change_password"),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
]

ROOMS = {
    "viec/": "coordination.deadlines.urls",
    "ky-hop/": "sessions.urls",
    "kien-nghi/": "voters.urls",
    "giam-sat/": "oversight.urls",
    "don-thu/": "complaints.urls",
    "phoi-hop/": "coordination.regulations.urls",
    "bao-cao/": "reports.urls",
    "tai-lieu/": "coordination.documents.urls",
    "co-quan/": "coordination.administration.urls",
    "thong-bao/": "coordination.notices.urls",
    "viec-nen/": "coordination.jobs.urls",
    "tim/": "coordination.administration.search_urls",
    "thanh-phan/": "coordination.ui.urls",
    "cach-xem/": "coordination.ui.saved_urls",
    "nap-xuat/": "coordination.exchange.urls",
    "van-hanh/": "coordination.operations.urls",
}


@requires(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Leaders begin with the whole picture, others with their own work, operators with the state of the
    installation, administrators with bodies and people."""
    acting = request.user.acting
    if acting is None:
        return redirect("account-memberships")
    if acting.role_class.is_leader and request.user.can(Permission.FIGURE_VIEW):
        return redirect("reports:dashboard")
    if request.user.can(Permission.OBLIGATION_VIEW):
        return redirect("deadlines:my-work")
    if request.user.can(Permission.OPERATE):
        return redirect("operations:state")
    return redirect("administration:body-list")


urlpatterns = [
    path("", home, name="home"),
    path("tai-khoan/", include(account_urls)),
    path("tai-khoan/", include("coordination.administration.account_urls")),
    path("", include("voters.public_urls")),
    *(path(prefix, include(module)) for prefix, module in ROOMS.items()),
]
