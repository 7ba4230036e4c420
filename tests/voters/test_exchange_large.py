"""A register of very many rows as a file: the worker makes it, in parts that the loader takes back."""

from io import BytesIO
from unittest.mock import patch
from zipfile import ZipFile

import pytest
from django.urls import reverse

from coordination.audit.models import Event
from coordination.exchange import actions, listing, workbook
from coordination.exchange.jobs import register
from coordination.exchange.kinds import kind_of
from coordination.jobs.models import Job
from coordination.records.errors import Forbidden
from tests.exchange.books import grid
from tests.voters.factories import petition_of

URL = "exchange:register"


@pytest.fixture
def register_of_five(cast):
    return [petition_of(cast.locality, content=f"Việc {number}") for number in range(1, 6)]


def codes(content: bytes) -> list:
    return [line[1] for line in grid(content)[1:]]


def test_a_small_one_is_sent_at_once(cast, client, register_of_five):
    client.force_login(cast.lan)
    answer = client.get(reverse(URL, args=["petitions"]))
    assert (answer.status_code, codes(answer.content)) == (200, [row.code for row in register_of_five])
    assert (Job.objects.count(), Event.objects.filter(note="Sổ kiến nghị cử tri (Excel)").count()) == (0, 1)


def test_a_large_one_is_made_by_the_worker_in_parts_that_can_be_loaded(cast, client, register_of_five):
    client.force_login(cast.lan)
    with patch.object(listing, "DIRECT", 4):
        answers = [client.get(reverse(URL, args=["petitions"])) for _ in range(2)]
    job = Job.objects.get()
    assert [answer.url for answer in answers] == [job.get_absolute_url()] * 2
    with patch.object(workbook, "MAX_ROWS", 2):
        name, content, kind = register(job, lambda *_: None)
    assert (name, kind) == ("Kiến nghị cử tri.zip", "application/zip")
    with ZipFile(BytesIO(content)) as packed:
        parts = {part: packed.read(part) for part in packed.namelist()}
    assert {part: codes(one) for part, one in parts.items()} == {
        "Kiến nghị cử tri, phần 1.xlsx": [row.code for row in register_of_five[:2]],
        "Kiến nghị cử tri, phần 2.xlsx": [row.code for row in register_of_five[2:4]],
        "Kiến nghị cử tri, phần 3.xlsx": [register_of_five[4].code],
    }
    again = [actions.receive(kind_of("petitions"), one, "so.xlsx", by=cast.lan) for one in parts.values()]
    assert [(entry.creates, entry.updates, entry.sames, entry.faults) for entry in again] == [
        (0, 0, 2, 0),
        (0, 0, 2, 0),
        (0, 0, 1, 0),
    ]


def test_one_that_is_too_large_is_refused_in_words(cast, client, register_of_five):
    client.force_login(cast.lan)
    with patch.object(listing, "MOST", 4), patch.object(listing, "DIRECT", 2):
        answer = client.get(reverse(URL, args=["petitions"]), follow=True)
    words = [str(message) for message in answer.context["messages"]]
    assert (words, Job.objects.count()) == (["Sổ có hơn 4 dòng; nhờ người vận hành máy chủ đổ ra tệp."], 0)


def test_who_lost_the_right_meanwhile_gets_nothing(cast, client, register_of_five):
    client.force_login(cast.lan)
    with patch.object(listing, "DIRECT", 4):
        client.get(reverse(URL, args=["petitions"]))
    job = Job.objects.get()
    with patch.object(type(job), "actor", cast.minh), pytest.raises(Forbidden):
        register(job, lambda *_: None)
    client.force_login(cast.minh)
    assert client.get(reverse(URL, args=["petitions"])).status_code == 403
