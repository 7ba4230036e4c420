"""What voters have not been told yet."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from voters.choices import MeetingStatus
from voters.models import ContactMeeting, Petition, Reply

TOLD = "Đã báo cử tri."


def untold(replies: QuerySet, meeting: ContactMeeting) -> QuerySet:
    """The newest replies, not told there yet, to petitions of the place where a contact meeting is held, and to the
    group in which such a petition stands.

    Of a meeting without a place nothing is known; one that was called off tells nobody. A reply sent after the meeting
    waits for the next one.
    """
    if meeting.place_id is None or meeting.status == MeetingStatus.CANCELLED:
        return replies.none()
    newer = Reply.objects.filter(petition=OuterRef("petition")).filter(
        Q(sent_on__gt=OuterRef("sent_on")) | Q(sent_on=OuterRef("sent_on"), pk__gt=OuterRef("pk"))
    )
    rows = _asked_at(replies, meeting).filter(~Exists(newer), on_spot=False).exclude(_told_at(meeting))
    return rows.filter(sent_on__lte=meeting.held_on) if meeting.held_on else rows


def why_not_told(replies, meeting: ContactMeeting) -> dict[int, str]:
    """Replies that nobody is told of at a meeting, with the reason; in as many statements for many as for one. The
    preview and the act both ask here."""
    if meeting.status != MeetingStatus.HELD:
        return {row.pk: "Cuộc tiếp xúc này chưa ghi là đã tổ chức." for row in replies}
    rows = Reply.objects.filter(pk__in=[row.pk for row in replies])  # ungated: keys of rows that were read already
    here = _asked_at(rows, meeting)
    asked = set(here.values_list("pk", flat=True))
    told = set(here.filter(_told_at(meeting)).values_list("pk", flat=True))
    elsewhere = "Kiến nghị này không phải của địa bàn tiếp xúc."
    return {row.pk: TOLD if row.pk in told else elsewhere for row in replies if row.pk not in asked - told}


def _of(place: int, prefix: str = "") -> Q:
    """Petitions of a place; one that names none is of the place of its meeting."""
    own, meeting = f"{prefix}place", f"{prefix}meeting__place"
    return Q(**{own: place}) | Q(**{own: None, meeting: place})


def _asked_at(replies: QuerySet, meeting: ContactMeeting) -> QuerySet:
    """Replies of the register to what was asked in the meeting's place; also by a petition that shares the answer of
    its group."""
    if meeting.place_id is None:
        return replies.none()
    group = Petition.objects.filter(_of(meeting.place_id), merged_into=OuterRef("petition"))
    shared = group.filter(status=F("merged_into__status"), result=F("merged_into__result"))
    rows = replies.filter(petition__locality=meeting.locality_id)
    return rows.filter(_of(meeting.place_id, "petition__") | Exists(shared))


def _told_at(meeting: ContactMeeting) -> Q:
    """Told in the place of a meeting: at one that was held there; the voters of the petition's own place in any other
    way, too."""
    there = Exists(
        Reply.also_told_at.through.objects.filter(reply=OuterRef("pk"), contactmeeting__place=meeting.place_id)
    )
    otherwise = Q(told_on__isnull=False, told_at__place=None) & _of(meeting.place_id, "petition__")
    return Q(told_at__place=meeting.place_id) | there | otherwise
