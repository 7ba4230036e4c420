"""Contents that go on in another session, come back, or get other days; what the forms say; many at once."""

from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.audit.actors import System
from coordination.deadlines.models import Obligation
from coordination.notices.models import Notice
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from sessions import actions
from sessions.models import AgendaItem, ContentRequest, DraftResolution
from tests.sessions.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    DraftResolutionFactory,
    SittingFactory,
)
from tests.sessions.factories_drafts import NormativeDraftFactory

TODAY = date(2026, 7, 15)
DUE = date(2026, 7, 20)
NEXT_DUE = date(2026, 11, 10)


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


def url(name, *args):
    return reverse(f"council_sessions:agendaitem-{name}", args=args)


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def owed(record):
    return [(row.due_on, row.status) for row in Obligation.objects.about(record).order_by("id")]


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(locality=cast.locality, number="2", planned_opening="2026-07-28")


@pytest.fixture
def later(cast):
    return CouncilSessionFactory(locality=cast.locality, number="3", planned_opening="2026-12-08")


@pytest.fixture
def item(cast, session):
    draft = DraftResolutionFactory(locality=cast.locality, session=session)
    return AgendaItemFactory(
        locality=cast.locality,
        session=session,
        kind="draft",
        draft=draft,
        title="Giá đất",
        basis="Chương trình năm 2026",
        presenter="Giám đốc Sở",
        minutes=20,
        preparing_body=cast.department,
        verifying_board=cast.board,
        due_on=DUE,
    )


class TestPostponed:
    def test_it_goes_on_in_the_session_named(self, cast, session, later, item):
        item.co_preparing_bodies.set([cast.front])
        actions.postpone_item(item, by=cast.lan, reason="Chờ trung ương", to_session=later, due_on=NEXT_DUE)
        stored = AgendaItem.objects.get(pk=item.pk)
        assert (stored.status, stored.stopped_on, stored.session) == ("postponed", TODAY, session)
        assert owed(item) == [(DUE, "waived")]
        again = stored.continued_by.get()
        assert (again.session, again.status, again.title, again.due_on) == (later, "expected", "Giá đất", NEXT_DUE)
        assert (again.preparing_body, again.verifying_board, again.basis) == (cast.department, cast.board, item.basis)
        assert (again.presenter, again.minutes, again.order) == ("Giám đốc Sở", 20, 1)
        assert list(again.co_preparing_bodies.all()) == [cast.front]
        assert owed(again) == [(NEXT_DUE, "open")]
        assert DraftResolution.objects.get(pk=item.draft_id).session == later

    def test_without_a_session_nothing_goes_on(self, cast, item, session):
        actions.postpone_item(item, by=cast.lan, reason="Chờ trung ương")
        assert item.continued_by.count() == 0
        assert DraftResolution.objects.get(pk=item.draft_id).session == session

    def test_not_to_the_same_a_held_or_a_foreign_session(self, cast, session, item):
        held = CouncilSessionFactory(locality=cast.locality, status="closed")
        foreign = CouncilSessionFactory(locality=cast.other)
        for wrong in (session, held, foreign):
            with pytest.raises(ValidationError):
                actions.postpone_item(item, by=cast.lan, reason="Chờ", to_session=wrong)
        assert (AgendaItem.objects.get(pk=item.pk).status, AgendaItem.objects.count()) == ("expected", 1)

    def test_who_may_not_postpone_adds_nothing_elsewhere(self, cast, later, item):
        for person in (cast.minh, cast.ubnd, cast.dai_bieu, cast.stranger):
            with pytest.raises(Forbidden):
                actions.postpone_item(item, by=person, reason="Chờ", to_session=later)
        assert later.items.count() == 0

    def test_a_content_of_a_sitting_goes_to_a_session(self, cast, later):
        item = AgendaItemFactory(
            locality=cast.locality, session=None, sitting=SittingFactory(locality=cast.locality), due_on=None
        )
        actions.postpone_item(item, by=cast.lan, reason="Trình kỳ họp", to_session=later)
        assert later.items.get().continues == item


def test_what_its_draft_owes_follows_the_content(cast, session, later):
    """DR-11, 7 days before the opening: 21/7 for 28/7, 1/12 for 8/12/2026."""
    draft = NormativeDraftFactory(locality=cast.locality, session=session, drafting_body=cast.department)
    actions.start_drafting(draft, by=cast.lan)
    item = AgendaItemFactory(locality=cast.locality, session=session, kind="draft", draft=draft, due_on=DUE)

    def due():
        step = draft.steps.get(kind="delegates")
        return [(row.due_on, row.status) for row in Obligation.objects.about(step)]

    assert due() == [(date(2026, 7, 21), "open")]
    actions.postpone_item(item, by=cast.lan, reason="Chờ", to_session=later)
    assert due() == [(date(2026, 12, 1), "open")]
    actions.restore_item(item, by=cast.lan)
    assert due() == [(date(2026, 7, 21), "open")]


class TestRestored:
    def test_what_went_on_later_is_withdrawn_there(self, cast, session, later, item):
        actions.postpone_item(item, by=cast.lan, reason="Chờ", to_session=later, due_on=NEXT_DUE)
        actions.restore_item(item, by=cast.lan)
        again = later.items.get()
        assert (again.status, again.reason) == ("withdrawn", "Đưa lại vào chương trình của kỳ họp trước.")
        assert (owed(item), owed(again)) == ([(DUE, "open")], [(NEXT_DUE, "waived")])
        assert DraftResolution.objects.get(pk=item.draft_id).session == session

    def test_postponed_once_more_the_same_one_comes_back(self, cast, later, item):
        for _ in range(2):
            actions.postpone_item(item, by=cast.lan, reason="Chờ", to_session=later, due_on=NEXT_DUE)
            actions.restore_item(item, by=cast.lan)
        actions.postpone_item(item, by=cast.lan, reason="Chờ", to_session=later)
        again = later.items.get()
        assert (again.status, owed(again)) == ("expected", [(NEXT_DUE, "open")])

    def test_not_while_it_has_gone_on_elsewhere(self, cast, later, item):
        actions.postpone_item(item, by=cast.lan, reason="Chờ", to_session=later)
        actions.receive_item(later.items.get(), by=cast.lan)
        with pytest.raises(NotNow) as refused:
            actions.restore_item(item, by=cast.lan)
        assert refused.value.message.startswith("Nội dung này đã có tài liệu ở Kỳ họp thứ 3")
        assert AgendaItem.objects.get(pk=item.pk).status == "postponed"

    def test_the_later_one_not_while_the_earlier_stands(self, cast, later, item):
        actions.postpone_item(item, by=cast.lan, reason="Chờ", to_session=later)
        actions.restore_item(item, by=cast.lan)
        with pytest.raises(NotNow):
            actions.restore_item(later.items.get(), by=cast.lan)

    def test_what_had_come_stays_received_and_verified(self, cast, item):
        actions.receive_item(item, by=cast.lan, received_on=date(2026, 7, 13))
        actions.verify_item(item, by=cast.thu_ky, verified_on=date(2026, 7, 14))
        actions.withdraw_item(item, by=cast.lan, reason="Nhầm")
        actions.restore_item(item, by=cast.lan)
        stored = AgendaItem.objects.get(pk=item.pk)
        assert (stored.status, stored.received_on, stored.verified_on, stored.stopped_on) == (
            "verified",
            date(2026, 7, 13),
            date(2026, 7, 14),
            None,
        )
        assert owed(item) == [(DUE, "done")]


class TestReceived:
    @pytest.fixture
    def asked(self, cast, session):
        row = ContentRequest(locality=cast.locality, session=session, body=cast.department, asked_on=date(2026, 6, 5))
        return actions.create(row, by=System("test"))

    def test_not_before_the_body_was_asked(self, cast, item, asked):
        with pytest.raises(ValidationError) as refused:
            actions.receive_item(item, by=cast.lan, received_on=date(2026, 6, 4))
        assert refused.value.message_dict == {
            "received_on": ["Ngày nhận trước ngày đề nghị cơ quan này chuẩn bị nội dung (05/06/2026)."]
        }
        actions.receive_item(item, by=cast.lan, received_on=date(2026, 6, 5))

    def test_the_page_says_so_at_the_field(self, client, cast, item, asked):
        client.force_login(cast.lan)
        answer = client.post(url("move", item.pk, "receive"), {"received_on": "4/6/2026", "late_reason": ""})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["received_on"]
        assert AgendaItem.objects.get(pk=item.pk).status == "expected"


class TestForm:
    def typed(self, session, **fields):
        return {"session": session.pk, "title": "Báo cáo", "kind": "report", "order": "1"} | fields

    def test_the_session_comes_with_the_address(self, client, cast, session):
        client.force_login(cast.lan)
        form = client.get(url("create"), {"session": session.pk}).context["form"]
        assert (form["session"].is_hidden, form["sitting"].is_hidden) == (True, True)
        assert form["session"].value() == str(session.pk)

    def test_a_sitting_likewise_and_the_item_is_its_own(self, client, cast):
        sitting = SittingFactory(locality=cast.locality)
        AgendaItemFactory(locality=cast.locality, session=None, sitting=sitting)
        client.force_login(cast.lan)
        page = f"{url('create')}?sitting={sitting.pk}"
        assert client.get(page).context["form"]["order"].value() == 2
        posted = {"session": "", "sitting": sitting.pk, "title": "Chủ trương", "kind": "submission", "order": "2"}
        assert client.post(page, posted).status_code == 302
        assert AgendaItem.objects.get(title="Chủ trương").gathering == sitting

    @pytest.mark.parametrize("asked", ["999999", "abc", "9" * 30, "²"])
    def test_an_address_that_names_none_asks_for_it(self, client, cast, asked):
        client.force_login(cast.lan)
        answer = client.get(url("create"), {"session": asked})
        assert (answer.status_code, answer.context["form"]["session"].is_hidden) == (200, False)

    def test_a_foreign_session_at_the_hidden_field_is_told(self, client, cast, session):
        foreign = CouncilSessionFactory(locality=cast.other)
        client.force_login(cast.lan)
        answer = client.post(f"{url('create')}?session={session.pk}", self.typed(foreign))
        assert answer.status_code == 422
        assert answer.context["form"].non_field_errors() == [
            "Không có kỳ họp hoặc phiên họp này trong những gì bạn được ghi."
        ]

    def test_all_that_is_typed_is_kept(self, client, cast, session):
        parent = AgendaItemFactory(locality=cast.locality, session=session, title="Các tờ trình")
        elsewhere = AgendaItemFactory(locality=cast.locality)
        client.force_login(cast.lan)
        page = f"{url('create')}?session={session.pk}"
        assert list(client.get(page).context["form"].fields["parent"].queryset) == [parent]
        posted = self.typed(
            session,
            parent=parent.pk,
            basis="Chương trình năm",
            preparing_body=cast.department.pk,
            co_preparing_bodies=[cast.front.pk, cast.committee.pk],
            presenter="Giám đốc Sở Y tế",
            minutes="15",
            due_on="10/7/2026",
            committee_approved_on="8/7/2026",
            delegates_due_on="17/7/2026",
        )
        assert client.post(page, posted).status_code == 302
        item = AgendaItem.objects.get(title="Báo cáo")
        assert (item.parent, item.basis, item.presenter, item.minutes) == (
            parent,
            "Chương trình năm",
            "Giám đốc Sở Y tế",
            15,
        )
        assert (item.committee_approved_on, item.delegates_due_on) == (date(2026, 7, 8), date(2026, 7, 17))
        assert set(item.co_preparing_bodies.all()) == {cast.front, cast.committee}
        assert client.post(page, posted | {"title": "Khác", "parent": elsewhere.pk}).status_code == 422

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"due_on": "28/7/2026"}, "Hạn nộp 28/07/2026 không trước ngày khai mạc 28/07/2026."),
            ({"delegates_due_on": "29/7/2026"}, "Hạn gửi đại biểu 29/07/2026 không trước ngày khai mạc 28/07/2026."),
            ({"due_on": "20/7/2026", "delegates_due_on": "17/7/2026"}, "Hạn nộp sau hạn gửi đại biểu."),
        ],
    )
    def test_days_that_do_not_fit_warn_and_are_saved(self, client, cast, session, fields, message):
        client.force_login(cast.lan)
        answer = client.post(f"{url('create')}?session={session.pk}", self.typed(session, **fields))
        assert (answer.status_code, message in said(answer)) == (302, True)
        assert AgendaItem.objects.filter(title="Báo cáo").exists()

    def test_a_day_after_the_law_s_warns_with_the_article_and_its_mark(self, client, cast, session):
        client.force_login(cast.lan)
        answer = client.post(f"{url('create')}?session={session.pk}", self.typed(session, delegates_due_on="27/7/2026"))
        [warning] = [words for words in said(answer) if words.startswith("Hạn gửi đại biểu")]
        assert warning == (
            "Hạn gửi đại biểu 27/07/2026: gửi tài liệu kỳ họp đến đại biểu HĐND chậm nhất ngày 21/07/2026 (Luật "
            "Tổ chức chính quyền địa phương số 72/2025/QH15 (trước ngày 16/6/2025 là Luật số 65/2025/QH15), "
            "chưa kiểm chứng)."
        )

    def test_the_committee_has_not_approved_tomorrow(self, client, cast, session):
        client.force_login(cast.lan)
        answer = client.post(
            f"{url('create')}?session={session.pk}", self.typed(session, committee_approved_on="16/7/2026")
        )
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["committee_approved_on"])


class TestPages:
    def test_postponed_on_the_page_and_shown_both_ways(self, client, cast, session, later, item):
        client.force_login(cast.lan)
        page = url("move", item.pk, "postpone")
        assert list(client.get(page).context["form"].fields["to_session"].queryset) == [later]
        posted = {"stopped_on": "15/7/2026", "reason": "Chờ", "to_session": later.pk, "due_on": "10/11/2026"}
        assert client.post(page, posted).status_code == 302
        again = later.items.get()
        facts = dict(client.get(item.get_absolute_url()).context["facts"])
        assert facts["Đưa sang"] == f'<a href="{again.get_absolute_url()}">{later}</a>'
        facts = dict(client.get(again.get_absolute_url()).context["facts"])
        assert facts["Lùi từ"] == f'<a href="{item.get_absolute_url()}">{session}</a>'

    def test_a_due_day_without_a_session_is_told(self, client, cast, item):
        client.force_login(cast.lan)
        posted = {"stopped_on": "15/7/2026", "reason": "Chờ", "due_on": "10/11/2026"}
        answer = client.post(url("move", item.pk, "postpone"), posted)
        assert (answer.status_code, answer.context["form"].errors) == (
            422,
            {"to_session": ["Có hạn nộp thì chọn kỳ họp."]},
        )

    def test_who_does_not_see_the_next_session_s_item_is_not_led_there(self, client, cast, later, item):
        actions.postpone_item(item, by=cast.lan, reason="Chờ", to_session=later)
        again = later.items.get()
        again.preparing_body = cast.front
        actions.edit_item(again, by=cast.lan)
        client.force_login(cast.minh)
        assert "Đưa sang" not in dict(client.get(item.get_absolute_url()).context["facts"])

    @pytest.mark.parametrize(("who", "shown"), [("lan", True), ("minh", True), ("dai_bieu", False)])
    def test_the_dossier_is_shown_to_those_who_see_all_of_it(self, client, cast, item, who, shown):
        actions.receive_item(item, by=cast.lan)
        actions.send_item(item, by=cast.lan)
        client.force_login(getattr(cast, who))
        titles = [panel.title for panel in client.get(item.get_absolute_url()).context["sections"]]
        assert ("Hồ sơ" in titles) == shown


class TestBulk:
    def press(self, client, name, items, **typed):
        return client.post(url("bulk", name), {"chon": [item.pk for item in items], **typed})

    def test_several_are_sent_to_the_delegates(self, client, cast, session, item):
        came = [
            AgendaItemFactory(locality=cast.locality, session=session, status="received", received_on=day)
            for day in (date(2026, 7, 10), date(2026, 7, 14))
        ]
        client.force_login(cast.lan)
        page = client.get(url("bulk", "send"), {"chon": [row.pk for row in (*came, item)]})
        assert [row for row, _ in page.context["ready"]] == came
        assert page.context["left_out"] == [(item, "Đang ở trạng thái “chưa nhận”.")]
        answer = self.press(client, "send", came, sent_on="13/7/2026")
        assert said(answer)[0] == "Đã gửi đại biểu 1 tài liệu."
        assert [AgendaItem.objects.get(pk=row.pk).status for row in came] == ["sent_to_delegates", "received"]

    def test_several_get_a_due_day(self, client, cast, session, item):
        came = AgendaItemFactory(locality=cast.locality, session=session, status="received")
        client.force_login(cast.lan)
        page = client.get(url("bulk", "due"), {"chon": [item.pk, came.pk]})
        assert page.context["ready"] == [(item, "Sở Y tế · hạn nay 20/07/2026")]
        assert page.context["left_out"] == [(came, "Đang ở trạng thái “đã nhận”.")]
        self.press(client, "due", [item, came], due_on="22/7/2026")
        assert owed(item) == [(date(2026, 7, 22), "open")]
        assert AgendaItem.objects.get(pk=came.pk).due_on != date(2026, 7, 22)
        with pytest.raises(AlreadyDone):
            actions.set_due_day(AgendaItem.objects.get(pk=item.pk), by=cast.lan, due_on=date(2026, 7, 22))

    def test_several_are_reminded_once_a_day(self, client, cast, session, item):
        undated = AgendaItemFactory(
            locality=cast.locality, session=session, preparing_body=cast.department, due_on=None
        )
        client.force_login(cast.lan)
        page = client.get(url("bulk", "urge"), {"chon": [item.pk, undated.pk]})
        assert page.context["ready"] == [(item, "Sở Y tế · lần 1, gửi Lê Minh")]
        assert page.context["left_out"] == [(undated, "Không còn nợ, hoặc chưa có hạn nộp và cơ quan chuẩn bị.")]
        self.press(client, "urge", [item], text="Gửi ngay hôm nay")
        assert Notice.objects.filter(recipient=cast.minh, text__contains="Gửi ngay hôm nay").count() == 1
        page = client.get(url("bulk", "urge"), {"chon": [item.pk]})
        assert page.context["left_out"] == [(item, "Hôm nay cơ quan bạn đã đôn đốc rồi.")]

    @pytest.mark.parametrize("name", ["send", "due", "urge"])
    @pytest.mark.parametrize("who", ["minh", "dai_bieu", "thu_ky"])
    def test_others_may_not(self, client, cast, item, name, who):
        client.force_login(getattr(cast, who))
        assert client.get(url("bulk", name), {"chon": item.pk}).status_code == 403
        assert self.press(client, name, [item]).status_code == 403

    def test_a_stranger_changes_nothing(self, client, cast, item):
        client.force_login(cast.stranger)
        self.press(client, "due", [item], due_on="22/7/2026")
        assert AgendaItem.objects.get(pk=item.pk).due_on == DUE

    def test_a_wrong_day_is_told(self, client, cast, item):
        client.force_login(cast.lan)
        answer = self.press(client, "due", [item], due_on="31/6/2026")
        assert (answer.status_code, answer.context["form"].errors) == (422, {"due_on": ["Tháng 6 chỉ có 30 ngày."]})
