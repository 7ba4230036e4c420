"""Columns of registers of this room whose values lie in the place or in its communes: bodies, places, how often."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from coordination.exchange.cells import CellFault
from coordination.exchange.columns import BodiesNamed, BodyNamed, Found, Number, Several
from coordination.lib.text import fold
from coordination.people.models import Body, Locality
from voters.models import ContactMeeting

OFTEN = 10
"""How many times the template offers to choose from; more may be typed."""


def inside(place, prefix: str = "") -> Q:
    """The place and its communes."""
    return Q(**{f"{prefix}pk": place.locality.pk}) | Q(**{f"{prefix}parent": place.locality.pk})


def near_names(body: Body) -> tuple[str, ...]:
    """How a body of the place or of one of its communes may be named."""
    return body.short_name, body.name


def _near(place) -> dict[str, list]:
    """Folded name → bodies; codes only of the place's own, every commune has the same ones."""
    found: dict[str, list] = defaultdict(list)
    rows = Body.objects.filter(inside(place, "locality__"))  # ungated: the bodies of the place and its communes
    for body in rows.order_by("name", "pk"):
        own = (body.code,) if body.locality_id == place.locality.pk else ()
        for name in dict.fromkeys(fold(name) for name in (*near_names(body), *own)):
            found[name].append(body)
    return found


@dataclass(frozen=True)
class BodyNear(BodyNamed):
    """A body of the place or of one of its communes."""

    names: Callable[[Any], Iterable[str]] = near_names

    def _look(self, place):
        return _near(place)

    @property
    def help(self):
        return self.hint or "Tên gọn hoặc tên đầy đủ của cơ quan trong tỉnh, xã; chọn trong danh sách."


@dataclass(frozen=True)
class BodiesNear(BodiesNamed):
    """Several of them."""

    names: Callable[[Any], Iterable[str]] = near_names

    def _look(self, place):
        return _near(place)


def place_names(locality: Locality) -> tuple[str, ...]:
    """How a place may be named."""
    return locality.full_name, locality.name, locality.slug


@dataclass(frozen=True)
class PlaceNear(Found):
    """The locality itself or one of its communes. Of two with one name the one that still exists counts."""

    model: Any = Locality
    names: Callable[[Any], Iterable[str]] = place_names
    noun: str = "địa bàn"
    choose: bool = True

    def _look(self, place):
        found: dict[str, list] = defaultdict(list)
        rows = Locality.objects.filter(inside(place))  # ungated: the place and its communes
        for locality in rows.order_by("-level", "name", "pk"):
            for name in dict.fromkeys(fold(name) for name in place_names(locality)):
                found[name].append(locality)
        return found

    def best(self, rows):
        return [row for row in rows if not row.is_ended] or rows


def round_names(meeting: ContactMeeting) -> tuple[str, ...]:
    """How a contact meeting may be named."""
    day = f"{meeting.held_on:%d/%m/%Y}" if meeting.held_on else ""
    return str(meeting), f"{meeting.where}, {day}" if meeting.where and day else "", f"TXCT {day}" if day else ""


@dataclass(frozen=True)
class MeetingNamed(Found):
    """A contact meeting."""

    model: Any = ContactMeeting
    names: Callable[[Any], Iterable[str]] = round_names
    noun: str = "cuộc tiếp xúc"
    select: Callable[[QuerySet], QuerySet] = lambda rows: rows.select_related("place")
    width: int = 34


@dataclass(frozen=True)
class MeetingsNamed(Several, MeetingNamed):
    """Several of them."""


@dataclass(frozen=True)
class TimesRaised(Number):
    """Which time it is: a number, or "lần đầu", "lần thứ 3"."""

    least: int = 1
    most: int = 99

    def value(self, cell, place):
        words = fold(cell.text)
        if words in ("lan dau", "lan 1", "moi", "lan thu nhat"):
            return 1
        if found := re.fullmatch(r"(?:kien nghi )?lan (?:thu )?(\d{1,2})", words):
            return int(found[1])
        if words == "nhieu lan":
            raise CellFault("“nhiều lần” chưa rõ là mấy lần; ghi số lần.")
        return super().value(cell, place)

    def choices(self, place):
        return [str(number) for number in range(1, OFTEN + 1)]

    @property
    def help(self):
        return self.hint or "Số lần, kể cả lần này: 1 là lần đầu."
