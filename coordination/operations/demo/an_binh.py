"""The made-up province: places, people, accounts, then everything its offices have registered."""

from coordination.operations.demo import (
    answers,
    contact,
    council,
    hall,
    handover,
    ledger,
    petitions,
    places,
    publishing,
    reference,
    routing,
    work,
)
from coordination.operations.demo.book import Book, read


def load(offices: dict, password: str) -> None:
    """Load An Bình; `offices` are the bodies of the old localities that its accounts also work for."""
    data = read("an-binh")
    book = Book(places.load_locality(data["locality"]))
    places.load_terms(book, data["terms"])
    places.load_bodies(book, data["bodies"])
    for row in data["communes"]:
        commune = places.load_locality(row, parent=book.locality)
        book.keep("place", row["slug"], commune)
        places.load_bodies(Book(commune), data["commune_bodies"])
    places.load_constituencies(book, data["constituencies"])
    places.load_persons(book, data["persons"])
    places.load_accounts(book, data["accounts"], password, offices)
    reference.load_documents(book, data["documents"])
    reference.load_regulation(book, data["regulation"])
    reference.load_coverage(book, data["coverage"])
    reference.load_sources(book, data["sources"])
    reference.load_reported(book, data["reported_figures"])
    council.load(book, read("an-binh-sessions"))
    contact.load(book, read("an-binh-contact"))
    routing.load(book, read("an-binh-routing"))
    petitions.load(book, read("an-binh-petitions"))
    answers.load(book, read("an-binh-petitions"))
    publishing.load(book)
    work.load(book, read("an-binh-work"))
    ledger.load(book, read("an-binh-work"))
    hall.load(book, read("an-binh-hall"))
    handover.load(book, read("an-binh-handover"))
