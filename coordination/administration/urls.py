from django.urls import include, path

from coordination.administration.views import accounts, bodies, places, roles, trail
from coordination.ui.crud import routes

app_name = "administration"
urlpatterns = [
    path(
        "dia-phuong/",
        include(routes("locality", list=places.LocalityList, detail=places.LocalityDetail, edit=places.LocalityEdit)),
    ),
    path(
        "nhiem-ky/",
        include(
            routes(
                "term",
                list=places.TermList,
                detail=places.TermDetail,
                create=places.TermCreate,
                edit=places.TermEdit,
            )
        ),
    ),
    path(
        "don-vi-bau-cu/",
        include(
            routes(
                "constituency",
                list=places.ConstituencyList,
                detail=places.ConstituencyDetail,
                create=places.ConstituencyCreate,
                edit=places.ConstituencyEdit,
            )
        ),
    ),
    path(
        "nguoi/",
        include(
            routes(
                "person",
                list=bodies.PersonList,
                detail=bodies.PersonDetail,
                create=bodies.PersonCreate,
                edit=bodies.PersonEdit,
            )
        ),
    ),
    path("chuc-vu/", include(routes("appointment", create=bodies.AppointmentCreate, edit=bodies.AppointmentEdit))),
    path("dai-bieu/", include(routes("delegatemandate", create=bodies.MandateCreate, edit=bodies.MandateEdit))),
    path(
        "nguoi-dung/",
        include(
            routes(
                "user",
                list=accounts.UserList,
                detail=accounts.UserDetail,
                create=accounts.UserCreate,
                edit=accounts.UserEdit,
                move=accounts.UserMove,
            )
        ),
    ),
    path("vai/", include(routes("membership", create=accounts.MembershipCreate, edit=accounts.MembershipEdit))),
    path("cac-vai/", roles.role_list, name="roles"),
    path("nhat-ky/", trail.AuditTrail.as_view(), name="audit"),
    *routes(
        "body",
        list=bodies.BodyList,
        detail=bodies.BodyDetail,
        create=bodies.BodyCreate,
        edit=bodies.BodyEdit,
    ),
]
