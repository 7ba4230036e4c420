"""A clause of a regulation and the rule of its locality that is its period."""

from datetime import date

import pytest
from django.urls import reverse

from coordination.deadlines.models import Rule, RuleVersion
from coordination.records.errors import AlreadyDone, Forbidden
from coordination.regulations import actions
from tests.regulations.factories import ClauseFactory, RegulationFactory

pytestmark = pytest.mark.django_db

SENT = {
    "kind": "duration",
    "sense": "at_most",
    "value": "10",
    "unit": "working_day",
    "direction": "after",
    "anchor": "ngày trả lời kiến nghị",
    "year_offset": "0",
    "effective_from": "15/07/2025",
}


@pytest.fixture
def as_(client, cast):
    """Sign in as one of the cast."""

    def sign_in(name):
        client.force_login(getattr(cast, name))
        return client

    return sign_in


@pytest.fixture
def clause(cast):
    """Điều 9 khoản 3 of the regulation of the province."""
    regulation = RegulationFactory(
        locality=cast.locality,
        parties=[cast.standing, cast.committee, cast.front],
        number="12",
        symbol="QCPH-HĐND-UBND",
        valid_from=date(2025, 7, 15),
    )
    return ClauseFactory(
        regulation=regulation, number="Điều 9 khoản 3", heading="Thông báo cho cử tri", owner=cast.front
    )


def form_of(clause):
    return reverse("regulations:clause-rule", args=[clause.pk])


def version(**fields):
    return RuleVersion(
        **{"value": 10, "unit": "working_day", "anchor": "ngày trả lời", "effective_from": date(2025, 7, 15)} | fields
    )


def test_a_clause_is_given_its_period(cast, as_, clause):
    browser = as_("lan")
    form = browser.get(form_of(clause)).context["form"]
    assert form.initial["effective_from"] == date(2025, 7, 15)

    response = browser.post(form_of(clause), SENT, follow=True)

    clause.refresh_from_db()
    rule = clause.rule
    only = rule.versions.get()
    assert (rule.title, rule.section, rule.locality) == ("Thông báo cho cử tri", "local", cast.locality)
    assert (only.law, only.article) == ("Quy chế phối hợp số 12/QCPH-HĐND-UBND", "Điều 9 khoản 3")
    assert (only.verification, only.note, only.locality) == (
        "verified",
        "",
        cast.locality,
    )
    page = response.content.decode()
    assert f'<a href="{rule.get_absolute_url()}">10 ngày làm việc sau ngày trả lời kiến nghị</a>' in page
    assert "Đặt thời hạn cho điều khoản" not in page
    back = browser.get(rule.get_absolute_url()).content.decode()
    assert f'<a href="{clause.get_absolute_url()}">Điều 9 khoản 3. Thông báo cho cử tri</a>' in back


def test_a_clause_has_one_rule(cast, as_, clause):
    actions.give_rule(clause, by=cast.lan, version=version())

    response = as_("lan").post(form_of(clause), SENT)

    assert response.status_code == 422
    assert "Điều khoản này đã có thời hạn rồi." in response.content.decode()
    with pytest.raises(AlreadyDone):
        actions.give_rule(clause, by=cast.lan, version=version())
    assert Rule.objects.filter(locality=cast.locality).count() == 1


def test_nothing_of_it_stays_when_it_makes_no_sense(as_, clause):
    response = as_("lan").post(form_of(clause), SENT | {"value": ""})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["value"]
    clause.refresh_from_db()
    assert clause.rule is None


@pytest.mark.parametrize(
    ("who", "status"), [("lan", 200), ("ubnd", 403), ("hoa", 403), ("minh", 404), ("stranger", 404)]
)
def test_whose_it_is_to_give_a_clause_its_period(as_, clause, who, status):
    browser = as_(who)

    assert browser.get(form_of(clause)).status_code == status
    assert browser.post(form_of(clause), SENT).status_code == (302 if status == 200 else status)


def test_the_action_asks_for_the_right_itself(cast, clause):
    with pytest.raises(Forbidden):
        actions.give_rule(clause, by=cast.ubnd, version=version())


def test_the_rule_of_a_clause_shows_nothing_to_another_locality(cast, as_, clause):
    actions.give_rule(clause, by=cast.lan, version=version())

    assert as_("stranger").get(clause.rule.get_absolute_url()).status_code == 404
