"""What is asked of petitions and meetings, for figures and pages. Functions take querysets and give querysets.

Membership in a period goes by the day of receipt (petitions of every kind and source; merged ones count as well) or the
day of the meeting. States are those at the end of a day `on`: a reply sent later does not count.
"""

from voters.queries.batches import batches, open_batches, with_size
from voters.queries.bodies import answering_bodies, bodies_in_force, judging_bodies, watching_bodies
from voters.queries.common import is_ahead, noon, within
from voters.queries.figures import (
    UNKNOWN,
    answered,
    bounced,
    by_field,
    by_level,
    by_result,
    finished,
    having_result,
    overdue,
    received,
    repeated,
    resolved,
    with_result,
)
from voters.queries.meetings import held, recent_meetings, thematic, voters_attending
from voters.queries.petitions import earlier_times, is_taken, last_verdict, next_number, open_referral, same_register

__all__ = [
    "UNKNOWN",
    "answered",
    "answering_bodies",
    "batches",
    "bodies_in_force",
    "bounced",
    "by_field",
    "by_level",
    "by_result",
    "earlier_times",
    "finished",
    "having_result",
    "held",
    "is_ahead",
    "is_taken",
    "judging_bodies",
    "last_verdict",
    "next_number",
    "noon",
    "open_batches",
    "open_referral",
    "overdue",
    "received",
    "recent_meetings",
    "repeated",
    "resolved",
    "same_register",
    "thematic",
    "voters_attending",
    "watching_bodies",
    "with_result",
    "with_size",
    "within",
]
