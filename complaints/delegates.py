"""What this room adds to a delegate's year: citizens received and letters handled, as far as the reader sees them."""

from complaints import queries
from complaints.models import Letter, Reception
from complaints.tables import LetterTable, ReceptionTable
from coordination.lib.period import Period
from coordination.people.models import Person
from coordination.people.permissions import Permission
from coordination.ui.crud import table_panel
from coordination.ui.registry import Panel
from sessions import delegates


def receptions(person: Person, user, period: Period) -> Panel | None:
    """Receptions of citizens held in the period with the delegate in the chair."""
    if not user.can(Permission.RECEPTION_VIEW):
        return None
    rows = queries.held(Reception.objects.visible_to(user).filter(chair=person), period)
    return table_panel(
        "Tiếp công dân", ReceptionTable(ReceptionTable.fetched(rows)), empty="Chưa ghi buổi nào trong năm."
    )


def letters(person: Person, user, period: Period) -> Panel | None:
    """Letters received in the period that the delegate handles; who is not named in a letter does not learn of it."""
    if not user.can(Permission.LETTER_VIEW):
        return None
    rows = queries.received(Letter.objects.visible_to(user).filter(handler=person), period)
    return table_panel(
        "Đơn thư xử lý", LetterTable(LetterTable.fetched(rows)), empty="Không có đơn nào mà bạn được xem."
    )


delegates.add(receptions)
delegates.add(letters)
