"""A refusal teaches also where things go fast: for a new petition, in bulk, in batches; days and files; levels."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from tests.exchange.books import grid
from tests.people.factories import BodyFactory, LocalityFactory
from tests.voters.factories import LOADER, BatchFactory, petition_of
from tests.voters.factories_routing import accepted_by, refused_by, rule_of
from voters import actions, routing
from voters.choices import BatchStatus, Field
from voters.competence import levels_of
from voters.models import Petition, Referral
from voters.queries.routing import days_lost

D = date
CREATE = reverse("voters:petition-create")
ASK = reverse("voters:proposals")
TYPED = {"content": "Đường liên xã nhiều ổ gà", "field": "giao_thong", "origin": "before", "received_on": "01/10/2026"}


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def works(cast):
    return BodyFactory(locality=cast.locality, name="Sở Xây dựng", parent=cast.committee)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


# --- the form of a new petition


def test_the_form_of_a_new_petition_proposes_bodies_and_what_was_refused(clerk, cast, works):
    rule_of(cast.locality, body=works)
    accepted_by(cast.department, cast.locality, place=cast.commune)
    typed = TYPED | {"place": cast.commune.pk}
    before = clerk.post(ASK, typed).context["proposals"]
    assert [row.body.name for row in before] == ["Sở Xây dựng", "Sở Y tế"]
    for _ in range(7):
        refused_by(works, cast.locality, place=cast.commune, reason="Đường do xã quản lý.")
    after = clerk.post(ASK, typed)
    assert [row.body.name for row in after.context["proposals"]] == ["Sở Y tế", "Sở Xây dựng"]
    assert "từ chối 7 lần: lý do mới nhất “Đường do xã quản lý.”" in text_of(after)


def test_a_press_on_the_form_fills_in_the_body_and_saves_nothing(clerk, cast, works):
    rule_of(cast.locality, body=works, level="province")
    page = text_of(clerk.get(CREATE))
    assert f'hx-post="{ASK}"' in page
    assert 'name="chon-co-quan"' in page
    asked = clerk.post(CREATE, TYPED | {"chon-co-quan": ""})
    assert f'value="{works.pk}:province:giao_thong"' in text_of(asked)
    typed = TYPED | {"chon-co-quan": f"{works.pk}:province:giao_thong", "level": "commune", "field": ""}
    picked = clerk.post(CREATE, typed)
    form = picked.context["form"]
    assert (picked.status_code, Petition.objects.count()) == (200, 0)
    assert [form[name].value() for name in ("competent_body", "level", "field", "content")] == [
        str(works.pk), "province", "giao_thong", TYPED["content"],
    ]  # fmt: skip


@pytest.mark.parametrize("typed", [{}, {"place": "x", "field": "zz", "kind": "\0"}, {"place": "9" * 40}])
def test_whatever_is_typed_is_answered(clerk, typed):
    assert clerk.post(ASK, typed).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("hoa", 200), ("minh", 403), ("ubnd", 403)])
def test_who_may_ask_for_a_new_one(client, cast, who, status):
    client.force_login(getattr(cast, who))
    assert client.post(ASK, TYPED).status_code == status


# --- before many are forwarded


def test_who_refused_the_like_is_said_before_many_are_forwarded(cast, works):
    refused_by(works, cast.locality, place=cast.commune, reason="Đường do xã quản lý.")
    refused_by(works, cast.locality, place=cast.commune, reason="Vẫn là đường xã.")
    refused_by(works, cast.locality, place=cast.commune, field=Field.HEALTH, reason="Việc y tế.")
    refused_by(works, cast.locality, place=cast.locality, reason="Cấp khác.")
    like, other = petition_of(cast.locality, place=cast.commune), petition_of(cast.locality, field=Field.EDUCATION)
    itself = refused_by(works, cast.locality, field=Field.LIGHTING, reason="Đèn của xã.")
    pairs = [(like, works), (other, works), (itself, works), (like, cast.department)]
    assert routing.warnings(pairs[:3], reader=cast.lan) == {
        like.pk: "Sở Xây dựng đã từ chối 2 kiến nghị cùng lĩnh vực, cùng cấp địa bàn: “Vẫn là đường xã.”",
        itself.pk: "Sở Xây dựng đã từ chối chính kiến nghị này: “Đèn của xã.”",
    }
    assert routing.warnings(pairs[3:], reader=cast.lan) == {}
    assert routing.warnings(pairs[:3], reader=cast.stranger) == {}


def test_warnings_take_one_question(cast, works, django_assert_num_queries):
    for _ in range(2):
        refused_by(works, cast.locality)
    pairs = [(petition, works) for petition in Petition.objects.select_related("place")]
    routing.warnings(pairs, reader=cast.lan)
    with django_assert_num_queries(1):
        routing.warnings(pairs, reader=cast.lan)
    with django_assert_num_queries(0):
        routing.warnings([], reader=cast.lan)


def test_the_page_that_forwards_many_says_it(clerk, cast, works):
    refused_by(works, cast.locality, reason="Đường do xã quản lý.")
    petition = petition_of(cast.locality, competent_body=works)
    url = reverse("voters:petition-bulk", args=["forward"])
    page = text_of(clerk.get(f"{url}?chon={petition.pk}"))
    assert "đã từ chối 1 kiến nghị cùng lĩnh vực: “Đường do xã quản lý.”" in page


def test_the_page_that_sends_a_batch_says_it(clerk, cast, works):
    refused_by(works, cast.locality, reason="Đường do xã quản lý.")
    batch = BatchFactory(locality=cast.locality, status=BatchStatus.AGREED, agreed_on=D(2026, 9, 1))
    petition_of(cast.locality, competent_body=works, batch=batch)
    page = text_of(clerk.get(reverse("voters:batch-move", args=[batch.pk, "dispatch"])))
    assert "đã từ chối 1 kiến nghị cùng lĩnh vực: “Đường do xã quản lý.”" in page


# --- days


def hops(petition):
    return list(Referral.objects.filter(petition=petition).order_by("sent_on", "pk"))


def test_days_lost_end_where_it_was_taken_after_the_last_refusal(cast, works):
    petition = refused_by(works, cast.locality)
    actions.forward(petition, by=LOADER, to=cast.department, on=D(2026, 5, 26))
    actions.refuse(petition, by=LOADER, reason="Cũng không phải.", on=D(2026, 5, 30))
    assert days_lost(hops(petition)) is None
    actions.forward(petition, by=LOADER, to=cast.committee, on=D(2026, 5, 30))
    actions.accept(petition, by=LOADER, on=D(2026, 6, 3))
    assert days_lost(hops(petition)) == 14
    actions.assign(petition, by=LOADER, to=works, due_on=D(2026, 7, 1), on=D(2026, 6, 8))
    actions.accept_assigned(petition.referrals.get(under__isnull=False), by=LOADER, on=D(2026, 6, 10))
    assert days_lost(hops(petition)) == 14


def test_a_refusal_inside_a_committee_loses_no_day(cast, works):
    petition = petition_of(cast.locality)
    actions.forward(petition, by=LOADER, to=cast.committee, on=D(2026, 5, 20))
    actions.accept(petition, by=LOADER, on=D(2026, 5, 22))
    assert days_lost(hops(petition)) == 2
    actions.assign(petition, by=LOADER, to=works, due_on=D(2026, 7, 1), on=D(2026, 5, 22))
    actions.refuse_assigned(petition.referrals.get(to=works), by=LOADER, reason="Không.", on=D(2026, 5, 25))
    assert days_lost(hops(petition)) == 2
    actions.assign(petition, by=LOADER, to=cast.department, due_on=D(2026, 7, 1), on=D(2026, 5, 28))
    actions.accept_assigned(petition.referrals.get(to=cast.department), by=LOADER, on=D(2026, 6, 1))
    assert days_lost(hops(petition)) == 2


def test_nobody_has_lost_days_where_nothing_was_forwarded():
    assert days_lost([]) is None


# --- then and now, as a file


def test_then_and_now_as_a_file(clerk, cast, works):
    old = BodyFactory(locality=cast.locality, name="Sở Giao thông", valid_to=D(2026, 8, 31), successor=works)
    accepted_by(old, cast.locality)
    accepted_by(works, cast.locality)
    petition_of(cast.locality)
    url = reverse("voters:then-and-now")
    response = clerk.get(f"{url}?tu=01/01/2026&den=31/12/2026&xuat=xlsx")
    rows = grid(response.content)
    assert rows[0] == ["Cơ quan", "Nay là", "Lúc đó", "Hiện nay"]
    assert sorted(rows[1:4], key=str) == sorted(
        [["Sở Xây dựng", None, 1, 2], ["Sở Giao thông", "Sở Xây dựng", 1, 0], ["Chưa giao cơ quan nào", None, 1, 1]],
        key=str,
    )
    assert rows[4] == ["Cộng", None, 3, 3]
    assert "attachment" in response["Content-Disposition"]
    page = text_of(clerk.get(f"{url}?tu=01/01/2026"))
    assert ("xuat=xlsx" in page, "xuat=docx" in page) == (True, True)


def test_then_and_now_as_a_word_file(clerk, cast, works):
    accepted_by(works, cast.locality)
    response = clerk.get(f"{reverse('voters:then-and-now')}?xuat=docx")
    (table,) = Document(BytesIO(response.content)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Cơ quan", "Nay là", "Lúc đó", "Hiện nay"],
        ["Sở Xây dựng", "", "1", "1"],
        ["Cộng", "", "1", "1"],
    ]
    assert response["Content-Disposition"].endswith(".docx")


@pytest.mark.parametrize("query", ["tu=31/02/2026", "tu=01/12/2026&den=01/01/2026"])
def test_no_file_of_what_cannot_be_read(clerk, query):
    response = clerk.get(f"{reverse('voters:then-and-now')}?{query}&xuat=xlsx")
    assert response["Content-Type"].startswith("text/html")


def test_the_file_is_for_those_who_see_petitions(client, cast):
    client.force_login(cast.admin)
    for kind in ("xlsx", "docx"):
        assert client.get(f"{reverse('voters:then-and-now')}?xuat={kind}").status_code == 403


# --- level and body fit each other


@pytest.mark.parametrize(
    ("kind", "fits"),
    [
        ("department", ("province",)),
        ("vertical", ("vertical", "central", "province")),
        ("enterprise", ("province", "vertical")),
        ("central", ("central", "vertical")),
    ],
)
def test_levels_that_fit_a_body(cast, kind, fits):
    assert levels_of(BodyFactory(locality=cast.locality, kind=kind)) == fits


def test_a_proposed_body_brings_its_own_level(clerk, cast, works):
    rule_of(cast.locality, body=works)
    petition = petition_of(cast.locality, level="commune", field="")
    rule_of(cast.locality, body=works, field="giao_thong", words="đường")
    (first,) = routing.propose(petition)
    assert (first.level, first.field, first.picked) == ("province", "giao_thong", f"{works.pk}:province:giao_thong")
    page = text_of(clerk.get(petition.get_absolute_url()))
    assert f"?competent_body={works.pk}&amp;level=province&amp;field=giao_thong" in page


def test_a_body_of_another_level_is_not_classified_for(clerk, cast, works):
    petition = petition_of(cast.locality, level="")
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    typed = {"field": "giao_thong", "level": "commune", "competent_body": works.pk}
    refused = clerk.post(url, typed)
    assert (refused.status_code, refused.context["form"].errors["level"]) == (
        422,
        ["Sở Xây dựng thuộc cấp tỉnh, không phải cấp xã: sửa cấp, hoặc chọn cơ quan khác."],
    )
    assert clerk.post(url, typed | {"level": "province"}).status_code == 302


def test_a_body_of_another_commune_is_pointed_out(clerk, cast):
    near = LocalityFactory(commune=True, full_name="Xã Bên", parent=cast.locality)
    body = BodyFactory(locality=near, name="UBND xã Bên", kind="committee")
    petition = petition_of(cast.locality, level="", place=cast.commune)
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    page = clerk.post(url, {"field": "giao_thong", "level": "commune", "competent_body": body.pk}, follow=True)
    words = f"UBND xã Bên không phải cơ quan của địa bàn {cast.commune.full_name}; xem lại nếu chọn nhầm."
    assert (words in text_of(page), page.redirect_chain[0][1]) == (True, 302)


def test_forwarding_takes_over_the_level_of_the_body(cast, works):
    petition = petition_of(cast.locality, level="commune")
    actions.forward(petition, by=cast.lan, to=works, due_on=D(2026, 12, 1))
    petition.refresh_from_db()
    assert petition.level == "province"
    told = petition_of(cast.locality, level="commune")
    assert actions.forward(told, by=LOADER, to=works, on=D(2026, 5, 20)).level == "commune"


def test_in_bulk_a_body_without_a_level_brings_its_own(clerk, cast, works):
    petition = petition_of(cast.locality, level="commune")
    clerk.post(reverse("voters:petition-bulk", args=["classify"]), {"chon": petition.pk, "competent_body": works.pk})
    petition.refresh_from_db()
    assert (petition.level, petition.competent_body) == ("province", works)


# --- proposals in bulk


def test_bulk_classification_shows_what_the_rules_propose_for_each(clerk, cast, works):
    rule_of(cast.locality, body=works)
    rule_of(cast.locality, field="y_te", words="trạm y tế", body=cast.department)
    road = petition_of(cast.locality, level="", title="Đường hỏng", content="Đường hỏng")
    health = petition_of(cast.locality, field="", level="", title="Trạm y tế", content="Trạm y tế thiếu thuốc")
    done = petition_of(cast.locality, competent_body=works)
    again = refused_by(works, cast.locality, title="Đã từ chối")
    found = routing.by_rules([road, health, done, again], reader=cast.lan)
    assert {key: row.body for key, row in found.items()} == {
        road.pk: works, health.pk: cast.department, done.pk: works
    }  # fmt: skip
    chosen = "&".join(f"chon={row.pk}" for row in (road, health, done))
    page = text_of(clerk.get(f"{reverse('voters:petition-bulk', args=['classify'])}?{chosen}"))
    assert page.count("đề xuất:") == 2
    assert "chưa phân loại; đề xuất: Y tế" in page


@pytest.mark.parametrize("number", [1, 3])
def test_proposals_of_many_ask_the_same(cast, works, number, django_assert_num_queries):
    rule_of(cast.locality, local_committee=True)
    rule_of(cast.locality, body=works, words="ổ gà")
    rows = [petition_of(cast.locality, place=cast.commune) for _ in range(number)]
    rows = list(Petition.objects.filter(pk__in=[row.pk for row in rows]).select_related("locality", "place"))
    with django_assert_num_queries(7):
        routing.by_rules(rows, reader=cast.lan)
