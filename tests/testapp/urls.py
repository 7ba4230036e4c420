from django.http import HttpResponse
from django.urls import include, path


def blank(request, **kwargs):
    return HttpResponse()


testapp = [
    path("<int:pk>/", blank, name="sheet-detail"),
    path("<int:pk>/<slug:name>/", blank, name="sheet-move"),
]
urlpatterns = [path("to-giay/", include((testapp, "testapp")))]
