"""The places of the program by work, and where a page stands among them."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse


@dataclass(frozen=True)
class Place:
    """One entry of the bar: `prefix` of its addresses, `letter` after g on the keyboard, `permission` to see it."""

    key: str
    label: str
    prefix: str
    letter: str
    icon: str
    url_name: str = ""
    permission: str = ""
    short: str = ""

    @property
    def url(self) -> str:
        """Its address, or "" while its app has no pages."""
        return address(self.url_name, self.prefix, settings.ROOT_URLCONF)


WORK = Place("work", "Việc của tôi", "/viec/", "v", "done", "deadlines:my-work", "obligation.view", short="Việc")
OVERVIEW = Place("overview", "Toàn cảnh", "/bao-cao/toan-canh/", "t", "chart", "reports:dashboard", "figure.view")
SESSIONS = Place("sessions", "Kỳ họp", "/ky-hop/", "k", "today", permission="session.view")
PETITIONS = Place("petitions", "Kiến nghị", "/kien-nghi/", "n", "user", permission="petition.view")
OVERSIGHT = Place("oversight", "Giám sát", "/giam-sat/", "g", "search", permission="oversight.view")
LETTERS = Place("letters", "Đơn thư", "/don-thu/", "d", "file", permission="reception.view")
COORDINATION = Place("coordination", "Phối hợp", "/phoi-hop/", "p", "turn", permission="regulation.view")
REPORTS = Place("reports", "Báo cáo", "/bao-cao/", "b", "chart", permission="review.view")
ALL = (WORK, OVERVIEW, SESSIONS, PETITIONS, OVERSIGHT, LETTERS, COORDINATION, REPORTS)

# Not in the bar; offered under the person menu and "Thêm".
MORE = (
    Place("documents", "Văn bản", "/tai-lieu/", "", "file", permission="document.view"),
    Place("bodies", "Cơ quan và người", "/co-quan/", "", "user", permission="people.view"),
    Place("rules", "Thời hạn theo luật", "/viec/quy-dinh/", "", "search"),
    Place("calendar", "Lịch năm", "/viec/lich-nam/", "", "today"),
    Place("jobs", "Việc chạy nền", "/viec-nen/", "", "soon"),
    Place("operations", "Vận hành", "/van-hanh/", "", "chart", permission="operate"),
)


@lru_cache
def address(url_name: str, prefix: str, urlconf: str) -> str:
    """The named page; else whatever answers at the prefix; else nothing."""
    if url_name:
        try:
            return reverse(url_name)
        except NoReverseMatch:
            pass
    try:
        resolve(prefix, urlconf)
    except Resolver404:
        return ""
    return prefix


def seen_by(user, places) -> list[Place]:
    """Those with pages that the user may open."""
    return [p for p in places if p.url and (not p.permission or user.can(p.permission))]


def bar_of(user, is_leader: bool) -> list[Place]:
    """The seven places: leaders of a side begin with the whole picture, others with their own work; who sees none of
    them (an administrator) has the places of the menu."""
    first = OVERVIEW if is_leader and user.can(OVERVIEW.permission) else WORK
    return seen_by(user, (first, *ALL[2:])) or seen_by(user, MORE)


def bottom_of(user) -> list[Place]:
    """The four places of a small screen; the rest stands under "Thêm"."""
    return seen_by(user, (WORK, PETITIONS, SESSIONS, OVERVIEW))


def current(path: str, places) -> str:
    """The key of the place, among those shown, that a page belongs to: the longest prefix wins."""
    starts = [(start, place.key) for place in places for start in (place.prefix, place.url) if start]
    return max(((len(start), key) for start, key in starts if path.startswith(start)), default=(0, ""))[1]
