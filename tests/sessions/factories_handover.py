"""A term that ended on 30/6/2026 and the one that follows, with what the ended one left open."""

from datetime import date

from coordination.audit.actors import System
from coordination.people.models import Term
from sessions import actions
from sessions.models import Handover
from tests.deadlines.factories import ObligationFactory
from tests.oversight.factories import MissionFactory, RecommendationFactory
from tests.people.factories import TermFactory
from tests.voters.factories import brought_to, petition_of

TODAY = "2026-10-01 02:00"
ENDED = date(2026, 6, 30)
OPENED = date(2026, 7, 15)
LOADER = System("test")


def ended_term(locality, name="2021-2026") -> Term:
    """The term of that name, ended on ENDED."""
    term, _ = Term.objects.get_or_create(locality=locality, name=name)
    Term.objects.filter(pk=term.pk).update(end=ENDED.isoformat())
    return Term.objects.get(pk=term.pk)


def new_term(locality, name="2026-2031", start="2026-07-01") -> Term:
    """The term that follows."""
    known = Term.objects.filter(locality=locality, name=name).first()
    return known or Term.objects.get(pk=TermFactory(locality=locality, name=name, start=start).pk)


def duty_of(cast, **fields):
    """A duty of the department from the ended term."""
    fields = {"owner": cast.department, "locality": cast.locality, "opened_on": date(2026, 6, 1)} | fields
    return ObligationFactory(**fields)


def petition_at(cast, body=None, **fields):
    """A petition of the ended term, forwarded to a body."""
    return brought_to(petition_of(cast.locality, **fields), "forwarded", body or cast.department)


def recommendation_to(cast, body=None, **fields):
    """A recommendation of the ended term, sent to a body without a set day."""
    mission = MissionFactory(locality=cast.locality, lead_body=cast.standing, status="concluded")
    return RecommendationFactory(locality=cast.locality, mission=mission, addressee=body or cast.department, **fields)


def handover_of(cast, by=LOADER, **fields) -> Handover:
    """The handover of the ended term to the new one, with its list."""
    usual = {"from_term": ended_term(cast.locality), "to_term": new_term(cast.locality), "opened_on": OPENED}
    record = Handover(locality=cast.locality, **(usual | fields))
    return actions.open_handover(record, by=by)


def row_of(record, thing):
    """The row of a handover about a thing."""
    return record.rows.about(thing).get()
