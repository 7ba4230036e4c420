"""Contact meetings: their delegates, what is counted against what is registered, minutes, what is owed outside."""

from datetime import date, time

import pytest
from django.urls import reverse

from coordination.deadlines.models import Obligation
from coordination.documents import drafting, letters
from tests.people.factories import DelegateMandateFactory, PersonFactory, TermFactory
from tests.voters.factories import LOADER, ContactMeetingFactory, petition_of
from tests.voters.factories_contact import meeting_of, plan_of
from voters import actions, queries
from voters.choices import PetitionKind
from voters.models import ContactMeeting

pytestmark = pytest.mark.django_db
D = date
TODAY = date(2026, 10, 1)
CREATE = reverse("voters:contactmeeting-create")


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.fixture
def held(cast):
    meeting = meeting_of(cast.locality, place=cast.commune, held_on=D(2026, 9, 21), chaired_by=cast.front)
    return actions.hold_meeting(
        meeting, by=LOADER, attending=120, attending_qualifier="about", opinions=3, petitions_raised=2,
        answered_on_spot=1, speaking=9, attendees_by_group={"farmer": 60, "worker": 20, "retired": 20},
    )  # fmt: skip


# --- Delegates -------------------------------------------------------------------------------------------------


def seat_of(cast, locality, term, name, **fields):
    person = PersonFactory(locality=locality, name=name)
    DelegateMandateFactory(person=person, term=term, constituency=cast.constituency, **fields)
    return person


@pytest.fixture
def seats(cast):
    """One delegate for each council around, and some who do not come in question."""
    commune_term = TermFactory(locality=cast.commune, name="2026-2031")
    foreign_term = TermFactory(locality=cast.other, name="2026-2031")
    return {
        "province": cast.dai_bieu.person,
        "commune": seat_of(cast, cast.commune, commune_term, "Đại biểu Xã"),
        "left": seat_of(cast, cast.locality, cast.term, "Đại biểu Thôi", valid_to=D(2026, 9, 30)),
        "foreign": seat_of(cast, cast.other, foreign_term, "Đại biểu Nơi khác"),
    }


def names(rows) -> set[str]:
    return {row.name for row in rows}


def test_delegates_are_those_with_a_seat_on_the_day_in_the_councils_around(cast, seats):
    def found(place, levels=(), on=TODAY):
        return names(queries.delegates_for(queries.councils_near(cast.locality, place), levels, on))

    assert found(None) == {"Vũ Đại"}
    assert found(cast.commune) == {"Vũ Đại", "Đại biểu Xã"}
    assert found(cast.commune, ["commune"]) == {"Đại biểu Xã"}
    assert found(None, on=D(2026, 9, 30)) == {"Vũ Đại", "Đại biểu Thôi"}


def sent(cast, **fields):
    return {
        "kind": "before",
        "held_on": "06/10/2026",
        "place": cast.commune.pk,
        "delegate_levels": ["province"],
    } | fields


def test_delegates_of_the_place_can_be_chosen(clerk, cast, seats):
    people = [seats["province"].pk, seats["commune"].pk]
    response = clerk.post(CREATE, sent(cast, delegate_levels=["province", "commune"], delegates=people, starts_at="8h"))
    meeting = ContactMeeting.objects.get()
    assert (response.status_code, names(meeting.delegates.all())) == (302, {"Vũ Đại", "Đại biểu Xã"})
    assert meeting.starts_at == time(8)
    facts = dict(clerk.get(meeting.get_absolute_url()).context["facts"])
    assert (facts["Ngày"], facts["Đại biểu"]) == ("08:00, 06/10/2026", "Cấp tỉnh, cấp xã")


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("commune", "Không thuộc cấp đã chọn: Đại biểu Xã."),
        ("left", "Không có lựa chọn này trong danh sách."),
        ("foreign", "Không có lựa chọn này trong danh sách."),
    ],
)
def test_who_cannot_be_noted_as_a_delegate(clerk, cast, seats, who, words):
    response = clerk.post(CREATE, sent(cast, delegates=[seats[who].pk]))
    assert (response.status_code, response.context["form"].errors["delegates"]) == (422, [words])


def test_who_lost_the_seat_stays_at_a_meeting_of_before(clerk, cast, seats):
    meeting = meeting_of(cast.locality, held_on=D(2026, 9, 21), related={"delegates": [seats["left"]]})
    url = reverse("voters:contactmeeting-edit", args=[meeting.pk])
    data = sent(cast, held_on="02/10/2026", delegates=[seats["left"].pk], revision=meeting.revision)
    assert clerk.post(url, data).status_code == 302
    assert names(meeting.delegates.all()) == {"Đại biểu Thôi"}


def test_a_point_begins_with_what_its_plan_knows(clerk, cast):
    plan = plan_of(cast.locality, kind="thematic", led_by=cast.front)
    form = clerk.get(f"{CREATE}?plan={plan.pk}").context["form"]
    assert (form["kind"].value(), form["chaired_by"].value(), form["plan"].value()) == (
        "thematic", cast.front.pk, str(plan.pk)
    )  # fmt: skip
    foreign = plan_of(cast.other, kind="online")
    assert clerk.get(f"{CREATE}?plan={foreign.pk}").context["form"]["kind"].value() != "online"
    assert clerk.post(CREATE, sent(cast, plan=foreign.pk)).status_code == 422
    assert [clerk.get(f"{CREATE}?plan={key}").status_code for key in ("x", "9" * 19, "a%00b")] == [200, 200, 200]


# --- Counted and registered --------------------------------------------------------------------------------------


def test_minutes_and_register_that_differ_are_said_plainly(clerk, cast, held):
    petition_of(cast.locality, meeting=held, kind=PetitionKind.PETITION)
    petition_of(cast.locality, meeting=held, kind=PetitionKind.REFLECTION)
    petition_of(cast.locality, meeting=held, kind=PetitionKind.OPINION)
    response = clerk.get(held.get_absolute_url())
    facts = dict(response.context["facts"])
    assert (facts["Số ý kiến"], facts["Số kiến nghị"]) == ("ghi 3, đã vào sổ 1", "2")
    panel = response.context["sections"][1]
    assert (panel.title, panel.context["lines"]) == ("Số ghi và sổ chưa khớp", ["Ý kiến: ghi 3, đã vào sổ 1."])


def test_parts_of_a_split_petition_do_not_count_twice(cast, held):
    whole = petition_of(cast.locality, meeting=held)
    petition_of(cast.locality, meeting=held, split_from=whole)
    assert queries.registered(held) == (0, 1)


def test_nothing_is_said_where_they_agree_or_nobody_counted(clerk, cast, held):
    quiet = ContactMeetingFactory(locality=cast.locality, held=True)
    petition_of(cast.locality, meeting=quiet)
    titles = [panel.title for panel in clerk.get(quiet.get_absolute_url()).context["sections"]]
    assert titles == ["Kiến nghị của cuộc này", "Văn bản soạn từ hồ sơ này", "Tệp đính kèm"]


def test_another_place_is_not_told_how_full_the_register_is(client, cast, held):
    client.force_login(cast.xa)
    response = client.get(held.get_absolute_url())
    assert dict(response.context["facts"])["Số ý kiến"] == "3"
    assert "Số ghi và sổ chưa khớp" not in [panel.title for panel in response.context["sections"]]


def test_approximate_numbers_keep_their_word_and_labourers_their_share(clerk, held):
    facts = dict(clerk.get(held.get_absolute_url()).context["facts"])
    assert (facts["Lượt cử tri dự"], facts["Trực tiếp lao động"]) == ("khoảng 120", "80 (80\u00a0%)")


def test_the_list_of_petitions_of_one_meeting(clerk, cast, held):
    inside = petition_of(cast.locality, meeting=held)
    petition_of(cast.locality)
    rows = clerk.get(f"{reverse('voters:petition-list')}?meeting={held.pk}").context["page"].object_list
    assert [row.record for row in rows] == [inside]


# --- Minutes -----------------------------------------------------------------------------------------------------


def test_the_minutes_say_what_was_counted_and_name_no_voter(cast, held):
    petition_of(cast.locality, meeting=held, content="Đường thôn Thượng hỏng", voter="Cử tri Bí Mật")
    petition_of(cast.locality, meeting=held, content="Việc riêng của một nhà", confidential=True)
    body = drafting.begun(letters.kind_of("contact-minutes"), held, cast.lan)[0].body
    lines = body.splitlines()
    assert "- Cử tri: khoảng 120 lượt người dự." in lines
    assert "Có 9 lượt phát biểu, 3 ý kiến, 2 kiến nghị." in lines
    assert "1. Đường thôn Thượng hỏng." in lines
    assert "Trả lời ngay tại cuộc tiếp xúc: 1 ý kiến, kiến nghị." in lines
    assert "Bí Mật" not in body
    assert "Việc riêng" not in body
    groups = "60 nông dân, 20 công nhân, 20 hưu trí, người cao tuổi"
    assert f"- Thành phần cử tri: {groups}; người trực tiếp lao động 80 (80 %)." in lines


def test_what_was_not_counted_is_a_gap_in_the_minutes(cast):
    held = actions.hold_meeting(meeting_of(cast.locality, held_on=D(2026, 9, 21)), by=LOADER)
    lines = drafting.begun(letters.kind_of("contact-minutes"), held, cast.lan)[0].body.splitlines()
    assert "- Cử tri: …." in lines
    assert "Có … ý kiến, kiến nghị." in lines


def test_minutes_are_of_meetings_that_were_held(cast, held):
    planned = meeting_of(cast.locality)

    def codes(record, user):
        return [kind.code for kind in letters.kinds_for(record, user)]

    assert codes(held, cast.lan) == codes(held, cast.hoa) == ["contact-minutes"]
    assert codes(planned, cast.lan) == codes(held, cast.ubnd) == codes(held, cast.minh) == []


# --- Outside the own constituency --------------------------------------------------------------------------------


def duties(meeting) -> list[tuple]:
    rows = Obligation.objects.filter(subject_id=meeting.pk, version__rule__code="VC-06").order_by("pk")
    return [(row.owner, row.due_on, row.closed_on is None) for row in rows]


def test_outside_the_own_constituency_the_place_is_told_three_working_days_before(cast):
    meeting = meeting_of(cast.locality, kind="outside", held_on=D(2026, 10, 15), place=cast.commune)
    assert duties(meeting) == [(cast.standing, D(2026, 10, 12), True)]
    meeting.held_on = D(2026, 10, 16)
    actions.edit_meeting(meeting, by=cast.lan)
    assert duties(meeting) == [(cast.standing, D(2026, 10, 13), True)]
    actions.cancel_meeting(meeting, by=cast.lan, reason="Bão")
    assert [is_open for _owner, _day, is_open in duties(meeting)] == [False]


@pytest.mark.parametrize("fields", [{"kind": "before"}, {"kind": "outside", "held_on": None, "topic": "x"}])
def test_other_meetings_owe_nothing_beforehand(cast, fields):
    assert duties(meeting_of(cast.locality, **({"held_on": D(2026, 10, 15)} | fields))) == []


# --- Numbers that cannot be ------------------------------------------------------------------------------------------


@pytest.fixture
def planned(cast):
    return meeting_of(cast.locality, place=cast.commune, held_on=D(2026, 9, 21), chaired_by=cast.front)


def hold(meeting, **fields):
    data = {"held_on": "21/09/2026", "attending": 50, "attending_qualifier": "exact"}
    return reverse("voters:contactmeeting-move", args=[meeting.pk, "hold"]), data | fields


def test_all_faults_of_the_minutes_are_said_at_once(clerk, planned):
    typed = {"speaking": 80, "group_farmer": 60, "group_worker": 10, "opinions": 2, "petitions_raised": 3}
    answer = clerk.post(*hold(planned, **typed, answered_on_spot=99))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "speaking": ["Nhiều hơn 50 lượt cử tri dự."],
        "attending": ["Ít hơn tổng các thành phần cử tri (70)."],
        "answered_on_spot": ["Nhiều hơn 5 ý kiến, kiến nghị đã ghi."],
    }


def test_groups_that_outnumber_about_so_many_are_said_and_give_no_share(clerk, planned):
    typed = {"attending": 120, "attending_qualifier": "about", "group_farmer": 60, "group_worker": 70}
    assert clerk.post(*hold(planned, **typed)).status_code == 302
    page = clerk.get(planned.get_absolute_url())
    assert dict(page.context["facts"])["Trực tiếp lao động"] == "130"
    panel = next(panel for panel in page.context["sections"] if panel.title == "Số cử tri chưa khớp")
    assert panel.context["lines"] == [
        "Các thành phần cộng lại 130, nhiều hơn khoảng 120 lượt cử tri dự. Tỷ lệ trực tiếp lao động chưa rõ."
    ]


@pytest.mark.parametrize(
    ("attending", "groups", "words"),
    [
        (None, {"farmer": 20, "worker": 10}, "30 (tỷ lệ chưa rõ)"),
        (120, {"farmer": 20, "worker": 10}, "30 (tỷ lệ chưa rõ)"),
        (30, {"farmer": 20, "worker": 10}, "30 (100\u00a0%)"),
        (None, {"farmer": 30, "retired": 10}, "30 (75\u00a0%)"),
        (None, {"farmer": 30, "retired": 0}, "30 (100\u00a0%)"),
        (20, {"farmer": 20, "worker": 10}, "30"),
        (None, {}, ""),
    ],
)
def test_a_share_of_labourers_is_told_only_where_it_is_known(attending, groups, words):
    assert ContactMeetingFactory.build(attending=attending, attendees_by_group=groups).labour_words == words
