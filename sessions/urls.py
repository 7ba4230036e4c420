"""Addresses under /ky-hop/."""

from django.urls import include, path

from coordination.ui.crud import routes
from sessions.models import CouncilSession, Sitting
from sessions.views import (
    agenda,
    board,
    delegates,
    documents,
    drafts,
    hall,
    handover,
    meetings,
    personnel,
    programme,
    questions,
    requests,
    resolutions,
    room,
    tasks,
    voting,
)

BOARDS = (("bang/", CouncilSession), ("phien-hop/bang/", Sitting))
"""Where the readiness boards of sessions and of sittings are."""


def _of_boards():
    """Remind, print, take along: the same for sessions and sittings."""
    for prefix, model in BOARDS:
        name = model._meta.model_name
        yield path(f"{prefix}<int:pk>/don-doc/", board.urge, {"model": model}, name=f"{name}-urge")
        yield path(f"{prefix}<int:pk>/in/", board.printed, {"model": model}, name=f"{name}-print")
        yield path(f"{prefix}<int:pk>/xlsx/", board.sheet, {"model": model}, name=f"{name}-sheet")


HALLS = (("hoi-truong/", CouncilSession), ("phien-hop/hoi-truong/", Sitting))
"""Where the sheets of the hall, and the secretary's room while questions are asked, are."""


def _of_halls():
    """The roll, the time, the room, what is asked again: the same for sessions and sittings."""
    for prefix, model in HALLS:
        name = model._meta.model_name
        yield path(f"{prefix}<int:pk>/diem-danh/", hall.RollPage.as_view(model=model), name=f"{name}-roll")
        yield path(f"{prefix}<int:pk>/khach-moi/", hall.GuestsPage.as_view(model=model), name=f"{name}-guests")
        yield path(f"{prefix}<int:pk>/thoi-gian/", hall.MinutesPage.as_view(model=model), name=f"{name}-minutes")
        yield path(f"{prefix}<int:pk>/chat-van/", room.QuestionRoom.as_view(model=model), name=f"{name}-room")
        yield path(f"{prefix}<int:pk>/hoi-lai/", room.QuestionAgain.as_view(model=model), name=f"{name}-again")


app_name = "council_sessions"

urlpatterns = [
    *_of_boards(),
    *_of_halls(),
    path("nhom-chat-van/<int:pk>/xep-phieu/", questions.TopicSlips.as_view(), name="questiontopic-slips"),
    path(
        "nhom-chat-van/",
        include(
            routes(
                "questiontopic",
                list=questions.TopicList,
                detail=questions.TopicDetail,
                create=questions.TopicCreate,
                edit=questions.TopicEdit,
                move=questions.TopicMove,
            )
        ),
    ),
    path("bieu-quyet/<int:pk>/tung-dai-bieu/", voting.BallotChoices.as_view(), name="ballot-choices"),
    path(
        "bieu-quyet/",
        include(
            routes(
                "ballot",
                list=voting.BallotList,
                detail=voting.BallotDetail,
                create=voting.BallotCreate,
                edit=voting.BallotEdit,
            )
        ),
    ),
    path(
        "thoi-gian/",
        include(
            routes(
                "activitytime",
                detail=hall.ActivityTimeDetail,
                create=hall.ActivityTimeCreate,
                edit=hall.ActivityTimeEdit,
            )
        ),
    ),
    path("doc/<slug:whole>/<int:pk>/", programme.reading, name="reading"),
    path("ho-so/<slug:whole>/<int:pk>/<slug:form>/", programme.dossier, name="dossier"),
    path("tai-lieu/<int:pk>/thu-tu/", programme.reorder, name="agendaitem-reorder"),
    path(
        "tai-lieu/<int:pk>/hand-over/",
        documents.ItemHandOver.as_view(),
        {"name": "hand-over"},
        name="agendaitem-hand-over",
    ),
    path("ban-tai-lieu/<int:pk>/so-sanh/", documents.compare, name="sessiondocument-compare"),
    path("cac-dai-bieu/", include(routes("delegatemandate", list=delegates.DelegateList))),
    path("cac-dai-bieu/<int:pk>/", delegates.DelegateYear.as_view(), name="delegate-year"),
    path(
        "ban-giao/viec/",
        include(routes("handoverrow", list=handover.HandoverRowList, bulk=handover.HandoverRowBulk)),
    ),
    path("ban-giao/<int:pk>/bien-ban/", handover.minutes, {"form": "pdf"}, name="handover-minutes"),
    path("ban-giao/<int:pk>/bien-ban/docx/", handover.minutes, {"form": "docx"}, name="handover-minutes-docx"),
    path(
        "ban-giao/",
        include(
            routes(
                "handover",
                list=handover.HandoverList,
                detail=handover.HandoverDetail,
                create=handover.HandoverCreate,
                edit=handover.HandoverEdit,
                move=handover.HandoverMove,
            )
        ),
    ),
    path(
        "nhan-su/",
        include(
            routes(
                "personnelmatter",
                list=personnel.PersonnelMatterList,
                detail=personnel.PersonnelMatterDetail,
                create=personnel.PersonnelMatterCreate,
                edit=personnel.PersonnelMatterEdit,
                move=personnel.PersonnelMatterMove,
            )
        ),
    ),
    path(
        "de-nghi-noi-dung/",
        include(
            routes(
                "contentrequest",
                list=requests.ContentRequestList,
                detail=requests.ContentRequestDetail,
                create=requests.ContentRequestCreate,
                edit=requests.ContentRequestEdit,
                move=requests.ContentRequestMove,
            )
        ),
    ),
    path(
        "de-xuat/",
        include(
            routes(
                "contentproposal",
                list=requests.ContentProposalList,
                detail=requests.ContentProposalDetail,
                create=requests.ContentProposalCreate,
                edit=requests.ContentProposalEdit,
                move=requests.ContentProposalMove,
            )
        ),
    ),
    path(
        "xin-y-kien/",
        include(
            routes(
                "opinionrequest",
                list=requests.OpinionRequestList,
                detail=requests.OpinionRequestDetail,
                create=requests.OpinionRequestCreate,
                edit=requests.OpinionRequestEdit,
                move=requests.OpinionRequestMove,
                bulk=requests.OpinionRequestBulk,
            )
        ),
    ),
    path(
        "y-kien-ban/",
        include(
            routes(
                "boardopinion",
                detail=requests.BoardOpinionDetail,
                edit=requests.BoardOpinionEdit,
            )
        ),
    ),
    path(
        "<int:pk>/hoi-nghi-lien-tich/",
        meetings.ConferenceCreate.as_view(),
        name="councilsession-conference",
    ),
    path(
        "phien-hop/",
        include(
            routes(
                "sitting",
                list=meetings.SittingList,
                detail=meetings.SittingDetail,
                create=meetings.SittingCreate,
                edit=meetings.SittingEdit,
            )
        ),
    ),
    path(
        "tai-lieu/",
        include(
            routes(
                "agendaitem",
                list=agenda.AgendaItemList,
                detail=agenda.AgendaItemDetail,
                create=agenda.AgendaItemCreate,
                edit=agenda.AgendaItemEdit,
                move=agenda.AgendaItemMove,
                bulk=agenda.AgendaItemBulk,
            )
        ),
    ),
    path(
        "ban-tai-lieu/",
        include(
            routes(
                "sessiondocument",
                detail=documents.SessionDocumentDetail,
                create=documents.SessionDocumentCreate,
                edit=documents.SessionDocumentEdit,
                move=documents.SessionDocumentMove,
            )
        ),
    ),
    path(
        "diem-danh/",
        include(
            routes(
                "attendance",
                detail=hall.AttendanceDetail,
                create=hall.AttendanceCreate,
                edit=hall.AttendanceEdit,
            )
        ),
    ),
    path(
        "chat-van/",
        include(
            routes(
                "question",
                list=questions.QuestionList,
                detail=questions.QuestionDetail,
                create=questions.QuestionCreate,
                edit=questions.QuestionEdit,
                move=questions.QuestionMove,
            )
        ),
    ),
    path(
        "du-thao/",
        include(
            routes(
                "draftresolution",
                list=drafts.DraftResolutionList,
                detail=drafts.DraftResolutionDetail,
                create=drafts.DraftResolutionCreate,
                edit=drafts.DraftResolutionEdit,
                move=drafts.DraftResolutionMove,
            )
        ),
    ),
    path("du-thao/vong-lap/", drafts.DraftLoops.as_view(), name="draftresolution-loops"),
    path(
        "y-kien/",
        include(
            routes(
                "draftcomment",
                detail=drafts.DraftCommentDetail,
                create=drafts.DraftCommentCreate,
                edit=drafts.DraftCommentEdit,
                move=drafts.DraftCommentMove,
            )
        ),
    ),
    path("buoc-du-thao/", include(routes("draftstep", detail=drafts.DraftStepDetail, edit=drafts.DraftStepEdit))),
    path(
        "chinh-ly/",
        include(
            routes(
                "draftrevision",
                detail=drafts.DraftRevisionDetail,
                create=drafts.DraftRevisionCreate,
                edit=drafts.DraftRevisionEdit,
            )
        ),
    ),
    path(
        "yeu-cau-tai-lieu/",
        include(
            routes(
                "paperrequest",
                detail=drafts.PaperRequestDetail,
                create=drafts.PaperRequestCreate,
                edit=drafts.PaperRequestEdit,
                move=drafts.PaperRequestMove,
            )
        ),
    ),
    path(
        "tham-tra/",
        include(
            routes(
                "verification",
                detail=drafts.VerificationDetail,
                create=drafts.VerificationCreate,
                edit=drafts.VerificationEdit,
            )
        ),
    ),
    path("nghi-quyet/thuc-hien/", tasks.Progress.as_view(), name="resolution-progress"),
    path("nghi-quyet/thuc-hien/pdf/", tasks.progress_as_pdf, name="resolution-progress-pdf"),
    path("nghi-quyet/<int:pk>/thuc-hien/pdf/", tasks.progress_as_pdf, name="resolution-carried-out-pdf"),
    path("nghi-quyet/<int:pk>/thuc-hien/", tasks.CarriedOut.as_view(), name="resolution-carried-out"),
    path("nghi-quyet/<int:pk>/giao-viec/", tasks.ResolutionTasksCreate.as_view(), name="resolution-tasks"),
    path("nghi-quyet/<int:pk>/dinh-chinh/", resolutions.ResolutionCorrect.as_view(), name="resolution-correct"),
    path(
        "nghi-quyet/",
        include(
            routes(
                "resolution",
                list=resolutions.ResolutionList,
                detail=resolutions.ResolutionDetail,
                create=resolutions.ResolutionCreate,
                edit=resolutions.ResolutionEdit,
                move=resolutions.ResolutionMove,
            )
        ),
    ),
    path(
        "thay-doi-hieu-luc/",
        include(
            routes(
                "resolutionchange",
                detail=resolutions.ResolutionChangeDetail,
                create=resolutions.ResolutionChangeCreate,
                edit=resolutions.ResolutionChangeEdit,
            )
        ),
    ),
    path(
        "nhiem-vu/",
        include(
            routes(
                "resolutiontask",
                list=tasks.ResolutionTaskList,
                detail=tasks.ResolutionTaskDetail,
                create=tasks.ResolutionTaskCreate,
                edit=tasks.ResolutionTaskEdit,
                move=tasks.ResolutionTaskMove,
            )
        ),
    ),
    path(
        "bao-cao-tien-do/",
        include(
            routes(
                "taskreport",
                detail=tasks.TaskReportDetail,
                create=tasks.TaskReportCreate,
                edit=tasks.TaskReportEdit,
            )
        ),
    ),
    *routes(
        "councilsession",
        list=meetings.CouncilSessionList,
        detail=meetings.CouncilSessionDetail,
        create=meetings.CouncilSessionCreate,
        edit=meetings.CouncilSessionEdit,
        move=meetings.CouncilSessionMove,
    ),
]
