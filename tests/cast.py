"""The people every test may meet: one province, a commune of it, a neighbour that must see nothing.

Use `cast` (fixture in tests/conftest.py): `client.force_login(cast.lan)`, `actions.forward(petition, by=cast.lan)`.
Each user object remembers its acting membership; `cast.acting_as(body, role)` makes one more person.
"""

from datetime import date
from functools import cached_property
from types import SimpleNamespace

import pytest

from coordination.people.choices import BodyKind, LocalityKind
from tests.people.factories import (
    BodyFactory,
    ConstituencyFactory,
    DelegateMandateFactory,
    LineageFactory,
    LocalityFactory,
    TermFactory,
    member,
)


class Cast(SimpleNamespace):
    """Places and bodies: locality, council, standing, board, office (of the council), committee, department, front,
    term, constituency; commune (a locality of the province) with commune_council; other (a foreign locality) with
    other_council; ended (a predecessor of locality, read-only) with ended_council.

    People: lan (council_clerk in office), tu (council_leader in standing), minh (department_officer), ubnd
    (committee_clerk), hoa (front_clerk), thu_ky (board_secretary), dai_bieu (delegate of constituency), xa
    (commune_official), stranger (council_clerk of other), admin (locality_admin), operator (operator); chief
    (department_leader), who comes when a test asks for them.
    """

    @cached_property
    def chief(self):
        """The leader of the department, who notes its answers without a draft."""
        return member(self.department, "department_leader", "Vũ Thị Tâm")

    def acting_as(self, body, role: str, name: str = ""):
        """One more person with a membership."""
        return member(body, role, name)


def build() -> Cast:
    """Write the whole cast into the database."""
    cast = Cast(locality=LocalityFactory(slug="an-binh-thu", name="An Bình", full_name="Tỉnh An Bình"))
    _add_places(cast)
    _add_bodies(cast)
    _add_people(cast)
    return cast


def _add_places(cast) -> None:
    cast.commune = LocalityFactory(commune=True, slug="phu-hoa-thu", name="Phú Hòa", parent=cast.locality)
    cast.other = LocalityFactory(slug="song-lam-thu", name="Sông Lam")
    cast.ended = LocalityFactory(
        slug="an-binh-cu-thu", name="An Bình cũ", kind=LocalityKind.PROVINCE, valid_to=date(2025, 6, 30)
    )
    LineageFactory(predecessor=cast.ended, successor=cast.locality)
    cast.term = TermFactory(locality=cast.locality, name="2021-2026", start="2021-07-01")
    cast.constituency = ConstituencyFactory(locality=cast.locality, name="Đơn vị bầu cử số 1")
    cast.constituency.covers.set([cast.commune])


def _add_bodies(cast) -> None:
    def body(code, kind, name, place=cast.locality, **fields):
        return BodyFactory(locality=place, code=code, kind=kind, name=name, **fields)

    cast.council = body("hdnd", BodyKind.COUNCIL, "HĐND tỉnh", symbol="HĐND")
    cast.standing = body("tt-hdnd", BodyKind.COUNCIL_STANDING, "Thường trực HĐND tỉnh", parent=cast.council)
    cast.board = body("ban-kt-ns", BodyKind.COUNCIL_BOARD, "Ban Kinh tế - Ngân sách", parent=cast.council)
    cast.office = body(
        "vp-hdnd", BodyKind.OFFICE, "Văn phòng HĐND tỉnh", parent=cast.council, serves=[cast.council, cast.standing]
    )
    cast.committee = body("ubnd", BodyKind.COMMITTEE, "UBND tỉnh", symbol="UBND")
    cast.department = body("so-y-te", BodyKind.DEPARTMENT, "Sở Y tế", parent=cast.committee)
    cast.front = body("mttq", BodyKind.FRONT, "MTTQ tỉnh", symbol="MTTQ")
    cast.commune_council = body("hdnd", BodyKind.COUNCIL, "HĐND xã Phú Hòa", cast.commune)
    cast.other_council = body("hdnd", BodyKind.COUNCIL, "HĐND tỉnh Sông Lam", cast.other)
    cast.ended_council = body("hdnd", BodyKind.COUNCIL, "HĐND tỉnh An Bình cũ", cast.ended)


def _add_people(cast) -> None:
    cast.lan = member(cast.office, "council_clerk", "Nguyễn Thị Lan", "lan")
    cast.tu = member(cast.standing, "council_leader", "Trần Văn Tú", "tu")
    cast.minh = member(cast.department, "department_officer", "Lê Minh", "minh")
    cast.ubnd = member(cast.committee, "committee_clerk", "Phạm Quốc Bảo", "ubnd")
    cast.hoa = member(cast.front, "front_clerk", "Đỗ Thị Hoa", "hoa")
    cast.thu_ky = member(cast.board, "board_secretary", "Ngô Thu Kỳ", "thu-ky")
    cast.dai_bieu = member(cast.council, "delegate", "Vũ Đại", "dai-bieu")
    DelegateMandateFactory(person=cast.dai_bieu.person, term=cast.term, constituency=cast.constituency)
    cast.xa = member(cast.commune_council, "commune_official", "Hồ Thị Xá", "xa")
    cast.stranger = member(cast.other_council, "council_clerk", "Bùi Văn Lạ", "stranger")
    cast.admin = member(cast.office, "locality_admin", "Đinh Quản Trị", "admin")
    cast.operator = member(cast.office, "operator", "Tạ Vận Hành", "operator")


@pytest.fixture
def cast(db) -> Cast:
    """Everybody, fresh for each test."""
    return build()
