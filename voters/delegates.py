"""What this room adds to a delegate's year: meetings with voters, and petitions that came through the delegate."""

from coordination.lib.period import Period
from coordination.people.models import Person
from coordination.people.permissions import Permission
from coordination.ui.crud import table_panel
from coordination.ui.registry import Panel
from sessions import delegates
from voters import queries
from voters.models import ContactMeeting, Petition
from voters.queries.naming import with_known
from voters.tables.meetings import ContactMeetingTable
from voters.tables.petitions import PetitionTable


def contacts(person: Person, user, period: Period) -> Panel | None:
    """Meetings held in the period at which the delegate was."""
    if not user.can(Permission.CONTACT_VIEW):
        return None
    rows = queries.attended_by(ContactMeeting.objects.visible_to(user), person, period).order_by("-held_on", "-pk")
    table = ContactMeetingTable(with_known(ContactMeetingTable.fetched(rows), user, "session"))
    return table_panel("Tiếp xúc cử tri", table, empty="Chưa ghi cuộc tiếp xúc nào trong năm.")


def petitions(person: Person, user, period: Period) -> Panel | None:
    """Petitions received in the period that the delegate passed on."""
    if not user.can(Permission.PETITION_VIEW):
        return None
    rows = queries.raised_by(Petition.objects.visible_to(user), person, period).order_by("-received_on", "-pk")
    table = PetitionTable(PetitionTable.fetched(rows))
    return table_panel("Kiến nghị đại biểu chuyển", table, empty="Không có kiến nghị nào trong năm.")


delegates.add(contacts)
delegates.add(petitions)
