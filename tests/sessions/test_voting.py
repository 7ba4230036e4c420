"""Votes: the majority by the rule of the day, refusals at the field, names that add up, what a result leads to."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.records.errors import NotNow
from sessions import actions, queries
from sessions.models import Ballot
from sessions.rules import is_majority, least_votes
from tests.people.factories import DelegateMandateFactory, PersonFactory
from tests.sessions.factories import (
    AttendanceFactory,
    CouncilSessionFactory,
    DraftResolutionFactory,
    SittingFactory,
)
from tests.sessions.factories_hall import BallotFactory


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


def url(name, *args, **query):
    address = reverse(f"council_sessions:ballot-{name}", args=args)
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(locality=cast.locality, number="9", status="open", opened_on=date(2026, 7, 14))


def typed(session, **fields):
    """What is posted for a vote of 50, 45 present, 26 for."""
    return {
        "session": session.pk,
        "title": "Thông qua nghị quyết",
        "case": "resolution",
        "held_on": "14/7/2026",
        "method": "hands",
        "base": "all",
        "base_count": "50",
        "present": "45",
        "votes_for": "26",
        "votes_against": "15",
        "votes_blank": "4",
        "votes_invalid": "0",
    } | fields


@pytest.mark.parametrize(
    ("votes", "of", "share", "is_strict", "passed"),
    [
        (25, 50, (1, 2), True, False),
        (26, 50, (1, 2), True, True),
        (25, 49, (1, 2), True, True),
        (24, 49, (1, 2), True, False),
        (33, 50, (2, 3), False, False),
        (34, 50, (2, 3), False, True),
        (34, 51, (2, 3), False, True),
        (33, 51, (2, 3), False, False),
        (0, 0, (1, 2), True, False),
        (0, 0, (2, 3), False, False),
    ],
)
def test_a_majority_is_reckoned_exactly(votes, of, share, is_strict, passed):
    assert is_majority(votes, of, *share, is_strict=is_strict) is passed


def test_the_fewest_votes_that_do():
    assert [least_votes(of, 1, 2, is_strict=True) for of in (1, 2, 49, 50, 51)] == [1, 2, 25, 26, 26]
    assert [least_votes(of, 2, 3, is_strict=False) for of in (1, 2, 3, 50, 51)] == [1, 2, 2, 34, 34]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "on", "key"),
    [
        ("resolution", date(2016, 1, 1), "SES-14/2016-01-01"),
        ("resolution", date(2025, 2, 28), "SES-14/2016-01-01"),
        ("resolution", date(2025, 3, 1), "SES-14/2025-03-01"),
        ("resolution", date(2026, 7, 14), "SES-14/2025-06-16"),
        ("removal", date(2024, 5, 5), "SES-14/removal/2016-01-01"),
        ("removal", date(2026, 7, 14), "SES-14/removal/2025-06-16"),
        ("normative", date(2016, 2, 1), "SES-14/2016-01-01"),
        ("normative", date(2025, 3, 31), "DR-12/2016-07-01"),
        ("normative", date(2025, 4, 1), "DR-12/2025-04-01"),
        ("conclusion", date(2026, 2, 28), "OV-20/conclusion/2016-07-01"),
        ("conclusion", date(2026, 3, 1), "OV-20/conclusion/2026-03-01"),
        ("resolution", date(2015, 12, 31), None),
        ("unknown", date(2026, 7, 14), None),
    ],
)
def test_the_rule_is_that_of_the_day(cast, case, on, key):
    version = queries.majority_of(case, on, cast.locality)

    assert (version and version.key) == key


def test_the_result_is_reckoned_when_it_is_saved(cast, session):
    place = {"locality": cast.locality, "session": session}

    assert BallotFactory(**place, votes_for=26).passed is True
    assert BallotFactory(**place, votes_for=25).passed is False
    assert BallotFactory(**place, votes_for=33, case="removal").passed is False
    assert BallotFactory(**place, votes_for=34, case="removal").passed is True
    assert BallotFactory(**place, votes_for=1, case="unknown", announced=True).passed is True
    assert BallotFactory(**place, votes_for=45, case="unknown").version is None


def test_of_whom_it_is_counted_is_the_rule_s_to_say(client, cast, session):
    place = {"locality": cast.locality, "session": session}

    row = BallotFactory(**place, votes_for=23, base="present")
    assert (row.base, row.passed) == ("all", False)
    free = BallotFactory(**place, votes_for=23, base="present", case="unknown", announced=True)
    assert free.base == "present"

    client.force_login(cast.lan)
    answer = client.post(url("create"), typed(session, base="present"))
    words = "Quy định áp dụng ngày 14/07/2026 tính trên tổng số đại biểu HĐND: chọn lại."
    assert (answer.status_code, answer.context["form"].errors) == (422, {"base": [words]})
    assert client.post(url("create"), typed(session, base="present", case="unknown")).status_code == 302


def test_counts_that_are_not_those_of_the_hall_are_told(client, cast, session):
    AttendanceFactory(locality=cast.locality, session=session, person=cast.dai_bieu.person)
    client.force_login(cast.lan)

    page = client.post(url("create"), typed(session), follow=True)

    said = [str(row) for row in page.context["messages"]]
    assert "Biểu quyết ghi 45 có mặt, điểm danh ghi 1: xem lại số nào đúng." in said
    assert "Biểu quyết ghi tổng số 50, danh sách của ngày ấy có 1: xem lại." in said
    page = client.post(
        url("create"), typed(session, base_count="1", present="1", votes_for="1", votes_against="0", votes_blank="0"),
        follow=True,
    )  # fmt: skip
    assert [str(row) for row in page.context["messages"]] == ["Đã lưu biểu quyết."]


def test_correcting_the_numbers_corrects_the_result(cast, session):
    ballot = BallotFactory(locality=cast.locality, session=session, votes_for=26)
    ballot.votes_for = 25

    actions.edit_ballot(ballot, by=cast.lan, case="resolution")

    assert Ballot.objects.get().passed is False


def test_a_vote_is_written_down(client, cast, session):
    client.force_login(cast.lan)

    answer = client.post(url("create", session=session.pk), typed(session))

    ballot = Ballot.objects.get()
    assert (answer.status_code, answer.url) == (302, ballot.get_absolute_url())
    assert (ballot.version.key, ballot.passed) == ("SES-14/2025-06-16", True)
    page = client.get(answer.url).content.decode()
    assert "26/50" in page
    assert "Cần quá 1/2 tổng số đại biểu HĐND: ít nhất 26 phiếu tán thành." in page
    assert "SES-14, Luật Tổ chức chính quyền địa phương số 72/2025/QH15, Điều 35" in page
    assert "chưa kiểm chứng" in page


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"votes_for": "30"}, "votes_for", "Cộng các loại phiếu là 49, lớn hơn số có mặt (45): xem lại các ô này."),
        ({"present": "51"}, "present", "Số có mặt (51) lớn hơn tổng số (50)."),
        ({"title": ""}, "title", "Ghi biểu quyết về việc gì."),
        ({"held_on": "16/7/2026"}, "held_on", "Ngày này còn ở phía trước; việc đã xảy ra thì ghi ngày đến hôm nay."),
        ({"held_on": "1/5/2014"}, "case", "Chương trình không có quy định về việc này áp dụng ngày 01/05/2014."),
        ({"repeat_reason": "Kiểm nhầm"}, "repeats", "Chọn lần biểu quyết trước."),
        ({"votes_for": "-1"}, "votes_for", "Ghi số từ 0 trở lên."),
        ({"votes_for": "nhiều"}, "votes_for", "Ghi một số nguyên, ví dụ 12."),
    ],
)
def test_refusals_stand_at_their_field(client, cast, session, fields, field, words):
    client.force_login(cast.lan)

    answer = client.post(url("create"), typed(session, **fields))

    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [words]}
    assert Ballot.objects.count() == 0


def test_a_second_vote_names_the_first_and_says_why(client, cast, session):
    draft = DraftResolutionFactory(locality=cast.locality, session=session)
    first = BallotFactory(locality=cast.locality, session=session, draft=draft, held_on=date(2026, 7, 14), votes_for=20)
    client.force_login(cast.lan)
    again = typed(session, draft=draft.pk)

    answer = client.post(url("create"), again)
    words = "Việc này đã biểu quyết ngày 14/07/2026: chọn lần ấy và ghi vì sao làm lại."
    assert (answer.status_code, answer.context["form"].errors) == (422, {"repeats": [words]})

    answer = client.post(url("create"), again | {"repeats": first.pk})
    assert answer.context["form"].errors == {"repeat_reason": ["Ghi vì sao biểu quyết lại."]}

    answer = client.post(url("create"), again | {"repeats": first.pk, "repeat_reason": "Kiểm phiếu nhầm"})
    assert answer.status_code == 302
    assert queries.last_ballot("draft", draft).passed is True
    assert "Biểu quyết lại sau" in client.get(answer.url).content.decode()


def test_the_first_vote_can_still_be_corrected_after_the_second(client, cast, session):
    place = {"locality": cast.locality, "session": session, "held_on": date(2026, 7, 14)}
    draft = DraftResolutionFactory(locality=cast.locality, session=session)
    first = BallotFactory(**place, draft=draft, votes_for=20)
    BallotFactory(**place, draft=draft, repeats=first, repeat_reason="Kiểm nhầm")
    client.force_login(cast.lan)

    answer = client.post(url("edit", first.pk), typed(session, draft=draft.pk, votes_for="21", revision=first.revision))

    assert answer.status_code == 302
    assert Ballot.objects.get(pk=first.pk).votes_for == 21


def test_base_and_presence_are_proposed(client, cast, session):
    for number in range(3):
        person = PersonFactory(locality=cast.locality)
        DelegateMandateFactory(person=person, term=cast.term, constituency=cast.constituency)
        presence = "absent" if number == 0 else "present"
        AttendanceFactory(locality=cast.locality, session=session, person=person, presence=presence)
    client.force_login(cast.lan)

    form = client.get(url("create", session=session.pk)).context["form"]

    assert (form["base_count"].value(), form["present"].value(), form["held_on"].value()) == (4, 2, date(2026, 7, 15))
    assert form["case"].value() == "resolution"
    assert "sitting" not in form.fields


@pytest.mark.parametrize(("kind", "case"), [("explanation", "conclusion"), ("regular", "unknown")])
def test_a_sitting_has_a_majority_of_its_own(client, cast, kind, case):
    sitting = SittingFactory(locality=cast.locality, kind=kind)
    client.force_login(cast.lan)

    form = client.get(url("create", sitting=sitting.pk)).context["form"]

    assert form.fields["case"].initial == case
    assert form.fields["base_count"].label == "Tổng số thành viên Thường trực"
    assert "session" not in form.fields


def test_a_normative_draft_is_voted_on_by_its_own_rule(client, cast, session):
    draft = DraftResolutionFactory(locality=cast.locality, session=session, is_normative=True)
    client.force_login(cast.lan)

    form = client.get(url("create", draft=draft.pk)).context["form"]

    assert form.fields["case"].initial == "normative"
    assert form.gathering == session
    assert "item" not in form.fields


class TestNames:
    @pytest.fixture
    def people(self, cast):
        rows = [PersonFactory(locality=cast.locality, name=f"Người {number}") for number in range(2)]
        for person in rows:
            DelegateMandateFactory(person=person, term=cast.term, constituency=cast.constituency)
        return [*rows, cast.dai_bieu.person]

    @pytest.fixture
    def ballot(self, cast, session, people):
        return BallotFactory(
            locality=cast.locality, session=session, base_count=3, present=3, votes_for=2, votes_against=1
        )

    def test_names_are_written_down_on_one_sheet(self, client, cast, ballot, people):
        client.force_login(cast.lan)
        address = url("choices", ballot.pk)
        assert len(client.get(address).context["form"].people) == 3
        sheet = {f"p{person.pk}": "for" for person in people} | {f"p{people[0].pk}": "against"}
        sheet["revision"] = ballot.revision

        answer = client.post(address, sheet)

        assert answer.status_code == 302
        said = dict(ballot.choices.values_list("person", "choice"))
        assert said == {people[0].pk: "against", people[1].pk: "for", people[2].pk: "for"}

    def test_two_secretaries(self, client, cast, ballot, people):
        address = url("choices", ballot.pk)
        mine = {people[0]: "against", people[1]: "for", people[2]: "for"}
        client.force_login(cast.lan)
        drawn = client.get(address)
        assert drawn.context["form"]["revision"].value() == ballot.revision
        assert 'name="revision"' in drawn.content.decode()
        actions.name_choices(Ballot.objects.get(), by=cast.tu, choices=mine)
        sheet = {f"p{person.pk}": "for" for person in people} | {f"p{people[1].pk}": "against"}

        answer = client.post(address, sheet | {"revision": ballot.revision})

        assert answer.status_code == 409
        assert ballot.choices.get(person=people[0]).choice == "against"
        again = answer.context["form"].data.dict()
        assert client.post(address, again).status_code == 302
        assert ballot.choices.get(person=people[0]).choice == "for"

    def test_names_must_add_up(self, client, cast, ballot, people):
        client.force_login(cast.lan)

        answer = client.post(url("choices", ballot.pk), {f"p{person.pk}": "for" for person in people})

        assert answer.status_code == 422
        assert answer.context["form"].non_field_errors() == [
            "Ghi tên 3 đại biểu tán thành, kết quả kiểm là 2: hai số phải bằng nhau.",
            "Ghi tên 0 đại biểu không tán thành, kết quả kiểm là 1: hai số phải bằng nhau.",
        ]
        assert ballot.choices.count() == 0

    def test_a_secret_vote_has_no_names(self, client, cast, ballot, people):
        ballot.method = "secret"
        actions.edit_ballot(ballot, by=cast.lan, case="resolution")
        client.force_login(cast.lan)

        answer = client.get(url("choices", ballot.pk), follow=True)

        assert "Bỏ phiếu kín thì không ghi từng đại biểu." in answer.content.decode()
        with pytest.raises(NotNow):
            actions.name_choices(ballot, by=cast.lan, choices={people[0]: "for"})

    def test_with_names_the_numbers_stay_true(self, cast, ballot, people):
        choices = {people[0]: "against", people[1]: "for", people[2]: "for"}
        actions.name_choices(ballot, by=cast.lan, choices=choices)
        ballot.votes_for = 3
        ballot.votes_against = 0

        with pytest.raises(ValidationError):
            actions.edit_ballot(ballot, by=cast.lan, case="resolution")
        ballot.refresh_from_db()
        ballot.method = "secret"
        with pytest.raises(ValidationError):
            actions.edit_ballot(ballot, by=cast.lan, case="resolution")


@pytest.mark.parametrize(
    ("votes", "label"),
    [(26, "Ghi được thông qua: dự thảo nghị quyết"), (20, "Ghi không được thông qua: dự thảo nghị quyết")],
)
def test_a_result_leads_to_the_step_of_the_draft_and_moves_nothing(client, cast, session, votes, label):
    draft = DraftResolutionFactory(locality=cast.locality, session=session, status="to_session")
    ballot = BallotFactory(locality=cast.locality, session=session, draft=draft, votes_for=votes)
    client.force_login(cast.lan)

    page = client.get(ballot.get_absolute_url())

    assert [button.label for button in page.context["buttons"]] == [label]
    draft.refresh_from_db()
    assert draft.status == "to_session"
    step = client.get(page.context["buttons"][0].url).content.decode()
    assert f"Biểu quyết 23/06/2026: {votes}/50 tán thành, {ballot.state[1]}." in step


def test_the_votes_stand_on_the_page_of_the_draft(client, cast, session):
    draft = DraftResolutionFactory(locality=cast.locality, session=session)
    client.force_login(cast.lan)
    page = client.get(draft.get_absolute_url()).content.decode()
    assert f"/bieu-quyet/moi/?draft={draft.pk}" in page

    BallotFactory(locality=cast.locality, session=session, draft=draft)

    page = client.get(draft.get_absolute_url()).content.decode()
    assert "26/50 tán thành" in page
    assert f"/bieu-quyet/moi/?draft={draft.pk}" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(client, cast, session, django_assert_num_queries, count):
    rows = [BallotFactory(locality=cast.locality, session=session) for _ in range(count)]
    client.force_login(cast.lan)
    client.get(url("list"))
    with django_assert_num_queries(13):
        answer = client.get(url("list"))
    assert {row.record for row in answer.context["table"].rows} == set(rows)


@pytest.mark.parametrize(
    ("who", "sees"), [("lan", 200), ("hoa", 200), ("dai_bieu", 200), ("minh", 404), ("stranger", 404)]
)
def test_who_sees_a_vote(client, cast, session, who, sees):
    ballot = BallotFactory(locality=cast.locality, session=session)
    client.force_login(getattr(cast, who))

    assert client.get(ballot.get_absolute_url()).status_code == sees


@pytest.mark.parametrize("who", ["dai_bieu", "minh", "ubnd", "hoa", "thu_ky", "admin"])
def test_only_the_councils_office_writes_votes_down(client, cast, session, who):
    ballot = BallotFactory(locality=cast.locality, session=session)
    client.force_login(getattr(cast, who))

    assert client.get(url("create")).status_code == 403
    assert client.post(url("create"), typed(session)).status_code == 403
    assert client.post(url("choices", ballot.pk), {}).status_code in (403, 404)
    assert client.get(url("edit", ballot.pk)).status_code in (403, 404)
