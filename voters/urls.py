"""Addresses under /kien-nghi/."""

from django.urls import include, path

from coordination.ui.crud import routes
from voters.views import batches, drafts, meetings, parts, petitions

app_name = "voters"

urlpatterns = [
    path(
        "tiep-xuc/",
        include(
            routes(
                "contactmeeting",
                list=meetings.ContactMeetingList,
                detail=meetings.ContactMeetingDetail,
                create=meetings.ContactMeetingCreate,
                edit=meetings.ContactMeetingEdit,
                move=meetings.ContactMeetingMove,
            )
        ),
    ),
    path(
        "dot-tong-hop/",
        include(
            routes(
                "batch",
                list=batches.BatchList,
                detail=batches.BatchDetail,
                create=batches.BatchCreate,
                edit=batches.BatchEdit,
            )
        ),
    ),
    path("lan-chuyen/", include(routes("referral", detail=parts.ReferralDetail, edit=parts.ReferralEdit))),
    path("tra-loi/", include(routes("reply", detail=parts.ReplyDetail, edit=parts.ReplyEdit))),
    path("danh-gia/", include(routes("verdict", detail=parts.VerdictDetail))),
    path("<int:pk>/du-thao/", drafts.PetitionDrafts.as_view(), name="petition-drafts"),
    *routes(
        "petition",
        list=petitions.PetitionList,
        detail=petitions.PetitionDetail,
        create=petitions.PetitionCreate,
        edit=petitions.PetitionEdit,
        move=petitions.PetitionMove,
    ),
]
