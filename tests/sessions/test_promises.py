"""Promises that were stored as questions from the floor are told apart when the data is brought up to date."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from sessions import actions
from sessions.models import Question
from tests.sessions.factories import QuestionFactory

pytestmark = pytest.mark.django_db


def test_rows_written_before_are_marked(cast):
    promise = {"promise": "Bố trí vốn", "promise_due_on": date(2026, 9, 1)}
    asked = QuestionFactory(locality=cast.locality, via="floor", text="Bao giờ có nước?", **promise)
    beside = QuestionFactory(
        locality=cast.locality, via="floor", text=f"{actions.questions.BESIDE}Bao giờ có nước?", **promise
    )

    import_module("sessions.migrations.0004_promises").mark(apps, None)

    assert dict(Question.objects.values_list("pk", "via")) == {asked.pk: "floor", beside.pk: "promise"}
