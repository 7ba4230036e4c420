"""What the office does with the public versions of petitions, the public room and the follow codes.

Each act is one transaction; its docstring lists the effects.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from coordination.audit import log
from coordination.audit.actors import System
from coordination.audit.choices import EventKind
from coordination.people.permissions import Permission
from coordination.records.changes import differences
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow
from coordination.records.ties import has
from coordination.workflow import door
from voters import codes
from voters.choices import PublicationStatus
from voters.models import Petition, Publication, PublicRoom
from voters.models.publishing import is_same_reply, is_same_source, source_mark, words_of
from voters.queries import publishing as queries
from voters.redaction import Finding, findings, known_names, redact
from voters.workflow.publishing import unpublishable

CHANGED = "Kiến nghị hoặc trả lời đã đổi từ khi soạn bản này; sửa bản soạn theo bản mới nhất rồi đăng."
STILL_OLD = "Đây vẫn là lời của trả lời trước; ghi lời của trả lời mới, hoặc bỏ trống."
OF_BEFORE = "Lời này soạn từ trả lời trước, bản đã lưu theo trả lời mới hơn; lấy trả lời mới rồi sửa."
OF_NOBODY = "Bản này chưa đăng trả lời của cơ quan nào; lấy trả lời mới rồi sửa."
UNANSWERED = "Chưa có trả lời nào đã gửi cho kiến nghị này; bỏ trống ô trả lời."
READ_OVER = "Đánh dấu là đã đọc lại: trang này ai cũng đọc được."


class SourceMoved(Conflict):
    """The petition or its newest answer changed after somebody read them for the public version."""

    sentence = "Kiến nghị hoặc trả lời vừa đổi, sau khi bạn mở trang này. Chưa lưu gì."


def proposed(petition) -> Publication:
    """A public version as the program would write it, personal data struck out; not yet saved."""
    reply = queries.newest_reply(petition)
    known = _known(petition)
    return Publication(
        locality=petition.locality,
        petition=petition,
        title=redact(petition.title, **known).text,
        content=redact(petition.content, **known).text,
        place_words=redact(petition.where, **known).text,
        answer=redact(reply.text, **known).text if reply else "",
        source_mark=source_mark(petition, reply),
    )


def struck_out(petition) -> list[Finding]:
    """What the proposal leaves out, as it stands in the petition and its answer."""
    reply = queries.newest_reply(petition)
    texts = (petition.title, petition.content, petition.where, reply.text if reply else "")
    return findings(*texts, **_known(petition))


def left_in(publication) -> list[Finding]:
    """What looks like personal data in the words that are about to be public."""
    texts = (publication.title, publication.content, publication.place_words, publication.answer)
    return findings(*texts, **_known(publication.petition))


def _known(petition) -> dict[str, tuple[str, ...]]:
    """Whose names are struck out in its texts, and which places stay where voters of a place are meant."""
    places = [place.name for place in (petition.place, petition.locality) if place]
    return {"names": known_names(petition.voter), "places": tuple(places)}


def unpreparable(petition) -> str | None:
    """Why no public version of a petition can be prepared."""
    if reason := unpublishable(Publication(petition=petition)):
        return reason
    if has(petition, "publication"):
        return "Kiến nghị này đã có bản công khai; sửa bản ấy."
    return None


@transaction.atomic
def prepare(publication, *, by, related=None, seen=None):
    """Save the draft of a public version: nobody outside reads it. `seen`: as in `edit_publication`."""
    if reason := unpreparable(publication.petition):
        raise ValidationError(reason)
    _check_seen(publication.petition, seen)
    _check_answered(publication)
    return door.create(publication, by=by, related=related)


def prepare_proposed(petition, *, by):
    """The draft of a public version as the program proposes it."""
    return prepare(proposed(petition), by=by)


def _check_seen(petition, seen: str | None) -> None:
    """Whoever wrote must have had in front of them what holds now; None: it was no person at a page."""
    if seen is not None and seen != queries.source_of(petition):
        raise SourceMoved()


def _check_answered(publication) -> None:
    if publication.answer and queries.newest_reply(publication.petition) is None:
        raise ValidationError({"answer": UNANSWERED})


@transaction.atomic
def edit_publication(publication, *, by, related=None, made_from="", seen=None):
    """Save changed words. Of a version that is up this changes what everybody reads, so it must be read over (the form
    asks). What it tells of body, days and result is taken anew only when the words follow the petition and the answer
    as they are now; else it goes on telling of the answer that it was made from, and stays behind.

    `made_from`: the source mark that the words follow, without it that of the version itself. `seen`: the mark of what
    the person had in front of them; SourceMoved when something else holds by now.
    """
    _check_seen(publication.petition, seen)
    is_up = publication.status == PublicationStatus.PUBLISHED
    if is_up and (reason := unpublishable(publication)):
        raise ValidationError(reason)
    fields = _kept(publication)
    if _follows(publication, made_from or publication.source_mark):
        fields = taken(publication) if is_up else {"source_mark": queries.source_of(publication.petition)}
        _check_answered(publication)
    elif is_up and publication.answer and not publication.answered_by:
        raise ValidationError({"answer": OF_NOBODY})
    for name, value in fields.items():
        setattr(publication, name, value)
    if is_up:
        publication.words = words_of(publication)
    door.change(publication, by=by, related=related)
    compare(publication.petition)
    return publication


def _follows(publication, made_from: str) -> bool:
    """Whether words with this mark follow the petition and its newest answer. Refuses words of one answer in the place
    of another one's."""
    now, stored = queries.source_of(publication.petition), publication.source_mark
    is_new = is_same_source(made_from, now)
    before = Publication.objects.values_list("answer", flat=True).get(pk=publication.pk)
    if publication.answer not in ("", before) and not is_new and not is_same_reply(made_from, stored):
        raise ValidationError({"answer": OF_BEFORE})
    if is_same_source(stored, now):
        return True
    same_words = publication.answer == before and not is_same_reply(stored, now)
    if is_new and same_words and publication.answer not in ("", proposed(publication.petition).answer):
        raise ValidationError({"answer": STILL_OLD})
    return is_new


def _kept(publication) -> dict:
    """What an edit changes of the copies of a version that stays behind: a voter and an answer may be taken out."""
    if publication.status != PublicationStatus.PUBLISHED:
        return {}
    voter = publication.petition.voter if publication.show_voter else ""
    unsaid = {} if publication.answer else {"answered_by": "", "answered_on": None}
    return {"voter_shown": voter, "shown_at": timezone.now()} | unsaid


@transaction.atomic
def publish(publication, *, by, checked=False, on=None):
    """Show it to everybody: place, field, result, days and the body that answered are copied as of now."""
    if not checked:
        raise ValidationError({"checked": READ_OVER})
    if not is_same_source(publication.source_mark, queries.source_of(publication.petition)):
        raise NotNow(CHANGED)
    _check_answered(publication)
    fields = taken(publication) | {"published_on": on or timezone.localdate()}
    for name, value in fields.items():
        setattr(publication, name, value)
    door.move(publication, "publish", by=by, words=words_of(publication), **fields)
    compare(publication.petition)
    return publication


def publish_with_others(publication, *, by, checked=False):
    """Publish it as one of many: what looks like personal data must be read by itself."""
    if left := left_in(publication):
        kinds = ", ".join(dict.fromkeys(finding.kind for finding in left))  # not the words: messages lie in a cookie
        raise NotNow(f"Còn thấy {kinds}: mở bản này ra đọc lại và đăng riêng.")
    return publish(publication, by=by, checked=checked)


@transaction.atomic
def withdraw(publication, *, by, reason):
    """Take it down: from now on its address answers like one that never was."""
    return door.move(
        publication, "withdraw", by=by, note=reason, shown_at=timezone.now(), words="", voter_shown="", outdated=False
    )


@transaction.atomic
def redraft(publication, *, by):
    """Begin again with a version that was taken down."""
    return door.move(publication, "redraft", by=by)


def taken(publication) -> dict:
    """What a publication copies from its petition and the newest answer at this moment."""
    petition, reply = publication.petition, queries.newest_reply(publication.petition)
    answered = bool(reply and publication.answer)
    return {
        "voter_shown": petition.voter if publication.show_voter else "",
        "answered_by": reply.body.name if answered else "",
        "answered_on": reply.sent_on if answered else None,
        "received_on": petition.received_on,
        "place": petition.place,
        "field": petition.field,
        "result": petition.result,
        "source_mark": source_mark(petition, reply),
        "outdated": False,
        "shown_at": timezone.now(),
    }


def compare(petition) -> None:
    """Mark a version that is up when its petition or the newest answer now says something else. It stays as it is."""
    publication = queries.published_of(petition.pk).first()
    if publication is None:
        return
    differs = not is_same_source(publication.source_mark, queries.source_of(petition))
    if differs != publication.outdated:
        Publication.objects.filter(pk=publication.pk).update(outdated=differs)


@transaction.atomic
def give_follow_code(petition, *, by) -> str:
    """A code for a petition that has none. It stands in no log: the event says only that one was given."""
    if not isinstance(by, System) and not by.can(Permission.PETITION_REGISTER, petition):
        raise Forbidden()
    if petition.locality.is_ended:
        raise Forbidden(f"{petition.locality} đã kết thúc nên chỉ xem được, không ghi thêm.")
    if petition.confidential or petition.draft_of_id:
        raise NotNow("Hồ sơ mật hoặc bản nháp không theo dõi được trên trang công khai.")
    code = codes.follow_code()
    if Petition.objects.filter(pk=petition.pk, follow_code=None).update(follow_code=code) != 1:
        raise AlreadyDone("Kiến nghị này đã có mã theo dõi.")
    petition.follow_code = code
    log.record(EventKind.CHANGED, petition, by=by, note="Cấp mã theo dõi")
    return code


@transaction.atomic
def set_room(room: PublicRoom, *, by) -> PublicRoom:
    """Open or close the public room of the own place, and what stands over it; with a line in the audit trail."""
    if not isinstance(by, System):
        if not by.can(Permission.PETITION_PUBLISH) or by.acting.locality.is_ended:
            raise Forbidden()
        if room.locality_id != by.acting.locality.pk:
            raise Forbidden("Chỉ cài đặt trang công khai của địa phương mình.")
    before = PublicRoom.objects.select_for_update().filter(locality=room.locality_id).first()
    room.pk, room._state.adding = (before.pk, False) if before else (None, True)
    room.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            room.save()
    except IntegrityError as error:
        raise AlreadyDone("Người khác vừa cài đặt trang công khai; xem lại rồi lưu.") from error
    changed = differences(before or PublicRoom(locality=room.locality), room)
    log.record(EventKind.CHANGED, room, by=by, data=changed)
    return room
