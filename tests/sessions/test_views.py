"""The pages: who sees what, how many queries a list takes, what a form says."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from coordination.deadlines.models import Obligation
from coordination.people.concerning import write_concerns
from sessions.models import (
    AgendaItem,
    Attendance,
    CouncilSession,
    DraftComment,
    DraftResolution,
    Question,
    Resolution,
    ResolutionTask,
    SessionDocument,
    Sitting,
    Verification,
)
from tests.editing import corrected
from tests.sessions.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    CouncilSessionFactory,
    DraftCommentFactory,
    DraftResolutionFactory,
    QuestionFactory,
    ResolutionFactory,
    ResolutionTaskFactory,
    SessionDocumentFactory,
    SittingFactory,
    VerificationFactory,
)

LISTS = {
    CouncilSession: CouncilSessionFactory,
    Sitting: SittingFactory,
    AgendaItem: AgendaItemFactory,
    Question: QuestionFactory,
    DraftResolution: DraftResolutionFactory,
    Resolution: ResolutionFactory,
    ResolutionTask: ResolutionTaskFactory,
}
FACTORIES = LISTS | {
    SessionDocument: SessionDocumentFactory,
    Attendance: AttendanceFactory,
    DraftComment: DraftCommentFactory,
    Verification: VerificationFactory,
}
# What a form must hold to be right, as text; bodies and wholes are named by what stands for them in `typed`.
TYPED = {
    CouncilSession: {"number": "3", "kind": "regular", "part": "year_end", "planned_opening": "12/2026"},
    Sitting: {"kind": "urgent", "topic": "Chủ trương đầu tư", "held_on": "1/7/2026"},
    AgendaItem: {"session": "session", "title": "Báo cáo y tế", "kind": "report", "order": "1", "due_on": "20/7/2026"},
    SessionDocument: {"item": "item", "title": "Tờ trình", "role": "submission"},
    Attendance: {"session": "session", "body": "front", "presence": "present"},
    Question: {"session": "session", "addressee": "department", "put_on": "14/7/2026", "text": "Vì sao chậm?"},
    DraftResolution: {"title": "Giá đất", "procedure": "ordinary"},
    DraftComment: {"draft": "draft", "kind": "criticism", "from_body": "front", "text": "Bổ sung đối tượng"},
    Verification: {"board": "board", "draft": "draft", "rounds": "1"},
    Resolution: {
        "title": "Giá đất",
        "number": "5",
        "symbol": "NQ-HĐND",
        "procedure": "ordinary",
        "adopted_on": "14/7/2026",
    },
    ResolutionTask: {"resolution": "resolution", "title": "Ban hành kế hoạch", "owner": "department"},
}
OTHERWISE = {
    CouncilSession: {"venue": "Hội trường tỉnh"},
    Attendance: {"presence": "excused", "reason": "Đi công tác"},
    Verification: {"conclusion": "Đủ điều kiện trình"},
}
"""What is corrected where nothing typed is free text."""
MAY_NOT_CREATE = {Question: "thu_ky"}  # a delegate may ask; the others are not a delegate's to write


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


def url(model, name, *args):
    return reverse(f"council_sessions:{model._meta.model_name}-{name}", args=args)


@pytest.fixture
def typed(cast):
    """What to post for a model: names of things replaced by their keys."""
    place = {"locality": cast.locality}
    things = {
        "session": CouncilSessionFactory(**place, number="2", status="open"),
        "item": AgendaItemFactory(**place, preparing_body=cast.department),
        "draft": DraftResolutionFactory(**place),
        "resolution": ResolutionFactory(**place, number="99", title="Về giá đất"),
        "front": cast.front,
        "department": cast.department,
        "board": cast.board,
    }
    return lambda model: {name: things[text].pk if text in things else text for name, text in TYPED[model].items()}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"),
    [
        (CouncilSession, 13),
        (Sitting, 12),
        (AgendaItem, 14),
        (Question, 14),
        (DraftResolution, 14),
        (Resolution, 14),
        (ResolutionTask, 13),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_lists_take_a_fixed_number_of_queries(client, cast, django_assert_num_queries, model, queries, count):
    rows = [LISTS[model](locality=cast.locality) for _ in range(count)]
    client.force_login(cast.lan)
    client.get(url(model, "list"))
    with django_assert_num_queries(queries):
        answer = client.get(url(model, "list"))
    assert {row.record for row in answer.context["table"].rows} == set(rows)


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_takes_a_fixed_number_of_queries(client, cast, django_assert_num_queries, count):
    session = CouncilSessionFactory(locality=cast.locality)
    for _ in range(count):
        AgendaItemFactory(
            locality=cast.locality, session=session, preparing_body=cast.department, verifying_board=cast.board
        )
    client.force_login(cast.lan)
    client.get(session.get_absolute_url())
    with django_assert_num_queries(25):
        answer = client.get(session.get_absolute_url())
    assert answer.context["board"].total == count


@pytest.mark.parametrize("model", FACTORIES, ids=lambda model: model.__name__)
def test_a_stranger_finds_no_page(client, cast, model):
    record = FACTORIES[model](locality=cast.locality)
    client.force_login(cast.stranger)
    names = ["detail", "edit"]
    assert [client.get(url(model, name, record.pk)).status_code for name in names] == [404, 404]
    client.force_login(cast.lan)
    assert [client.get(url(model, name, record.pk)).status_code for name in names] == [200, 200]


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_a_strangers_list_is_empty(client, cast, model):
    LISTS[model](locality=cast.locality)
    client.force_login(cast.stranger)
    assert list(client.get(url(model, "list")).context["table"].rows) == []


@pytest.mark.parametrize("model", FACTORIES, ids=lambda model: model.__name__)
def test_who_may_not_write_gets_403(client, cast, model):
    record = FACTORIES[model](locality=cast.locality)
    client.force_login(cast.hoa)
    assert client.get(url(model, "edit", record.pk)).status_code == 403
    client.force_login(getattr(cast, MAY_NOT_CREATE.get(model, "dai_bieu")))
    assert client.get(url(model, "create")).status_code == 403


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_the_administrator_reads_no_business(client, cast, model):
    client.force_login(cast.admin)
    assert client.get(url(model, "list")).status_code == 403


@pytest.mark.parametrize("model", FACTORIES, ids=lambda model: model.__name__)
def test_the_office_writes_down_and_corrects(client, cast, typed, model):
    client.force_login(cast.lan)
    posted = typed(model)
    before = set(model.objects.values_list("pk", flat=True))
    answer = client.post(url(model, "create"), posted)
    record = model.objects.exclude(pk__in=before).get()
    assert (answer.status_code, answer.url) == (302, record.get_absolute_url())
    assert record.locality == cast.locality
    assert client.get(record.get_absolute_url()).status_code == 200
    opened = {"revision": record.revision}
    for typed_now, revision in (
        (posted, record.revision),
        (corrected(posted, **OTHERWISE.get(model, {})), record.revision + 1),
    ):
        answer = client.post(url(model, "edit", record.pk), typed_now | opened)
        assert (answer.status_code, model.objects.get(pk=record.pk).revision) == (302, revision)


@pytest.mark.parametrize(
    ("model", "wrong", "field", "message"),
    [
        (CouncilSession, {"planned_opening": "31/6/2026"}, "planned_opening", "Tháng 6 chỉ có 30 ngày."),
        (CouncilSession, {"kind": "thematic"}, None, "Chỉ kỳ họp thường lệ mới là kỳ giữa năm hay cuối năm."),
        (Sitting, {"topic": ""}, "topic", "Chưa ghi ô này."),
        (AgendaItem, {"session": ""}, None, "Chọn một kỳ họp hoặc một phiên họp Thường trực."),
        (
            Question,
            {"put_on": "16/7/2026"},
            "put_on",
            "Ngày này còn ở phía trước; việc đã xảy ra thì ghi ngày đến hôm nay.",
        ),
        (
            DraftResolution,
            {"procedure": "shortened", "shortened_decision": "12/HĐND-VP", "shortened_decided_on": "1/6/2026"},
            "shortened_ground",
            "Rút gọn thì chọn trường hợp áp dụng.",
        ),
        (DraftComment, {"answer": "declined"}, None, "Không tiếp thu hoặc giải trình thì phải nêu lý do."),
        (
            Resolution,
            {"number": "99"},
            "number",
            "Số này đã dùng năm 2026 cho “Nghị quyết 99/NQ-HĐND: Về giá đất”.",
        ),
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_keeps_the_text(client, cast, typed, model, wrong, field, message):
    client.force_login(cast.lan)
    posted = typed(model) | wrong
    before = model.objects.count()
    answer = client.post(url(model, "create"), posted)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert form.errors == {field or "__all__": [message]}
    assert {name: form[name].value() for name in wrong} == wrong
    assert model.objects.count() == before


class TestSessionPage:
    @pytest.fixture
    def session(self, cast):
        return CouncilSessionFactory(locality=cast.locality, number="2", part="mid_year", status="convened")

    def test_shows_countdown_shares_and_who_owes(self, client, cast, session):
        place = {"locality": cast.locality, "session": session}
        AgendaItemFactory(**place, title="Dự toán bổ sung", preparing_body=cast.department, due_on=date(2026, 7, 7))
        AgendaItemFactory(**place, title="Đặt tên đường", preparing_body=cast.committee, status="withdrawn")
        client.force_login(cast.lan)
        answer = client.get(session.get_absolute_url())
        page = " ".join(answer.content.decode().split())
        assert answer.context["title"] == "Kỳ họp thứ 2, thường lệ giữa năm 2026"
        assert "<b>13 ngày</b>đến khai mạc" in page
        assert '<span class="num">0/1</span> tài liệu đã gửi đại biểu' in page
        assert 'nợ <b>1</b>, <b class="t-late">quá hạn 1</b>' in page
        assert "Dự toán bổ sung" in page
        assert 'rút <span class="nb">10/06/2026</span>, “Chờ ý kiến”' in page

    @pytest.mark.parametrize(
        ("part", "blocks"),
        [
            ("tai-lieu", []),
            ("khong-co", []),
            ("chuong-trinh", [("Chương trình", 1)]),
            ("nghi-quyet", [("Dự thảo nghị quyết", 1), ("Nghị quyết", 1)]),
            (
                "chat-van",
                [("Trong phiên chất vấn", None), ("Nhóm vấn đề", 0), ("Chất vấn", 1), ("Còn phải hỏi lại", 0)],
            ),
            (
                "diem-danh",
                [("Số có mặt", None), ("Điểm danh", 1), ("Biểu quyết", 0), ("Thời gian theo hoạt động", None)],
            ),
            ("thong-tin", [("Tệp đính kèm", 0)]),
        ],
    )
    def test_has_parts(self, client, cast, session, part, blocks):
        place = {"locality": cast.locality, "session": session}
        for factory in (
            AgendaItemFactory,
            DraftResolutionFactory,
            ResolutionFactory,
            QuestionFactory,
            AttendanceFactory,
        ):
            factory(**place)
        client.force_login(cast.lan)
        answer = client.get(session.get_absolute_url(), {"phan": part})
        assert [(panel.title, panel.count) for panel in answer.context["sections"]] == blocks

    def test_a_department_sees_its_own_documents_only(self, client, cast, session):
        place = {"locality": cast.locality, "session": session}
        own = AgendaItemFactory(**place, preparing_body=cast.department)
        AgendaItemFactory(**place, preparing_body=cast.front)
        client.force_login(cast.minh)
        answer = client.get(session.get_absolute_url())
        assert answer.context["board"].items == [own]
        assert answer.context["add_item"] is None
        [row] = client.get(url(CouncilSession, "list")).context["table"].rows
        assert row.record.documents_total == 1

    def test_a_delegate_sees_what_was_sent(self, client, cast, session):
        place = {"locality": cast.locality, "session": session}
        AgendaItemFactory(**place)
        sent = AgendaItemFactory(**place, status="sent_to_delegates")
        client.force_login(cast.dai_bieu)
        assert client.get(session.get_absolute_url()).context["board"].items == [sent]

    def test_is_convened_opened_and_closed_on_the_page(self, client, cast):
        session = CouncilSessionFactory(locality=cast.locality)
        client.force_login(cast.lan)
        for name, posted in (
            ("convene", {"convened_on": "1/7/2026"}),
            ("open", {"opened_on": "13/7/2026"}),
            ("close", {"closed_on": "15/7/2026", "lessons_learned": "Gửi sớm hơn"}),
        ):
            assert client.get(url(CouncilSession, "move", session.pk, name)).status_code == 200
            assert client.post(url(CouncilSession, "move", session.pk, name), posted).status_code == 302
        stored = CouncilSession.objects.get(pk=session.pk)
        assert (stored.status, stored.closed_on, stored.lessons_learned) == ("closed", date(2026, 7, 15), "Gửi sớm hơn")


class TestMoves:
    @pytest.fixture
    def item(self, cast):
        return AgendaItemFactory(locality=cast.locality, preparing_body=cast.department, due_on=date(2026, 7, 20))

    def test_the_office_says_when_it_came(self, client, cast, item):
        client.force_login(cast.lan)
        client.post(url(AgendaItem, "move", item.pk, "receive"), {"received_on": "10/7/2026"})
        assert AgendaItem.objects.get(pk=item.pk).received_on == date(2026, 7, 10)

    def test_a_department_hands_in_today(self, client, cast, item):
        client.force_login(cast.minh)
        page = client.get(url(AgendaItem, "move", item.pk, "receive"))
        assert list(page.context["form"].fields) == ["late_reason"]
        client.post(url(AgendaItem, "move", item.pk, "receive"), {"received_on": "1/7/2026"})
        assert AgendaItem.objects.get(pk=item.pk).received_on == date(2026, 7, 15)
        assert Obligation.objects.about(item).get().status == "done"

    def test_another_side_gets_403(self, client, cast, item):
        client.force_login(cast.hoa)
        assert client.post(url(AgendaItem, "move", item.pk, "receive"), {}).status_code == 403

    def test_a_future_day_is_refused_and_kept(self, client, cast, item):
        client.force_login(cast.lan)
        answer = client.post(url(AgendaItem, "move", item.pk, "receive"), {"received_on": "16/7/2026"})
        assert answer.status_code == 422
        assert answer.context["form"]["received_on"].value() == "16/7/2026"
        assert AgendaItem.objects.get(pk=item.pk).status == "expected"

    def test_a_question_from_promise_to_done(self, client, cast):
        question = QuestionFactory(locality=cast.locality, addressee=cast.department)
        client.force_login(cast.minh)
        client.post(url(Question, "move", question.pk, "answer"), {"answered_on": "14/7/2026", "answer": "Do mưa"})
        client.force_login(cast.lan)
        client.post(
            url(Question, "move", question.pk, "promise"), {"promise": "Xong cầu", "promise_due_on": "1/9/2026"}
        )
        assert Obligation.objects.about(question).get().due_on == date(2026, 9, 1)
        client.post(url(Question, "move", question.pk, "keep"), {"kept_on": "15/7/2026"})
        assert Question.objects.get(pk=question.pk).status == "done"

    def test_a_draft_goes_round_once_more(self, client, cast):
        draft = DraftResolutionFactory(locality=cast.locality, status="appraisal")
        client.force_login(cast.lan)
        client.post(url(DraftResolution, "move", draft.pk, "return"), {"reason": "Thiếu đánh giá tác động"})
        assert DraftResolution.objects.get(pk=draft.pk).rounds == 2

    def test_a_department_finishes_its_task(self, client, cast):
        task = ResolutionTaskFactory(locality=cast.locality, owner=cast.department)
        client.force_login(cast.minh)
        client.post(
            url(ResolutionTask, "move", task.pk, "finish"), {"done_on": "15/7/2026", "result": "Kế hoạch 15/KH-SYT"}
        )
        assert ResolutionTask.objects.get(pk=task.pk).done_on == date(2026, 7, 15)


class TestForms:
    def test_a_delegate_asks_in_the_own_name(self, client, cast, typed):
        other = cast.acting_as(cast.council, "delegate").person
        client.force_login(cast.dai_bieu)
        CouncilSession.objects.update(status="convened", opened_on=None)
        for session in CouncilSession.objects.all():
            write_concerns(session)
        answer = client.post(url(Question, "create"), typed(Question) | {"delegate": other.pk})
        assert answer.status_code == 422
        client.post(url(Question, "create"), typed(Question) | {"delegate": cast.dai_bieu.person.pk})
        assert Question.objects.get().delegate == cast.dai_bieu.person

    def test_only_delegates_can_be_chosen_by_the_office(self, client, cast):
        client.force_login(cast.lan)
        form = client.get(url(Question, "create")).context["form"]
        assert list(form.fields["delegate"].queryset) == [cast.dai_bieu.person]

    def test_bodies_of_other_localities_are_no_choice(self, client, cast):
        client.force_login(cast.lan)
        form = client.get(url(AgendaItem, "create")).context["form"]
        assert cast.commune_council not in form.fields["preparing_body"].queryset
        assert list(form.fields["verifying_board"].queryset) == [cast.board]

    def test_a_department_hands_in_documents_for_the_inside_only(self, client, cast):
        item = AgendaItemFactory(locality=cast.locality, preparing_body=cast.department)
        client.force_login(cast.minh)
        posted = {"item": item.pk, "title": "Tờ trình", "role": "submission", "audience": "public"}
        client.post(url(SessionDocument, "create"), posted)
        assert SessionDocument.objects.get().audience == "inside"

    @pytest.mark.parametrize(("session", "order"), [("own", 2), ("x", 0), ("", 0)])
    def test_a_new_content_stands_last(self, client, cast, session, order):
        item = AgendaItemFactory(locality=cast.locality)
        client.force_login(cast.lan)
        asked = {"session": item.session.pk if session == "own" else session}
        form = client.get(url(AgendaItem, "create"), asked).context["form"]
        assert form["order"].value() == order

    def test_a_resolution_takes_over_from_its_draft(self, client, cast):
        draft = DraftResolutionFactory(locality=cast.locality, title="Giá đất", is_normative=True)
        client.force_login(cast.lan)
        form = client.get(url(Resolution, "create"), {"draft": draft.pk}).context["form"]
        assert (form["title"].value(), form["is_normative"].value(), form["session"].value()) == (
            "Giá đất",
            True,
            draft.session.pk,
        )
        assert client.get(url(Resolution, "create"), {"draft": "x"}).status_code == 200


class TestFilters:
    @pytest.mark.parametrize(
        ("query", "titles"),
        [
            ({"stage": "overdue"}, ["Quá hạn"]),
            ({"stage": "waiting"}, ["Sắp đến"]),
            ({"q": "qua han"}, ["Quá hạn"]),
            ({"den": "15/7/2026"}, ["Quá hạn"]),
            ({}, ["Sắp đến", "Quá hạn"]),
        ],
    )
    def test_of_documents(self, client, cast, query, titles):
        AgendaItemFactory(locality=cast.locality, title="Quá hạn", due_on=date(2026, 7, 7))
        AgendaItemFactory(locality=cast.locality, title="Sắp đến", due_on=date(2026, 7, 20))
        client.force_login(cast.lan)
        table = client.get(url(AgendaItem, "list"), query).context["table"]
        assert [row.record.title for row in table.rows] == titles

    def test_a_withdrawn_document_is_not_called_overdue(self, client, cast):
        AgendaItemFactory(locality=cast.locality, due_on=date(2026, 7, 7), status="withdrawn")
        client.force_login(cast.lan)
        [row] = client.get(url(AgendaItem, "list")).context["table"].rows
        assert "07/07/2026" in row.get_cell("due_on")
        assert "quá hạn" not in row.get_cell("due_on")

    def test_bodies_to_choose_are_those_that_occur(self, client, cast):
        AgendaItemFactory(locality=cast.locality, preparing_body=cast.department)
        client.force_login(cast.lan)
        form = client.get(url(AgendaItem, "list")).context["filter"].form
        assert list(form.fields["preparing_body"].queryset) == [cast.department]

    def test_tabs_lead_to_the_other_lists(self, client, cast):
        client.force_login(cast.lan)
        tabs = client.get(url(Resolution, "list")).context["tabs"]
        assert [words for words, _url, _shown in tabs] == [
            "Kỳ họp",
            "Tài liệu kỳ họp",
            "Dự thảo nghị quyết",
            "Nghị quyết",
            "Nhiệm vụ theo nghị quyết",
            "Chất vấn",
            "Phiên họp Thường trực",
            "Xin ý kiến Thường trực",
            "Nhân sự",
            "Đại biểu",
        ]
        assert [words for words, _url, shown in tabs if shown] == ["Nghị quyết"]
