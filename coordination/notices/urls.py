from django.urls import path

from coordination.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.Inbox.as_view(), name="inbox"),
    path("da-doc/", views.read_all, name="read-all"),
    path("cach-nhan/", views.Preferences.as_view(), name="preferences"),
    path("cach-nhan/gui-thu/", views.send_test, name="send-test"),
    path("<int:pk>/", views.open_notice, name="open"),
]
