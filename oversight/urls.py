"""Addresses under giam-sat/."""

from django.urls import include, path

from coordination.ui.crud import routes
from oversight.views import front, missions, programmes, recommendations

app_name = "oversight"

urlpatterns = [
    path(
        "doi-tuong/",
        include(
            routes(
                "target",
                list=missions.TargetList,
                detail=missions.TargetDetail,
                create=missions.TargetCreate,
                edit=missions.TargetEdit,
            )
        ),
    ),
    path("ket-luan/", include(routes("conclusion", detail=missions.ConclusionDetail, edit=missions.ConclusionEdit))),
    path(
        "kien-nghi/",
        include(
            routes(
                "recommendation",
                list=recommendations.RecommendationList,
                detail=recommendations.RecommendationDetail,
                create=recommendations.RecommendationCreate,
                edit=recommendations.RecommendationEdit,
                move=recommendations.RecommendationMove,
            )
        ),
    ),
    path(
        "chuong-trinh/",
        include(
            routes(
                "programme",
                list=programmes.ProgrammeList,
                detail=programmes.ProgrammeDetail,
                create=programmes.ProgrammeCreate,
                edit=programmes.ProgrammeEdit,
            )
        ),
    ),
    path(
        "chuyen-de/",
        include(
            routes(
                "topic",
                list=programmes.TopicList,
                detail=programmes.TopicDetail,
                create=programmes.TopicCreate,
                edit=programmes.TopicEdit,
            )
        ),
    ),
    path(
        "phan-bien/",
        include(
            routes(
                "socialcriticism",
                list=front.CriticismList,
                detail=front.CriticismDetail,
                create=front.CriticismCreate,
                edit=front.CriticismEdit,
            )
        ),
    ),
    path(
        "mat-tran/",
        include(
            routes(
                "frontactivity",
                list=front.ActivityList,
                detail=front.ActivityDetail,
                create=front.ActivityCreate,
                edit=front.ActivityEdit,
            )
        ),
    ),
    *routes(
        "mission",
        list=missions.MissionList,
        detail=missions.MissionDetail,
        create=missions.MissionCreate,
        edit=missions.MissionEdit,
        move=missions.MissionMove,
    ),
]
