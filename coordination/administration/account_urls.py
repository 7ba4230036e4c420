"""Under the account: which of one's own roles to act through. Names without a namespace, beside those of allauth."""

from django.urls import path

from coordination.administration.views import acting

urlpatterns = [
    path("vai/", acting.memberships, name="account-memberships"),
    path("dong-vai/<int:pk>/", acting.act_as, name="account-act-as"),
]
