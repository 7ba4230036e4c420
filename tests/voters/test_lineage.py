"""The same petition over the years: what was promised when, and whether it was kept."""

from datetime import date

from tests.voters.factories import LOADER, petition_of
from voters import actions, queries

TODAY = date(2026, 10, 1)


def chain(cast):
    """Asked in 2024 and promised, asked again in 2025 and promised again, asked a third time in 2026."""
    first = petition_of(cast.locality, title="Cầu dân sinh", received_on=date(2024, 5, 2), due_on=None)
    answered(first, cast, date(2024, 6, 1), promised_on=date(2025, 3, 1))
    second = petition_of(
        cast.locality,
        title="Cầu dân sinh",
        received_on=date(2025, 5, 2),
        due_on=None,
        predecessor=first,
        times_raised=2,
    )
    answered(second, cast, date(2025, 6, 1), promised_on=date(2026, 12, 1))
    third = petition_of(
        cast.locality, title="Cầu dân sinh", received_on=date(2026, 5, 2), predecessor=second, times_raised=3
    )
    return first, second, third


def answered(petition, cast, on, **fields):
    actions.forward(petition, by=LOADER, to=cast.department, on=petition.received_on)
    actions.accept(petition, by=LOADER, on=petition.received_on)
    actions.reply(petition, by=LOADER, result="planned", text="Sẽ làm cầu.", sent_on=on, **fields)


def test_every_time_stands_on_every_page_oldest_first(cast):
    rows = chain(cast)
    for petition in rows:
        times = queries.times_of(petition, cast.lan)
        assert [time.petition for time in times] == list(rows)
        assert [time.petition for time in times if time.is_this] == [petition]


def test_promised_against_delivered(cast):
    first, second, third = chain(cast)
    times = queries.times_of(third, cast.lan)
    assert [time.kept(TODAY) for time in times] == [("late", "Chưa làm, quá hẹn"), ("wait", "Chưa tới hẹn"), None]
    actions.resolve(second, by=LOADER, evidence="Biên bản nghiệm thu.", on=date(2026, 9, 1))
    actions.resolve(first, by=LOADER, evidence="Biên bản nghiệm thu.", on=date(2026, 9, 1))
    times = queries.times_of(third, cast.lan)
    assert [time.kept(TODAY) for time in times] == [("late", "Đã làm, trễ hẹn"), ("done", "Đã làm đúng hẹn"), None]


def test_a_petition_raised_once_has_no_lineage(cast):
    assert queries.times_of(petition_of(cast.locality), cast.lan) == []


def test_two_that_follow_the_same_one_stand_there_both(cast):
    first = petition_of(cast.locality)
    others = [petition_of(cast.locality, predecessor=first, times_raised=2) for _ in range(2)]
    assert [time.petition for time in queries.times_of(first, cast.lan)] == [first, *others]


def test_a_circle_ends(cast):
    first = petition_of(cast.locality)
    second = petition_of(cast.locality, predecessor=first)
    type(first).objects.filter(pk=first.pk).update(predecessor=second)
    first.refresh_from_db()
    assert len(queries.times_of(first, cast.lan)) == 2


def test_of_what_one_may_not_see_nothing_stands_there(cast):
    first, second, third = chain(cast)
    third.confidential = True
    actions.edit_petition(third, by=LOADER)
    assert [time.petition for time in queries.times_of(first, cast.lan)] == [first, second]
    assert queries.times_of(first, cast.stranger) == []


def test_the_page_tells_it(client, cast):
    _first, second, third = chain(cast)
    client.force_login(cast.lan)
    page = client.get(third.get_absolute_url()).content.decode()
    assert "Kiến nghị lần thứ 3: qua các lần" in page
    assert "Chưa làm, quá hẹn" in page
    assert second.code in page
