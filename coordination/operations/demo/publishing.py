"""The public room of the made-up province: some answers are up, one is being written, one was taken down."""

from datetime import timedelta

from coordination.operations.demo.book import BY, Book
from voters.actions import publishing as actions
from voters.models import Petition, PublicRoom

UP = 12
"""Petitions whose public version everybody may read."""
DAYS = 7
"""From the answer to its publication."""


def load(book: Book) -> None:
    """Open the room, publish the first answered petitions of the register as they stand."""
    room = PublicRoom(
        locality=book.locality,
        is_open=True,
        welcome="Kiến nghị của cử tri và trả lời của cơ quan có thẩm quyền, do Văn phòng đọc lại rồi mới đăng.",
        contact="Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh",
    )
    actions.set_room(room, by=BY)
    answered = Petition.objects.filter(locality=book.locality, confidential=False, draft_of=None, merged_into=None)
    rows = list(answered.exclude(answered_on=None).order_by("year", "number", "pk")[: UP + 2])
    publications = [_put_up(book, petition) for petition in rows[:-1]]
    actions.withdraw(publications[-1], by=BY, reason="Đọc lại lời trả lời trước khi đăng lại.")
    actions.prepare_proposed(rows[-1], by=BY)


def _put_up(book: Book, petition):
    publication = actions.prepare_proposed(petition, by=BY)
    day = min(petition.answered_on + timedelta(days=DAYS), book.today)
    return actions.publish(publication, by=BY, checked=True, on=day)
