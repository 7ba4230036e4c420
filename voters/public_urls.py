"""Addresses without login: under /cong-khai/, and what search engines are told."""

from django.urls import path

from voters.views import public

app_name = "public"

urlpatterns = [
    path("robots.txt", public.robots, name="robots"),
    path("cong-khai/", public.rooms, name="rooms"),
    path("cong-khai/theo-doi/", public.follow, name="follow"),
    path("cong-khai/<slug:slug>/", public.room, name="room"),
    path("cong-khai/<slug:slug>/kien-nghi/<slug:public_id>/", public.petition, name="petition"),
    path("cong-khai/<slug:slug>/du-lieu/", public.data, name="data"),
    path("cong-khai/<slug:slug>/kien-nghi.csv", public.data_csv, name="csv"),
    path("cong-khai/<slug:slug>/kien-nghi.json", public.data_json, name="json"),
    path("cong-khai/<slug:slug>/moi.atom", public.feed, name="feed"),
]
