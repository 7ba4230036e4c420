"""Addresses under /kien-nghi/."""

from django.urls import include, path

from coordination.ui.crud import routes
from voters.views import (
    appendices,
    batches,
    bulk,
    carrying,
    chain,
    drafting,
    entry,
    history,
    meetings,
    merging,
    parts,
    petitions,
    plans,
    proposing,
    publishing,
    routing,
    similar,
    splitting,
    supervision,
)

app_name = "voters"

urlpatterns = [
    path(
        "tiep-xuc/ke-hoach/",
        include(
            [
                path("<int:pk>/diem/", plans.PointsCreate.as_view(), name="contactplan-points"),
                path("<int:pk>/ban-in/", plans.printed, name="contactplan-print"),
                *routes(
                    "contactplan",
                    list=plans.ContactPlanList,
                    detail=plans.ContactPlanDetail,
                    create=plans.ContactPlanCreate,
                    edit=plans.ContactPlanEdit,
                    move=plans.ContactPlanMove,
                ),
            ]
        ),
    ),
    path("tiep-xuc/<int:pk>/bao-cu-tri/", carrying.TellVoters.as_view(), name="contactmeeting-tell"),
    path("tiep-xuc/<int:pk>/ghi-nhanh/", entry.entry, name="contactmeeting-entry"),
    path("tiep-xuc/ghi-nhanh.js", entry.worker, name="entry-worker"),
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
    path("dot-tong-hop/<int:pk>/them/", batches.BatchAdd.as_view(), name="batch-add"),
    path("dot-tong-hop/<int:pk>/dua-vao/", batches.BatchPutIn.as_view(), name="batch-put-in"),
    path("dot-tong-hop/<int:pk>/bo-ra/", batches.BatchTakeOut.as_view(), name="batch-take-out"),
    path("y-kien-dot/<int:pk>/giai-trinh/", batches.ObjectionAnswer.as_view(), name="batchopinion-answer"),
    path("y-kien-dot/", include(routes("batchopinion", detail=batches.OpinionDetail, edit=batches.OpinionEdit))),
    path(
        "dot-tong-hop/",
        include(
            routes(
                "batch",
                list=batches.BatchList,
                detail=batches.BatchDetail,
                create=batches.BatchCreate,
                edit=batches.BatchEdit,
                move=batches.BatchMove,
            )
        ),
    ),
    path(
        "lan-chuyen/",
        include(routes("referral", detail=parts.ReferralDetail, edit=parts.ReferralEdit, move=parts.ReferralMove)),
    ),
    path("phoi-hop-tra-loi/", include(routes("contribution", detail=parts.ContributionDetail))),
    path("du-thao-tra-loi/<int:pk>/so-sanh/", drafting.compare, name="replydraft-compare"),
    path(
        "du-thao-tra-loi/",
        include(
            routes(
                "replydraft",
                list=drafting.ReplyDraftList,
                bulk=drafting.ReplyDraftBulk,
                detail=drafting.ReplyDraftDetail,
                create=drafting.ReplyDraftCreate,
                edit=drafting.ReplyDraftEdit,
                move=drafting.ReplyDraftMove,
            )
        ),
    ),
    path(
        "mau-tra-loi/",
        include(
            routes(
                "replytemplate",
                list=drafting.ReplyTemplateList,
                detail=drafting.ReplyTemplateDetail,
                create=drafting.ReplyTemplateCreate,
                edit=drafting.ReplyTemplateEdit,
            )
        ),
    ),
    path("cai-dat-tra-loi/", drafting.ReplySettingsEdit.as_view(), name="replysettings-edit"),
    path("tra-loi/", include(routes("reply", detail=parts.ReplyDetail, edit=parts.ReplyEdit))),
    path("danh-gia/", include(routes("verdict", detail=parts.VerdictDetail))),
    path(
        "don-doc/",
        include(
            routes(
                "followup",
                list=supervision.FollowUpList,
                detail=supervision.FollowUpDetail,
                edit=supervision.FollowUpEdit,
                move=supervision.FollowUpMove,
                bulk=supervision.FollowUpBulk,
            )
        ),
    ),
    path(
        "bao-cao-giai-quyet/",
        include(
            routes(
                "settlementreport",
                list=supervision.SettlementReportList,
                detail=supervision.SettlementReportDetail,
                create=supervision.SettlementReportCreate,
                edit=supervision.SettlementReportEdit,
                move=supervision.SettlementReportMove,
            )
        ),
    ),
    path(
        "bao-cao-giam-sat/",
        include(
            routes(
                "supervisionreport",
                list=supervision.SupervisionReportList,
                detail=supervision.SupervisionReportDetail,
                create=supervision.SupervisionReportCreate,
                edit=supervision.SupervisionReportEdit,
                move=supervision.SupervisionReportMove,
            )
        ),
    ),
    path(
        "cong-khai/",
        include(
            [
                path("trang/", publishing.public_room, name="publication-room"),
                *routes(
                    "publication",
                    list=publishing.PublicationList,
                    detail=publishing.PublicationDetail,
                    edit=publishing.PublicationEdit,
                    move=publishing.PublicationMove,
                    bulk=publishing.PublicationBulk,
                ),
            ]
        ),
    ),
    path("<int:petition>/dang-cong-khai/", publishing.PublicationPrepare.as_view(), name="publication-prepare"),
    path("<int:pk>/ma-theo-doi/", publishing.follow_slip, name="petition-follow"),
    path(
        "tham-quyen/",
        include(
            [
                path("de-xuat/", proposing.proposals, name="proposals"),
                path("long-vong/", routing.BounceList.as_view(), name="bounce-list"),
                path("da-ket-thuc/", routing.EndedList.as_view(), name="ended-list"),
                path("da-ket-thuc/<slug:name>/", routing.EndedBulk.as_view(), name="ended-bulk"),
                path("khi-ay-bay-gio/", routing.ThenAndNow.as_view(), name="then-and-now"),
            ]
        ),
    ),
    path(
        "tham-quyen/quy-tac/",
        include(
            routes(
                "competencerule",
                list=routing.RuleList,
                detail=routing.RuleDetail,
                create=routing.RuleCreate,
                edit=routing.RuleEdit,
                move=routing.RuleMove,
            )
        ),
    ),
    path("chuyen-tiep/", carrying.CarryList.as_view(), name="petition-carry"),
    path("chuyen-tiep/chon/", carrying.CarryPicked.as_view(), name="petition-carry-picked"),
    path("<int:pk>/tach/", splitting.PetitionSplit.as_view(), name="petition-split"),
    path("<int:pk>/hop-lai/", splitting.PetitionJoin.as_view(), name="petition-join"),
    path("<int:pk>/du-thao/", chain.PetitionDrafts.as_view(), name="petition-drafts"),
    path("cach-xem/", petitions.tabs, name="petition-tabs"),
    path("giong/", similar.similar_panel, name="petition-similar"),
    path("<int:pk>/tuong-tu/", similar.alike, name="petition-alike"),
    path("<int:pk>/lich-su/", history.history, name="petition-history"),
    path("gop/", merging.merge_board, name="merge-board"),
    path("gop/nhom/", merging.merge_group, name="merge-group"),
    path("gop/khong-trung/", merging.not_same, name="merge-apart"),
    path("gop/<int:pk>/go/", merging.undo_merge, name="merge-undo"),
    path("phu-luc/", appendices.appendix_page, name="petition-appendix"),
    *routes(
        "petition",
        list=petitions.PetitionList,
        detail=petitions.PetitionDetail,
        create=petitions.PetitionCreate,
        edit=petitions.PetitionEdit,
        move=petitions.PetitionMove,
        bulk=bulk.PetitionBulk,
    ),
]
