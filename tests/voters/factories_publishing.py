"""Public rooms and published petitions, made through the actions as an office makes them."""

from datetime import date

from tests.voters.factories import LOADER, petition_of
from voters.actions import publishing as actions
from voters.models import Publication, PublicRoom


def open_room(locality, **fields) -> PublicRoom:
    """A room that everybody may enter."""
    return actions.set_room(PublicRoom(locality=locality, is_open=True, **fields), by=LOADER)


def published(locality, on=date(2026, 9, 1), **fields) -> Publication:
    """A registered petition with its public version up."""
    return put_up(petition_of(locality, **fields), on=on)


def put_up(petition, on=date(2026, 9, 1), **fields) -> Publication:
    """The public version of a petition as the program proposes it, changed by `fields`."""
    publication = actions.proposed(petition)
    for name, value in fields.items():
        setattr(publication, name, value)
    actions.prepare(publication, by=LOADER)
    return actions.publish(publication, by=LOADER, checked=True, on=on)
