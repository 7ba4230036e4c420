"""An answer given in time is not called overdue; a promise is counted; an answer is measured against its own day."""

from datetime import date as D

import pytest
from django.urls import reverse

from tests.voters.factories import LOADER, brought_to, petition_of
from voters import actions
from voters.choices import Result
from voters.kept import due_words, with_days
from voters.models import Petition
from voters.views import life


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def petition(cast):
    return brought_to(petition_of(cast.locality, due_on=D(2026, 6, 20)), "in_progress", cast.department)


def answered(petition, on, result=Result.WAITING_FOR_FUNDS, **more):
    actions.reply(petition, by=LOADER, result=result, text="Như sau.", sent_on=on, roadmap="2027", **more)
    return petition


def reopened(petition, by, on, due_on=None):
    actions.judge(petition, by=LOADER, judgement="unsatisfied", body=by, on=on, text="Chưa rõ.")
    actions.reopen(petition, by=LOADER, on=on, due_on=due_on)
    return petition


class TestWords:
    @pytest.mark.parametrize(
        ("on", "words"),
        [
            (D(2026, 6, 18), ("wait", "đã trả lời 18/06, sớm 2 ngày; chưa xong")),
            (D(2026, 6, 20), ("wait", "đã trả lời 20/06, đúng hạn; chưa xong")),
            (D(2026, 6, 25), ("wait", "đã trả lời 25/06, trễ 5 ngày; chưa xong")),
        ],
    )
    def test_an_answer_is_no_longer_awaited(self, petition, on, words):
        assert due_words(answered(petition, on)) == words
        assert petition.is_overdue() is True  # the figure is another thing: due before the day and not finished

    @pytest.mark.parametrize(
        ("promised_on", "words"),
        [
            (D(2027, 6, 30), ("wait", "đã trả lời 18/06, sớm 2 ngày; hẹn 30/06/2027, còn 272 ngày")),
            (D(2026, 9, 1), ("late", "đã trả lời 18/06, sớm 2 ngày; hẹn 01/09/2026, quá hạn 30 ngày")),
        ],
    )
    def test_a_promise_is_what_counts_after_the_answer(self, petition, promised_on, words):
        assert due_words(answered(petition, D(2026, 6, 18), promised_on=promised_on)) == words

    def test_finished_says_how_the_answer_kept_its_day(self, petition):
        assert due_words(answered(petition, D(2026, 6, 18), Result.EXPLAINED)) == (
            "done",
            "đã trả lời 18/06, sớm 2 ngày",
        )

    def test_without_an_answer_the_day_counts(self, petition):
        assert due_words(petition) == ("late", "quá hạn 103 ngày")

    def test_returned_without_an_answer(self, cast):
        petition = brought_to(petition_of(cast.locality, due_on=D(2026, 6, 20)), "returned", cast.department)
        assert (due_words(petition), petition.state) == (
            ("done", "xong 20/05/2026, đúng hạn"),
            ("pause", "Trả lại"),
        )

    def test_reopened_with_a_new_day_counts_to_it(self, cast, petition):
        answered(petition, D(2026, 6, 18))
        reopened(petition, cast.front, D(2026, 9, 28), D(2026, 9, 30))
        assert due_words(petition) == ("late", "quá hạn 1 ngày")

    def test_reopened_without_a_day_was_still_answered_in_time(self, cast, petition):
        answered(petition, D(2026, 6, 18))
        reopened(petition, cast.front, D(2026, 7, 1))
        assert due_words(petition) == ("wait", "đã trả lời 18/06; mở lại, chưa xong")

    def test_without_a_day_only_a_promise_is_told(self, cast):
        petition = brought_to(petition_of(cast.locality, due_on=None), "in_progress", cast.department)
        assert due_words(petition) is None
        assert due_words(answered(petition, D(2026, 6, 18))) is None
        answered(petition, D(2026, 6, 19), promised_on=D(2026, 10, 1))
        assert due_words(petition) == ("today", "đã trả lời 19/06; hẹn 01/10/2026, hôm nay")


class TestPages:
    def test_list_and_page_say_the_same(self, client, cast, petition):
        answered(petition, D(2026, 6, 18))
        client.force_login(cast.lan)
        listed = text_of(client.get(f"{reverse('voters:petition-list')}?overdue=true"))
        alone = text_of(client.get(petition.get_absolute_url()))
        words = "đã trả lời 18/06, sớm 2 ngày; chưa xong"
        assert [(words in page, "quá hạn 1" in page, "Hạn trả lời" in page) for page in (listed, alone)] == [
            (True, False, True),
            (True, False, True),
        ]

    def test_a_list_knows_the_days_without_asking_again(self, petition, django_assert_num_queries):
        answered(petition, D(2026, 6, 18), promised_on=D(2026, 10, 1))
        row = with_days(Petition.objects.all()).get()
        with django_assert_num_queries(0):
            assert due_words(row)[0] == "today"


class TestLife:
    def notes(self, petition):
        handled = {
            "referrals": list(petition.referrals.all()),
            "replies": list(petition.replies.all()),
            "verdicts": [],
        }
        return [step.note for step in life.of(petition, **handled) if step.words == "Đã trả lời"]

    def test_each_answer_is_measured_against_the_day_that_was_due_then(self, cast):
        petition = petition_of(cast.locality, due_on=D(2026, 6, 20))
        actions.forward(petition, by=LOADER, to=cast.department, on=D(2026, 5, 20), due_on=D(2026, 6, 20))
        actions.accept(petition, by=LOADER, on=D(2026, 5, 22))
        answered(petition, D(2026, 6, 18))
        reopened(petition, cast.front, D(2026, 6, 18), D(2026, 7, 10))
        answered(petition, D(2026, 7, 12))
        assert self.notes(petition) == ["18/06 · sớm 2 ngày", "12/07 · trễ 2 ngày"]

    def test_after_reopening_without_a_day_nothing_is_measured(self, cast, petition):
        answered(petition, D(2026, 6, 18))
        reopened(petition, cast.front, D(2026, 7, 1))
        answered(petition, D(2026, 7, 12))
        assert self.notes(petition) == ["18/06 · sớm 2 ngày", "12/07 · Chờ nguồn lực"]


class TestMerged:
    @pytest.fixture
    def lead(self, cast):
        return brought_to(petition_of(cast.locality, title="Đường hỏng"), "in_progress", cast.department)

    def shown(self, client, petition):
        response = client.get(petition.get_absolute_url())
        first = response.context["first_button"]
        return text_of(response), first and (first.label, first.url)

    def test_its_page_says_so_at_the_top_and_leads_to_the_lead(self, client, cast, petition, lead):
        actions.merge(petition, by=LOADER, lead=lead)
        client.force_login(cast.lan)
        page, first = self.shown(client, petition)
        mark = f'Kiến nghị này đã gộp vào <a href="{lead.get_absolute_url()}">Đường hỏng</a>.'
        assert page.index(mark) < page.index('<ol class="life">')
        assert first == (f"Mở {lead.code}, đứng đầu nhóm", lead.get_absolute_url())
        response = client.get(petition.get_absolute_url())
        assert [button.label for button in response.context["buttons"] if button.primary] == [first[0]]
        client.force_login(cast.chief)
        assert self.shown(client, lead)[1][0] == "Ghi trả lời"

    def test_of_a_lead_that_is_not_theirs_only_the_code_is_told(self, client, cast, petition):
        lead = petition_of(cast.locality, title="Không được chuyển thì không đọc được")
        actions.merge(petition, by=LOADER, lead=lead)
        client.force_login(cast.minh)
        page, first = self.shown(client, petition)
        assert (f"đã gộp vào {lead.code}." in page, lead.title in page) == (True, False)
        assert first is None or first[1] != lead.get_absolute_url()
