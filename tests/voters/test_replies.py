"""Replies noted directly, what they must say, to whom they are copied, and how they are judged."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.people.choices import BodyKind
from coordination.records.errors import Forbidden
from coordination.workflow.models import StatusChange
from tests.people.factories import BodyFactory, LocalityFactory
from tests.voters.factories import LOADER, ContactMeetingFactory, brought_to, petition_of
from tests.voters.factories_drafting import draft_in
from voters import actions
from voters.choices import Result

D = date


@pytest.fixture
def petition(cast):
    return brought_to(petition_of(cast.locality, due_on=D(2026, 11, 18)), "in_progress", cast.department)


def move(petition, name):
    return reverse("voters:petition-move", args=[petition.pk, name])


@pytest.mark.parametrize(
    ("result", "fields", "field"),
    [
        ("waiting_for_funds", {}, "roadmap"),
        ("waiting_for_funds", {"promised_on": "20/12/2026"}, "roadmap"),
        ("planned", {}, "promised_on"),
        ("planned", {"promised_on": "20/12/2026"}, None),
        ("planned", {"roadmap": "Quý IV năm 2026."}, None),
        ("waiting_for_funds", {"roadmap": "Năm 2027 bố trí vốn."}, None),
        ("accepted_for_study", {}, None),
    ],
)
def test_work_ahead_is_said(client, cast, petition, result, fields, field):
    client.force_login(cast.chief)
    data = {"result": result, "sent_on": "01/10/2026", "body": cast.department.pk, "text": "Sẽ làm."} | fields
    answer = client.post(move(petition, "reply"), data)
    petition.refresh_from_db()
    if field is None:
        assert (answer.status_code, petition.result) == (302, result)
        return
    assert (answer.status_code, list(answer.context["form"].errors), petition.result) == (422, [field], "in_progress")
    assert petition.replies.count() == 0


def test_a_promise_before_the_reply_is_refused(client, cast, petition):
    client.force_login(cast.chief)
    data = {"result": "planned", "sent_on": "01/10/2026", "body": cast.department.pk, "text": "Sẽ làm."}
    answer = client.post(move(petition, "reply"), data | {"promised_on": "30/09/2026"})
    assert answer.context["form"].errors["promised_on"] == ["Ngày hẹn xong phải từ ngày trả lời trở đi."]
    assert petition.replies.count() == 0


def test_the_loader_writes_down_what_was(cast, petition):
    actions.reply(petition, by=LOADER, result=Result.WAITING_FOR_FUNDS, text="Chờ vốn.", sent_on=D(2026, 6, 1))
    assert petition.replies.get().roadmap == ""


def test_the_roadmap_is_not_taken_away_by_a_correction(cast, petition):
    actions.reply(petition, by=cast.chief, result=Result.WAITING_FOR_FUNDS, text="Chờ vốn.", roadmap="Năm 2027.")
    reply = petition.replies.get()
    reply.roadmap = ""
    with pytest.raises(ValidationError) as error:
        actions.correct_reply(reply, by=cast.minh)
    assert list(error.value.message_dict) == ["roadmap"]


def test_on_the_spot_too(client, cast):
    petition = petition_of(cast.locality)
    client.force_login(cast.lan)
    data = {"result": "waiting_for_funds", "sent_on": "18/05/2026", "body": cast.committee.pk, "text": "Chờ vốn."}
    answer = client.post(move(petition, "answer_on_spot"), data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["roadmap"])
    assert client.post(move(petition, "answer_on_spot"), data | {"roadmap": "Năm 2027."}).status_code == 302
    assert petition.replies.get().roadmap == "Năm 2027."


def test_done_on_the_spot_shows_it(client, cast):
    petition = petition_of(cast.locality)
    client.force_login(cast.lan)
    data = {"result": "resolved", "sent_on": "18/05/2026", "body": cast.committee.pk, "text": "Xã đã sửa tuần trước."}
    answer = client.post(move(petition, "answer_on_spot"), data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["evidence"])
    assert client.post(move(petition, "answer_on_spot"), data | {"evidence": "Biên bản 5/BB."}).status_code == 302
    petition.refresh_from_db()
    assert (petition.result, petition.resolved_on, petition.evidence) == ("resolved", D(2026, 5, 18), "Biên bản 5/BB.")


def test_who_answered_and_who_wrote_it_down_are_two(cast):
    petition = petition_of(cast.locality)
    actions.answer_on_spot(petition, by=cast.hoa, result="explained", text="Đã nói rõ.", body=cast.committee)
    answer = petition.replies.get()
    assert (answer.body, answer.created_by) == (cast.committee, cast.hoa)
    step = StatusChange.objects.about(petition).get(transition="answer_on_spot")
    assert (step.note, step.acting_body) == (
        "Trả lời ngày 01/10/2026, UBND tỉnh trả lời tại hội nghị, MTTQ tỉnh ghi lại",
        cast.front,
    )


def test_a_body_that_had_ended_answered_nothing_on_the_spot(cast):
    ended = BodyFactory(locality=cast.locality, name="Sở cũ", valid_to=D(2026, 5, 1))
    with pytest.raises(ValidationError) as refused:
        actions.answer_on_spot(petition_of(cast.locality), by=cast.lan, result="explained", text="Rõ.", body=ended)
    assert refused.value.message_dict == {"body": ["Sở cũ đã kết thúc ngày 01/05/2026."]}


def test_done_is_not_said_without_evidence(cast, petition):
    with pytest.raises(ValidationError) as refused:
        actions.reply(petition, by=cast.chief, result=Result.RESOLVED, text="Đã xong.")
    assert list(refused.value.message_dict) == ["evidence"]
    actions.reply(petition, by=cast.chief, result=Result.PLANNED, text="Sẽ làm.", roadmap="Năm 2027.")
    with pytest.raises(ValidationError) as refused:
        actions.resolve(petition, by=cast.lan, evidence=" ")
    assert list(refused.value.message_dict) == ["evidence"]


def test_the_front_stands_among_the_copies(client, cast, petition):
    client.force_login(cast.chief)
    assert client.get(move(petition, "reply")).context["form"].fields["copied_to"].initial == [cast.front.pk]
    board = BodyFactory(locality=cast.locality, kind=BodyKind.FRONT_STANDING, parent=cast.front)
    BodyFactory(locality=cast.locality, kind=BodyKind.FRONT_STANDING, valid_to=D(2026, 1, 1))
    BodyFactory(locality=cast.other, kind=BodyKind.FRONT_STANDING)
    assert client.get(move(petition, "reply")).context["form"].fields["copied_to"].initial == [board.pk]


class TestVerdicts:
    @pytest.fixture
    def answered(self, cast):
        return brought_to(petition_of(cast.locality), "answered", cast.department)

    def test_of_voters_at_a_meeting(self, client, cast, answered):
        meeting = ContactMeetingFactory(locality=cast.locality, held=True, held_on=D(2026, 9, 20))
        client.force_login(cast.hoa)
        data = {
            "judgement": "unsatisfied",
            "text": "Chưa nói khi nào xong.",
            "body": cast.front.pk,
            "on": "20/09/2026",
            "by_voters": "on",
            "meeting": meeting.pk,
        }
        assert client.post(move(answered, "judge"), data).status_code == 302
        verdict = answered.verdicts.get()
        assert (verdict.by_voters, verdict.meeting, verdict.whose) == (True, meeting, "cử tri (MTTQ tỉnh ghi)")
        page = client.get(answered.get_absolute_url()).content.decode()
        assert "cử tri (MTTQ tỉnh ghi)" in page

    def test_a_meeting_goes_with_voters(self, client, cast, answered):
        meeting = ContactMeetingFactory(locality=cast.locality, held=True)
        client.force_login(cast.hoa)
        data = {"judgement": "satisfied", "body": cast.front.pk, "on": "20/09/2026", "meeting": meeting.pk}
        answer = client.post(move(answered, "judge"), data)
        assert answer.context["form"].errors["meeting"] == ["Cuộc tiếp xúc chỉ ghi khi chính cử tri đánh giá."]
        foreign = ContactMeetingFactory(locality=cast.other, held=True)
        answer = client.post(move(answered, "judge"), data | {"by_voters": "on", "meeting": foreign.pk})
        assert (answer.status_code, answered.verdicts.count()) == (422, 0)

    @pytest.mark.parametrize(
        ("judgement", "words"),
        [
            ("partly", "Trả lời được đánh giá thỏa đáng một phần: mở lại, hoặc chờ trả lời mới."),
            ("unsatisfied", "Trả lời được đánh giá chưa thỏa đáng: mở lại, hoặc chờ trả lời mới."),
        ],
    )
    def test_partly_is_not_unsatisfied(self, client, cast, answered, judgement, words):
        actions.judge(answered, by=cast.hoa, judgement=judgement, text="Thiếu một ý.")
        client.force_login(cast.lan)
        buttons = {button.label: button for button in client.get(answered.get_absolute_url()).context["buttons"]}
        assert buttons["Kết thúc"].reason == words
        assert buttons["Mở lại"].enabled
        kind, said = answered.verdicts.get().state
        assert (kind, said) == {
            "partly": ("unsure", "Thỏa đáng một phần"),
            "unsatisfied": ("late", "Chưa thỏa đáng"),
        }[judgement]

    def test_only_meetings_that_were_held_around_the_petition_are_offered(self, client, cast):
        petition = brought_to(petition_of(cast.locality, place=cast.commune), "answered", cast.department)
        elsewhere = LocalityFactory(parent=cast.locality, level="commune")
        there = ContactMeetingFactory(locality=cast.locality, place=cast.commune, held=True)
        of_all = ContactMeetingFactory(locality=cast.locality, held=True)
        ContactMeetingFactory(locality=cast.locality, place=cast.commune)
        ContactMeetingFactory(locality=cast.locality, place=elsewhere, held=True)
        ContactMeetingFactory(locality=cast.locality, place=cast.commune, held=True, held_on=D(2026, 12, 1))
        client.force_login(cast.hoa)
        field = client.get(move(petition, "judge")).context["form"].fields["meeting"]
        assert set(field.queryset) == {there, of_all}

    def test_the_front_judges_and_not_its_office(self, client, cast, answered):
        office = BodyFactory(locality=cast.locality, kind=BodyKind.OFFICE, parent=cast.front)
        client.force_login(cast.acting_as(office, "front_clerk"))
        assert client.get(move(answered, "judge")).context["form"].fields["body"].initial == cast.front.pk
        client.force_login(cast.thu_ky)
        assert client.get(move(answered, "judge")).context["form"].fields["body"].initial == cast.board.pk


class TestWhoNotesItAtOnce:
    """An officer writes a draft; a leader, and the council's office for a paper, note the answer itself."""

    def labels(self, client, user, petition):
        client.force_login(user)
        buttons = client.get(petition.get_absolute_url()).context["buttons"]
        return [(row.label, row.primary) for row in buttons if row.label in ("Soạn trả lời", "Ghi trả lời")]

    def test_the_buttons(self, client, cast, petition):
        assert self.labels(client, cast.minh, petition) == [("Soạn trả lời", True)]
        assert self.labels(client, cast.chief, petition) == [("Ghi trả lời", True), ("Soạn trả lời", False)]
        assert self.labels(client, cast.lan, petition) == [("Ghi trả lời", False)]

    def test_an_officer_is_refused(self, client, cast, petition):
        client.force_login(cast.minh)
        assert client.get(move(petition, "reply")).status_code == 403
        with pytest.raises(Forbidden):
            actions.reply(petition, by=cast.minh, result=Result.EXPLAINED, text="Giải trình.")
        assert petition.replies.count() == 0

    def test_an_officer_sends_what_a_leader_cleared(self, cast, petition):
        draft = draft_in("cleared", petition, cast.department, by=cast.minh)
        actions.send_draft(draft, by=cast.minh, number="9/SYT")
        assert petition.replies.values_list("number", flat=True).get() == "9/SYT"
