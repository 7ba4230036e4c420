"""The ready-made view "Quá hạn trả lời" holds exactly the petitions whose column says that an answer is late."""

from datetime import date as D
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.voters.factories import LOADER, brought_to, petition_of
from voters import actions
from voters.choices import PetitionStatus, Result
from voters.kept import due_words, is_late, with_days
from voters.models import Petition

SENT = D(2026, 6, 1)


def reopened(cast, due_on, **fields):
    """Answered, then opened again on 05/06, with a new day or without."""
    petition = brought_to(petition_of(cast.locality, due_on=due_on), "in_progress", cast.department)
    actions.reply(petition, by=LOADER, result="planned", text="Sẽ làm.", sent_on=SENT, roadmap="2027", **fields)
    actions.judge(petition, by=LOADER, judgement="unsatisfied", body=cast.front, on=D(2026, 6, 3), text="Chưa rõ.")
    return petition


@pytest.fixture
def every(cast):
    """A petition in each status with a day that is over, and with one to come; reopened with a new day and without."""
    over, ahead = D(2026, 6, 2), timezone.localdate() + timedelta(days=30)
    found = {}
    for status in PetitionStatus.values:
        if status != PetitionStatus.REOPENED:
            found[status] = brought_to(petition_of(cast.locality, due_on=over), status, cast.department)
            found[f"{status} ahead"] = brought_to(petition_of(cast.locality, due_on=ahead), status, cast.department)
    for words, day in (("no new day", None), ("new day over", D(2026, 7, 1)), ("new day ahead", ahead)):
        found[f"reopened {words}"] = reopened(cast, over)
        actions.reopen(found[f"reopened {words}"], by=LOADER, on=D(2026, 6, 5), due_on=day)
    found["reopened before its day"] = reopened(cast, D(2026, 6, 20))
    actions.reopen(found["reopened before its day"], by=LOADER, on=D(2026, 6, 5))
    found["promise over"] = brought_to(petition_of(cast.locality, due_on=over), "in_progress", cast.department)
    actions.reply(
        found["promise over"],
        by=LOADER,
        result=Result.PLANNED,
        text="Sẽ làm.",
        sent_on=SENT,
        promised_on=D(2026, 7, 1),
    )
    found["reopened, its answer was the group's"] = reopened(cast, over)
    actions.reopen(found["reopened, its answer was the group's"], by=LOADER, on=D(2026, 6, 5))
    Petition.objects.filter(pk=found["reopened, its answer was the group's"].pk).update(answered_on=None)
    for petition in found.values():
        petition.refresh_from_db()
    return found


LATE = [
    "forwarded",
    "in_progress",
    "reopened before its day",
    "reopened new day over",
    "reopened, its answer was the group's",
]


def test_column_and_view_agree_in_every_state(client, cast, every):
    today = timezone.localdate()
    rows = {row.pk: row for row in with_days(Petition.objects.all())}
    by_column = sorted(name for name, petition in every.items() if is_late(rows[petition.pk], today))
    late = set(Petition.objects.late_answers(today).values_list("pk", flat=True))
    assert (by_column, sorted(name for name, petition in every.items() if petition.pk in late)) == (LATE, LATE)
    client.force_login(cast.lan)
    page = client.get(f"{reverse('voters:petition-list')}?late=true")
    assert {row.record.pk for row in page.context["table"].rows} == {every[name].pk for name in LATE}
    tabs = client.get(reverse("voters:petition-tabs")).context["tabs"]
    assert next(tab["count"] for tab in tabs if tab["words"] == "Quá hạn trả lời") == str(len(LATE))


def test_what_is_late_says_so_and_nothing_else_does(every):
    """But a day that nobody was asked to keep, and a promise, are told apart in words."""
    today = timezone.localdate()
    said = {name: due_words(petition, today) for name, petition in every.items()}
    red = {name: words for name, (kind, words) in said.items() if kind == "late"}
    assert sorted(red) == sorted([*LATE, "new", "promise over"])
    assert red["new"].endswith("; chưa ai nhận")
    assert red["promise over"] == "đã trả lời 01/06, sớm 1 ngày; hẹn 01/07/2026, quá hạn 92 ngày"
    assert said["reopened no new day"] == ("wait", "đã trả lời 01/06; mở lại, chưa xong")
