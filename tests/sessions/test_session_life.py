"""The life of a session on its pages: the number, the form in groups, moving, convening late, opening, sending up."""

from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.audit.models import Event
from coordination.deadlines.models import RuleVersion
from coordination.lib.dates import PartialDate
from coordination.records.errors import Forbidden, NotNow
from coordination.ui.show import lowfirst
from sessions import actions, queries
from sessions.choices import SessionStatus
from sessions.models import CouncilSession, Sitting
from tests.people.factories import TermFactory
from tests.sessions.factories import AgendaItemFactory, CouncilSessionFactory
from tests.sessions.factories_requests import ContentProposalFactory, ContentRequestFactory, PlannedSessionFactory


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


@pytest.fixture
def session(cast):
    """Opens on Tuesday 18/8/2026."""
    return PlannedSessionFactory(locality=cast.locality, term=cast.term, number="3", planned_opening="2026-08-18")


def url(name, *args):
    return reverse(f"council_sessions:councilsession-{name}", args=args)


def typed_of(session, **fields):
    """What the form of a session holds when nothing was changed."""
    same = {"number": session.number, "term": session.term_id, "kind": session.kind, "revision": session.revision}
    return same | {"planned_opening": "18/8/2026"} | fields


def told(answer):
    """The messages that the person gets."""
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_the_next_free_number_of_the_term_is_proposed(client, cast):
    CouncilSessionFactory(locality=cast.locality, term=cast.term, number="9")
    CouncilSessionFactory(locality=cast.locality, term=cast.term, number="10")
    CouncilSessionFactory(locality=cast.locality, term=TermFactory(locality=cast.locality, name="x"), number="30")
    CouncilSessionFactory(locality=cast.locality, term=cast.term, number="")
    client.force_login(cast.lan)
    form = client.get(url("create")).context["form"]
    assert (form["number"].value(), form["term"].value()) == ("11", cast.term.pk)


def test_a_number_already_used_is_told_with_the_next_one(client, cast, session):
    client.force_login(cast.lan)
    answer = client.post(url("create"), {"number": "3", "term": cast.term.pk, "kind": "regular"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["number"] == [f"Nhiệm kỳ {cast.term} đã có kỳ họp thứ 3; số tiếp theo là 4."]


def test_the_action_too_refuses_a_number_already_used(cast, session):
    with pytest.raises(ValidationError, match="Nhiệm kỳ này đã có kỳ họp mang số ấy"):
        actions.create_session(
            CouncilSession(locality=cast.locality, term=cast.term, number="3", kind="regular"), by=cast.lan
        )


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (
            {"party_asked_on": "10/7/2026", "party_answered_on": "9/7/2026"},
            "party_answered_on",
            "Cấp ủy cho ý kiến từ ngày xin ý kiến trở đi.",
        ),
        ({"planned_opening": "31/6/2026"}, "planned_opening", "Tháng 6 chỉ có 30 ngày."),
    ],
)
def test_a_wrong_session_is_told_in_words(client, cast, session, typed, field, words):
    client.force_login(cast.lan)
    answer = client.post(url("edit", session.pk), typed_of(session) | typed)
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [words])


def test_only_the_first_session_has_a_day_of_election(client, cast, session):
    client.force_login(cast.lan)
    assert "elected_on" not in client.get(url("edit", session.pk)).context["form"].fields
    answer = client.post(url("create"), {"number": "7", "kind": "regular", "elected_on": "14/6/2026"})
    assert answer.context["form"].errors["elected_on"] == ["Chỉ kỳ họp thứ nhất của nhiệm kỳ mới ghi ngày bầu cử."]


def test_every_field_of_the_form_stands_in_one_group(client, cast, session):
    client.force_login(cast.lan)
    form = client.get(url("edit", session.pk)).context["form"]
    grouped = [field.name for _title, fields in form.groups for field in fields]
    assert sorted(grouped) == sorted({box.name for box in form.visible_fields()})


def test_who_moves_the_day_is_told_what_moved_and_history_keeps_it(client, cast, session):
    client.force_login(cast.lan)
    answer = client.post(url("edit", session.pk), typed_of(session, planned_opening="25/8/2026"))
    named = lowfirst(str(session))
    words = (
        f"Hạn đổi theo: Quyết định triệu tập {named}: 29/07/2026 → 05/08/2026; "
        f"Gửi đại biểu tài liệu {named}: 11/08/2026 → 19/08/2026."
    )
    assert told(answer) == [
        f"Đã lưu kỳ họp. Hạn đổi theo:<br>Quyết định triệu tập {named}: 29/07/2026 → 05/08/2026"
        f"<br>Gửi đại biểu tài liệu {named}: 11/08/2026 → 19/08/2026"
    ]
    assert Event.objects.about(session).order_by("pk").last().note == words


def test_nothing_is_said_where_nothing_moved(client, cast, session):
    client.force_login(cast.lan)
    assert told(client.post(url("edit", session.pk), typed_of(session, venue="Hội trường"))) == ["Đã lưu kỳ họp."]


@pytest.mark.parametrize("status", [*SessionStatus.HELD])
def test_a_held_session_is_not_moved(client, cast, status):
    held = CouncilSessionFactory(locality=cast.locality, status=status, number="5", planned_opening="2026-06-23")
    client.force_login(cast.lan)
    typed = {"number": "5", "kind": "regular", "planned_opening": "30/6/2026", "revision": held.revision}
    answer = client.post(url("edit", held.pk), typed)
    assert answer.context["form"].errors["planned_opening"] == [
        "Kỳ họp đã khai mạc ngày 23/06/2026 nên không dời được nữa."
    ]
    assert answer.context["form"]["planned_opening"].value() == "30/6/2026"
    same = client.post(url("edit", held.pk), typed | {"planned_opening": "23/6/2026", "lessons_learned": "Gửi sớm"})
    assert same.status_code == 302


def test_a_session_called_off_is_not_moved(cast, session):
    actions.cancel_session(session, by=cast.lan, reason="Thôi")
    session.planned_opening = PartialDate(2026, 9, 1)
    with pytest.raises(ValidationError, match="không tổ chức nữa"):
        actions.edit_session(session, by=cast.lan)


# --- Convening and opening -----------------------------------------------------------------------------------------

LATE = (
    "Quyết định triệu tập ngày 15/07/2026 muộn hơn 08/07/2026: chậm nhất 20 ngày trước ngày dự kiến khai mạc "
    "(SES-06, Luật Tổ chức chính quyền địa phương số 72/2025/QH15 (trước ngày 16/6/2025 là Luật số 65/2025/QH15); "
    "chưa kiểm chứng)."
)


@pytest.fixture
def soon(cast):
    """Opens on 28/7/2026: the day for convening it, 8/7/2026, has passed."""
    return PlannedSessionFactory(locality=cast.locality, number="4", planned_opening="2026-07-28")


def verify(code):
    RuleVersion.objects.filter(rule__code=code).update(verification="verified")


def test_convening_later_than_the_rule_warns_with_the_article(client, cast, soon):
    client.force_login(cast.lan)
    assert LATE in client.get(url("move", soon.pk, "convene")).context["lead"]
    answer = client.post(url("move", soon.pk, "convene"), {"convened_on": "15/7/2026"})
    assert told(answer) == [LATE, "Đã triệu tập kỳ họp."]
    soon.refresh_from_db()
    assert soon.status == SessionStatus.CONVENED


def test_it_is_refused_only_where_the_article_was_read(client, cast, soon):
    verify("SES-06")
    client.force_login(cast.lan)
    answer = client.post(url("move", soon.pk, "convene"), {"convened_on": "15/7/2026"})
    assert (answer.status_code, "convened_on" in answer.context["form"].errors) == (422, True)
    soon.refresh_from_db()
    assert soon.status == SessionStatus.PREPARING


def test_opening_sooner_than_the_convening_allows_warns(client, cast, session):
    actions.convene(session, by=cast.lan)
    with time_machine.travel("2026-07-28 02:00", tick=False):
        client.force_login(cast.lan)
        assert client.get(url("move", session.pk, "open")).context["lead"] == LATE
        answer = client.post(url("move", session.pk, "open"), {"opened_on": "28/7/2026"})
    assert told(answer) == [LATE, "Đã khai mạc kỳ họp."]


def test_convening_in_time_says_by_when(client, cast, session):
    client.force_login(cast.lan)
    lead = client.get(url("move", session.pk, "convene")).context["lead"]
    assert lead.endswith("chậm nhất ngày 29/07/2026.")


def test_what_has_not_come_is_told_before_the_close(client, cast):
    held = CouncilSessionFactory(locality=cast.locality, status="open", number="5")
    client.force_login(cast.lan)
    after = "Từ ngày bế mạc tính hạn gửi nghị quyết và biên bản lên cấp trên."
    assert client.get(url("move", held.pk, "close")).context["lead"] == after
    for number, due in enumerate((date(2026, 7, 7), date(2026, 7, 20), None), 1):
        AgendaItemFactory(locality=cast.locality, session=held, title=f"Báo cáo {number}", order=number, due_on=due)
    AgendaItemFactory(locality=cast.locality, session=held, title="Đã nộp", status="received", received_on="2026-07-06")
    lead = client.get(url("move", held.pk, "close")).context["lead"]
    assert lead == f"Còn 3 tài liệu chưa nhận, 1 quá hạn: Báo cáo 1; Báo cáo 2; Báo cáo 3. {after}"


def test_opening_before_the_convening_is_refused(cast, session):
    actions.convene(session, by=cast.lan)
    with pytest.raises(ValidationError, match="trước ngày triệu tập"):
        actions.open_session(session, by=cast.lan, opened_on=date(2026, 7, 14))


def test_preparing_again_tells_what_moved(client, cast, session):
    actions.postpone_session(session, by=cast.lan, reason="Chờ ý kiến")
    client.force_login(cast.lan)
    answer = client.post(url("move", session.pk, "resume"), {"planned_opening": "25/8/2026"})
    named = lowfirst(str(session))
    assert told(answer) == [
        f"Đã chuẩn bị lại kỳ họp. Hạn đổi theo:<br>Quyết định triệu tập {named}: 29/07/2026 → 05/08/2026"
        f"<br>Gửi đại biểu tài liệu {named}: 11/08/2026 → 19/08/2026"
    ]


# --- After ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def closed(cast):
    return CouncilSessionFactory(locality=cast.locality, status="closed", closed_on=date(2026, 6, 24))


def test_sent_up_once_and_after_the_close(cast, closed):
    with pytest.raises(ValidationError, match="bế mạc ngày 24/06/2026"):
        actions.send_up(closed, by=cast.lan, sent_up_on=date(2026, 6, 23))
    closed.refresh_from_db()
    actions.send_up(closed, by=cast.lan, sent_up_on=date(2026, 6, 30))
    with pytest.raises(NotNow, match="Đã gửi cấp trên ngày 30/06/2026"):
        actions.send_up(closed, by=cast.lan)


def test_only_the_council_office_runs_a_session(cast, session, closed):
    for other in (cast.ubnd, cast.hoa, cast.minh, cast.thu_ky, cast.dai_bieu, cast.xa, cast.stranger):
        for act, record in ((actions.convene, session), (actions.send_up, closed)):
            with pytest.raises(Forbidden):
                act(record, by=other)


# --- The part about the preparation --------------------------------------------------------------------------------


def test_the_dates_of_the_law_stand_with_their_reason_and_how_sure_they_are(client, cast, session):
    client.force_login(cast.lan)
    page = client.get(f"{session.get_absolute_url()}?phan=chuan-bi")
    panel = page.context["sections"][0]
    assert [(str(row.due_on), mark) for row, mark in panel.context["duties"]] == [
        ("2026-07-29", ("unsure", "Chưa kiểm chứng")),
        ("2026-08-11", ("unsure", "Chưa kiểm chứng")),
    ]
    assert all(row.why_url in page.content.decode() for row, _mark in panel.context["duties"])


@pytest.mark.parametrize("count", [1, 3])
def test_the_part_takes_a_fixed_number_of_queries(client, cast, session, django_assert_num_queries, count):
    for _ in range(count):
        ContentRequestFactory(locality=cast.locality, session=session)
        ContentProposalFactory(locality=cast.locality, session=session)
    client.force_login(cast.lan)
    address = f"{session.get_absolute_url()}?phan=chuan-bi"
    client.get(address)
    with django_assert_num_queries(21):
        client.get(address)


def test_who_may_not_edit_is_offered_nothing_there(client, cast, session):
    actions.convene(session, by=cast.lan)
    client.force_login(cast.dai_bieu)
    page = client.get(f"{session.get_absolute_url()}?phan=chuan-bi")
    assert [panel.link for panel in page.context["sections"]] == [None] * len(page.context["sections"])


def test_a_sitting_is_invited_before_it_is_held(client, cast):
    client.force_login(cast.lan)
    typed = {"kind": "urgent", "topic": "Dự phòng", "convened_on": "14/7/2026", "held_on": "10/7/2026"}
    answer = client.post(reverse("council_sessions:sitting-create"), typed)
    assert answer.context["form"].errors["held_on"] == ["Ngày họp phải từ ngày mời họp trở đi."]
    assert not Sitting.objects.exists()


def test_the_term_of_a_day_is_the_one_running(cast):
    TermFactory(locality=cast.locality, name="2016-2021", start="2016-06", end="2021-06")
    assert queries.term_on(cast.locality, date(2026, 7, 15)) == cast.term
    assert queries.term_on(cast.locality, date(2018, 1, 1)).name == "2016-2021"
    assert queries.term_on(cast.locality, date(2000, 1, 1)) is None
