from datetime import date

import pytest
import time_machine

from coordination.audit.actors import System
from coordination.deadlines.actions import obligations as actions
from coordination.deadlines.actions import urging
from coordination.deadlines.models import Obligation
from coordination.notices.models import Notice
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from coordination.ui import registry
from coordination.ui.show import lowfirst
from coordination.workflow.models import StatusChange
from tests.deadlines.factories import AbsenceFactory, ObligationFactory, RuleVersionFactory

pytestmark = pytest.mark.django_db

LIST = "/viec/nghia-vu/"
BACK = "/viec/?pham_vi=don-vi"


@pytest.fixture(autouse=True)
def wednesday():
    """15 July 2026, as in the mock-ups."""
    with time_machine.travel("2026-07-15T09:00+07:00", tick=False):
        yield


@pytest.fixture
def as_(client, cast):
    """Sign in as one of the cast."""

    def sign_in(name):
        client.force_login(getattr(cast, name))
        return client

    return sign_in


def ask(browser, name, *rows, method="get", **data):
    keys = [getattr(row, "pk", row) for row in rows]
    return getattr(browser, method)(f"{LIST}nhieu/{name}/", {"chon": keys, "ve": BACK} | data)


def told(response) -> list[str]:
    return [str(message) for message in registry_messages(response)]


def registry_messages(response):
    return list(response.wsgi_request._messages)


def history(duty, name) -> list[str]:
    return list(StatusChange.objects.about(duty).filter(transition=name).values_list("note", flat=True))


@pytest.fixture
def duty(cast):
    """Owed by the department to the standing committee, late by five days."""
    return ObligationFactory(
        owner=cast.department, beneficiary=cast.standing, title="Báo cáo thuốc", due_on=date(2026, 7, 10)
    )


# Đôn đốc


def test_urging_tells_the_debtors_workers_and_counts_in_the_history(cast, duty):
    Notice.objects.all().delete()

    urging.urge(duty, by=cast.lan, text="Gửi trước thứ Sáu.")

    assert list(Notice.objects.values_list("recipient", "kind", "text", "url")) == [
        (
            cast.minh.pk,
            "reminder",
            "Đôn đốc lần 1: Báo cáo thuốc, hạn 10/07/2026 (quá hạn 5 ngày). Gửi trước thứ Sáu.",
            duty.get_absolute_url(),
        )
    ]
    assert history(duty, "urge") == ["Lần 1, gửi Lê Minh. Gửi trước thứ Sáu."]
    assert Obligation.objects.get().status == "open"


def test_the_second_time_is_the_second(cast, duty):
    urging.urge(duty, by=cast.lan)
    with time_machine.travel("2026-07-16T09:00+07:00", tick=False):
        urging.urge(Obligation.objects.get(), by=cast.lan)

    assert history(duty, "urge") == ["Lần 1, gửi Lê Minh.", "Lần 2, gửi Lê Minh."]
    assert urging.times_urged([duty.pk]) == {duty.pk: 2}


def test_a_form_sent_twice_urges_once(cast, duty):
    urging.urge(duty, by=cast.lan)

    with pytest.raises(AlreadyDone, match="Hôm nay cơ quan bạn đã đôn đốc rồi"):
        urging.urge(Obligation.objects.get(), by=cast.lan)

    assert urging.times_urged([duty.pk]) == {duty.pk: 1}
    assert Notice.objects.filter(kind="reminder").count() == 1


def test_another_office_may_urge_the_same_day(cast, duty):
    urging.urge(duty, by=cast.lan)
    urging.urge(Obligation.objects.get(), by=cast.ubnd)

    assert urging.times_urged([duty.pk]) == {duty.pk: 2}


def test_the_assignee_alone_is_told(cast, duty):
    colleague = cast.acting_as(cast.department, "department_officer", "Phan Thị Nga")
    assert urging.recipients_of([duty], cast.lan) == {duty.pk: [cast.minh, colleague]}

    duty.assignee = colleague.person
    assert urging.recipients_of([duty], cast.lan) == {duty.pk: [colleague]}


def test_who_stands_in_is_told_instead(cast, duty):
    colleague = cast.acting_as(cast.department, "department_officer", "Phan Thị Nga")
    duty.assignee = colleague.person
    AbsenceFactory(user=colleague, substitute=cast.minh)

    assert urging.recipients_of([duty], cast.lan) == {duty.pk: [cast.minh]}


def test_nobody_to_tell_is_said(cast):
    duty = ObligationFactory(owner=cast.front, beneficiary=cast.standing)
    cast.hoa.is_active = False
    cast.hoa.save()

    with pytest.raises(NotNow, match="Chưa có ai khác ở MTTQ tỉnh có tài khoản"):
        urging.urge(duty, by=cast.lan)
    assert history(duty, "urge") == []


def test_a_paused_or_closed_duty_is_not_urged(cast):
    clock = {"basis_kind": "rule", "anchor_on": date(2026, 6, 1), "opened_on": date(2026, 6, 1)}
    still = ObligationFactory(
        owner=cast.department,
        beneficiary=cast.standing,
        version=RuleVersionFactory(),
        paused_on=date(2026, 7, 1),
        **clock,
    )
    done = ObligationFactory(owner=cast.department, beneficiary=cast.standing, done="2026-07-02")

    for row, words in ((still, "đang tạm dừng"), (done, "đã làm")):
        with pytest.raises(NotNow, match=words):
            urging.urge(row, by=cast.lan)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("lan", True),  # of the council, to which it is owed
        ("ubnd", True),  # of the debtor's own side
        ("hoa", False),
        ("minh", False),
        ("thu_ky", False),
        ("stranger", False),
    ],
)
def test_who_may_urge(cast, duty, who, may):
    cast.acting_as(cast.department, "department_officer")
    if may:
        urging.urge(duty, by=getattr(cast, who))
    else:
        with pytest.raises(Forbidden):
            urging.urge(duty, by=getattr(cast, who))
    assert len(history(duty, "urge")) == may


# The preview


def test_the_preview_says_what_goes_to_whom_and_sends_nothing(cast, as_, duty):
    done = ObligationFactory(owner=cast.department, beneficiary=cast.standing, done="2026-07-02", title="Việc đã xong")
    foreign = ObligationFactory(owner=cast.other_council, title="Việc tỉnh khác")
    Notice.objects.all().delete()

    response = ask(as_("lan"), "urge", duty, done, foreign, 999)

    assert response.context["ready"] == [(duty, "Sở Y tế · lần 1, gửi Lê Minh")]
    assert response.context["left_out"] == [(done, "Đang ở trạng thái “đã làm”.")]
    assert response.context["unseen"] == 2
    page = response.content.decode()
    assert "Gửi đôn đốc 1 việc" in page
    assert "Việc tỉnh khác" not in page
    assert (Notice.objects.count(), StatusChange.objects.filter(transition="urge").count()) == (0, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_asks_the_same_number_of_queries(cast, as_, django_assert_num_queries, rows):
    duties = [ObligationFactory(owner=cast.department, beneficiary=cast.standing) for _ in range(rows)]
    browser = as_("lan")
    ask(browser, "urge", *duties)

    with django_assert_num_queries(21):
        response = ask(browser, "urge", *duties)

    assert len(response.context["ready"]) == rows


def test_sending_says_how_many_were_done_and_why_others_not(cast, as_, duty):
    second = ObligationFactory(owner=cast.department, beneficiary=cast.standing)
    done = ObligationFactory(owner=cast.department, beneficiary=cast.standing, done="2026-07-02", title="Việc đã xong")
    theirs = ObligationFactory(owner=cast.committee, beneficiary=cast.front, title="Nợ Mặt trận")
    foreign = ObligationFactory(owner=cast.other_council)

    response = ask(as_("lan"), "urge", duty, second, done, theirs, foreign, method="post", text="Gấp")

    assert (response.status_code, response.url) == (302, BACK)
    assert told(response) == [
        "Đã đôn đốc 2 việc.",
        "Không đôn đốc được 1 việc (Việc đã xong): đang ở trạng thái “đã làm”.",
        f"Không đôn đốc được 1 việc (Nợ Mặt trận): {lowfirst(Forbidden.sentence)}",
        "Không đôn đốc được 1 việc: không còn trong những gì bạn được xem.",
    ]
    assert [history(row, "urge") for row in (duty, second, done, theirs, foreign)] == [
        ["Lần 1, gửi Lê Minh. Gấp"],
        ["Lần 1, gửi Lê Minh. Gấp"],
        [],
        [],
        [],
    ]


def test_the_preview_leaves_out_what_was_urged_today(cast, as_, duty):
    urging.urge(duty, by=cast.lan)

    assert ask(as_("lan"), "urge", duty).context["left_out"] == [(duty, "Hôm nay cơ quan bạn đã đôn đốc rồi.")]
    assert ask(as_("ubnd"), "urge", duty).context["ready"] == [(duty, "Sở Y tế · lần 2, gửi Lê Minh")]


def test_sending_twice_does_no_harm(cast, as_, duty):
    browser = as_("lan")
    ask(browser, "urge", duty, method="post")

    response = ask(browser, "urge", duty, method="post")

    assert told(response)[-1] == "Không đôn đốc được 1 việc (Báo cáo thuốc): hôm nay cơ quan bạn đã đôn đốc rồi."
    assert len(history(duty, "urge")) == 1


# Giao lại, ghi chú


def test_reassigning_many_to_a_person_of_the_own_unit(cast, as_):
    colleague = cast.acting_as(cast.office, "council_clerk", "Trần Thị Mai")
    mine = [ObligationFactory(owner=cast.office, assignee=cast.lan.person) for _ in range(2)]
    boards = ObligationFactory(owner=cast.board, title="Việc của Ban")
    browser = as_("lan")
    form = ask(browser, "reassign", *mine).context["form"]
    assert set(form.fields["assignee"].queryset) == {cast.lan.person, colleague.person, cast.tu.person}

    response = ask(
        browser, "reassign", *mine, boards, method="post", assignee=colleague.person_id, note="Lan đi công tác"
    )

    assert [row.assignee for row in Obligation.objects.order_by("pk")] == [colleague.person, colleague.person, None]
    assert told(response) == [
        "Đã giao lại 2 việc.",
        "Không giao lại được 1 việc (Việc của Ban): không ai trong đơn vị bạn làm việc ở Ban Kinh tế - Ngân sách.",
    ]


def test_what_the_chosen_person_cannot_take_is_shown_before_anything_is_done(cast, as_):
    colleague = cast.acting_as(cast.office, "council_clerk", "Trần Thị Mai")
    mine = ObligationFactory(owner=cast.office, assignee=cast.lan.person)
    theirs = ObligationFactory(owner=cast.office, assignee=colleague.person, title="Việc của Mai")
    browser, typed = as_("lan"), {"assignee": colleague.person_id}

    asked = ask(browser, "reassign", mine, theirs, method="post", **typed)

    assert asked.context["left_out"] == [(theirs, "Việc này đang giao cho người ấy.")]
    assert [row for row, _ in asked.context["ready"]] == [mine]
    assert "Giao lại 1 việc" in asked.content.decode()
    mine.refresh_from_db()
    assert mine.assignee == cast.lan.person

    seen = {"da-xem": asked.context["seen"]}
    response = ask(browser, "reassign", mine, theirs, method="post", **typed, **seen)

    assert told(response)[0] == "Đã giao lại 1 việc."
    mine.refresh_from_db()
    assert mine.assignee == colleague.person


def test_a_choice_that_fits_no_row_is_an_error(cast, as_):
    cast.acting_as(cast.office, "council_clerk", "Trần Thị Mai")
    mine = ObligationFactory(owner=cast.office, assignee=cast.lan.person)

    response = ask(as_("lan"), "reassign", mine, method="post", assignee=cast.lan.person_id)

    assert (response.status_code, response.context["form"].non_field_errors()) == (
        422,
        ["Chọn như vậy thì không làm được việc nào."],
    )
    assert 'name="assignee"' in response.content.decode()


def test_the_preview_lists_what_nobody_of_the_unit_can_take(cast, as_):
    mine = ObligationFactory(owner=cast.office)
    foreign = ObligationFactory(owner=cast.department, beneficiary=cast.standing, title="Việc của Sở")

    context = ask(as_("lan"), "reassign", mine, foreign).context

    assert [row for row, _ in context["ready"]] == [mine]
    assert context["left_out"] == [(foreign, "Không ai trong đơn vị bạn làm việc ở Sở Y tế.")]


def test_nothing_is_asked_twice_when_all_can_be_done(cast, as_):
    mine = ObligationFactory(owner=cast.office)

    response = ask(as_("lan"), "reassign", mine, method="post", assignee=cast.lan.person_id)

    assert told(response) == ["Đã giao lại 1 việc."]


def test_urging_stands_there_disabled_where_nobody_has_an_account(cast, as_, duty):
    cast.department.memberships.all().delete()

    button = next(button for button in registry.buttons_of(duty, cast.lan) if button.label == "Đôn đốc")

    assert (button.enabled, button.reason) == (
        False,
        "Chưa có ai khác ở Sở Y tế có tài khoản để nhận: đôn đốc bằng văn bản.",
    )


def test_somebody_of_another_unit_cannot_be_chosen(cast, as_):
    duty = ObligationFactory(owner=cast.office)

    response = ask(as_("lan"), "reassign", duty, method="post", assignee=cast.minh.person_id)

    assert response.status_code == 422
    assert response.context["form"].errors == {"assignee": ["Không có lựa chọn này trong danh sách."]}
    assert Obligation.objects.get().assignee is None


def test_a_note_is_added_to_the_history_of_each(cast, as_, duty):
    other = ObligationFactory(owner=cast.office)

    response = ask(as_("lan"), "note", duty, other, method="post", text="Đã gọi điện, hẹn thứ Hai.")

    assert told(response) == ["Đã ghi chú vào 2 việc."]
    assert [history(row, "note") for row in (duty, other)] == [["Đã gọi điện, hẹn thứ Hai."]] * 2
    page = as_("lan").get(duty.get_absolute_url()).content.decode()
    assert "Đã gọi điện, hẹn thứ Hai." in page


def test_an_empty_note_is_asked_for(as_, duty):
    response = ask(as_("lan"), "note", duty, method="post", text=" ")

    assert (response.status_code, response.context["form"].errors) == (422, {"text": ["Chưa ghi ô này."]})
    assert history(duty, "note") == []


# The page itself


@pytest.mark.parametrize(("who", "name", "status"), [
    ("lan", "urge", 200),
    ("minh", "urge", 403),
    ("minh", "note", 200),
    ("dai_bieu", "note", 403),
    ("admin", "note", 403),
    ("lan", "close", 404),
])  # fmt: skip
def test_who_meets_which_verb(as_, duty, who, name, status):
    assert ask(as_(who), name, duty).status_code == status


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ([], "Chưa chọn việc nào."),
        (["x", "-1", "9" * 30, "1\0"], "Chưa chọn việc nào."),
        (range(1, 202), "Chọn nhiều nhất 200 việc một lần; bạn đã chọn 201."),
    ],
)
def test_nothing_or_too_much_chosen_leads_back(as_, chosen, words):
    response = ask(as_("lan"), "note", *chosen)

    assert (response.url, told(response)) == (BACK, [words])


@pytest.mark.parametrize("back", ["https://xa.la/", "//xa.la/", "javascript:alert(1)", "viec", ""])
def test_the_way_back_stays_in_the_house(as_, duty, back):
    response = ask(as_("lan"), "note", duty, method="post", text="Xong", ve=back)

    assert response.url == LIST


def test_an_ended_place_offers_nothing(cast, client):
    old = cast.acting_as(cast.ended_council, "council_clerk")
    duty = ObligationFactory(owner=cast.ended_council, by=System("test"))
    client.force_login(old)

    assert ask(client, "note", duty, method="post", text="x").status_code == 403
    assert client.get(LIST).context["picks"] is None


def test_the_ledger_has_tick_boxes_and_comes_back_to_its_filter(as_, duty):
    response = as_("lan").get(LIST, {"tinh_trang": "qua-han", "sort": "due_on"})

    picks = response.context["picks"]
    assert [button.url for button in picks.buttons] == [f"{LIST}nhieu/{name}/" for name in ("urge", "reassign", "note")]
    assert (picks.back, picks.has_pages) == (f"{LIST}?tinh_trang=qua-han&sort=due_on", False)
    page = response.content.decode()
    assert f'name="chon" value="{duty.pk}" form="da-chon"' in page
    assert "Chọn Báo cáo thuốc" in page
    assert "no-pick" not in page


def test_a_list_without_verbs_has_no_tick_boxes(as_, duty):
    page = as_("dai_bieu").get(LIST).content.decode()

    assert "da-chon" not in page


def test_the_steps_stand_on_the_page_of_a_duty(cast, as_, duty):
    labels = {button.label for button in registry.buttons_of(duty, cast.lan)}
    assert {"Đôn đốc", "Ghi chú"} - labels == set()

    as_("lan").post(f"{LIST}{duty.pk}/urge/", {"text": ""})

    assert history(duty, "urge") == ["Lần 1, gửi Lê Minh."]


def test_reassigning_asks_each_row_again(cast, duty):
    with pytest.raises(Exception, match="không làm việc ở Sở Y tế"):
        actions.reassign(duty, by=cast.lan, assignee=cast.tu.person)
