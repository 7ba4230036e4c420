"""van-hanh/: for whoever runs the installation."""

from django.urls import path

from coordination.operations import views

app_name = "operations"
urlpatterns = [
    path("", views.state, name="state"),
    path("thu/<int:pk>/gui-lai/", views.retry_letter, name="retry-letter"),
]
