"""Of whose petitions a settlement report speaks: the locality's committee of all, any other body of its own."""

from datetime import date

import pytest

from coordination.people.choices import BodyKind
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_supervision import SettlementReportFactory
from voters import actions

D = date
ALL = "Số liệu của sổ hôm nay."


@pytest.fixture
def bodies(cast):
    """Who reports, by name; petitions of each: the commune's one, the department's two, one assigned on to it, one that
    it refused, the ministry's one, and one of nobody."""
    commune = BodyFactory(locality=cast.commune, kind=BodyKind.COMMITTEE, name="UBND xã Phú Hòa")
    ministry = BodyFactory(locality=cast.locality, kind=BodyKind.CENTRAL, name="Bộ Y tế")
    office = BodyFactory(locality=cast.locality, kind=BodyKind.OFFICE, name="Văn phòng UBND", parent=cast.committee)
    brought_to(petition_of(cast.locality), "answered", commune)
    brought_to(petition_of(cast.locality), "answered", cast.department)
    petition_of(cast.locality, competent_body=cast.department)
    assigned = brought_to(petition_of(cast.locality), "in_progress", cast.committee)
    actions.assign(assigned, by=LOADER, to=cast.department, on=D(2026, 6, 20))
    refused = brought_to(petition_of(cast.locality, due_on=None), "forwarded", cast.department)
    actions.refuse(refused, by=LOADER, reason="Việc của Bộ.", on=D(2026, 6, 20))
    actions.forward(refused, by=LOADER, to=ministry, on=D(2026, 6, 21))
    petition_of(cast.locality)
    writes = BodyFactory(locality=cast.commune, kind=BodyKind.OFFICE, name="Văn phòng UBND xã", parent=commune)
    return {
        "committee": cast.committee,
        "office": office,
        "commune": commune,
        "office of the commune": writes,
        "department": cast.department,
    }


@pytest.mark.parametrize(
    ("name", "total", "answered", "held"),
    [
        ("committee", 6, 2, ALL),
        ("office", 6, 2, ALL),
        ("commune", 1, 1, f"{ALL} Chỉ đếm kiến nghị do UBND xã Phú Hòa giải quyết."),
        ("office of the commune", 1, 1, f"{ALL} Chỉ đếm kiến nghị do UBND xã Phú Hòa giải quyết."),
        ("department", 3, 1, f"{ALL} Chỉ đếm kiến nghị do Sở Y tế giải quyết."),
    ],
)
def test_it_is_compared_with_the_petitions_of_its_body(client, cast, bodies, name, total, answered, held):
    report = SettlementReportFactory(locality=cast.locality, body=bodies[name], said_total=1, said_answered=1)
    client.force_login(cast.lan)
    shown = client.get(report.get_absolute_url()).context["sections"][0].context
    actions.assign_verification(report, by=cast.lan, board=cast.board)
    actions.verify_report(report, by=cast.lan, findings="Khớp.", verified_on=D(2026, 9, 1))
    assert (shown["rows"][:2], shown["held"], (report.numbers["total"], report.numbers["answered"])) == (
        [("Tổng số kiến nghị", 1, total, total != 1), ("Đã trả lời", 1, answered, answered != 1)],
        held,
        (total, answered),
    )
