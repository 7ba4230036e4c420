"""Words, rarity and places; how many known duplicates are proposed; the panel while somebody types."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.duplicates import Register
from tests.people.factories import LineageFactory, LocalityFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from voters import actions, similar
from voters.choices import Field
from voters.models import Petition, PetitionTerm, TermCount
from voters.similarity.candidates import Rarity
from voters.similarity.index import count_terms, index_new, rebuild, refresh
from voters.similarity.words import terms_of

POTHOLES = "Mặt đường liên xã nhiều ổ gà, đề nghị vá sửa"
SAME = "Tuyến đường nối hai xã hư hỏng nặng, xin sửa sớm"


def ask(cast, text, user=None, **signals):
    return similar.propose(text=text, locality=cast.locality, user=user or cast.lan, **signals)


def found(proposals):
    return [row.petition.content for row in proposals]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("nhiều ổ gà", "hư hỏng nặng", {"=hu_hong"}),
        ("NHIEU O GA", "nhiều ổ gà", {"=hu_hong"}),
        ("xóa nhà tạm", "xoá nhà tạm", {"=nha_tam"}),
        ("giá cao", "hàng giả", set()),
        ("dạy tiếng Anh", "dạy ngoại ngữ", {"day", "=ngoai_ngu"}),
        ("thôn Đông Hà ngập", "thôn Đông Hà tối", set()),
        ("thuốc BHYT", "thuốc bảo hiểm", {"=thuoc_bao_hiem"}),
        ("trẻ ngã nhiều", "tắc ở ngã tư", set()),
        ("tre nga nhieu", "tac o nga tu", set()),
        ("ngã ba Chợ kẹt xe", "nút giao kẹt xe", {"=giao_lo", "ket", "xe", "ket xe"}),
        ("người già bị ngã", "nhiều người té ngã", {"=tai_nan"}),
    ],
)
def test_what_two_texts_share(one, other, shared):
    assert set(terms_of(one).weights) & set(terms_of(other).weights) == shared


def test_names_of_places_are_left_out():
    terms = terms_of("Đường qua thôn Suối Cạn, tổ 4 và chợ Ba Cây hỏng", places=("xóm ngoài",))
    assert sorted(terms.weights) == ["=duong", "=hu_hong"]


def test_the_same_in_other_words_is_proposed_with_the_reason(cast):
    petition_of(cast.locality, title="", content=POTHOLES, place=cast.commune, field=Field.ROADS)
    petition_of(cast.locality, title="", content="Trạm y tế thiếu bác sĩ", field=Field.HEALTH)
    rows = ask(cast, SAME, field="giao_thong", place=cast.commune)
    assert found(rows) == [POTHOLES]
    said = "cùng nói: tuyến đường ~ mặt đường, nối hai xã ~ liên xã, hư hỏng ~ ổ gà, sửa ~ vá sửa"
    assert rows[0].reason == f"{said}; cùng lĩnh vực; cùng địa bàn"


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("mặt đường hỏng nặng", "mặt đường hỏng, xuống cấp", "cùng nói: mặt đường, hỏng"),
        ("mat duong hong", "mặt đường xuống cấp, hỏng", "cùng nói: mặt đường, hỏng"),
        ("cầu hỏng", "cây cầu xuống cấp", "cùng nói: cầu ~ cây cầu, hỏng ~ xuống cấp"),
    ],
)
def test_a_reason_quotes_the_words_of_both(cast, one, other, words):
    petition_of(cast.locality, title="", content=other)
    assert [row.reason for row in ask(cast, one)] == [words]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cầu bắc qua suối bị hỏng", "Đèn đường ngoài chợ hỏng"),
        ("Đầu tư xây cầu qua suối", "Quy hoạch treo mười năm, không được xây dựng"),
        ("Sửa cầu hỏng", "Đình làng xuống cấp, đề nghị tu sửa"),
        ("Trẻ em thiếu sân", "Trẻ con nghịch phá"),
    ],
)
def test_what_is_said_of_everything_is_no_ground_to_propose(cast, one, other):
    petition_of(cast.locality, title="", content=other)
    assert ask(cast, one) == []


def test_a_text_of_general_words_alone_is_compared_by_these(cast):
    petition = petition_of(cast.locality, title="", content=POTHOLES)
    assert [row.petition for row in ask(cast, "ổ gà")] == [petition]


def test_place_and_field_decide_between_equal_words(cast):
    here = petition_of(cast.locality, title="", content=POTHOLES, place=cast.commune, field=Field.ROADS)
    there = petition_of(cast.locality, title="", content=POTHOLES, place=None, field=Field.OTHER)
    assert [row.petition for row in ask(cast, SAME, field="giao_thong", place=cast.commune.pk)] == [here, there]
    assert [row.petition for row in ask(cast, SAME, field="khac")] == [there, here]


def test_finished_petitions_are_proposed_with_their_newest_answer(cast):
    petition = petition_of(cast.locality, title="", content=POTHOLES)
    brought_to(petition, "finished", cast.department)
    (row,) = ask(cast, SAME)
    assert (row.petition.status, row.answer.text) == ("finished", "Giải trình như sau.")


def test_only_what_one_may_see_and_nothing_of_another_locality(cast):
    petition_of(cast.locality, title="", content=POTHOLES)
    petition_of(cast.other, title="", content=POTHOLES)
    assert len(ask(cast, SAME)) == 1
    assert ask(cast, SAME, user=cast.stranger) == []
    assert ask(cast, SAME, user=cast.minh) == []


def test_a_confidential_petition_has_no_terms(cast):
    petition = petition_of(cast.locality, title="", content=POTHOLES)
    assert PetitionTerm.objects.filter(petition=petition).exists()
    petition.confidential = True
    actions.edit_petition(petition, by=LOADER)
    assert not PetitionTerm.objects.filter(petition=petition).exists()


def test_terms_follow_the_text(cast):
    petition = petition_of(cast.locality, title="", content=POTHOLES)
    petition.title = petition.content = "Trạm y tế thiếu thuốc bảo hiểm"
    actions.edit_petition(petition, by=LOADER)
    assert ask(cast, SAME) == []
    assert [row.petition for row in ask(cast, "trạm xá không có thuốc BHYT")] == [petition]


def test_a_rebuild_gives_the_same_rows_and_counts(cast):
    for number in range(3):
        petition_of(cast.locality, title="", content=f"{POTHOLES} lần {number}")
    kept = set(PetitionTerm.objects.values_list("petition", "term"))
    PetitionTerm.objects.all().delete()
    assert rebuild() == 3
    assert set(PetitionTerm.objects.values_list("petition", "term")) == kept
    assert TermCount.objects.get(locality=cast.locality, term=TermCount.ALL).petitions == 3


def test_the_night_writes_missing_terms_and_counts_again(cast):
    petition_of(cast.locality, title="", content=POTHOLES)
    PetitionTerm.objects.all().delete()
    refresh()
    assert len(ask(cast, SAME)) == 1
    petition_of(cast.locality, title="", content=POTHOLES)
    refresh()
    assert TermCount.objects.get(locality=cast.locality, term=TermCount.ALL).petitions == 2


def test_the_command_says_how_many(cast, capsys):
    petition_of(cast.locality, title="", content=POTHOLES)
    call_command("rebuild_similar")
    assert capsys.readouterr().out == "Đã dựng lại cho 1 kiến nghị.\n"


@pytest.mark.parametrize("text", ["", "   ", "xin", "…", "\0", "a" * 9000, "1 2 3", "'; DROP TABLE x; --"])
def test_texts_that_say_nothing_propose_nothing(cast, text):
    petition_of(cast.locality, title="", content=POTHOLES)
    assert ask(cast, text.replace("\0", " ")) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_statements_does_not_depend_on_the_rows(cast, number):
    for _ in range(number):
        petition_of(cast.locality, title="", content=POTHOLES)
    count_terms()
    ask(cast, SAME)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ask(cast, SAME)
    assert len(asked) == 5


@pytest.fixture(scope="module")
def measured(django_db_setup, django_db_blocker):
    """The sixty among two thousand generated ones."""
    from django.db import transaction  # noqa: PLC0415

    with django_db_blocker.unblock(), transaction.atomic():
        register = Register(2000)
        rebuild()
        report = register.measure()
        transaction.set_rollback(True)
    return report


def test_known_duplicates_are_among_the_first_five(measured):
    assert (measured.found, measured.found_blank) == (13, 13)


def test_one_look_alike_of_seven_is_a_first_proposal(measured):
    assert measured.first == [("P54", "P52")]


# --- while typing


@pytest.fixture
def typing(client, cast):
    client.force_login(cast.lan)
    return client


def test_the_panel_shows_likes_with_state_and_answer(typing, cast):
    petition = petition_of(cast.locality, title="", content=POTHOLES)
    brought_to(petition, "answered", cast.department)
    answer = typing.post(reverse("voters:petition-similar"), {"content": SAME, "field": "giao_thong"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert petition.code in page
    assert "Giải trình như sau." in page
    assert f"Ghi là kiến nghị lần thứ 2 của {petition.code}" in page


def test_the_panel_is_for_those_who_write_petitions_down(client, cast):
    client.force_login(cast.minh)
    assert client.post(reverse("voters:petition-similar"), {"content": SAME}).status_code == 403


@pytest.mark.parametrize("place", ["", "x", "9" * 40, "٣", "-1"])
def test_whatever_is_typed_is_answered(typing, cast, place):
    answer = typing.post(reverse("voters:petition-similar"), {"content": "\0 ổ gà" * 9, "place": place, "field": "zz"})
    assert answer.status_code == 200


def test_the_text_never_stands_in_an_address(typing):
    page = typing.get(reverse("voters:petition-create")).content.decode()
    assert 'hx-post="/kien-nghi/giong/"' in page
    assert "hx-get" not in page.split("kien-nghi-giong")[1].split(">")[0]
    assert typing.get(reverse("voters:petition-similar") + "?content=" + "x" * 20).context["proposals"] == []


FORM = {"content": SAME, "origin": "before", "received_on": "01/10/2026", "times_raised": "1", "kind": "petition"}


def test_without_script_a_button_looks_and_nothing_is_saved(typing, cast):
    petition = petition_of(cast.locality, title="", content=POTHOLES)
    answer = typing.post(reverse("voters:petition-create"), FORM | {"tim_giong": "1"})
    assert [row.petition for row in answer.context["proposals"]] == [petition]
    assert answer.context["form"]["content"].value() == SAME
    assert Petition.objects.count() == 1


def test_one_press_makes_it_the_next_time(typing, cast):
    petition = petition_of(cast.locality, title="", content=POTHOLES, times_raised=2, first_raised="kỳ họp giữa 2025")
    answer = typing.post(reverse("voters:petition-create"), FORM | {"lan_truoc": petition.pk})
    form = answer.context["form"]
    typed = [str(form[name].value()) for name in ("predecessor", "times_raised", "first_raised", "content")]
    assert typed == [petition.code, "3", "kỳ họp giữa 2025", SAME]
    saved = typing.post(
        reverse("voters:petition-create"),
        FORM | dict(zip(("predecessor", "times_raised", "first_raised"), typed[:3], strict=True)),
    )
    assert saved.status_code == 302
    assert Petition.objects.get(predecessor=petition).times_raised == 3


def test_a_petition_one_may_not_see_is_not_named(typing, cast):
    hidden = petition_of(cast.other, title="", content=POTHOLES)
    answer = typing.post(reverse("voters:petition-create"), FORM | {"lan_truoc": hidden.pk})
    assert answer.context["form"]["predecessor"].value() in (None, "")


# --- registers of other places


def test_a_commune_s_clerk_gets_what_its_voters_asked_of_the_province(client, cast):
    clerk = cast.xa
    here, elsewhere = (
        petition_of(cast.locality, title="", content=POTHOLES, place=place) for place in (cast.commune, None)
    )
    own = petition_of(cast.commune, title="", content=POTHOLES, place=None)
    rows = similar.propose(text=SAME, locality=cast.commune, user=clerk, everywhere=True)
    assert {(row.petition, row.other_place) for row in rows} == {(own, ""), (here, str(cast.locality))}
    client.force_login(clerk)
    page = client.post(reverse("voters:petition-similar"), {"content": SAME}).content.decode()
    assert (here.code in page, "Sổ khác" in page, f"của {here.code}, {cast.locality}" in page) == (True, True, True)
    assert not Petition.objects.visible_to(clerk).filter(pk=elsewhere.pk).exists()


def test_the_province_gets_what_stands_in_a_commune_s_register_and_concerns_it(cast):
    concerned, _other = (petition_of(cast.commune, title="", content=POTHOLES, place=None) for _ in range(2))
    actions.forward(concerned, by=LOADER, to=cast.department, due_on=date(2026, 12, 1), on=date(2026, 5, 20))
    rows = ask(cast, SAME, everywhere=True)
    assert [(row.petition, row.other_place) for row in rows] == [(concerned, str(cast.commune))]


def test_what_one_may_not_see_crowds_out_nothing(cast, monkeypatch):
    monkeypatch.setattr("voters.similarity.candidates.KEPT", 1)
    here = petition_of(cast.locality, title="", content=POTHOLES, place=cast.commune)
    petition_of(cast.locality, title="", content=POTHOLES, place=None)
    rows = similar.propose(text=SAME, locality=cast.commune, user=cast.xa, everywhere=True)
    assert [row.petition for row in rows] == [here]


# --- registers of places that were taken over


def old(cast, **fields):
    return petition_of(cast.ended, title="", content=POTHOLES, **fields)


def test_petitions_of_a_place_that_was_taken_over_are_proposed_with_its_name(typing, cast):
    petition = old(cast, place=None)
    own = petition_of(cast.locality, title="", content=POTHOLES)
    rows = ask(cast, SAME, everywhere=True)
    assert [(row.petition, row.old_place) for row in rows] == [(own, ""), (petition, str(cast.ended))]
    assert [row.petition for row in ask(cast, SAME)] == [own]
    page = typing.post(reverse("voters:petition-similar"), {"content": SAME}).content.decode()
    assert f"{cast.ended}: chỉ đọc." in page


@pytest.mark.parametrize("who", ["hoa", "minh", "stranger", "xa"])
def test_old_registers_are_for_those_who_may_see_them(cast, who):
    old(cast)
    old(cast, confidential=True)
    assert len(ask(cast, SAME, user=getattr(cast, who), everywhere=True)) == (1 if who == "hoa" else 0)


def test_the_place_of_today_is_the_place_of_then(cast):
    before = LocalityFactory(commune=True, name="Xã Cũ", parent=cast.ended, valid_to=date(2025, 6, 30))
    LineageFactory(predecessor=before, successor=cast.commune)
    old(cast, place=before)
    (row,) = ask(cast, SAME, place=cast.commune, everywhere=True)
    assert row.reason.endswith("cùng địa bàn")


def test_rarity_is_that_of_all_registers_asked(cast):
    for number in range(3):
        old(cast, place_detail=f"thôn {number}")
    petition_of(cast.locality, title="", content=POTHOLES)
    for count in (lambda: None, count_terms):
        count()
        rarity = Rarity({cast.locality.pk, cast.ended.pk}, ["=hu_hong"])
        assert (rarity.counts[rarity.keys["=hu_hong"]], rarity.total) == (4, 4)


def test_the_next_time_of_an_old_one_is_written_down_in_words(typing, cast):
    petition = old(cast, times_raised=2, first_raised="kỳ họp giữa 2024")
    answer = typing.post(reverse("voters:petition-create"), FORM | {"lan_truoc": petition.pk})
    form = answer.context["form"]
    typed = [
        str(form[name].value() or "") for name in ("predecessor", "times_raised", "first_raised", "earlier_history")
    ]
    assert typed == ["", "3", "kỳ họp giữa 2024", f"18/05/2026: {petition.code}, sổ của {cast.ended}"]
    assert typing.post(reverse("voters:petition-create"), FORM | {"earlier_history": typed[3]}).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_old_registers_cost_one_statement(cast, number):
    for _ in range(number):
        old(cast)
        petition_of(cast.locality, title="", content=POTHOLES)
    count_terms()
    cast.lan.acting.locality_ids  # noqa: B018 - known once per request
    ask(cast, SAME, place=cast.commune, everywhere=True)
    with CaptureQueriesContext(connection) as asked:
        ask(cast, SAME, place=cast.commune, everywhere=True)
    assert len(asked) == 7


def test_terms_that_are_there_already_are_left_alone(cast):
    petition = petition_of(cast.locality, content=POTHOLES)
    before = sorted(PetitionTerm.objects.values_list("pk", "petition", "locality", "term"))
    assert len(before) > 3
    index_new([petition])
    assert sorted(PetitionTerm.objects.values_list("pk", "petition", "locality", "term")) == before
