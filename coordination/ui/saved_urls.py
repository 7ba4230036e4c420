"""Addresses under /cach-xem/."""

from django.urls import path

from coordination.ui import saved_pages

app_name = "saved"
urlpatterns = [
    path("", saved_pages.view_list, name="view-list"),
    path("moi/", saved_pages.view_create, name="view-create"),
    path("<int:pk>/<slug:name>/", saved_pages.view_step, name="view-step"),
]
