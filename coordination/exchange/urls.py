"""Addresses under /nap-xuat/."""

from django.urls import path

from coordination.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.ImportList.as_view(), name="import-list"),
    path("loai/<slug:code>/", views.kind_page, name="kind"),
    path("loai/<slug:code>/cot/", views.layout_page, name="layout"),
    path("loai/<slug:code>/mau/", views.template_file, name="template"),
    path("loai/<slug:code>/so/", views.register_file, name="register"),
    path("<int:pk>/", views.import_page, name="import-detail"),
    path("<int:pk>/tep/", views.source_file, name="import-file"),
    path("<int:pk>/hoan-tac/", views.undo_page, name="import-undo"),
    path("<int:pk>/<slug:name>/", views.import_step, name="import-step"),
]
