"""The decision table and what it proposes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.operations.demo import routing as demo_routing
from coordination.operations.demo.book import Book, read
from coordination.people.choices import BodyKind
from coordination.records.errors import Forbidden, NotNow
from tests.people.factories import BodyFactory, LineageFactory, LocalityFactory
from tests.voters.factories import LOADER, petition_of
from tests.voters.factories_routing import CompetenceRuleFactory, accepted_by, refused_by, rule_of
from voters import actions, routing
from voters.choices import Field
from voters.models import CompetenceRule, Petition

D = date
LIST = reverse("voters:competencerule-list")
CREATE = reverse("voters:competencerule-create")
ASK = reverse("voters:proposals")


def text_of(response) -> str:
    """The page as one line."""
    return " ".join(response.content.decode().split())


def named(proposals) -> list[str]:
    return [proposal.body.name for proposal in proposals]


@pytest.fixture
def power(cast):
    return BodyFactory(locality=cast.locality, code="dien-luc", kind=BodyKind.VERTICAL, name="Công ty Điện lực")


@pytest.fixture
def works(cast):
    return BodyFactory(locality=cast.locality, code="so-xd", name="Sở Xây dựng", parent=cast.committee)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


# --- The model -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"field": "", "words": " , "}, "quy tắc phải nói về việc gì"),
        ({"body": None}, "Chọn một cơ quan"),
        ({"local_committee": True}, "Chọn một cơ quan"),
        ({"valid_from": D(2026, 5, 2), "valid_to": D(2026, 5, 1)}, "Ngày cuối phải từ ngày đầu"),
    ],
)
def test_a_rule_says_what_where_and_who(cast, fields, words):
    rule = CompetenceRuleFactory.build(locality=cast.locality, **{"body": cast.department} | fields)
    with pytest.raises(ValidationError, match=words):
        actions.create_rule(rule, by=LOADER)


def test_a_rule_in_words(cast, power):
    rule = rule_of(
        cast.locality, field=Field.ELECTRICITY, words="lưới  điện,cột điện; Luoi dien", place=cast.commune, body=power
    )
    assert rule.words == "lưới  điện".replace("  ", " ").replace("lưới", "Luoi").replace("điện", "dien") + ", cột điện"
    assert str(rule) == "Điện, có chữ “Luoi dien”, “cột điện”, xã Phú Hòa → Công ty Điện lực"


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "state"),
    [
        (None, None, ("done", "Đang áp dụng")),
        (None, D(2026, 10, 1), ("done", "Đang áp dụng")),
        (None, D(2026, 9, 30), ("none", "Thôi áp dụng từ 30/09/2026")),
        (D(2026, 10, 2), None, ("wait", "Áp dụng từ 02/10/2026")),
    ],
)
def test_when_a_rule_holds(cast, valid_from, valid_to, state):
    rule = rule_of(cast.locality, valid_from=valid_from, valid_to=valid_to)
    assert (rule.state, rule.holds_on(D(2026, 10, 1))) == (state, state[0] == "done")


# --- Proposals from rules --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conditions", "matches"),
    [
        ({}, True),
        ({"field": Field.HEALTH}, False),
        ({"level": "province"}, True),
        ({"level": "commune"}, False),
        ({"kind": "petition"}, True),
        ({"kind": "opinion"}, False),
        ({"words": "o ga"}, True),
        ({"words": "ổ gà, vỉa hè"}, True),
        ({"words": "vỉa hè"}, False),
        ({"words": "ga"}, True),
        ({"words": "g"}, False),
        ({"words": "ổ gà", "field": ""}, True),
        ({"place": "commune"}, True),
        ({"place": "province"}, True),
        ({"place": "elsewhere"}, False),
        ({"valid_to": D(2026, 9, 30)}, False),
        ({"valid_from": D(2026, 10, 2)}, False),
    ],
)
def test_each_condition_of_a_rule_must_hold(cast, works, conditions, matches):
    elsewhere = LocalityFactory(commune=True, parent=cast.locality)
    places = {"commune": cast.commune, "province": cast.locality, "elsewhere": elsewhere}
    known = {name: places[value] if name == "place" else value for name, value in conditions.items()}
    rule_of(cast.locality, body=works, **known)
    petition = petition_of(cast.locality, place=cast.commune, content="Đường nhiều ổ gà sâu.")
    assert named(routing.propose(petition)) == (["Sở Xây dựng"] if matches else [])


def test_the_most_specific_rule_comes_first(cast, works, power):
    rule_of(cast.locality, body=cast.department, ground="chung")
    rule_of(cast.locality, body=works, place=cast.locality, ground="theo tỉnh")
    rule_of(cast.locality, body=cast.committee, place=cast.commune, ground="theo xã")
    rule_of(cast.locality, body=power, words="cột điện", ground="theo chữ")
    petition = petition_of(cast.locality, place=cast.commune, content="Đường có cột điện chắn lối.")
    proposals = routing.propose(petition)
    assert named(proposals) == ["Công ty Điện lực", "UBND tỉnh", "Sở Xây dựng", "Sở Y tế"]
    assert proposals[0].reason == "quy tắc: Giao thông, có chữ “cột điện” (theo chữ)"
    assert proposals[0].rule.body == power
    assert [row.strength for row in proposals] == [111, 107, 105, 103]


def test_a_rule_for_the_committee_of_the_place(cast):
    commune_committee = BodyFactory(locality=cast.commune, kind=BodyKind.COMMITTEE, name="UBND xã Phú Hòa")
    rule_of(cast.locality, local_committee=True, level="commune")
    asked = petition_of(cast.locality, place=cast.commune, level="")
    assert [(row.body, row.level) for row in routing.propose(asked)] == [(commune_committee, "commune")]
    assert routing.propose(petition_of(cast.locality, level="")) == []


def test_words_speak_where_nobody_has_said_the_field(cast, power):
    rule_of(cast.locality, body=power, field=Field.ELECTRICITY, words="lưới điện")
    petition = petition_of(cast.locality, field="", level="", content="Chuyển LƯỚI ĐIỆN hợp tác xã sang ngành điện.")
    assert named(routing.propose(petition)) == ["Công ty Điện lực"]


def test_rules_of_another_locality_say_nothing(cast, works):
    rule_of(cast.other, body=works)
    assert routing.propose(petition_of(cast.locality)) == []


# --- Proposals from cases --------------------------------------------------------------------------------------------


def test_what_was_accepted_before_is_proposed_with_its_count(cast, works):
    for _ in range(3):
        accepted_by(works, cast.locality, place=cast.commune)
    accepted_by(cast.department, cast.locality, place=cast.commune, field=Field.HEALTH)
    accepted_by(cast.department, cast.locality, place=cast.locality)
    proposals = routing.propose(petition_of(cast.locality, place=cast.commune))
    assert [(row.body, row.level, row.reason) for row in proposals] == [
        (works, "province", "đã nhận 3, từ chối 0 kiến nghị cùng lĩnh vực, cùng cấp địa bàn")
    ]


def test_each_refusal_lowers_a_body_and_is_said(cast, works):
    rule_of(cast.locality, body=works)
    for _ in range(2):
        accepted_by(cast.department, cast.locality, place=cast.commune)
    asked = petition_of(cast.locality, place=cast.commune)
    before = {row.body: row.strength for row in routing.propose(asked)}
    refused_by(works, cast.locality, place=cast.commune, reason="Đường do xã quản lý.")
    refused_by(works, cast.locality, place=cast.commune, reason="Đường  thôn là của xã.")
    after = {row.body: row for row in routing.propose(asked)}
    assert before == {works: 103, cast.department: 30}
    assert {body: row.strength for body, row in after.items()} == {works: 73, cast.department: 30}
    assert after[works].reason.endswith("từ chối 2 lần: lý do mới nhất “Đường thôn là của xã.”")


def test_many_refusals_put_another_body_first(cast, works):
    rule_of(cast.locality, body=works)
    accepted_by(cast.department, cast.locality)
    for _ in range(6):
        refused_by(works, cast.locality)
    assert named(routing.propose(petition_of(cast.locality))) == ["Sở Y tế", "Sở Xây dựng"]


def test_who_refused_this_petition_is_not_proposed_again(cast, works, power):
    rule_of(cast.locality, body=works)
    petition = refused_by(works, cast.locality, right_body=power)
    assert [(row.body, row.reason) for row in routing.propose(petition)] == [
        (power, "Sở Xây dựng chỉ ra khi từ chối ngày 25/05/2026")
    ]
    assert routing.refusers(petition) == [(works, "Không thuộc chức năng của Sở.")]
    assert named(routing.propose(petition_of(cast.locality))) == ["Sở Xây dựng", "Công ty Điện lực"]


def test_a_committee_of_another_commune_stands_for_the_one_of_the_place(cast):
    there = LocalityFactory(commune=True, parent=cast.locality, name="Xa Lạ")
    theirs = BodyFactory(locality=there, kind=BodyKind.COMMITTEE, name="UBND xã Xa Lạ")
    ours = BodyFactory(locality=cast.commune, kind=BodyKind.COMMITTEE, name="UBND xã Phú Hòa")
    accepted_by(theirs, cast.locality, place=there, level="commune")
    assert named(routing.propose(petition_of(cast.locality, place=cast.commune, level="commune"))) == [ours.name]


def test_an_ended_body_gives_way_to_its_successor_with_the_reason(cast, works):
    old = BodyFactory(
        locality=cast.locality, name="Sở Giao thông cũ", valid_to=D(2025, 2, 28), successor=works, code="so-gt"
    )
    rule_of(cast.locality, body=old, ground="cũ")
    assert [(row.body, row.reason) for row in routing.propose(petition_of(cast.locality))] == [
        (works, "quy tắc: Giao thông (cũ); Sở Giao thông cũ đã kết thúc 28/02/2025, kế thừa là Sở Xây dựng")
    ]


def test_an_ended_body_without_successor_is_not_proposed(cast):
    old = BodyFactory(locality=cast.locality, valid_to=D(2025, 2, 28))
    rule_of(cast.locality, body=old)
    assert routing.propose(petition_of(cast.locality)) == []


def test_a_body_of_an_ended_district_goes_by_the_lineage_of_its_place(cast):
    district = LocalityFactory(slug="huyen-cu", level="district", valid_to=D(2025, 6, 30))
    LineageFactory(predecessor=district, successor=cast.commune)
    old = BodyFactory(locality=district, kind=BodyKind.COMMITTEE, code="ubnd", name="UBND huyện cũ")
    heir = BodyFactory(locality=cast.commune, kind=BodyKind.COMMITTEE, code="ubnd", name="UBND xã Phú Hòa")
    rule_of(cast.locality, body=old)
    assert named(routing.propose(petition_of(cast.locality))) == [heir.name]


def test_reasons_of_what_a_reader_may_not_see_are_not_told(cast, works):
    rule_of(cast.locality, body=works)
    secret = refused_by(works, cast.locality, confidential=True, reason="Bí mật.")
    for reader in (cast.lan, None):
        assert [row.reason for row in routing.propose(petition_of(cast.locality), reader=reader)] == [
            "quy tắc: Giao thông (Quyết định phân công nhiệm vụ)"
        ]
    assert secret.confidential


def test_asking_takes_the_same_questions_whatever_is_there(cast, works, django_assert_num_queries):
    for _ in range(2):
        rule_of(cast.locality, body=works)
        accepted_by(works, cast.locality, place=cast.commune)
        refused_by(cast.department, cast.locality, place=cast.commune, right_body=works)
    petition = Petition.objects.select_related("locality", "place").get(
        pk=petition_of(cast.locality, place=cast.commune).pk
    )
    with django_assert_num_queries(6):
        routing.propose(petition)


# --- Pages of rules --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(clerk, cast, item_count, django_assert_num_queries):
    for _ in range(item_count):
        rule_of(cast.locality, place=cast.commune)
    clerk.get(LIST)
    with django_assert_num_queries(14):
        response = clerk.get(LIST)
    assert len(response.context["page"].object_list) == item_count


def test_who_sees_rules(client, cast):
    rule = rule_of(cast.locality, body=cast.department, place=cast.commune)
    seen = {}
    for name in ("lan", "hoa", "ubnd", "minh", "xa", "dai_bieu", "stranger", "admin"):
        client.force_login(getattr(cast, name))
        seen[name] = client.get(rule.get_absolute_url()).status_code
    assert seen == {
        "lan": 200, "hoa": 200, "ubnd": 200, "minh": 200, "xa": 200, "dai_bieu": 200, "stranger": 404, "admin": 404,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["hoa", "ubnd", "minh", "xa", "dai_bieu"])
def test_only_the_council_s_office_keeps_the_table(client, cast, name):
    user = getattr(cast, name)
    rule = rule_of(cast.locality, body=cast.department, place=cast.commune)
    client.force_login(user)
    assert client.get(reverse("voters:competencerule-edit", args=[rule.pk])).status_code == 403
    assert client.post(reverse("voters:competencerule-move", args=[rule.pk, "close"])).status_code == 403
    if name != "xa":  # keeps the table of the own commune
        assert client.get(CREATE).status_code == 403
    for act in (
        lambda: actions.edit_rule(rule, by=user),
        lambda: actions.close_rule(rule, by=user, valid_to=D(2026, 10, 1)),
        lambda: actions.create_rule(CompetenceRuleFactory.build(locality=cast.locality, body=rule.body), by=user),
    ):
        with pytest.raises(Forbidden):
            act()


def test_the_office_writes_edits_and_ends_a_rule(clerk, cast, works):
    typed = {"field": "giao_thong", "words": "ổ gà", "body": works.pk, "ground": "QĐ 12", "place": cast.commune.pk}
    assert clerk.post(CREATE, typed).status_code == 302
    rule = CompetenceRule.objects.get()
    assert (rule.locality, rule.words, rule.constituency) == (cast.locality, "ổ gà", cast.constituency)
    edit = reverse("voters:competencerule-edit", args=[rule.pk])
    assert clerk.post(edit, typed | {"ground": "QĐ 13", "revision": rule.revision}).status_code == 302
    close = reverse("voters:competencerule-move", args=[rule.pk, "close"])
    assert "Thôi áp dụng" in text_of(clerk.get(rule.get_absolute_url()))
    assert clerk.post(close, {"valid_to": "30/09/2026", "reason": "Phân cấp mới"}).status_code == 302
    rule.refresh_from_db()
    assert (rule.ground, rule.valid_to) == ("QĐ 13", D(2026, 9, 30))
    assert "Phân cấp mới" in text_of(clerk.get(rule.get_absolute_url()))
    assert routing.propose(petition_of(cast.locality, place=cast.commune, content="ổ gà")) == []
    with pytest.raises(NotNow):
        actions.close_rule(rule, by=cast.lan, valid_to=D(2026, 10, 1))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"ground": "x"}, "quy tắc phải nói về việc gì"),
        ({"field": "giao_thong"}, "Chưa ghi ô này"),
        ({"field": "giao_thong", "ground": "x"}, "Chọn một cơ quan"),
        ({"field": "giao_thong", "ground": "x", "local_committee": "on", "valid_from": "31/02/2026"}, "Tháng 2"),
    ],
)
def test_faults_of_a_rule_are_said(clerk, typed, words):
    response = clerk.post(CREATE, typed)
    assert (response.status_code, words in text_of(response)) == (422, True)


def test_filters_of_rules(clerk, cast, works):
    rule_of(cast.locality, body=works, words="o ga")
    rule_of(cast.locality, field=Field.HEALTH, valid_to=D(2026, 9, 30))
    counts = {
        query: len(clerk.get(f"{LIST}?{query}").context["page"].object_list)
        for query in ("in_force=true", "in_force=false", "field=y_te", "q=o+ga", f"body={works.pk}", "field=khong")
    }
    assert counts == {
        "in_force=true": 1, "in_force=false": 1, "field=y_te": 1, "q=o+ga": 1, f"body={works.pk}": 1, "field=khong": 2,
    }  # fmt: skip


# --- Beside the forms ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("step", "box"), [("classify", "competent_body"), ("forward", "to")])
def test_a_press_fills_the_form_in_and_saves_nothing(clerk, cast, works, step, box):
    rule_of(cast.locality, body=works)
    petition = petition_of(cast.locality)
    url = reverse("voters:petition-move", args=[petition.pk, step])
    shown = text_of(clerk.get(url))
    assert (f'value="{works.pk}:province:giao_thong"' in shown, "Quyết định phân công nhiệm vụ" in shown) == (
        True,
        True,
    )
    typed = {
        "field": "giao_thong",
        "level": "",
        "note": "Ghi dở",
        "due_on": "x",
        "chon-co-quan": f"{works.pk}:province",
    }
    response = clerk.post(url, typed)
    form = response.context["form"]
    assert (response.status_code, form[box].value(), form["note"].value()) == (200, str(works.pk), "Ghi dở")
    assert form["due_on"].value() == "x"
    if step == "classify":
        assert form["level"].value() == "province"
    petition.refresh_from_db()
    assert (petition.competent_body, petition.revision) == (None, 1)


def test_other_steps_have_no_proposals(clerk, cast):
    petition = petition_of(cast.locality)
    page = clerk.get(reverse("voters:petition-move", args=[petition.pk, "return"]))
    assert (page.status_code, "Đề xuất thẩm quyền" in text_of(page)) == (200, False)


def test_the_panel_follows_what_is_typed(clerk, cast, works, power):
    rule_of(cast.locality, body=works)
    rule_of(cast.locality, body=power, field=Field.ELECTRICITY)
    petition = petition_of(cast.locality)
    ask = f"{ASK}?petition={petition.pk}"
    assert "Công ty Điện lực" in text_of(clerk.post(ask, {"field": "dien", "level": ""}))
    assert "Công ty Điện lực" not in text_of(clerk.post(ask, {"field": "giao_thong"}))
    assert "Sở Xây dựng" in text_of(clerk.post(ask))
    assert clerk.post(ask, {"field": "x\0" * 99, "level": "9" * 50}).status_code == 200


def test_who_may_ask(client, cast):
    petition = petition_of(cast.locality)
    answers = {}
    for name in ("lan", "hoa", "minh", "ubnd", "stranger"):
        client.force_login(getattr(cast, name))
        answers[name] = client.post(f"{ASK}?petition={petition.pk}").status_code
    assert answers == {"lan": 200, "hoa": 200, "minh": 403, "ubnd": 403, "stranger": 404}
    client.force_login(cast.lan)
    assert [client.post(f"{ASK}?petition={key}").status_code for key in ("", "x", "9" * 19, "-1")] == [404] * 4


def test_a_new_petition_shows_proposals_to_those_who_classify(client, cast, works):
    rule_of(cast.locality, body=works)
    petition = petition_of(cast.locality, place=cast.commune)
    seen = {}
    for name in ("lan", "hoa", "ubnd", "dai_bieu"):
        client.force_login(getattr(cast, name))
        page = text_of(client.get(petition.get_absolute_url()))
        seen[name] = "Đề xuất thẩm quyền" in page
    assert seen == {"lan": True, "hoa": True, "ubnd": False, "dai_bieu": False}
    client.force_login(cast.lan)
    classify = reverse("voters:petition-move", args=[petition.pk, "classify"])
    form = client.get(f"{classify}?competent_body={works.pk}&level=province").context["form"]
    assert (form["competent_body"].value(), form["level"].value()) == (str(works.pk), "province")
    actions.forward(petition, by=LOADER, to=works, on=D(2026, 5, 20))
    assert "Đề xuất thẩm quyền" not in text_of(client.get(petition.get_absolute_url()))


# --- Refusals teach --------------------------------------------------------------------------------------------------


def test_a_refusal_names_the_right_body_and_becomes_a_rule(client, cast, works, power):
    petition = petition_of(cast.locality, place=cast.commune)
    actions.forward(petition, by=LOADER, to=cast.department, on=D(2026, 5, 20))
    client.force_login(cast.minh)
    refuse = reverse("voters:petition-move", args=[petition.pk, "refuse"])
    assert "Cơ quan đúng là" in text_of(client.get(refuse))
    typed = {"reason": "Việc của Sở Xây dựng.", "on": "25/05/2026"}
    wrong = client.post(refuse, typed | {"right_body": cast.department.pk})
    assert (wrong.status_code, "phải khác cơ quan đang từ chối" in text_of(wrong)) == (422, True)
    assert client.post(refuse, typed | {"right_body": works.pk}).status_code == 302
    referral = petition.referrals.get()
    assert (referral.right_body, str(referral.refused_on)) == (works, "2026-05-25")
    assert "Ghi thành quy tắc" not in text_of(client.get(petition.get_absolute_url()))
    client.force_login(cast.lan)
    for page in (petition, referral):
        assert "Ghi thành quy tắc" in text_of(client.get(page.get_absolute_url()))
    button = next(b for b in _buttons(client, petition) if b.label == "Ghi thành quy tắc")
    form = client.get(button.url).context["form"]
    known = {name: str(form[name].value()) for name in ("field", "level", "place", "body", "ground")}
    assert known == {
        "field": "giao_thong",
        "level": "province",
        "place": str(cast.commune.pk),
        "body": str(works.pk),
        "ground": f"Sở Y tế từ chối {petition.code} ngày 25/05/2026",
    }


def _buttons(client, record):
    return client.get(record.get_absolute_url()).context["buttons"]


def test_the_rules_of_the_demonstration_can_be_entered(cast):
    data = read("an-binh-routing")
    for code in {row["body"] for row in data["rules"] if "body" in row}:
        BodyFactory(locality=cast.locality, code=code)
    demo_routing.load(Book(cast.locality), data)
    assert CompetenceRule.objects.filter(locality=cast.locality).count() == len(data["rules"]) == 8
