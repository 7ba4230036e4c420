"""A refusal is one line in the log; a fault keeps its traceback."""

import logging

import pytest
from django.urls import reverse


def test_a_refused_page_leaves_one_line(client, cast, caplog):
    client.force_login(cast.minh)
    assert client.get(reverse("deadlines:rule-create")).status_code == 403
    lines = [(record.name, record.levelname, record.exc_info) for record in caplog.records]
    assert lines == [("django.request", "WARNING", None)]


@pytest.mark.parametrize(("level", "kept"), [(logging.WARNING, False), (logging.ERROR, True)])
def test_only_faults_keep_their_traceback(caplog, level, kept):
    log = logging.getLogger("django.request")
    try:
        raise ValueError("x")
    except ValueError:
        log.log(level, "hỏng", exc_info=True)
    assert [bool(record.exc_info) for record in caplog.records] == [kept]


pytestmark = pytest.mark.django_db
