"""Who and where: localities, terms, bodies, persons, constituencies, mandates, accounts."""

from datetime import date

from coordination.operations.demo.book import Book, words
from coordination.people.models import (
    Appointment,
    Body,
    Constituency,
    DelegateMandate,
    Lineage,
    Locality,
    Membership,
    Person,
    Term,
    User,
)

PLACE = ("slug", "name", "full_name", "level", "kind", "valid_from", "valid_to")


def load_locality(data: dict, parent=None) -> Locality:
    """The locality and what became of it."""
    locality = Locality.objects.create(**{name: data.get(name) for name in PLACE}, parent=parent)
    for row in data.get("lineage") or ():
        Lineage.objects.create(
            predecessor=locality,
            successor_name=words(row["successor_name"]),
            on=row["since"],
            basis=words(row["basis"]),
        )
    return locality


def load_terms(book: Book, rows) -> None:
    """Terms, with what is known of their ends."""
    for row in rows:
        term = Term.objects.create(
            locality=book.locality,
            name=row["name"],
            number=words(row["number"]),
            start=book.partial(row["start"]),
            end=book.partial(row["end"]),
        )
        book.keep("term", row["name"], term)


def load_bodies(book: Book, rows) -> None:
    """Bodies, then who belongs to and works for whom."""
    place = {"name": book.locality.full_name}
    for row in rows:
        body = Body.objects.create(
            locality=book.locality,
            code=row["code"],
            kind=row["kind"],
            name=row["name"].format(**place),
            short_name=row["short_name"].format(**place),
            symbol=row.get("symbol") or "",
            valid_from=book.locality.valid_from,
            valid_to=book.locality.valid_to,
        )
        book.keep("body", row["code"], body)
    for row in rows:
        body = book.body(row["code"])
        if row.get("parent"):
            body.parent = book.body(row["parent"])
            body.save(update_fields=["parent"])
        body.serves.set(book.bodies(row.get("serves")))


def load_constituencies(book: Book, rows) -> None:
    """Electoral units and the communes they cover."""
    for row in rows:
        unit = Constituency.objects.create(locality=book.locality, name=row["name"])
        unit.covers.set(Locality.objects.filter(slug__in=row["covers"]))
        book.keep("constituency", row["code"], unit)
        book.keep("group", row["code"], book.body(row["group"]))


def load_persons(book: Book, rows) -> None:
    """People with their posts and seats."""
    for row in rows:
        person = book.keep("person", row["code"], Person.objects.create(locality=book.locality, name=row["name"]))
        for order, post in enumerate(row["appointments"]):
            Appointment.objects.create(
                person=person,
                body=book.body(post["body"]),
                post=post["post"],
                valid_from=_day(post.get("from")),
                valid_to=_day(post.get("to")),
                order=order,
            )
        if seat := row.get("mandate"):
            DelegateMandate.objects.create(
                person=person,
                term=book.get("term", seat["term"]),
                constituency=book.get("constituency", seat["constituency"]),
                group=book.get("group", seat["constituency"]),
                is_full_time=seat["full_time"],
            )


def load_accounts(book: Book, rows, password: str, old_offices: dict[str, Body]) -> None:
    """Demonstration accounts; one of them works for the council offices of all localities."""
    for row in rows:
        # A domain that never leads anywhere (RFC 2606): letters to made-up people go nowhere.
        address = f"{row['username']}@an-binh.example"
        user = User.objects.create_user(row["username"], address, password, person=book.person(row["person"]))
        places = [(book.body(place["body"]), place["role"]) for place in row["memberships"]]
        places += [(old_offices[slug], places[0][1]) for slug in row.get("offices_of") or ()]
        for order, (body, role) in enumerate(places):
            Membership.objects.create(user=user, body=body, role=role, order=order)


def _day(value) -> date | None:
    return value if isinstance(value, date) else None
