"""What came in after the districts had ended is for no district; what came in before stays as it was then."""

from datetime import date

import pytest
from django.urls import reverse

from coordination.deadlines.models import RuleVersion
from tests.people.factories import BodyFactory, LocalityFactory
from tests.voters.factories import LOADER, petition_of
from tests.voters.test_exchange_mended import faults, loaded, sent
from voters import actions
from voters.models import Petition
from voters.queries.levels import districts_ended_on

pytestmark = pytest.mark.django_db
D = date
BEFORE, AFTER = D(2025, 6, 30), D(2025, 7, 1)
WORDS = "Từ 01/07/2025 không còn cấp huyện: chọn cấp khác."
CREATE = reverse("voters:petition-create")


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def came_in(cast, received_on, **fields) -> Petition:
    return petition_of(cast.locality, **({"received_on": received_on, "due_on": None, "level": ""} | fields))


def classify(client, petition, level="district"):
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    return client.post(url, {"field": "giao_thong", "level": level})


def outcome(response) -> tuple:
    """The status, and what is said at the level."""
    context = response.context
    return response.status_code, context["form"].errors if context else {}


def level_of(petition) -> str:
    return Petition.objects.values_list("level", flat=True).get(pk=petition.pk)


def test_the_day_is_the_first_of_the_rule_on_what_districts_left(cast):
    assert districts_ended_on() == AFTER
    RuleVersion.objects.filter(rule__code="DR-32").delete()
    assert districts_ended_on() is None


@pytest.mark.parametrize(
    ("received_on", "level", "expected"),
    [(AFTER, "district", (422, {"level": [WORDS]})), (BEFORE, "district", (302, {})), (AFTER, "commune", (302, {}))],
)
def test_classified_for_a_level_of_its_time(clerk, cast, received_on, level, expected):
    petition = came_in(cast, received_on)
    assert outcome(classify(clerk, petition, level)) == expected
    assert level_of(petition) == (level if expected[0] == 302 else "")


def test_classified_with_others(clerk, cast):
    late, early = (came_in(cast, day, field="y_te") for day in (AFTER, BEFORE))
    url = reverse("voters:petition-bulk", args=["classify"])
    clerk.post(url, {"chon": [late.pk, early.pk], "level": "district"})
    assert (level_of(late), level_of(early)) == ("", "district")


def test_registered_for_a_level_of_its_time(clerk, cast):
    typed = {"content": "Sửa đường", "kind": "petition", "origin": "before", "times_raised": 1, "level": "district"}
    assert outcome(clerk.post(CREATE, typed | {"received_on": "01/07/2025"})) == (422, {"level": [WORDS]})
    assert outcome(clerk.post(CREATE, typed | {"received_on": "30/06/2025"})) == (302, {})
    assert list(Petition.objects.values_list("received_on", "level")) == [(BEFORE, "district")]


def test_edited_it_keeps_to_its_time_and_what_stands_there_hinders_no_other_edit(clerk, cast):
    late, wrong = came_in(cast, AFTER), came_in(cast, AFTER, level="district")
    late.level, wrong.title = "district", "Đường hỏng"
    with pytest.raises(Exception, match="không còn cấp huyện"):
        actions.edit_petition(late, by=cast.lan)
    actions.edit_petition(wrong, by=cast.lan)
    assert (level_of(late), wrong.title) == ("", "Đường hỏng")
    early = came_in(cast, BEFORE, level="district")
    early.received_on = AFTER
    with pytest.raises(Exception, match="không còn cấp huyện"):
        actions.edit_petition(early, by=cast.lan)


def test_a_file_keeps_to_it_too(cast):
    lines = [
        {"content": f"Việc {day}", "received_on": day, "level": "cấp huyện", "due_on": None}
        for day in ("30/6/2025", "1/7/2025")
    ]
    assert faults(sent(cast, *lines)) == [(3, "Thẩm quyền", "từ 01/07/2025 không còn cấp huyện: chọn cấp khác.")]
    loaded(cast, lines[0])
    assert list(Petition.objects.values_list("received_on", "level")) == [(BEFORE, "district")]


def test_a_loader_tells_the_past_as_it_was_written(cast):
    petition = came_in(cast, AFTER)
    actions.classify(petition, by=LOADER, field="y_te", level="district")
    assert level_of(petition) == "district"


def test_a_body_of_its_time_goes_with_its_level(clerk, cast):
    district = LocalityFactory(slug="huyen-cu", level="district", valid_to=BEFORE)
    body = BodyFactory(locality=district, name="UBND huyện cũ")
    petition = came_in(cast, BEFORE)
    actions.classify(petition, by=cast.lan, field="y_te", level="district", competent_body=body)
    assert (level_of(petition), petition.competent_body) == ("district", body)
