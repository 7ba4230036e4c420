"""Before the receipt is sent the office reads which rows need a document: those of other bodies."""

import pytest
import time_machine
from django.urls import reverse

from tests.sessions.factories_handover import TODAY, duty_of, handover_of

ACCEPT = reverse("council_sessions:handoverrow-bulk", args=["nhan"])
MARK = " · cần văn bản tiếp nhận"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


def test_rows_of_other_bodies_are_marked(client, cast):
    duty_of(cast)
    record = handover_of(cast)
    keys = list(record.rows.values_list("pk", flat=True))
    said = {}
    for user in (cast.lan, cast.minh):
        client.force_login(user)
        context = client.get(ACCEPT, {"chon": keys}).context
        said[user] = [words.endswith(MARK) for _row, words in context["ready"]]
    assert said == {cast.lan: [True], cast.minh: [False]}
