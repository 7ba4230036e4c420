"""What is still open when a session ends goes on to the next one, with its whole history."""

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.audit.actors import System
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow import door
from voters.queries.naming import told_to_all


@transaction.atomic
def carry(petition, *, by, to, note=""):
    """Follow it up at a later session; the session it was raised for is kept. Back at that one, it never left."""
    if not isinstance(by, System) and not by.can(Permission.PETITION_FORWARD, petition):
        raise Forbidden()
    if to.locality_id != petition.locality_id:
        raise ValidationError({"to": "Chọn kỳ họp của cùng địa phương."})
    if reason := why_not_carried(petition, to):
        raise NotNow(reason)
    before, first = petition.session, petition.original_session or petition.session
    petition.session = to
    petition.original_session = None if to.pk == first.pk else first
    names = [f"{word} {name}" for word, session in (("từ", before), ("sang", to)) if (name := told_to_all(session))]
    words = " ".join(["Chuyển tiếp", *(names or ["sang kỳ họp khác"])])
    return door.change(petition, by=by, note=f"{words}. {note}" if note else words)


def why_not_carried(petition, to) -> str:
    """Why a petition does not go on to a session, or nothing."""
    if not petition.is_open:
        return "Không còn việc phải làm, không chuyển tiếp."
    if petition.session is None:
        return "Chưa gắn với kỳ họp nào: sửa kiến nghị để gắn."
    if petition.session_id == to.pk:
        return "Đang theo dõi ở kỳ họp này."
    first = petition.original_session or petition.session
    if first.pk != to.pk and first.opening and to.opening and to.opening < first.opening:
        name = told_to_all(first)
        return f"Kỳ họp này trước {name}, kỳ họp ban đầu." if name else "Kỳ họp này trước kỳ họp ban đầu."
    return ""
