"""Questioning: slips, groups, answers in writing, promises while they are spoken, and what is asked again."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.deadlines.actions import close
from coordination.deadlines.models import Obligation
from coordination.deadlines.queries import about
from coordination.lib.period import Period
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow.buttons import offered
from sessions import actions, delegates, queries
from sessions.letters.after import minutes
from sessions.models import Question, QuestionTopic
from sessions.views.questions import with_questions
from tests.people.factories import BodyFactory
from tests.sessions.factories import CouncilSessionFactory, QuestionFactory, SittingFactory
from tests.sessions.factories_hall import QuestionTopicFactory

DAY = date(2026, 7, 14)


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(locality=cast.locality, number="9", status="open", opened_on=DAY)


@pytest.fixture
def ask(cast, session):
    """A question of the delegate to the department in the session."""

    def put(**fields):
        usual = {"session": session, "delegate": cast.dai_bieu.person, "addressee": cast.department, "put_on": DAY}
        return QuestionFactory(locality=cast.locality, **usual | fields)

    return put


def url(record, page, *, kind=""):
    return reverse(f"council_sessions:{kind or record._meta.model_name}-{page}", args=[record.pk])


def owed(question):
    """(rule or "", owner, anchor, due, whether open) of all that is owed about a question."""
    return [
        (row.version.rule.code if row.version_id else "", row.owner, row.anchor_on, row.due_on, row.closed_on is None)
        for row in about(question).select_related("version__rule", "owner")
    ]


class TestInWriting:
    def test_what_is_left_to_writing_is_owed_from_that_day(self, cast, ask):
        question = ask()

        actions.leave_to_writing(question, by=cast.lan, left_on=DAY)

        assert question.status == "put"
        assert owed(question) == [("QST-02", cast.department, DAY, date(2026, 8, 3), True)]
        assert about(question).get().beneficiary == cast.standing

    @pytest.mark.parametrize(
        ("day", "due", "mark"),
        [
            (date(2026, 2, 27), date(2026, 3, 19), "verified"),
            (date(2026, 3, 2), date(2026, 3, 23), "unverified"),
        ],
    )
    def test_by_the_law_of_the_day(self, cast, ask, day, due, mark):
        question = ask(put_on=day)

        actions.leave_to_writing(question, by=cast.lan, left_on=day)

        row = about(question).get()
        assert (row.due_on, row.version.verification) == (due, mark)

    def test_the_written_answer_ends_it(self, cast, ask):
        question = ask()
        actions.leave_to_writing(question, by=cast.lan)

        actions.answer_question(question, by=cast.minh, answer="Đang làm, xong trong quý IV")

        assert (question.status, question.answered_in) == ("answered", "written")
        assert about(question).get().closed_on == date(2026, 7, 15)

    def test_nobody_closes_it_by_hand(self, cast, ask):
        question = ask()
        actions.leave_to_writing(question, by=cast.lan)

        with pytest.raises(NotNow, match="khi ghi trả lời ở trang chất vấn"):
            close(about(question).get(), by=cast.minh, evidence="Công văn 12")

    def test_once_is_enough(self, cast, ask):
        question = ask()
        actions.leave_to_writing(question, by=cast.lan)

        with pytest.raises(Forbidden):
            actions.leave_to_writing(question, by=cast.lan)

    def test_another_body_asked_takes_it_over(self, cast, ask):
        question = ask()
        actions.leave_to_writing(question, by=cast.lan)
        question.addressee = cast.committee

        actions.edit_question(question, by=cast.lan)

        assert sorted((row[1].short_name, row[4]) for row in owed(question)) == sorted(
            [(cast.department.short_name, False), (cast.committee.short_name, True)]
        )

    def test_not_before_it_was_asked(self, client, cast, ask):
        question = ask()
        client.force_login(cast.lan)

        answer = client.post(
            reverse("council_sessions:question-move", args=[question.pk, "leave"]), {"left_on": "13/7/2026"}
        )

        assert answer.status_code == 422
        assert answer.context["form"].errors == {"left_on": ["Không được trước ngày chất vấn (14/07/2026)."]}

    def test_a_promise_made_beside_waits_for_the_answer(self, cast, ask):
        question = ask()
        actions.promise(question, by=cast.lan, promise="Xong cầu", promise_due_on=date(2026, 9, 1))
        actions.leave_to_writing(question, by=cast.lan)

        with pytest.raises(NotNow, match="còn chờ trả lời bằng văn bản"):
            actions.keep_promise(question, by=cast.lan)
        actions.answer_question(question, by=cast.minh, answer="Đã bố trí vốn")
        assert question.status == "promised"
        assert [row[4] for row in owed(question)] == [False, True]
        actions.keep_promise(question, by=cast.lan)
        assert [row[4] for row in owed(question)] == [False, False]


class TestTopics:
    def test_slips_are_put_into_groups(self, client, cast, session, ask):
        one, two = ask(), ask()
        elsewhere = QuestionFactory(locality=cast.locality)
        topic = QuestionTopicFactory(locality=cast.locality, session=session, addressee=cast.department)
        client.force_login(cast.lan)
        address = url(topic, "slips")
        assert set(client.get(address).context["form"].fields["questions"].queryset) == {one, two}
        assert elsewhere.group is None

        assert client.post(address, {"questions": [one.pk]}).status_code == 302

        assert list(topic.questions.all()) == [one]
        answer = client.post(address, {})
        assert (answer.status_code, answer.context["form"].errors) == (422, {"questions": ["Chọn ít nhất một phiếu."]})

    def test_a_group_left_to_writing_makes_each_of_its_questions_owed(self, cast, session, ask):
        topic = QuestionTopicFactory(locality=cast.locality, session=session)
        one, two, answered = ask(group=topic), ask(group=topic), ask(group=topic)
        actions.hear_answer(answered, by=cast.lan, answer="Đã xong")

        actions.write_topic(topic, by=cast.lan, decided_on=DAY)

        assert (topic.status, topic.decided_on) == ("written", DAY)
        assert [len(owed(row)) for row in (one, two, answered)] == [1, 1, 0]
        late = ask()
        actions.group_questions(topic, by=cast.lan, questions=[late])
        assert len(owed(late)) == 1

    def test_chosen_after_all_nothing_is_owed_in_writing(self, cast, session, ask):
        topic = QuestionTopicFactory(locality=cast.locality, session=session)
        waiting, answered = ask(group=topic), ask(group=topic)
        actions.write_topic(topic, by=cast.lan, decided_on=DAY)
        answered.refresh_from_db()
        actions.answer_question(answered, by=cast.minh, answer="Đã xong")

        actions.choose_topic(topic, by=cast.lan, decided_on=DAY)

        waiting.refresh_from_db()
        answered.refresh_from_db()
        assert (waiting.left_to_writing_on, answered.left_to_writing_on) == (None, DAY)
        assert [row.status for row in about(waiting)] == ["waived"]
        assert [row.status for row in about(answered)] == ["done"]

        actions.write_topic(topic, by=cast.lan, decided_on=date(2026, 7, 15))
        assert owed(waiting) == [("QST-02", cast.department, date(2026, 7, 15), date(2026, 8, 4), True)]

    def test_choosing_and_dropping(self, cast, session):
        topic = QuestionTopicFactory(locality=cast.locality, session=session)
        actions.choose_topic(topic, by=cast.lan, decided_on=DAY)
        assert topic.status == "chosen"
        actions.drop_topic(topic, by=cast.lan, reason="Trùng nội dung")
        assert (topic.status, topic.decided_on) == ("dropped", date(2026, 7, 15))
        actions.propose_topic_again(topic, by=cast.lan)
        assert (topic.status, topic.decided_on) == ("proposed", None)

    @pytest.mark.parametrize(
        ("who", "status"), [("lan", 302), ("ubnd", 302), ("hoa", 302), ("dai_bieu", 403), ("xa", 422)]
    )
    def test_who_proposes(self, client, cast, session, who, status):
        client.force_login(getattr(cast, who))
        typed = {"session": session.pk, "title": "Nước sạch", "addressee": cast.department.pk, "order": "1"}

        answer = client.post(reverse("council_sessions:questiontopic-create"), typed)

        assert answer.status_code == status
        assert QuestionTopic.objects.count() == (status == 302)

    def test_only_the_councils_office_decides(self, cast, session):
        topic = QuestionTopicFactory(locality=cast.locality, session=session)

        for user in (cast.ubnd, cast.hoa, cast.minh, cast.dai_bieu, cast.thu_ky):
            with pytest.raises(Forbidden):
                actions.choose_topic(topic, by=user)

    @pytest.mark.parametrize(
        ("who", "proposed", "chosen"),
        [("lan", 200, 200), ("minh", 200, 200), ("dai_bieu", 404, 200), ("stranger", 404, 404)],
    )
    def test_delegates_see_a_group_once_it_was_decided(self, client, cast, session, who, proposed, chosen):
        topic = QuestionTopicFactory(locality=cast.locality, session=session, addressee=cast.department)
        client.force_login(getattr(cast, who))
        assert client.get(topic.get_absolute_url()).status_code == proposed

        actions.choose_topic(topic, by=cast.lan)

        assert client.get(topic.get_absolute_url()).status_code == chosen

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_takes_a_fixed_number_of_queries(self, client, cast, session, django_assert_num_queries, count):
        rows = [QuestionTopicFactory(locality=cast.locality, session=session) for _ in range(count)]
        client.force_login(cast.lan)
        address = reverse("council_sessions:questiontopic-list")
        client.get(address)
        with django_assert_num_queries(14):
            answer = client.get(address)
        assert {row.record for row in answer.context["table"].rows} == set(rows)


class TestSlips:
    def test_a_delegate_writes_one_for_the_session_at_hand(self, client, cast, session):
        client.force_login(cast.dai_bieu)
        address = f"{reverse('council_sessions:question-create')}?session={session.pk}"
        form = client.get(address).context["form"]
        assert form["delegate"].value() == cast.dai_bieu.person_id
        assert set(form.fields) == {"session", "delegate", "addressee", "topic", "text"}

        typed = {
            "session": session.pk,
            "delegate": cast.dai_bieu.person_id,
            "addressee": cast.department.pk,
            "put_on": "1/7/2026",
            "text": "Vì sao thiếu thuốc?",
        }
        assert client.post(address, typed).status_code == 302
        question = Question.objects.get()
        assert question.put_on == date(2026, 7, 15)
        assert (question.via, question.delegate, question.group) == ("slip", cast.dai_bieu.person, None)

    def test_a_session_that_is_over_takes_none_from_a_delegate(self, client, cast):
        over = CouncilSessionFactory(locality=cast.locality, number="8", status="closed", opened_on=date(2026, 7, 1))
        client.force_login(cast.dai_bieu)
        typed = {
            "session": over.pk,
            "delegate": cast.dai_bieu.person_id,
            "addressee": cast.department.pk,
            "text": "Hỏi",
        }

        answer = client.post(reverse("council_sessions:question-create"), typed)

        assert answer.status_code == 422
        assert "không gửi chất vấn vào kỳ họp này được nữa" in str(answer.context["form"].errors)
        assert Question.objects.count() == 0

    def test_who_may_be_asked(self, client, cast, session):
        ministry = BodyFactory(locality=cast.locality, kind="central", name="Bộ Y tế")
        client.force_login(cast.lan)
        form = client.get(f"{reverse('council_sessions:question-create')}?session={session.pk}").context["form"]

        offered = set(form.fields["addressee"].queryset)

        assert {cast.committee, cast.department} <= offered
        assert not {ministry, cast.council, cast.standing, cast.board, cast.front, cast.office} & offered

    def test_a_delegate_sees_the_own_slip_only(self, client, cast, ask):
        mine, other = ask(), ask(delegate=None)
        client.force_login(cast.dai_bieu)

        assert client.get(mine.get_absolute_url()).status_code == 200
        assert client.get(other.get_absolute_url()).status_code == 404


class TestRoom:
    @pytest.fixture
    def address(self, session):
        return url(session, "room")

    def test_question_after_question_in_the_order_of_the_hall(self, client, cast, session, ask, address):
        second = QuestionTopicFactory(locality=cast.locality, session=session, order=2)
        first = QuestionTopicFactory(locality=cast.locality, session=session, order=1)
        one, two = ask(group=second), ask(group=first)
        client.force_login(cast.lan)

        context = client.get(address).context
        assert (context["question"], context["after"], context["before"]) == (two, one, None)
        actions.hear_answer(two, by=cast.lan, answer="Đã xong")
        assert client.get(address).context["question"] == one

    def test_an_answer_on_the_spot(self, client, cast, ask, address):
        question = ask()
        client.force_login(cast.lan)

        answer = client.post(f"{address}?cau={question.pk}", {"act": "answer", "answer-answer": "Xong trong tháng 9"})

        assert (answer.status_code, answer.url) == (302, f"{address}?cau={question.pk}")
        question.refresh_from_db()
        assert (question.status, question.answered_in, question.answered_on) == (
            "answered",
            "spoken",
            date(2026, 7, 15),
        )

    def test_left_to_writing_the_hall_goes_on(self, client, cast, ask, address):
        one, two = ask(), ask()
        client.force_login(cast.lan)

        answer = client.post(f"{address}?cau={one.pk}", {"act": "leave"})

        assert answer.url == f"{address}?cau={two.pk}"
        assert owed(one) == [("QST-02", cast.department, date(2026, 7, 15), date(2026, 8, 4), True)]
        assert client.get(address).context["question"] == two

    def test_a_promise_in_one_line(self, client, cast, ask, address):
        question = ask()
        client.force_login(cast.lan)
        line = {
            "act": "promise",
            "promise-who": cast.department.pk,
            "promise-promise": "Đủ thuốc ở mọi trạm y tế",
            "promise-promise_due_on": "30/9/2026",
        }

        answer = client.post(f"{address}?cau={question.pk}", line)

        assert (answer.status_code, answer.url) == (302, f"{address}?cau={question.pk}")
        duty = Obligation.objects.get()
        assert (duty.owner, duty.due_on, duty.title, duty.basis_kind) == (
            cast.department,
            date(2026, 9, 30),
            "Thực hiện lời hứa: Đủ thuốc ở mọi trạm y tế",
            "promise",
        )
        assert duty.subject == question

    def test_a_past_day_is_refused_at_the_field_and_the_words_stay(self, client, cast, ask, address):
        question = ask()
        client.force_login(cast.lan)
        line = {
            "act": "promise",
            "promise-who": cast.department.pk,
            "promise-promise": "Đủ thuốc",
            "promise-promise_due_on": "14/7/2026",
        }

        answer = client.post(f"{address}?cau={question.pk}", line)

        assert answer.status_code == 422
        words = "Ngày hẹn 14/07/2026 đã qua: ghi ngày từ hôm nay trở đi."
        assert answer.context["failed"].errors == {"promise_due_on": [words]}
        assert 'value="Đủ thuốc"' in answer.content.decode()
        assert Obligation.objects.count() == 0

    def test_another_body_and_a_second_promise_have_a_question_of_their_own(self, client, cast, ask, address):
        question = ask()
        client.force_login(cast.lan)
        for who, due in (
            (cast.department, "30/9/2026"),
            (cast.department, "30/10/2026"),
            (cast.committee, "1/12/2026"),
        ):
            line = {
                "act": "promise",
                "promise-who": who.pk,
                "promise-promise": f"Xong trước {due}",
                "promise-promise_due_on": due,
            }
            assert client.post(f"{address}?cau={question.pk}", line).status_code == 302

        rows = Question.objects.order_by("pk")
        assert [(row.addressee, row.promise, row.status) for row in rows] == [
            (cast.department, "Xong trước 30/9/2026", "promised"),
            (cast.department, "Xong trước 30/10/2026", "promised"),
            (cast.committee, "Xong trước 1/12/2026", "promised"),
        ]
        assert Obligation.objects.count() == 3
        assert [row.via for row in rows] == ["", "promise", "promise"]
        assert {row.delegate for row in rows} == {cast.dai_bieu.person}

    def test_a_question_from_the_floor(self, client, cast, session, address):
        client.force_login(cast.lan)
        typed = {
            "act": "ask",
            "ask-delegate": cast.dai_bieu.person_id,
            "ask-addressee": cast.committee.pk,
            "ask-text": "Bao giờ có nước sạch?",
        }

        answer = client.post(address, typed)

        question = Question.objects.get()
        assert answer.url == f"{address}?cau={question.pk}"
        assert (question.session, question.via, question.put_on) == (session, "floor", date(2026, 7, 15))
        assert client.post(address, typed | {"ask-text": ""}).status_code == 422

    def test_after_the_session_it_is_only_read(self, client, cast, ask, session, address):
        question = ask()
        closed = CouncilSessionFactory(locality=cast.locality, number="8", status="closed", opened_on=date(2026, 7, 1))
        old = ask(session=closed)
        client.force_login(cast.lan)
        typed = {"act": "answer", "answer-answer": "Xong"}

        page = client.post(f"{url(closed, 'room')}?cau={old.pk}", typed, follow=True).content.decode()

        assert "phòng chất vấn chỉ còn để xem" in page
        assert 'name="act"' not in page
        old.refresh_from_db()
        assert old.status == "put"
        part = "?phan=chat-van"
        assert url(closed, "room") not in client.get(f"{closed.get_absolute_url()}{part}").content.decode()
        assert 'name="act"' in client.get(f"{address}?cau={question.pk}").content.decode()

    def test_only_bodies_that_answer_are_offered(self, client, cast, ask, address):
        ministry = BodyFactory(locality=cast.locality, kind="central", name="Bộ Y tế")
        ask()
        client.force_login(cast.lan)

        forms = client.get(address).context["forms"]

        for field in (forms["ask"].fields["addressee"], forms["promise"].fields["who"]):
            assert {cast.committee, cast.department} <= set(field.queryset)
            assert not {ministry, cast.council, cast.front} & set(field.queryset)

    def test_a_promise_of_another_body_is_asked_by_nobody(self, client, cast, session, ask):
        topic = QuestionTopicFactory(locality=cast.locality, session=session)
        question = ask(group=topic, text="Thiếu thuốc?")
        actions.note_promise(
            question, by=cast.lan, who=cast.committee, promise="Bố trí vốn", promise_due_on=date(2026, 9, 1)
        )
        period = Period(DAY, date(2026, 7, 31))
        beside = Question.objects.exclude(pk=question.pk).get()

        assert list(queries.asked(Question.objects.all(), period)) == [question]
        assert list(delegates.asked(cast.dai_bieu.person, cast.lan, period)) == [question]
        assert with_questions(QuestionTopic.objects.all()).get().asked == 1
        body = minutes(session, cast.lan).body
        assert body.count("chất vấn Sở Y tế") == 1
        assert "Lời hứa khi trả lời" not in body
        assert "UBND tỉnh hứa: Bố trí vốn, xong trước ngày 01/9/2026." in body
        assert [button.label for button in offered(beside, cast.lan)] == ["Ghi đã làm đúng lời hứa"]
        client.force_login(cast.lan)
        form = client.get(reverse("council_sessions:question-edit", args=[beside.pk])).context["form"]
        assert [key for key, _label in form.fields["via"].choices] == ["", "slip", "floor", "promise"]
        form = client.get(reverse("council_sessions:question-edit", args=[question.pk])).context["form"]
        assert [key for key, _label in form.fields["via"].choices] == ["", "slip", "floor"]

    def test_at_a_questioning_sitting(self, client, cast):
        sitting = SittingFactory(locality=cast.locality, kind="questioning", held_on=DAY)
        client.force_login(cast.lan)
        typed = {
            "act": "ask",
            "ask-delegate": cast.dai_bieu.person_id,
            "ask-addressee": cast.department.pk,
            "ask-text": "Thiếu thuốc",
        }

        assert client.post(url(sitting, "room"), typed).status_code == 302
        assert Question.objects.get().sitting == sitting

    def test_it_does_not_do_what_it_does_not_know(self, client, cast, ask, address):
        question = ask()
        client.force_login(cast.lan)

        assert client.post(f"{address}?cau={question.pk}", {"act": "drop"}).status_code == 302
        assert client.get(f"{address}?cau=999999").status_code == 404
        assert client.get(f"{address}?cau=x").status_code == 200
        assert client.post(f"{address}?cau={question.pk}", {"act": "answer", "answer-answer": ""}).status_code == 422
        question.refresh_from_db()
        assert question.status == "put"

    def test_what_somebody_else_did_before_is_told(self, client, cast, ask, address):
        question = ask()
        actions.finish_question(actions.hear_answer(question, by=cast.tu, answer="Xong"), by=cast.tu)
        client.force_login(cast.lan)

        answer = client.post(f"{address}?cau={question.pk}", {"act": "answer", "answer-answer": "Xong"}, follow=True)

        assert "Không làm được “Ghi trả lời tại kỳ họp”" in answer.content.decode()

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_takes_a_fixed_number_of_queries(self, client, cast, session, ask, address, count, request):
        topic = QuestionTopicFactory(locality=cast.locality, session=session)
        for _ in range(count):
            ask(group=topic)
        client.force_login(cast.lan)
        client.get(address)
        with request.getfixturevalue("django_assert_num_queries")(19):
            client.get(address)


class TestAgain:
    @pytest.fixture
    def coming(self, cast):
        return CouncilSessionFactory(locality=cast.locality, number="10", planned_opening="2026-12-08")

    def test_the_list_draws_itself(self, cast, session, coming, ask):
        unanswered, answered = ask(), ask()
        actions.hear_answer(answered, by=cast.lan, answer="Chưa rõ")
        finished = actions.finish_question(actions.hear_answer(ask(), by=cast.lan, answer="Xong"), by=cast.lan)
        broken, later, kept = ask(), ask(), ask()
        for question, due in ((broken, date(2026, 12, 7)), (later, date(2026, 12, 8)), (kept, date(2026, 9, 1))):
            actions.promise(question, by=cast.lan, promise="Xong", promise_due_on=due)
        actions.keep_promise(kept, by=cast.lan)
        own = ask(session=coming, put_on=date(2026, 7, 15))
        stranger = QuestionFactory(locality=cast.other, put_on=DAY)

        found = list(queries.to_repeat(Question.objects.all(), coming, date(2026, 7, 15)))

        assert found == [unanswered, answered, broken]
        assert not {finished, later, kept, own, stranger} & set(found)

    def test_one_press_puts_it_again(self, client, cast, coming, ask):
        question = ask(topic="Y tế")
        client.force_login(cast.lan)
        page = client.get(f"{coming.get_absolute_url()}?phan=chat-van").content.decode()
        assert "Còn phải hỏi lại" in page
        assert "Chất vấn lại" in page

        answer = client.post(url(coming, "again"), {"question": question.pk})

        again = Question.objects.get(repeats=question)
        assert answer.url == f"{coming.get_absolute_url()}?phan=chat-van"
        assert (again.session, again.delegate, again.addressee, again.text, again.topic) == (
            coming,
            question.delegate,
            question.addressee,
            question.text,
            "Y tế",
        )
        assert list(queries.to_repeat(Question.objects.all(), coming, date(2026, 7, 15))) == []
        assert client.post(url(coming, "again"), {"question": question.pk}).status_code == 404
        assert "Tái chất vấn" in client.get(question.get_absolute_url()).content.decode()

    @pytest.mark.parametrize(("who", "status"), [("dai_bieu", 404), ("minh", 404), ("ubnd", 403), ("stranger", 404)])
    def test_not_by_others(self, client, cast, coming, ask, who, status):
        question = ask()
        client.force_login(getattr(cast, who))

        assert client.post(url(coming, "again"), {"question": question.pk}).status_code == status
        assert Question.objects.filter(repeats=question).count() == 0

    @pytest.mark.parametrize("what", ["", "x", "999999", "1" * 30])
    def test_nothing_and_nonsense(self, client, cast, coming, what):
        client.force_login(cast.lan)

        assert client.post(url(coming, "again"), {"question": what}).status_code == 404
        assert client.get(url(coming, "again")).status_code == 405


def test_a_promise_typed_on_the_page_of_the_question_is_not_for_the_past(client, cast, ask):
    question = ask()
    client.force_login(cast.lan)

    answer = client.post(
        reverse("council_sessions:question-move", args=[question.pk, "promise"]),
        {"promise": "Xong", "promise_due_on": "1/7/2026"},
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["promise_due_on"]


def test_a_promise_of_many_words_is_owed_all_the_same(cast, ask):
    question = ask(text="từ " * 400)

    actions.promise(question, by=cast.lan, promise="làm " * 200, promise_due_on=date(2026, 9, 1))
    actions.leave_to_writing(question, by=cast.lan)

    assert [len(row.title) <= 300 for row in about(question)] == [True, True]


def test_a_group_of_another_session_is_refused(cast, ask):
    with pytest.raises(ValidationError):
        ask(group=QuestionTopicFactory(locality=cast.other))
