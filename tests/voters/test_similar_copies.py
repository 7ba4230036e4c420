"""A petition that was sent up stands in two registers, and is proposed once: as that of the reader's own."""

from datetime import date

import pytest
from django.urls import reverse

from tests.voters.factories import LOADER, petition_of
from voters import actions, similar
from voters.models import Petition
from voters.similarity.index import count_terms

POTHOLES = "Mặt đường liên xã nhiều ổ gà, đề nghị vá sửa"
SAME = "Tuyến đường nối hai xã hư hỏng nặng, xin sửa sớm"


def sent_up(cast) -> tuple[Petition, Petition]:
    """A petition of the commune's register, and the one it became in the province's."""
    below = petition_of(cast.commune, title="", content=POTHOLES, due_on=date(2026, 12, 1))
    actions.forward(below, by=LOADER, to=cast.standing, on=date(2026, 5, 20))
    above = petition_of(cast.locality, title="", content=POTHOLES, place=cast.commune)
    Petition.objects.filter(pk=above.pk).update(came_from=below)
    return below, Petition.objects.get(pk=above.pk)


def proposed(cast, user, locality, **signals):
    rows = similar.propose(text=SAME, locality=locality, user=user, everywhere=True, **signals)
    return [(row.petition, row.other_place, row.copies) for row in rows]


def test_the_one_of_the_own_register_is_proposed_and_names_the_other(client, cast):
    below, above = sent_up(cast)
    province, commune = str(cast.locality), str(cast.commune)
    assert {
        who: proposed(cast, getattr(cast, who), place) for who, place in (("lan", cast.locality), ("xa", cast.commune))
    } == {
        "lan": [(above, "", (f"{below.code}, {commune}",))],
        "xa": [(below, "", (f"{above.code}, {province}",))],
    }
    for user, row, other in ((cast.lan, above, commune), (cast.xa, below, province)):
        client.force_login(user)
        page = client.post(reverse("voters:petition-similar"), {"content": SAME}).content.decode()
        said = (
            page.count("Ghi là kiến nghị lần thứ"),
            f"Cũng là {above.code if row == below else below.code}, {other}" in page,
        )
        assert said == (1, True), user


def test_whatever_is_left_out_takes_no_place_of_another(cast):
    pairs = [sent_up(cast) for _ in range(3)]
    found = proposed(cast, cast.lan, cast.locality, limit=3)
    assert sorted(row.pk for row, _place, _copies in found) == sorted(above.pk for _below, above in pairs)


def test_one_alone_is_proposed_wherever_it_stands(cast):
    below, above = sent_up(cast)
    rows = similar.propose(text=SAME, locality=cast.locality, user=cast.lan, everywhere=True, exclude={above.pk})
    assert [(row.petition, row.other_place, row.copies) for row in rows] == [(below, str(cast.commune), ())]


def test_what_one_may_not_see_is_not_named(cast):
    below, above = sent_up(cast)
    Petition.objects.filter(pk=below.pk).update(confidential=True)
    assert proposed(cast, cast.lan, cast.locality) == [(above, "", ())]


@pytest.mark.parametrize("number", [1, 3])
def test_copies_cost_nothing(cast, django_assert_num_queries, number):
    for _ in range(number):
        sent_up(cast)
    count_terms()
    with django_assert_num_queries(10):
        assert len(proposed(cast, cast.lan, cast.locality)) == number
