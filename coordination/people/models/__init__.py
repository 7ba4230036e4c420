from coordination.people.models.bodies import Appointment, Body, Constituency, DelegateMandate, Person
from coordination.people.models.concerns import Concern
from coordination.people.models.localities import Lineage, Locality, Term
from coordination.people.models.users import Membership, User

__all__ = [
    "Appointment",
    "Body",
    "Concern",
    "Constituency",
    "DelegateMandate",
    "Lineage",
    "Locality",
    "Membership",
    "Person",
    "Term",
    "User",
]
