"""The places of the administration, as tabs over each of its lists."""

from dataclasses import dataclass

from django.urls import reverse

from coordination.people.permissions import Permission

PLACES = (
    ("administration:body-list", "Cơ quan", Permission.PEOPLE_VIEW),
    ("administration:person-list", "Người", Permission.PEOPLE_VIEW),
    ("administration:locality-list", "Địa phương", Permission.PEOPLE_VIEW),
    ("administration:term-list", "Nhiệm kỳ", Permission.PEOPLE_VIEW),
    ("administration:constituency-list", "Đơn vị bầu cử", Permission.PEOPLE_VIEW),
    ("administration:user-list", "Người dùng", Permission.PEOPLE_MANAGE),
    ("administration:roles", "Các vai", Permission.PEOPLE_VIEW),
    ("administration:audit", "Nhật ký", Permission.AUDIT_VIEW),
)


@dataclass(frozen=True)
class Tab:
    """One place; `shown` is where one is."""

    words: str
    url: str
    shown: bool


def tabs(request) -> list[Tab]:
    """The places that the user may open."""
    places = [(reverse(name), words) for name, words, permission in PLACES if request.user.can(permission)]
    return [Tab(words, url, url == request.path) for url, words in places]
