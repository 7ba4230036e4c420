"""What changes the records of the coordination: each saves through the door, with rows and gate columns that follow."""

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.audit.actors import System
from coordination.deadlines.actions import copy_gate, open_obligation
from coordination.deadlines.actions.law import create_rule
from coordination.deadlines.choices import BasisKind, Section, Verification
from coordination.deadlines.models import Rule
from coordination.lib.dates import official
from coordination.people.concerning import write_concerns
from coordination.people.permissions import Permission
from coordination.records.errors import AlreadyDone, Forbidden
from coordination.regulations.models import MeetingChair, RegulationParty
from coordination.regulations.queries import posts_of
from coordination.workflow import door


@transaction.atomic
def create_regulation(record, *, by, related=None):
    """Register a regulation. `related["parties"]`: the bodies in the order in which they sign, two at least."""
    plain, parties = _without(related, "parties")
    door.create(record, by=by, related=plain, note=_named("Các bên", parties or ()))
    _set_parties(record, parties or ())
    return record


@transaction.atomic
def edit_regulation(record, *, by, related=None):
    """Save changed fields; parties are replaced where `related` has them."""
    plain, parties = _without(related, "parties")
    door.change(record, by=by, related=plain, note=_named("Các bên", parties or ()))
    if parties is not None:
        _set_parties(record, parties)
    return record


def create_clause(record, *, by, related=None):
    """Write a clause down; it is where its regulation is."""
    copy_gate(record, record.regulation)
    return door.create(record, by=by, related=related)


def edit_clause(record, *, by, related=None):
    """Save changed fields."""
    copy_gate(record, record.regulation)
    return door.change(record, by=by, related=related)


@transaction.atomic
def give_rule(clause, *, by, version):
    """Let the period of a clause be a rule of its locality: `version` says what, everything else the regulation says.

    The text of the parties themselves is its source. Raises AlreadyDone when the clause has its rule.
    """
    if not isinstance(by, System) and not by.can(Permission.REGULATION_EDIT, clause):
        raise Forbidden
    if clause.rule_id:
        raise AlreadyDone("Điều khoản này đã có thời hạn rồi.")
    regulation = clause.regulation
    version.law = f"Quy chế phối hợp số {regulation.full_number}" if regulation.full_number else regulation.title[:300]
    version.article = clause.number
    version.document = regulation.document
    version.verification = Verification.VERIFIED
    title = (clause.heading or f"{clause.number}, {regulation.title}")[:200]
    clause.rule = create_rule(Rule(title=title, section=Section.LOCAL, locality=clause.locality), version, by=by)
    return door.change(clause, by=by)


@transaction.atomic
def create_meeting(record, *, by, related=None):
    """Register a meeting. `related["chairs"]`: persons or (person, posts), in order; posts left out are looked up."""
    plain, chairs = _without(related, "chairs")
    door.create(record, by=by, related=plain)
    _set_chairs(record, chairs or ())
    return record


@transaction.atomic
def edit_meeting(record, *, by, related=None):
    """Save changed fields; chairs are replaced where `related` has them."""
    plain, chairs = _without(related, "chairs")
    door.change(record, by=by, related=plain)
    if chairs is not None:
        _set_chairs(record, chairs)
    return record


def assign(meeting, *, by, owner, title, due_on, beneficiary=None, assignee=None, opened_on=None):
    """Open an obligation from the meeting's conclusions; none in an ended locality."""
    if not isinstance(by, System) and not by.can(Permission.OBLIGATION_EDIT, meeting):
        raise Forbidden
    day = f" ngày {official(meeting.held_on)}" if meeting.held_on else ""
    return open_obligation(
        meeting,
        owner=owner,
        title=title,
        due_on=due_on,
        basis_kind=BasisKind.CONCLUSION,
        basis=f"Kết luận {meeting.title}{day}",
        beneficiary=beneficiary,
        assignee=assignee,
        opened_on=opened_on,
        by=by,
    )


def create_invitation(record, *, by, related=None):
    """Write down that a body was invited; an invitation to a meeting takes over its day where none is given."""
    _take_day(record)
    return door.create(record, by=by, related=related)


def edit_invitation(record, *, by, related=None):
    """Save changed fields, such as the answer and who came."""
    _take_day(record)
    return door.change(record, by=by, related=related)


def create_exchange(record, *, by, related=None):
    """Write down what one body gave another."""
    return door.create(record, by=by, related=related)


def edit_exchange(record, *, by, related=None):
    """Save changed fields."""
    return door.change(record, by=by, related=related)


def create_dialogue(record, *, by, related=None):
    """Write down a dialogue."""
    return door.create(record, by=by, related=related)


def edit_dialogue(record, *, by, related=None):
    """Save changed fields."""
    return door.change(record, by=by, related=related)


def _without(related, name) -> tuple[dict, list | None]:
    """The plain many-to-many rows, and the ordered ones that this module writes itself (None: not mentioned)."""
    related = dict(related or {})
    rows = related.pop(name, None)
    return related, None if rows is None else list(rows)


def _named(label: str, bodies) -> str:
    """What history keeps of rows that are no fields."""
    return f"{label}: {', '.join(str(body) for body in bodies)}"[:500] if bodies else ""


def _set_parties(regulation, bodies) -> None:
    if len(bodies) < 2:
        raise ValidationError("Quy chế phối hợp có ít nhất hai bên.")
    regulation.party_rows.all().delete()
    RegulationParty.objects.bulk_create(
        RegulationParty(regulation=regulation, body=body, order=number) for number, body in enumerate(bodies, 1)
    )
    write_concerns(regulation)
    for clause in regulation.clauses.all():
        write_concerns(clause)


def _set_chairs(meeting, chairs) -> None:
    pairs = [chair if isinstance(chair, tuple) else (chair, "") for chair in chairs]
    meeting.chair_rows.all().delete()
    MeetingChair.objects.bulk_create(
        MeetingChair(meeting=meeting, person=person, order=number, posts=posts or posts_of(person, meeting.held_on))
        for number, (person, posts) in enumerate(pairs, 1)
    )


def _take_day(invitation) -> None:
    if invitation.meeting and invitation.held_on is None:
        invitation.held_on = invitation.meeting.held_on
