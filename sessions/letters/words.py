"""Pieces that the letters of this room share. What is not recorded becomes a gap; nothing is made up."""

from datetime import date

from django.utils import timezone

from coordination.deadlines.law import NoRule, rule_of, version_on
from coordination.documents.layout import GAP
from coordination.lib.dates import official, official_long
from coordination.people.models import Appointment, Body
from coordination.records.errors import NotNow
from coordination.ui.show import lowfirst
from sessions import queries
from sessions.models import CouncilSession

UNKNOWN_DAY = f"ngày {GAP} tháng {GAP} năm {GAP}"
CHAIR = "Chủ tịch"


def council(record) -> Body:
    """The council of the record's locality. Raises NotNow where there is none to write in the name of."""
    return _there(queries.council_of(record.locality))


def standing(record) -> Body:
    """Its Standing Committee, which writes between sessions."""
    return _there(queries.standing_of(record.locality))


def _there(body: Body | None) -> Body:
    if body is None:
        raise NotNow("Địa phương này chưa có Hội đồng nhân dân trong danh mục cơ quan.")
    return body


def day(value) -> str:
    """A day in words, or its empty place."""
    return official_long(value) if value else UNKNOWN_DAY


def short_day(value) -> str:
    """ "29/7/2026", or its empty place."""
    return official(value) or f"{GAP}/{GAP}/{GAP}"


def start_of(gathering) -> str:
    """When it begins, as far as it is known: opened, held, else planned."""
    return day(gathering.opening or getattr(gathering, "planned_opening", None))


def short_start_of(gathering) -> str:
    """The same for running text, where long dates tear the lines: "ngày 28/7/2026", "7/2026"."""
    planned = gathering.opening or getattr(gathering, "planned_opening", None)
    known = gathering.opening or planned is None
    return f"ngày {short_day(planned)}" if known or planned.exact else official(planned)


def venue_of(gathering) -> str:
    """Where it is held."""
    return gathering.venue or GAP


def name_of(gathering) -> str:
    """ "Kỳ họp thứ 9, thường lệ giữa năm 2023, Hội đồng nhân dân tỉnh An Bình khóa X, nhiệm kỳ 2021-2026"."""
    if not isinstance(gathering, CouncilSession):
        number = f" thứ {gathering.number}" if gathering.number else ""
        return f"Phiên họp{number} của {standing(gathering).name}"
    return f"{gathering}, {council(gathering).name}{term_of(gathering)}"


def short_name_of(gathering) -> str:
    """ "Kỳ họp thứ 9", "Phiên họp thứ 5": how an abstract names it."""
    return str(gathering) if isinstance(gathering, CouncilSession) else name_of(gathering)


def term_of(session) -> str:
    """ " khóa X, nhiệm kỳ 2021-2026", as far as it is recorded."""
    if session.term is None:
        return ""
    number = f" khóa {session.term.number}," if session.term.number else ","
    return f"{number} nhiệm kỳ {session.term.name}"


def chair(record, user, on: date | None = None) -> str:
    """Who presides over the council on the day: the one person recorded with that post; else nobody."""
    bodies = {council(record).pk, standing(record).pk}
    posts = Appointment.objects.visible_to(user).in_force(on or timezone.localdate())
    rows = posts.filter(body__in=bodies, post__startswith=CHAIR).values_list("person__name", flat=True)
    names = set(rows)
    return names.pop() if len(names) == 1 else ""


def law_of(rule: str, gathering) -> str:
    """The law that a rule of the day stands in, as a legal basis names it; empty where none is known."""
    on = gathering.opening or timezone.localdate()
    try:
        version = version_on(rule_of(rule, gathering.locality), on, locality=gathering.locality)
    except NoRule:
        return ""
    return f"Căn cứ {version.law.split(' (')[0]}"


def document_words(document) -> str:
    """A document as other papers name it: kind, number, day, abstract."""
    number = f" số {document.reference}" if document.reference else ""
    on = f" {official_long(document.issued_on)}" if document.issued_on else ""
    issuer = f" của {document.issuer_words}" if document.issuer_words else ""
    return f"{document.kind_words}{number}{on}{issuer} {lowfirst(document.abstract)}".strip()


def names(bodies) -> str:
    """One to a line."""
    return "\n".join(body.name for body in bodies)


def sentence(text: str) -> str:
    """With a full stop at its end."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", GAP)) else f"{text}."


def join(*paragraphs: str) -> str:
    """Paragraphs, one to a line; empty ones are left out."""
    return "\n".join(" ".join(text.split()) for text in paragraphs if text and text.strip())


def numbered(texts) -> list[str]:
    """ "1. …", "2. …"."""
    return [f"{number}. {sentence(text)}" for number, text in enumerate(texts, start=1)]
