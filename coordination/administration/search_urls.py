"""The one search box: its page gathers what every app declares, so it stands above them all."""

from django.urls import path

from coordination.administration.views import search

app_name = "search"
urlpatterns = [path("", search.results, name="results")]
