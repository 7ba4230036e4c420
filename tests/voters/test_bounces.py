"""Petitions that bounce: how often, how long, who refused."""

from datetime import date

import pytest
from django.urls import reverse

from coordination.lib.period import Period
from tests.exchange.books import grid
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, petition_of
from tests.voters.factories_drafting import assigned_to
from tests.voters.factories_routing import accepted_by, refused_by
from voters import actions, queries
from voters.choices import Field
from voters.models import Petition
from voters.queries import routing

D = date
LIST = reverse("voters:bounce-list")


def text_of(response) -> str:
    """The page as one line."""
    return " ".join(response.content.decode().split())


def titles(response) -> list[str]:
    return sorted(row.record.title for row in response.context["page"].object_list)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.fixture
def works(cast):
    return BodyFactory(locality=cast.locality, code="so-xd", name="Sở Xây dựng", parent=cast.committee)


@pytest.fixture
def bounced(cast, works):
    """Refused by Health on 25 May, sent to Works on 28 May, taken on 2 June: 13 days after it was first sent."""
    petition = refused_by(
        cast.department, cast.locality, title="Cầu hỏng", place=cast.commune, reason="Cầu là của Sở XD."
    )
    actions.forward(petition, by=LOADER, to=works, on=D(2026, 5, 28))
    return actions.accept(petition, by=LOADER, on=D(2026, 6, 2))


def test_a_petition_s_way_days_and_reason(clerk, bounced):
    row = clerk.get(LIST).context["page"].object_list[0]
    cells = {name: str(row.get_cell(name)) for name in ("way", "reason", "lost", "transfers", "refusals")}
    assert cells == {
        "way": "Sở Y tế (từ chối) → Sở Xây dựng",
        "reason": "Cầu là của Sở XD.",
        "lost": '<span class="num">13</span>',
        "transfers": '<span class="num">2</span>',
        "refusals": '<span class="num">1</span>',
    }


def test_what_nobody_took_has_no_days_yet_and_what_went_astray_before_counts(clerk, cast):
    refused_by(cast.department, cast.locality, title="A")
    petition_of(cast.locality, title="B", misdirected_to="UBND phường", misdirected_right="Bảo hiểm xã hội")
    accepted_by(cast.department, cast.locality, title="C")
    rows = {row.record.title: row for row in clerk.get(LIST).context["page"].object_list}
    assert {title: (str(row.get_cell("lost")), str(row.get_cell("way"))) for title, row in rows.items()} == {
        "A": ("chưa được nhận", "Sở Y tế (từ chối)"),
        "B": ("chưa được nhận", "gửi nhầm UBND phường"),
    }
    assert str(rows["B"].get_cell("reason")) == "đúng ra: Bảo hiểm xã hội"


def test_the_list_and_the_figure_count_the_same(clerk, cast, bounced):
    petition_of(cast.locality, misdirected_to="UBND phường", misdirected_right="Thi hành án")
    received = queries.received(Petition.objects.counted_in(cast.locality), Period(D(2026, 1, 1), D(2026, 12, 31)))
    assert clerk.get(LIST).context["total"] == queries.bounced(received, D(2026, 10, 1)).count() == 2


def test_totals_by_refusing_body_follow_the_filters(clerk, cast, works, bounced):
    refused_by(cast.department, cast.locality, title="Khác", field=Field.HEALTH)
    twice = refused_by(works, cast.locality, title="Hai lần", field=Field.HEALTH)
    actions.forward(twice, by=LOADER, to=works, on=D(2026, 5, 28))
    actions.refuse(twice, by=LOADER, reason="Vẫn không phải.", on=D(2026, 5, 29))
    shown = {}
    for query in ("", "field=y_te", f"refuser={cast.department.pk}"):
        totals = clerk.get(f"{LIST}?{query}").context["totals"]
        shown[query] = [(bar.label, bar.value, bar.note) for bar in totals]
    assert shown == {
        "": [("Sở Xây dựng", 2, "1 kiến nghị"), ("Sở Y tế", 2, "2 kiến nghị")],
        "field=y_te": [("Sở Xây dựng", 2, "1 kiến nghị"), ("Sở Y tế", 1, "1 kiến nghị")],
        f"refuser={cast.department.pk}": [("Sở Y tế", 2, "2 kiến nghị")],
    }


def test_filters(clerk, cast, works, bounced):
    refused_by(works, cast.locality, title="Trạm y tế", field=Field.HEALTH, received_on=D(2026, 5, 10))
    asked = {
        f"refuser={works.pk}": ["Trạm y tế"],
        "field=giao_thong": ["Cầu hỏng"],
        f"place={cast.commune.pk}": ["Cầu hỏng"],
        "den=15/05/2026": ["Trạm y tế"],
        "tu=15/05/2026": ["Cầu hỏng"],
        "q=cau+hong": ["Cầu hỏng"],
    }
    assert {query: titles(clerk.get(f"{LIST}?{query}")) for query in asked} == asked
    assert clerk.get(f"{LIST}?tu=31/02/2026").status_code == 400


def test_a_filter_by_htmx_brings_the_totals_along(clerk, bounced):
    page = text_of(clerk.get(LIST, headers={"HX-Request": "true", "HX-Target": "ket-qua"}))
    assert ('hx-swap-oob="true"' in page, "Số lần từ chối theo cơ quan" in page, "<html" in page) == (True, True, False)


def test_the_list_as_a_file(clerk, bounced):
    rows = grid(clerk.get(f"{LIST}?xuat=xlsx").content)
    assert rows[0] == [
        "Nội dung", "Mã", "Địa bàn", "Lĩnh vực", "Đã qua", "Lần chuyển", "Từ chối", "Ngày mất", "Lý do mới nhất",
        "Kết quả",
    ]  # fmt: skip
    assert rows[1][4:9] == ["Sở Y tế (từ chối) → Sở Xây dựng", 2, 1, 13, "Cầu là của Sở XD."]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(clerk, cast, item_count, django_assert_num_queries):
    for number in range(item_count):
        refused_by(BodyFactory(locality=cast.locality), cast.locality, title=f"Số {number}")
    clerk.get(LIST)
    with django_assert_num_queries(17):
        response = clerk.get(LIST)
    assert len(response.context["page"].object_list) == item_count


def test_who_sees_which(client, cast, bounced):
    hidden = refused_by(cast.department, cast.locality, title="Mật", confidential=True)
    seen = {}
    for name in ("lan", "hoa", "minh", "dai_bieu", "stranger"):
        client.force_login(getattr(cast, name))
        response = client.get(LIST)
        seen[name] = (titles(response), sum(bar.value for bar in response.context["totals"]))
    assert seen == {
        "lan": (["Cầu hỏng"], 1),
        "hoa": (["Cầu hỏng"], 1),
        "minh": (["Cầu hỏng"], 1),
        "dai_bieu": (["Cầu hỏng"], 1),
        "stranger": ([], 0),
    }
    assert hidden.confidential
    client.force_login(cast.admin)
    assert client.get(LIST).status_code == 403


def test_what_a_committee_gives_on_is_no_transfer(clerk, cast, works):
    petition = petition_of(cast.locality, misdirected_to="UBND phường", misdirected_right="UBND tỉnh")
    assigned_to(petition, cast, works)
    page = clerk.get(LIST)
    row = page.context["page"].object_list[0]
    assert (row.record.transfer_count, str(row.get_cell("way"))) == (
        1,
        "gửi nhầm UBND phường → UBND tỉnh → Sở Xây dựng (giao)",
    )
    shown = text_of(clerk.get(petition.get_absolute_url()))
    assert ("1 lần chuyển" in shown, "Chuyển lần" in shown) == (True, False)
    assert len(queries.transfers(petition.referrals.all(), Period(D(2026, 1, 1), D(2026, 12, 31)), D(2026, 10, 1))) == 1


def test_a_successor_s_turn_is_no_transfer(cast, works, bounced):
    works.valid_to, works.successor = D(2026, 8, 31), cast.department
    works.save()
    bounced.refresh_from_db()
    actions.succeed(bounced, by=LOADER, on=D(2026, 9, 1))
    row = routing.bouncing(Petition.objects.all()).get()
    assert (row.transfer_count, row.refusal_count, row.referrals.count()) == (2, 1, 3)
