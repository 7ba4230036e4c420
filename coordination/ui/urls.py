from django.conf import settings
from django.urls import path

from coordination.ui import views

app_name = "ui"
# The page of all parts is for those who build screens, not for an office.
urlpatterns = [path("", views.components, name="components")] if settings.DEBUG else []
