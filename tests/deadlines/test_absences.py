from datetime import date

import pytest
import time_machine

from coordination.audit.models import Event
from coordination.deadlines import standins
from coordination.deadlines.actions.absences import end_absence, possible_substitutes, record_absence
from coordination.deadlines.models import Absence, Obligation
from coordination.notices.models import Notice
from coordination.records.errors import AlreadyDone, Forbidden
from tests.deadlines.factories import AbsenceFactory, ObligationFactory

pytestmark = pytest.mark.django_db

PAGE = "/viec/vang-mat/"
TODAY = date(2026, 7, 15)
TYPED = {"first": "13/07/2026", "last": "17/07/2026", "reason": "nghỉ phép"}


@pytest.fixture(autouse=True)
def wednesday():
    """15 July 2026, as in the mock-ups."""
    with time_machine.travel("2026-07-15T09:00+07:00", tick=False):
        yield


@pytest.fixture
def office(cast):
    """Five clerks of one office: a, b, c, d, e."""
    return [cast.acting_as(cast.office, "council_clerk", f"Người {letter}") for letter in "ABCDE"]


def away(*chain, **fields):
    """Each of the chain is away and names the next one."""
    for absent, substitute in zip(chain, chain[1:], strict=False):
        AbsenceFactory(user=absent, substitute=substitute, **fields)


def covered(user) -> list:
    """Whose work falls to the user today."""
    return [absence.user for absence in standins.absences_covered(user, TODAY)]


# Who does the work


def test_nobody_is_away(django_assert_num_queries, cast):
    with django_assert_num_queries(1):
        assert standins.substitutes_on(TODAY) == {}


@pytest.mark.parametrize(("day", "is_away"), [(12, False), (13, True), (17, True), (18, False)])
def test_both_ends_are_included(office, day, is_away):
    a, b, *_ = office
    away(a, b)

    assert standins.substitutes_on(date(2026, 7, day)) == ({a.pk: b.pk} if is_away else {})


def test_a_chain_ends_at_whoever_is_there(office, django_assert_num_queries):
    a, b, c, *_ = office
    away(a, b, c)

    with django_assert_num_queries(2):
        assert standins.substitutes_on(TODAY) == {a.pk: c.pk, b.pk: c.pk}
    assert covered(c) == [a, b]
    assert covered(b) == []


def test_the_substitute_of_a_substitute_counts_only_while_both_are_away(office):
    a, b, c, *_ = office
    AbsenceFactory(user=a, substitute=b)
    AbsenceFactory(user=b, substitute=c, first=date(2026, 7, 16), last=date(2026, 7, 16))

    ends = [standins.substitutes_on(date(2026, 7, day))[a.pk] for day in (15, 16, 17)]
    assert ends == [b.pk, c.pk, b.pk]


def test_a_circle_leads_to_nobody(office):
    a, b, c, d, *_ = office
    away(a, b, c, a)
    away(d, a)

    assert standins.substitutes_on(TODAY) == {}
    assert covered(a) == []


def test_a_chain_is_followed_as_far_as_it_says(office, cast):
    a, b, c, d, e = office
    away(a, b, c, d, e, cast.lan)

    found = standins.substitutes_on(TODAY)

    assert found == {person.pk: cast.lan.pk for person in (b, c, d, e)}


@pytest.mark.parametrize("why", ["closed", "no role"])
def test_who_cannot_work_stands_in_for_nobody(office, why):
    a, b, *_ = office
    away(a, b)
    if why == "closed":
        type(b).objects.filter(pk=b.pk).update(is_active=False)
    else:
        b.memberships.update(valid_to=date(2026, 7, 14))

    assert standins.substitutes_on(TODAY) == {}


def test_a_cancelled_absence_is_none(office):
    a, b, *_ = office
    away(a, b, cancelled_at="2026-07-14T08:00+07:00")

    assert standins.substitutes_on(TODAY) == {}


def test_the_condition_in_sql_says_the_same(office, cast):
    """Lists filter by a condition, letters by the table: both must know the same substitutes."""
    a, b, c, d, e = office
    away(a, b, c)
    away(d, e, d)
    for person in office:
        ObligationFactory(owner=cast.office, assignee=person.person)
    ends = standins.substitutes_on(TODAY)

    for user in (*office, cast.lan):
        found = Obligation.objects.filter(standins.falls_to(user, TODAY))
        wanted = {key for key, end in ends.items() if end == user.pk}
        assert {row.assignee.user.pk for row in found} == wanted, str(user)


@pytest.mark.parametrize(
    ("chain", "words"),
    [
        ("", ""),
        ("ab", "vắng đến 17/07/2026, Người B làm thay"),
        ("abc", "vắng đến 17/07/2026, Người C làm thay"),
        ("aba", "vắng đến 17/07/2026, chưa có người làm thay"),
    ],
)
def test_the_words_beside_the_assignee(office, chain, words):
    away(*(office["abcde".index(letter)] for letter in chain))

    assert standins.absence_words(office[0].person, TODAY) == words


def test_the_page_of_a_duty_says_who_does_it_meanwhile(client, cast, office):
    a, b, *_ = office
    away(a, b)
    duty = ObligationFactory(owner=cast.office, assignee=a.person)
    client.force_login(cast.lan)

    assert "Người A (vắng đến 17/07/2026, Người B làm thay)" in client.get(duty.get_absolute_url()).content.decode()
    assert standins.assigned_words(ObligationFactory(owner=cast.office), TODAY) == ""


# Writing it down


def test_who_can_be_chosen(cast, office):
    assert set(possible_substitutes(cast.lan)) == {*office, cast.tu}
    assert set(possible_substitutes(cast.tu)) == {*office, cast.lan}
    assert set(possible_substitutes(cast.minh)) == set()


def test_an_absence_is_written_down_and_the_substitute_told(client, cast, office):
    a, *_ = office
    client.force_login(cast.lan)

    response = client.post(PAGE, TYPED | {"substitute": a.pk})

    assert response.url == PAGE
    absence = Absence.objects.get()
    assert (absence.user, absence.substitute, absence.first, absence.last, absence.created_by) == (
        cast.lan,
        a,
        date(2026, 7, 13),
        date(2026, 7, 17),
        cast.lan,
    )
    assert list(Notice.objects.values_list("recipient", "text")) == [
        (
            a.pk,
            "Nguyễn Thị Lan nhờ bạn làm thay từ 13/07/2026 đến hết 17/07/2026. Việc của họ hiện ở Việc của tôi.",
        )
    ]
    assert Event.objects.latest("pk").subject_label == "Người A thay Nguyễn Thị Lan (13/07/2026 – 17/07/2026)"
    page = client.get(PAGE).content.decode()
    assert "Tôi đã về" in page


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"last": "12/07/2026"}, {"last": ["Ngày cuối không được trước ngày đầu."]}),
        ({"first": "31/06/2026"}, {"first": ["Tháng 6 chỉ có 30 ngày."]}),
        ({"first": ""}, {"first": ["Chưa ghi ô này."]}),
        ({"last": "20/07/2027"}, {"last": ["Dài quá một năm: hãy giao lại việc thay vì nhờ làm thay."]}),
        (
            {"first": "01/07/2026", "last": "14/07/2026"},
            {"last": ["Ngày cuối đã qua: lần vắng này không còn đổi được việc của ai."]},
        ),
        ({"substitute": "lan"}, {"substitute": ["Không có lựa chọn này trong danh sách."]}),
        ({"substitute": "minh"}, {"substitute": ["Không có lựa chọn này trong danh sách."]}),
        ({"substitute": "stranger"}, {"substitute": ["Không có lựa chọn này trong danh sách."]}),
    ],
)
def test_what_cannot_be_written(client, cast, office, typed, errors):
    client.force_login(cast.lan)
    whom = getattr(cast, typed["substitute"]) if "substitute" in typed else office[0]

    response = client.post(PAGE, TYPED | typed | {"substitute": whom.pk})

    assert (response.status_code, dict(response.context["form"].errors)) == (422, errors)
    assert "nghỉ phép" in response.content.decode()
    assert Absence.objects.count() == 0


def test_two_absences_do_not_overlap(client, cast, office):
    AbsenceFactory(user=cast.lan, substitute=office[0])
    client.force_login(cast.lan)

    response = client.post(PAGE, TYPED | {"first": "17/07/2026", "last": "20/07/2026", "substitute": office[1].pk})

    words = "Bạn đã ghi vắng từ 13/07/2026 đến hết 17/07/2026. Bỏ lần ấy hoặc chọn ngày khác."
    assert dict(response.context["form"].errors) == {"first": [words]}
    assert Absence.objects.count() == 1


@pytest.mark.parametrize(
    ("chain", "words"),
    [
        ("ab", "Ngày 13/07/2026 Người A cũng vắng: việc sẽ chuyển tiếp cho Người B."),
    ],
)
def test_a_chain_is_told_when_it_is_written(client, cast, office, chain, words):
    away(*(office["abcde".index(letter)] for letter in chain))
    client.force_login(cast.lan)

    response = client.post(PAGE, TYPED | {"substitute": office[0].pk})

    assert [str(message) for message in response.wsgi_request._messages] == [
        "Đã ghi thời gian vắng; Người B đã được báo.",
        words,
    ]
    assert [notice.recipient for notice in Notice.objects.all()] == [office[1]]


@pytest.mark.parametrize("chain", ["aba", "a-lan", "ab-lan"])
def test_a_chain_that_leaves_nobody_is_refused_at_the_substitute(client, cast, office, chain):
    people = {letter: office["abcde".index(letter)] for letter in "abcde"}
    names = chain.split("-")
    away(*(people[letter] for letter in names[0]), *([cast.lan] if len(names) > 1 else []), last=date(2026, 7, 16))
    client.force_login(cast.lan)

    response = client.post(PAGE, TYPED | {"first": "16/07/2026", "substitute": office[0].pk})

    words = "Ngày 16/07/2026 Người A cũng vắng và không còn ai làm thay: chọn người khác."
    assert (response.status_code, dict(response.context["form"].errors)) == (422, {"substitute": [words]})
    assert not Absence.objects.filter(user=cast.lan).exists()
    assert Notice.objects.count() == 0


def test_a_chain_whose_last_person_cannot_work_is_refused(client, cast, office):
    a, b, *_ = office
    away(a, b)
    b.memberships.update(valid_to=date(2026, 7, 12))
    client.force_login(cast.lan)

    response = client.post(PAGE, TYPED | {"substitute": a.pk})

    assert list(response.context["form"].errors) == ["substitute"]


def test_days_of_the_past_refuse_nobody(client, cast, office):
    a, b, *_ = office
    away(a, b, a, last=date(2026, 7, 14))
    client.force_login(cast.lan)

    assert client.post(PAGE, TYPED | {"substitute": a.pk}).status_code == 302


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [(13, 17, (date(2026, 7, 13), date(2026, 7, 14), False)), (16, 17, (date(2026, 7, 16), date(2026, 7, 17), True))],
)
def test_coming_back_early_keeps_the_days_that_have_passed(client, cast, office, first, last, left):
    absence = AbsenceFactory(user=cast.lan, substitute=office[0], first=date(2026, 7, first), last=date(2026, 7, last))
    client.force_login(cast.lan)

    client.post(f"{PAGE}{absence.pk}/bo/")

    absence.refresh_from_db()
    assert (absence.first, absence.last, absence.cancelled_at is not None) == left
    assert standins.substitutes_on(TODAY) == {}
    assert Notice.objects.get().recipient == office[0]


def test_what_is_over_stays_over(cast, office):
    over = AbsenceFactory(user=cast.lan, substitute=office[0], last=date(2026, 7, 14))

    with pytest.raises(AlreadyDone):
        end_absence(over, by=cast.lan)


def test_nobody_writes_or_ends_the_absence_of_another(client, cast, office):
    absence = AbsenceFactory(user=cast.lan, substitute=office[0])
    with pytest.raises(Forbidden):
        record_absence(Absence(user=cast.lan, substitute=office[1], first=TODAY, last=TODAY), by=office[1])
    with pytest.raises(Forbidden):
        end_absence(absence, by=office[0])
    client.force_login(office[0])

    assert client.post(f"{PAGE}{absence.pk}/bo/").status_code == 404
    assert client.get(f"{PAGE}{absence.pk}/bo/").status_code == 405
    assert Absence.objects.get().cancelled_at is None


def test_the_page_shows_ones_own_and_the_colleagues(client, cast, office):
    a, b, *_ = office
    AbsenceFactory(user=cast.lan, substitute=a, first=date(2026, 8, 3), last=date(2026, 8, 4))
    AbsenceFactory(user=b, substitute=cast.lan)
    AbsenceFactory(user=a, substitute=b)
    hidden = AbsenceFactory(user=cast.minh, substitute=cast.ubnd)
    client.force_login(cast.lan)

    context = client.get(PAGE).context

    assert [row.user for row in context["own"]] == [cast.lan]
    assert [row.user for row in context["covering"]] == [b]
    assert [row.user for row in context["others"]] == [a]
    assert hidden not in [*context["own"], *context["covering"], *context["others"], *context["past"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_queries(client, cast, office, django_assert_num_queries, rows):
    for n in range(rows):
        day = date(2026, 8, 3 + n)
        AbsenceFactory(user=cast.lan, substitute=office[0], first=day, last=day)
        AbsenceFactory(user=office[n], substitute=cast.lan)
    client.force_login(cast.lan)
    client.get(PAGE)

    with django_assert_num_queries(17):
        client.get(PAGE)


@pytest.mark.parametrize("who", ["minh", "dai_bieu", "admin", "stranger"])
def test_everybody_may_be_away(client, cast, who):
    client.force_login(getattr(cast, who))

    assert client.get(PAGE).status_code == 200


def test_former_colleagues_see_it_no_longer(cast):
    absence = AbsenceFactory(user=cast.minh, substitute=cast.ubnd)
    colleague = cast.acting_as(cast.department, "department_officer", "Mai Thị Kề")
    assert list(Absence.objects.visible_to(colleague)) == [absence]

    cast.minh.memberships.update(valid_to=date(2026, 1, 1))

    assert list(Absence.objects.visible_to(colleague)) == []
