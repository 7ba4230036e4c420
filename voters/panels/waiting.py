"""What of this room waits for a next step without a due day; "Việc của tôi" shows it (`deadlines.waiting`)."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from coordination.deadlines import waiting
from coordination.deadlines.choices import ObligationStatus
from coordination.deadlines.models import Obligation
from coordination.deadlines.waiting import Item, Kind
from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.people.speaking import of_own_bodies
from voters import queries
from voters.choices import BatchStatus, DraftStatus, PetitionStatus
from voters.models import BatchOpinion, Petition, Referral, ReplyDraft
from voters.queries.petitions import still_standing

DRAFT_ACTS = {
    DraftStatus.CHECKING: "Kiểm tra",
    DraftStatus.CLEARING: "Duyệt",
    DraftStatus.CLEARED: "Gửi",
    DraftStatus.RETURNED: "Sửa",
}


def register(user):
    """Petitions of the register that the user's office keeps."""
    return Petition.objects.visible_to(user).filter(locality=user.acting.body.locality_id)


# --- Who keeps the register ------------------------------------------------------------------------------------------


def refused(user):
    """Given back, until they are forwarded again, kept or returned; with who refused last, and when."""
    last = Referral.objects.filter(  # ungated: of petitions that one may read
        petition=OuterRef("pk"), under=None, refused_on__isnull=False
    ).order_by("-refused_on", "-id")
    return (
        register(user)
        .refused_and_waiting()
        .annotate(refused_by=Subquery(last.values("to__name")[:1]), back_on=Subquery(last.values("refused_on")[:1]))
        .order_by("received_on", "pk")
    )


def refused_item(petition) -> Item:
    return Item(
        petition.public_title, petition.get_absolute_url(), _refusal(petition), "Chuyển lại", _step(petition, "forward")
    )


def unclassified(user):
    """Registered, and field, level or competent body is still missing."""
    return register(user).waiting_for_classification().order_by("received_on", "pk")


def unclassified_item(petition) -> Item:
    words = f"{petition.case_code} · nhận ngày {screen(petition.received_on)}"
    return Item(petition.public_title, petition.get_absolute_url(), words, "Phân loại", _step(petition, "classify"))


def wanting(user):
    """An answer was judged not enough, until it is opened again or answered anew; with the day of that verdict."""
    return register(user).found_wanting().with_day_judged().order_by("received_on", "pk")


def wanting_item(petition) -> Item:
    words = f"{petition.case_code} · đánh giá ngày {screen(petition.judged_on)}"
    return Item(petition.public_title, petition.get_absolute_url(), words, "Mở lại", _step(petition, "reopen"))


# --- Who answers -----------------------------------------------------------------------------------------------------


def in_vain(user):
    """Assigned on, and given back to the user's bodies; with who refused last, and when."""
    last = Referral.objects.filter(  # ungated: of petitions that one may read
        petition=OuterRef("pk"), under__isnull=False, refused_on__isnull=False
    ).order_by("-pk")
    return (
        Petition.objects.visible_to(user)
        .assigned_in_vain()
        .filter(of_own_bodies(user, "competent_body"))
        .annotate(refused_by=Subquery(last.values("to__name")[:1]), back_on=Subquery(last.values("refused_on")[:1]))
        .order_by("received_on", "pk")
    )


def in_vain_item(petition) -> Item:
    step = "assign_again" if petition.status == PetitionStatus.REOPENED else "assign"
    return Item(
        petition.public_title, petition.get_absolute_url(), _refusal(petition), "Giao lại", _step(petition, step)
    )


def newly_in(user):
    """Sent to, or assigned to, the user's bodies, and neither taken on nor refused, while what they owe for it is due
    too far ahead to stand in the ledger's groups. What is owed without a day is `unanswered`."""
    owed = Obligation.objects.filter(of_own_bodies(user, "owner"), status=ObligationStatus.OPEN)  # ungated: keys
    later = owed.due_later(timezone.localdate())
    turns = still_standing(Referral.objects.filter(duty__in=later, accepted_on=None))  # ungated: of what one may read
    turns = turns.filter(Q(answer_duty=None) | Q(answer_duty__in=later))
    rows = Petition.objects.visible_to(user).filter(status__in=PetitionStatus.UNDER_WAY, merged_into=None)
    return rows.filter(pk__in=turns.values("petition")).order_by("received_on", "pk")


def newly_in_item(petition) -> Item:
    url, act = (
        petition.get_absolute_url(),
        "Nhận hoặc từ chối" if petition.status == PetitionStatus.FORWARDED else "Nhận",
    )
    return Item(petition.public_title, url, f"{petition.case_code} · {petition.get_status_display()}", act, url)


def unanswered(user):
    """Somebody was asked, or asked once more, without a day: nothing of it stands in the ledger."""
    mine = of_own_bodies(user, "to")
    inner = Referral.objects.filter(  # ungated: asked whether there is one
        mine, petition=OuterRef("pk"), refused_on=None, recalled_on=None, continued=None
    )
    kind = ContentType.objects.get_for_model(Petition)
    owed = Obligation.objects.filter(  # ungated: asked whether there is one
        of_own_bodies(user, "owner"), subject_type=kind, subject_id=OuterRef("pk"), closed_on=None
    )
    rows = Petition.objects.visible_to(user).filter(status__in=PetitionStatus.UNDER_WAY, merged_into=None)
    rows = rows.filter(Q(due_on=None) | Q(status=PetitionStatus.REOPENED))
    rows = rows.filter(of_own_bodies(user, "competent_body") | Exists(inner.exclude(under=None)))
    return rows.exclude(Exists(owed)).order_by("received_on", "pk")


def unanswered_item(petition) -> Item:
    url = petition.get_absolute_url()
    act = "Nhận hoặc từ chối" if petition.status == PetitionStatus.FORWARDED else "Trả lời"
    return Item(petition.public_title, url, f"{petition.case_code} · {petition.get_status_display()}", act, url)


def drafts(user):
    """Answers on their way that wait for this user: to check what somebody else wrote, to clear, to send, to mend."""
    rows = queries.drafts_awaiting(ReplyDraft.objects.visible_to(user), user)
    return rows.select_related("petition", "body").order_by("pk")


def draft_item(draft) -> Item:
    url, act = draft.get_absolute_url(), DRAFT_ACTS[DraftStatus(draft.status)]
    return Item(draft.petition.public_title, url, f"{draft.body} · {draft.get_status_display()}", act, url)


def opinions(user):
    """Asked about a batch without a day; with a day it is a duty."""
    rows = BatchOpinion.objects.visible_to(user).filter(
        of_own_bodies(user, "body"), batch__status=BatchStatus.ASKED, is_past=False, answered_on=None, due_on=None
    )
    return rows.select_related("batch", "body").order_by("asked_on", "pk")


def opinion_item(opinion) -> Item:
    words = f"{opinion.body} · hỏi ngày {screen(opinion.asked_on)}"
    edit = reverse("voters:batchopinion-edit", args=[opinion.pk])
    return Item(opinion.batch.public_title, opinion.get_absolute_url(), words, "Ghi ý kiến", edit)


def _refusal(petition) -> str:
    return f"{petition.case_code} · {petition.refused_by} từ chối ngày {screen(petition.back_on)}"


def _step(petition, name: str) -> str:
    return reverse("voters:petition-move", args=[petition.pk, name])


waiting.add(Kind("tu-choi", "Bị từ chối, chờ chuyển lại", Permission.PETITION_FORWARD, refused, refused_item))
waiting.add(Kind("giao-lai", "Bị từ chối, chờ giao lại", Permission.PETITION_ANSWER, in_vain, in_vain_item))
waiting.add(Kind("chua-dat", "Đánh giá chưa đạt, chờ mở lại", Permission.PETITION_FINISH, wanting, wanting_item))
waiting.add(
    Kind(
        "moi-den",
        "Mới chuyển đến, chờ nhận",
        Permission.PETITION_ANSWER,
        newly_in,
        newly_in_item,
        standing="chờ nhận, hạn còn xa",
        lead="Chưa nhận, chưa từ chối; hạn còn xa. Gần đến hạn thì đứng ở các nhóm có hạn của “Việc của tôi”.",
    )
)
waiting.add(Kind("chua-dat-han", "Chờ trả lời, chưa đặt hạn", Permission.PETITION_ANSWER, unanswered, unanswered_item))
waiting.add(Kind("du-thao", "Dự thảo trả lời chờ bạn", Permission.PETITION_ANSWER, drafts, draft_item))
waiting.add(Kind("y-kien", "Chờ ý kiến về đợt tổng hợp", Permission.PETITION_REGISTER, opinions, opinion_item))
waiting.add(Kind("phan-loai", "Kiến nghị chờ phân loại", Permission.PETITION_FORWARD, unclassified, unclassified_item))
