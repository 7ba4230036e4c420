"""Who hears of what happened to a petition, a draft of an answer, a batch: whoever has to go on, and nobody else."""

from datetime import date

import pytest

from coordination.audit.models import Event
from coordination.notices.models import Notice
from coordination.records.errors import Forbidden
from coordination.workflow.buttons import offered
from tests.sessions.factories import CouncilSessionFactory
from tests.voters.factories import LOADER, ContactMeetingFactory, brought_to, petition_of
from tests.voters.factories_batches import asked, batch_of, petitions_in, said
from tests.voters.factories_drafting import draft_in
from voters import actions
from voters.choices import Judgement
from voters.models import Petition

D = date


def heard(words: str) -> set[str]:
    """Accounts that were told so."""
    return set(Notice.objects.filter(text__startswith=words).values_list("recipient__username", flat=True))


def answer(petition, by, *copied_to) -> None:
    """Taken on, written, checked, cleared, sent."""
    actions.accept(petition, by=by)
    draft = draft_in("cleared", petition, petition.competent_body, by=by)
    draft.copied_to.set(copied_to)
    actions.send_draft(draft, by=by, number="1/SYT")
    petition.refresh_from_db()


@pytest.fixture
def petition(cast):
    petition = petition_of(cast.locality, title="Cầu hỏng", competent_body=cast.department, due_on=D(2026, 11, 18))
    return actions.forward(petition, by=cast.lan, to=cast.department)


@pytest.fixture
def leader(cast):
    return cast.acting_as(cast.department, "department_leader", "lanh-dao")


class TestAPetition:
    def test_the_sender_and_the_keeper_hear_of_a_refusal_and_read_why_on_the_record(self, cast, petition):
        actions.refuse(petition, by=cast.minh, reason="Của bà Nguyễn Thị Bưởi, thuộc Sở Xây dựng.")
        assert heard("Sở Y tế từ chối, chờ chuyển lại: Cầu hỏng") == {"lan", "tu"}
        notice = Notice.objects.visible_to(cast.lan).get()
        assert (notice.url, "Bưởi" in notice.text) == (petition.get_absolute_url(), False)

    def test_an_answer_is_heard_by_the_keeper_the_watching_board_the_copied_and_the_delegate(self, cast, petition):
        petition.monitor, petition.raised_by = cast.board, cast.dai_bieu.person
        actions.edit_petition(petition, by=LOADER)
        answer(petition, cast.minh, cast.front)
        assert heard("Sở Y tế trả lời, ") == {"lan", "tu", "thu-ky", "hoa", "dai-bieu"}

    def test_a_bad_verdict_is_heard_by_whoever_answered_and_by_the_keeper(self, cast, petition):
        answer(petition, cast.minh)
        actions.judge(petition, by=cast.hoa, judgement=Judgement.SATISFIED, body=cast.front)
        assert heard("MTTQ tỉnh đánh giá") == set()
        actions.judge(petition, by=cast.hoa, judgement=Judgement.UNSATISFIED, body=cast.front, text="Chưa rõ.")
        assert heard("MTTQ tỉnh đánh giá chưa thỏa đáng: Cầu hỏng") == {"minh", "lan", "tu"}
        actions.reopen(petition, by=cast.lan)
        assert heard("Mở lại, cần trả lời lại: Cầu hỏng") == {"minh"}

    def test_a_loader_tells_nobody(self, cast):
        brought_to(petition_of(cast.locality), "reopened", cast.department)
        brought_to(petition_of(cast.locality), "finished", cast.department)
        refused = brought_to(petition_of(cast.locality), "forwarded", cast.department)
        actions.refuse(refused, by=LOADER, reason="Việc khác.", on=D(2026, 5, 21))
        assert not Notice.objects.exclude(kind="task").exists()


class TestADraft:
    def test_handed_in_it_is_heard_by_those_who_check(self, cast, petition, leader):
        actions.accept(petition, by=cast.minh)
        actions.submit_draft(draft_in("drafting", petition, cast.department, by=cast.minh), by=cast.minh)
        assert heard("Chờ kiểm tra: ") == {leader.username}

    def test_cleared_it_is_heard_by_those_who_send(self, cast, petition, leader):
        actions.accept(petition, by=cast.minh)
        actions.clear_draft(draft_in("clearing", petition, cast.department, by=cast.minh), by=leader)
        assert heard("Đã duyệt, chờ gửi: ") == {"minh"}

    def test_cleared_at_once_as_well(self, cast, petition, leader):
        actions.accept(petition, by=cast.minh)
        actions.clear_draft_at_once(draft_in("drafting", petition, cast.department, by=cast.minh), by=leader)
        assert heard("Đã duyệt, chờ gửi: ") == {"minh"}


class TestABatch:
    @pytest.fixture
    def batch(self, cast):
        batch = batch_of(cast.locality, name="Đợt một")
        petitions_in(batch, competent_body=cast.department)
        return batch

    def test_an_objection_is_heard_by_the_office_and_its_answer_by_whoever_objected(self, cast, batch):
        (opinion,) = asked(batch, cast.front)
        said(opinion, agrees=False, text="Thiếu đường Hồng Hà.", by=cast.hoa)
        assert heard("MTTQ tỉnh: ý kiến khác về Đợt một") == {"lan", "tu"}
        opinion.reply = "Đã có ở đợt trước."
        actions.answer_objection(opinion, by=cast.lan)
        assert heard("Đã giải trình ý kiến của MTTQ tỉnh về Đợt một") == {"hoa"}

    def test_what_became_of_it_is_heard_by_those_who_were_asked(self, cast, batch):
        (opinion,) = asked(batch, cast.front)
        said(opinion, by=cast.hoa)
        actions.agree_batch(batch, by=cast.lan)
        assert heard("Đã thống nhất: Đợt một") == {"hoa"}
        actions.dispatch(batch, by=cast.lan, dispatch_number="1/VP", due_on=D(2026, 12, 1))
        assert heard("Đã gửi: Đợt một") == {"hoa"}

    def test_whose_objection_was_only_answered_is_not_told_that_all_agree(self, cast, batch):
        (opinion,) = asked(batch, cast.front)
        said(opinion, agrees=False, text="Thiếu đường Hồng Hà.", by=cast.hoa)
        opinion.reply = "Đã có ở đợt trước."
        actions.answer_objection(opinion, by=cast.lan)
        actions.agree_batch(batch, by=cast.lan)
        assert heard("Đã giải trình; MTTQ chưa thống nhất: Đợt một") == {"hoa"}
        assert heard("Đã thống nhất") == set()


class TestTheDelegateWhoBroughtIt:
    def test_sees_and_follows_the_own_petition_and_no_other(self, client, cast):
        own = petition_of(cast.locality, title="Cầu hỏng", raised_by=cast.dai_bieu.person)
        other = brought_to(petition_of(cast.locality), "answered", cast.department)
        brought_to(own, "answered", cast.department)
        client.force_login(cast.dai_bieu)
        rows = client.get("/kien-nghi/").context["page"].object_list
        assert [row.record for row in rows] == [own]
        assert client.get(own.get_absolute_url()).context["replies"] == list(own.replies.all())
        assert client.get(other.get_absolute_url()).status_code == 404

    def test_reads_neither_the_voters_name_nor_an_unsent_draft(self, client, cast):
        own = petition_of(cast.locality, raised_by=cast.dai_bieu.person, voter="Trần Thị Bưởi")
        brought_to(own, "in_progress", cast.department)
        draft = draft_in("drafting", own, cast.department, by=cast.minh)
        client.force_login(cast.dai_bieu)
        assert "Bưởi" not in client.get(own.get_absolute_url()).content.decode()
        assert client.get(draft.get_absolute_url()).status_code in (403, 404)

    def test_who_is_named_no_more_sees_it_no_more(self, cast):
        own = petition_of(cast.locality, raised_by=cast.dai_bieu.person)
        own.raised_by = None
        actions.edit_petition(own, by=LOADER)
        assert list(Petition.objects.visible_to(cast.dai_bieu)) == []


class TestWhoIsAskedAboutABatch:
    """What others think of a batch stands in its history; the batch itself stays with those who keep it."""

    STEPS = ("Hỏi thêm cơ quan", "Tổng hợp lại", "Ghi đã thống nhất")

    @pytest.fixture
    def batch(self, cast):
        batch = batch_of(cast.locality, name="Đợt một")
        petitions_in(batch, competent_body=cast.department)
        asked(batch, cast.front)
        return batch

    def test_is_offered_the_own_opinion_alone(self, cast, batch):
        own = "Ghi ý kiến của MTTQ tỉnh"
        assert [button.label for button in offered(batch, cast.hoa)] == [own, "Phụ lục"]
        assert {button.label for button in offered(batch, cast.lan)} >= set(self.STEPS)

    def test_changes_nothing_of_it_by_hand_either(self, client, cast, batch):
        petition = batch.petitions.get()
        with pytest.raises(Forbidden):
            actions.rework(batch, by=cast.hoa, reason="Làm lại.")
        with pytest.raises(Forbidden):
            actions.edit_batch(batch, by=cast.hoa)
        with pytest.raises(Forbidden):
            actions.take_out(petition, by=cast.hoa)
        client.force_login(cast.hoa)
        assert client.get(f"{batch.get_absolute_url()}them/").status_code in (403, 404)
        page = client.get(batch.get_absolute_url()).content.decode()
        assert f"{batch.get_absolute_url()}sua/" not in page

    def test_who_puts_it_together_works_on_it(self, cast, batch):
        batch.prepared_by.add(cast.front)
        assert {button.label for button in offered(batch, cast.hoa)} >= {"Hỏi thêm cơ quan", "Tổng hợp lại"}

    def test_opinion_and_explanation_stand_in_the_history_of_the_batch(self, cast, batch):
        opinion = said(batch.opinions.get(), agrees=False, text="Thiếu đường Hồng Hà.", by=cast.hoa)
        opinion.reply = "Đã có ở đợt trước."
        actions.answer_objection(opinion, by=cast.lan)
        notes = Event.objects.filter(content_type__model="batch", object_id=batch.pk).order_by("pk")
        assert list(notes.values_list("note", flat=True))[-2:] == [
            "MTTQ tỉnh: ý kiến khác. Thiếu đường Hồng Hà.",
            "Giải trình ý kiến của MTTQ tỉnh: Đã có ở đợt trước.",
        ]


def test_who_may_not_see_where_it_stands_reads_its_public_name_or_nothing(client, cast):
    session = CouncilSessionFactory(locality=cast.locality, name="Kỳ họp thứ 3", number=3)
    batch = batch_of(cast.locality, name="Đợt năm")
    meeting = ContactMeetingFactory(locality=cast.locality)
    petition = petition_of(cast.locality, session=session, batch=batch, meeting=meeting)
    brought_to(petition, "forwarded", cast.department)
    client.force_login(cast.minh)
    page = client.get(petition.get_absolute_url()).content.decode()
    hidden = ("Kỳ họp số", "Đợt tổng hợp kiến nghị số", "Cuộc tiếp xúc cử tri số", "Đợt năm")
    assert ("Kỳ họp thứ 3" in page, [words for words in hidden if words in page]) == (True, [])
