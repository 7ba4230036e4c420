"""What a petition and its duties in the ledger do to each other."""

from datetime import date

import pytest

from coordination.deadlines.actions import close, open_by_rule
from coordination.deadlines.queries import about, open_about
from coordination.records.errors import NotNow
from coordination.workflow.buttons import offered
from tests.deadlines.factories import ObligationFactory, RuleVersionFactory
from tests.voters.factories import (
    LOADER,
    brought_to,
    petition_of,
)
from voters import actions
from voters.choices import Result

D = date


@pytest.fixture
def petition(cast):
    return petition_of(cast.locality, place=cast.commune, place_detail="thôn Thượng")


def test_a_reply_leaves_what_somebody_else_owes_by_a_rule(cast, petition):
    brought_to(petition, "in_progress", cast.department)
    RuleVersionFactory(rule__code="THONG-BAO")
    open_by_rule(
        petition, rule="THONG-BAO", anchor_on=D(2026, 5, 4), owner=cast.standing, title="Báo tin cho cử tri", by=LOADER
    )
    actions.reply(petition, by=cast.minh, result=Result.EXPLAINED, text="Giải trình.", sent_on=D(2026, 6, 1))
    assert [(row.owner, row.status) for row in about(petition).order_by("pk")] == [
        (cast.department, "done"),
        (cast.standing, "open"),
    ]


def test_the_duty_to_reply_is_closed_by_the_reply_not_by_hand(cast, petition):
    brought_to(petition, "in_progress", cast.department)
    duty = open_about(petition).get()

    with pytest.raises(NotNow) as refused:
        close(duty, by=cast.minh, evidence="Đã trả lời")

    assert refused.value.message == "Ghi trả lời ở hồ sơ kiến nghị thì việc này tự xong."
    button = next(button for button in offered(duty, cast.minh) if button.label == "Ghi đã làm")
    assert (button.enabled, button.reason) == (False, refused.value.message)
    actions.reply(petition, by=cast.minh, result=Result.EXPLAINED, text="Đã nói rõ.", sent_on=D(2026, 6, 1))
    assert about(petition).get().status == "done"


def test_what_else_is_owed_about_a_petition_is_closed_by_hand(cast, petition):
    brought_to(petition, "in_progress", cast.department)
    promise = ObligationFactory(owner=cast.department, subject=petition, basis_kind="promise", opened_on=D(2026, 5, 1))
    by_hand = ObligationFactory(owner=cast.department, subject=petition, basis="CV 9", opened_on=D(2026, 5, 1))

    for duty in (promise, by_hand):
        close(duty, by=cast.minh, evidence="Công văn 45", closed_on=D(2026, 6, 1))

    assert {promise.status, by_hand.status} == {"done"}
