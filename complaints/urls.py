"""Addresses under don-thu/."""

from django.urls import include, path

from complaints.views import letters, receptions
from coordination.ui.crud import routes

app_name = "complaints"

urlpatterns = [
    path("don/tu-kien-nghi/<int:pk>/", letters.LetterFromPetition.as_view(), name="letter-from-petition"),
    path(
        "don/",
        include(
            routes(
                "letter",
                list=letters.LetterList,
                detail=letters.LetterDetail,
                create=letters.LetterCreate,
                edit=letters.LetterEdit,
                move=letters.LetterMove,
            )
        ),
    ),
    *routes(
        "reception",
        list=receptions.ReceptionList,
        detail=receptions.ReceptionDetail,
        create=receptions.ReceptionCreate,
        edit=receptions.ReceptionEdit,
        move=receptions.ReceptionMove,
    ),
]
