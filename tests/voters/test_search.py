from datetime import date

import pytest

from coordination.search.queries import everywhere
from tests.voters.factories import LOADER, BatchFactory, ContactMeetingFactory, petition_of
from voters import actions
from voters.choices import Result


@pytest.fixture
def room(cast):
    """One record of every kind that can be found."""
    petition = petition_of(
        cast.locality, title="Đơn giá đền bù đất ruộng", place=cast.commune, place_detail="thôn Thượng"
    )
    actions.forward(petition, by=LOADER, to=cast.department, on=date(2026, 5, 20))
    actions.accept(petition, by=LOADER, on=date(2026, 5, 21))
    actions.reply(
        petition,
        by=LOADER,
        result=Result.EXPLAINED,
        text="Giữ bảng giá đất.",
        number="1245/UBND",
        sent_on=date(2026, 6, 1),
    )
    actions.create(ContactMeetingFactory.build(locality=cast.locality, topic="Nước sạch nông thôn"), by=LOADER)
    actions.create(
        BatchFactory.build(locality=cast.locality, name="Trước kỳ họp thứ 2", dispatch_number="88/HĐND"), by=LOADER
    )
    return cast


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("don gia den bu", ["petition", "reply"]),
        ("KN-2026-0001", ["petition"]),
        ("thon thuong phu hoa", ["petition"]),
        ("1245/ubnd", ["reply"]),
        ("nuoc sach", ["contactmeeting"]),
        ("88/hdnd", ["batch"]),
        ("khong co", []),
    ],
)
def test_found_without_accents(room, query, kinds):
    found = (entry.content_type for entry in everywhere(room.lan, query))
    assert sorted(kind.model for kind in found if kind.app_label == "voters") == kinds


def test_strangers_find_nothing(room):
    assert list(everywhere(room.stranger, "don gia den bu")) == []


def test_a_confidential_petition_is_found_by_its_code_only(cast):
    petition = petition_of(cast.locality, title="Người bị nêu tên", confidential=True)
    assert list(everywhere(cast.lan, "nguoi bi neu ten")) == []
    assert petition.case_code == "KN-2026-0001"
