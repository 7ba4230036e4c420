"""Finding the review of a period, or drafting one without saving it, and setting it as PDF or JSON."""

from coordination.documents import pdf
from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from coordination.regulations.models import Regulation
from reports import periods, printing, snapshots
from reports.catalogue import FIGURES
from reports.choices import ReviewStatus
from reports.content import Content
from reports.drafting import drafted
from reports.models import Indicator, ReportedFigure, Review
from reports.queries import Ledger, as_of

TEMPLATE = "reports/review_pdf.html"


class NoReview(Exception):
    """There is nothing to print; the message says why, in Vietnamese."""


def saved(locality) -> Review:
    """The stored review of a locality: the one brought in from a source, else the latest."""
    reviews = _reviews(locality)
    review = reviews.filter(status=ReviewStatus.STORED).first() or reviews.first()
    if review is None:
        raise NoReview(f"{_capital(locality.full_name)} chưa có báo cáo đã lưu.")
    return review


def for_period(locality, period: Period) -> tuple[Review, Content]:
    """The stored review where one exists for exactly this period, else a draft from the data (not saved)."""
    for review in _reviews(locality).filter(end__isnull=False):
        if review.period.same_as(period):
            return review, Content.of(review)
    return draft(locality, period)


def draft(locality, period: Period) -> tuple[Review, Content]:
    """An unsaved review drafted from the figures of a period. Raises NoReview where there is nothing to write from."""
    if not _has_data(locality, period):
        raise NoReview(f"{_capital(locality.full_name)} chưa có số liệu nào cho kỳ {period.label}.")
    regulation = regulation_of(locality, period)
    lead = regulation.bodies[0] if regulation else _lead(locality)
    review = Review(
        locality=locality,
        title=periods.title(period),
        regulation=regulation,
        lead_party=lead,
        term=period.term or "",
        start=period.start,
        end=period.end,
    )
    return review, drafted(review)


def regulation_of(locality, period: Period) -> Regulation | None:
    """The regulation in force at the end of the period, else the latest one."""
    rows = Regulation.objects.counted_in(locality).filter(parties__isnull=False).order_by("-signed_on", "-id")
    return rows.in_force(as_of(period)).first() or rows.first()


def as_pdf(review: Review, content: Content, progress=None) -> bytes:
    """The official paper."""
    return pdf.render(TEMPLATE, printing.context(review, content), progress)


def as_json(review: Review, content: Content) -> dict:
    """Text and figures for other programs."""
    return {
        "locality": review.locality.slug,
        "title": review.title,
        "period": {
            "term": review.term or None,
            "from": review.start.isoformat() if review.start else None,
            "to": review.end.isoformat() if review.end else None,
            "words": review.period_label,
        },
        "stored": review.is_stored,
        "parties": [row.body.name for row in content.parties],
        "sections": [
            {"key": row.key, "heading": row.heading, "paragraphs": row.paragraphs} for row in content.sections
        ],
        "limitations": [
            {
                "party": row.party.name if row.party else None,
                "responsible": row.responsible.name if row.responsible else row.responsible_words or None,
                "field": row.field or None,
                "text": row.text,
            }
            for row in content.limitations
        ],
        "directions": [
            {"party": row.party_words or None, "year": row.year, "text": row.text} for row in content.directions
        ],
        "figures": [value.as_json() for value in snapshots.values(review)],
        "reported": [_reported(row) for row in printing.reported_within(review)],
    }


def _reported(row: ReportedFigure) -> dict:
    """A number of the annex, with the period and the scope that its source states."""
    return {
        "key": row.key,
        "part": row.part or None,
        "value": row.number,
        "unit": row.unit,
        "qualifier": row.qualifier,
        "bodies": [body.name for body in row.scope] or None,
        "term": row.term or None,
        "from": row.start.isoformat() if row.start else None,
        "to": row.end.isoformat() if row.end else None,
        "source": str(row.source),
    }


def _reviews(locality):
    """Reviews of a locality, newest first; unsent drafts are still somebody's own."""
    rows = Review.objects.counted_in(locality).order_by("-id")
    return rows.select_related("locality", "regulation", "lead_party", "conference")


def _lead(locality) -> Body:
    """Without a regulation the council leads; without a council nobody does."""
    council = Body.objects.filter(locality=locality, kind=BodyKind.COUNCIL).first()
    if council is None:
        raise NoReview(f"{_capital(locality.full_name)} chưa có quy chế và cơ quan nào để lập báo cáo.")
    return council


def _has_data(locality, period: Period) -> bool:
    """Whether anything at all is known of the period: a figure, a single record, a number brought in."""
    ledger = Ledger(locality)
    values = (value for figure in FIGURES for value in ledger.values(figure, period))
    if any(value.is_known or value.examples for value in values):
        return True
    brought_in = (*ReportedFigure.objects.counted_in(locality), *Indicator.objects.counted_in(locality))
    return any(row.period.within(period) for row in brought_in)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
