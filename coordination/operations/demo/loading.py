"""Loading the demonstration: all or nothing, and a second time nothing."""

from django.db import transaction

from coordination.operations.demo import an_binh, places, records, reference, reviews
from coordination.operations.demo.book import Book, read
from coordination.people.models import Locality, User

REAL = ("bac-giang", "bac-kan", "nam-dinh", "ham-tan", "thi-xa")
LIVELY = "an-binh"
PASSWORD = "phoihop-dungthu"  # noqa: S105 - of made-up accounts, printed when they are loaded
"""One password for all demonstration accounts."""


class DemoExists(Exception):
    """The place is taken: localities of the demonstration, or others, are there already."""


@transaction.atomic
def load(say=lambda line: None) -> bool:
    """Load all six localities; False when they are there already. Raises DemoExists beside other data."""
    known = set(Locality.objects.values_list("slug", flat=True))
    if {*REAL, LIVELY} <= known:
        return False
    if known:
        raise DemoExists("Cơ sở dữ liệu đã có địa phương khác, không nạp dữ liệu dùng thử vào đó.")
    offices = {}
    for slug in REAL:
        say(f"Nạp {slug} …")
        offices[slug] = load_real(read(slug))
    say(f"Nạp {LIVELY} …")
    an_binh.load(offices, PASSWORD)
    return True


def load_real(data: dict):
    """One locality from its article; the body through which the demonstration enters it."""
    locality = places.load_locality(data["locality"])
    book = Book(locality)
    places.load_terms(book, data["terms"])
    places.load_bodies(book, data["bodies"])
    places.load_persons(book, data["persons"])
    reference.load_documents(book, data["documents"])
    reference.load_regulation(book, data["regulation"])
    reference.load_sources(book, [data["source"]])
    reference.load_reported(book, data["reported_figures"])
    reference.load_indicators(book, data["indicators"])
    records.load_records(book, data["records"], data["review"]["conference"])
    reviews.load_review(book, data["review"])
    return book.body(data["accounts_office"])


def accounts() -> list[str]:
    """Lines that tell who may sign in; none where the demonstration was never loaded."""
    names = [row["username"] for row in read(LIVELY)["accounts"]]
    users = {user.username: user for user in User.objects.filter(username__in=names).select_related("person")}
    lines = [f"{name:18} {users[name]}, {users[name].acting}" for name in names if name in users]
    return [f"Tài khoản dùng thử, mật khẩu chung: {PASSWORD}", *lines] if lines else []
