"""What is asked for before the hall: requests for contents, proposals, opinions of the Standing Committee; and who may
not."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from coordination.deadlines.models import Obligation
from coordination.notices.models import Notice
from coordination.records.errors import Forbidden, NotNow
from coordination.regulations.models import Meeting
from sessions import actions
from sessions.choices import ContentRequestStatus, OpinionStatus, ProposalStatus
from sessions.models import AgendaItem, BoardOpinion, ContentProposal, ContentRequest, CouncilSession, OpinionRequest
from tests.sessions.factories import CouncilSessionFactory, SittingFactory
from tests.sessions.factories_requests import (
    BoardOpinionFactory,
    ContentProposalFactory,
    ContentRequestFactory,
    OpinionRequestFactory,
)

TODAY = date(2026, 7, 15)


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(locality=cast.locality, term=cast.term, number="3")


def url(model, name, *args):
    return reverse(f"council_sessions:{model._meta.model_name}-{name}", args=args)


def owed(record):
    """Who owes whom what by when, and how it ended."""
    rows = Obligation.objects.about(record).order_by("id")
    return [(row.owner.short_name, row.beneficiary.short_name, str(row.due_on), row.status) for row in rows]


# --- Requests for contents -----------------------------------------------------------------------------------------


def test_several_bodies_are_asked_at_once_and_owe_their_proposals(client, cast, session):
    client.force_login(cast.lan)
    answer = client.post(
        url(ContentRequest, "create"),
        {
            "session": session.pk,
            "bodies": [cast.committee.pk, cast.front.pk],
            "asked_on": "15/7/2026",
            "due_on": "20/7/2026",
        },
        follow=True,
    )
    assert answer.redirect_chain[0][0] == f"{session.get_absolute_url()}?phan=chuan-bi"
    assert "Đã đề nghị 2 cơ quan." in answer.content.decode()
    asked = ContentRequest.objects.order_by("pk")
    assert {row.body for row in asked} == {cast.committee, cast.front}
    assert sorted(owed(row) for row in asked) == [
        [("MTTQ tỉnh", "Thường trực HĐND tỉnh", "2026-07-20", "open")],
        [("UBND tỉnh", "Thường trực HĐND tỉnh", "2026-07-20", "open")],
    ]


def test_a_body_is_not_asked_twice_at_the_same_time(client, cast, session):
    ContentRequestFactory(locality=cast.locality, session=session, body=cast.front)
    client.force_login(cast.lan)
    typed = {"session": session.pk, "bodies": [cast.front.pk, cast.committee.pk], "asked_on": "15/7/2026"}
    answer = client.post(url(ContentRequest, "create"), typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors["bodies"] == ["Đang chờ đề xuất của MTTQ tỉnh: không đề nghị lần nữa."]
    assert ContentRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"bodies": []}, "bodies", "Chưa chọn."),
        ({"asked_on": "31/6/2026"}, "asked_on", "Tháng 6 chỉ có 30 ngày."),
        ({"due_on": "1/7/2026"}, "__all__", "Hạn đề xuất phải từ ngày đề nghị trở đi."),
        ({"asked_on": "16/7/2026"}, "asked_on", "Ngày này còn ở phía trước; việc đã xảy ra thì ghi ngày đến hôm nay."),
    ],
)
def test_a_wrong_request_is_told_in_words(client, cast, session, typed, field, words):
    client.force_login(cast.lan)
    right = {"session": session.pk, "bodies": [cast.front.pk], "asked_on": "15/7/2026", "due_on": "20/7/2026"}
    answer = client.post(url(ContentRequest, "create"), right | typed)
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [words])


def test_a_session_that_was_held_asks_nobody(cast, session):
    held = CouncilSessionFactory(locality=cast.locality, status="closed")
    with pytest.raises(NotNow):
        actions.create_request(
            ContentRequest(locality=cast.locality, session=held, body=cast.front, asked_on=TODAY), by=cast.lan
        )


def test_the_body_asked_sees_the_session_and_answers_today(client, cast, session):
    request = ContentRequestFactory(locality=cast.locality, session=session, body=cast.department)
    assert CouncilSession.objects.visible_to(cast.minh).get() == session
    client.force_login(cast.minh)
    form = client.get(url(ContentRequest, "move", request.pk, "answer")).context["form"]
    assert "answered_on" not in form.fields
    client.post(url(ContentRequest, "move", request.pk, "answer"), {"note": "Không có nội dung nào"})
    request.refresh_from_db()
    assert (request.status, request.answered_on) == (ContentRequestStatus.ANSWERED, TODAY)
    assert owed(request) == [("Sở Y tế", "Thường trực HĐND tỉnh", "2026-07-20", "done")]


def test_another_body_does_not_answer_for_it(cast, session):
    request = ContentRequestFactory(locality=cast.locality, session=session, body=cast.front)
    for other in (cast.minh, cast.ubnd, cast.stranger, cast.dai_bieu, cast.thu_ky):
        with pytest.raises(Forbidden):
            actions.answer_request(request, by=other)
    assert not ContentRequest.objects.visible_to(cast.minh).exists()
    assert not ContentRequest.objects.visible_to(cast.stranger).exists()


def test_its_committee_answers_for_a_department(cast, session):
    request = ContentRequestFactory(locality=cast.locality, session=session, body=cast.department)
    actions.answer_request(request, by=cast.ubnd)
    assert request.status == ContentRequestStatus.ANSWERED


def test_the_office_notes_the_day_on_which_it_came_late(cast, session):
    request = ContentRequestFactory(locality=cast.locality, session=session, body=cast.front, due_on=date(2026, 7, 6))
    with pytest.raises(ValidationError):
        actions.answer_request(request, by=cast.lan, answered_on=date(2026, 6, 30))
    actions.answer_request(request, by=cast.lan, answered_on=date(2026, 7, 8))
    row = Obligation.objects.about(request).get()
    assert (str(row.closed_on), row.days_late(TODAY)) == ("2026-07-08", 2)


def test_a_request_called_off_is_owed_no_more_and_may_be_asked_again(cast, session):
    request = ContentRequestFactory(locality=cast.locality, session=session, body=cast.front)
    actions.cancel_request(request, by=cast.lan, reason="Không cần nữa")
    assert owed(request) == [("MTTQ tỉnh", "Thường trực HĐND tỉnh", "2026-07-20", "waived")]
    actions.reopen_request(request, by=cast.lan)
    assert owed(request) == [("MTTQ tỉnh", "Thường trực HĐND tỉnh", "2026-07-20", "open")]


def test_a_body_has_one_open_request_for_a_session(client, cast, session):
    first = ContentRequestFactory(locality=cast.locality, session=session, body=cast.front)
    actions.answer_request(first, by=cast.lan)
    second = ContentRequestFactory(locality=cast.locality, session=session, body=cast.front)
    words = "Đang chờ đề xuất của MTTQ tỉnh: không đề nghị lần nữa."
    with pytest.raises(NotNow, match=words):
        actions.reopen_request(first, by=cast.lan)
    with pytest.raises(NotNow, match=words):
        ContentRequestFactory(locality=cast.locality, session=session, body=cast.front)
    client.force_login(cast.lan)
    page = client.get(first.get_absolute_url())
    again = next(button for button in page.context["buttons"] if button.label == "Đề nghị lại")
    assert (again.enabled, again.reason) == (False, words)
    first.status, first.answered_on = ContentRequestStatus.OPEN, None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()
    assert list(ContentRequest.objects.filter(status="open")) == [second]


def test_its_day_moves_what_is_owed(cast, session):
    request = ContentRequestFactory(locality=cast.locality, session=session, body=cast.front)
    request.due_on = date(2026, 7, 24)
    actions.edit_request(request, by=cast.lan)
    assert owed(request) == [("MTTQ tỉnh", "Thường trực HĐND tỉnh", "2026-07-24", "open")]


# --- Proposals -----------------------------------------------------------------------------------------------------


def proposal_of(cast, session, **fields):
    return ContentProposalFactory(locality=cast.locality, session=session, from_body=cast.department, **fields)


def test_a_body_proposes_for_itself_only(client, cast, session):
    ContentRequestFactory(locality=cast.locality, session=session, body=cast.department)
    client.force_login(cast.minh)
    form = client.get(url(ContentProposal, "create")).context["form"]
    assert list(form.fields["from_body"].queryset) == [cast.department]
    typed = {"session": session.pk, "kind": "report", "title": "Báo cáo y tế", "proposed_on": "15/7/2026"}
    client.post(url(ContentProposal, "create"), typed | {"from_body": cast.department.pk})
    answer = client.post(url(ContentProposal, "create"), typed | {"from_body": cast.front.pk})
    assert answer.context["form"].errors["from_body"] == ["Không có lựa chọn này trong danh sách."]
    assert ContentProposal.objects.get().from_body == cast.department


def test_a_proposal_answers_the_open_request_to_its_body(client, cast, session):
    theirs = ContentRequestFactory(locality=cast.locality, session=session, body=cast.department)
    ContentRequestFactory(locality=cast.locality, session=session, body=cast.front)
    another = CouncilSessionFactory(locality=cast.locality, term=cast.term, number="4")
    elsewhere = ContentRequestFactory(locality=cast.locality, session=another, body=cast.department)
    client.force_login(cast.minh)
    form = client.get(url(ContentProposal, "create"), {"session": session.pk}).context["form"]
    assert (list(form.fields["request"].queryset), form["request"].value()) == ([theirs], theirs.pk)
    form = client.get(url(ContentProposal, "create"), {"session": "x"}).context["form"]
    assert (set(form.fields["request"].queryset), form["request"].value()) == ({theirs, elsewhere}, None)
    typed = {"session": session.pk, "kind": "report", "title": "Báo cáo y tế", "proposed_on": "15/7/2026"}
    client.post(url(ContentProposal, "create"), typed | {"from_body": cast.department.pk})
    assert ContentProposal.objects.get().request == theirs
    page = client.get(theirs.get_absolute_url())
    assert page.context["sections"][0].count == 1


@pytest.mark.parametrize("model", [ContentProposal, ContentRequest])
def test_once_the_session_is_open_its_page_says_why_nothing_is_asked(client, cast, model):
    held = CouncilSessionFactory(locality=cast.locality, number="6", status="open")
    client.force_login(cast.lan)
    answer = client.get(url(model, "create"), {"session": held.pk}, follow=True)
    assert answer.redirect_chain == [(held.get_absolute_url(), 302)]
    assert [str(row) for row in answer.context["messages"]] == [
        f"{held}: {held.get_status_display()}, không nhận đề xuất nội dung nữa."
    ]
    form = client.get(url(model, "create")).context["form"]
    assert form.fields["session"].help_text == "Không có kỳ họp nào đang chuẩn bị."


def test_an_accepted_proposal_leads_to_its_item_and_draft(client, cast, session):
    proposal = proposal_of(cast, session, kind="draft")
    actions.accept_proposal(proposal, by=cast.lan, preparing_body=cast.department)
    client.force_login(cast.lan)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert f'href="{proposal.item.get_absolute_url()}"' in page
    assert f'href="{proposal.item.draft.get_absolute_url()}"' in page


def test_the_action_itself_refuses_to_speak_for_another(cast, session):
    proposal = ContentProposal(
        locality=cast.locality, session=session, from_body=cast.front, kind="report", title="B", proposed_on=TODAY
    )
    for other in (cast.minh, cast.ubnd, cast.thu_ky, cast.dai_bieu, cast.stranger):
        with pytest.raises(Forbidden):
            actions.propose(proposal, by=other)
    actions.propose(proposal, by=cast.lan)
    assert proposal.status == ProposalStatus.PROPOSED


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"is_normative": "on"}, "is_normative"), ({"request": "other"}, "request"), ({"title": ""}, "title")],
)
def test_a_wrong_proposal_is_told(client, cast, session, typed, field):
    other = ContentRequestFactory(
        locality=cast.locality, session=CouncilSessionFactory(locality=cast.locality), body=cast.front
    )
    typed = {name: other.pk if value == "other" else value for name, value in typed.items()}
    client.force_login(cast.lan)
    right = {
        "session": session.pk,
        "kind": "report",
        "title": "Báo cáo",
        "proposed_on": "15/7/2026",
        "from_body": cast.front.pk,
    }
    answer = client.post(url(ContentProposal, "create"), right | typed)
    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)


def test_accepted_it_stands_on_the_programme_and_is_owed(client, cast, session):
    proposal = proposal_of(cast, session)
    client.force_login(cast.lan)
    client.post(
        url(ContentProposal, "move", proposal.pk, "accept"),
        {"preparing_body": cast.department.pk, "due_on": "24/7/2026", "verifying_board": cast.board.pk},
    )
    proposal.refresh_from_db()
    item = proposal.item
    assert (proposal.status, proposal.decided_on) == (ProposalStatus.ACCEPTED, TODAY)
    assert (item.title, item.session, item.verifying_board) == (proposal.title, session, cast.board)
    assert owed(item) == [("Sở Y tế", "Thường trực HĐND tỉnh", "2026-07-24", "open")]
    assert item.draft is None


def test_a_draft_resolution_is_registered_with_its_item(cast, session):
    proposal = proposal_of(cast, session, kind="draft", is_normative=True)
    actions.accept_proposal(proposal, by=cast.lan, preparing_body=cast.department, verifying_board=cast.board)
    draft = proposal.item.draft
    assert (draft.title, draft.is_normative, draft.session) == (proposal.title, True, session)
    assert (draft.submitting_body, draft.drafting_body, draft.registered_on) == (
        cast.department,
        cast.department,
        TODAY,
    )
    assert list(draft.verifying_boards.all()) == [cast.board]


def test_it_is_decided_by_the_council_office_alone(cast, session):
    proposal = proposal_of(cast, session)
    for other in (cast.minh, cast.ubnd, cast.hoa, cast.thu_ky, cast.stranger):
        with pytest.raises(Forbidden):
            actions.accept_proposal(proposal, by=other)
        with pytest.raises(Forbidden):
            actions.decline_proposal(proposal, by=other, reason="Không")
    assert not AgendaItem.objects.exists()


def test_declined_with_a_reason_it_may_be_considered_again(cast, session):
    proposal = proposal_of(cast, session)
    actions.decline_proposal(proposal, by=cast.lan, reason="Chưa đủ hồ sơ")
    assert (proposal.status, proposal.reason) == (ProposalStatus.DECLINED, "Chưa đủ hồ sơ")
    notice = Notice.objects.get(recipient=cast.minh)
    assert notice.text == f"Không đưa vào chương trình kỳ họp: {proposal.title}. Chưa đủ hồ sơ"
    actions.take_back_decision(proposal, by=cast.lan)
    assert (proposal.status, proposal.reason, proposal.decided_on) == (ProposalStatus.PROPOSED, "", None)


def test_the_body_takes_its_proposal_back(cast, session):
    proposal = proposal_of(cast, session)
    with pytest.raises(Forbidden):
        actions.withdraw_proposal(proposal, by=cast.hoa, reason="Không")
    actions.withdraw_proposal(proposal, by=cast.minh, reason="Lùi sang năm sau")
    assert proposal.reason == "Cơ quan đề xuất rút: Lùi sang năm sau"


def test_only_an_undecided_proposal_is_edited_and_only_by_its_body(cast, session):
    proposal = proposal_of(cast, session)
    proposal.title = "Báo cáo khác"
    with pytest.raises(Forbidden):
        actions.edit_proposal(proposal, by=cast.hoa)
    actions.edit_proposal(proposal, by=cast.minh)
    actions.decline_proposal(proposal, by=cast.lan, reason="Không")
    with pytest.raises(NotNow):
        actions.edit_proposal(proposal, by=cast.minh)


# --- The joint preparatory conference ------------------------------------------------------------------------------


@pytest.fixture
def conference(client, cast, session):
    client.force_login(cast.lan)
    address = reverse("council_sessions:councilsession-conference", args=[session.pk])
    client.post(
        address,
        {
            "title": "Hội nghị liên tịch",
            "held_on": "10/7/2026",
            "parties": [cast.committee.pk, cast.front.pk],
            "conclusions": "UBND gửi báo cáo trước ngày 24/7.",
        },
    )
    session.refresh_from_db()
    return session.preparatory_meeting


def test_the_conference_is_written_down_from_the_session(cast, session, conference):
    assert (conference.kind, conference.for_what) == ("joint", str(session))
    assert set(conference.parties.all()) == {cast.committee, cast.front}


def test_a_session_has_one_conference_and_only_the_office_writes_it(client, cast, session, conference):
    address = reverse("council_sessions:councilsession-conference", args=[session.pk])
    typed = {"title": "Hội nghị", "held_on": "11/7/2026"}
    assert client.post(address, typed).status_code == 422
    client.force_login(cast.ubnd)
    assert client.post(address, typed).status_code == 403
    client.force_login(cast.stranger)
    assert client.post(address, typed).status_code == 404
    assert Meeting.objects.count() == 1


def test_its_page_shows_what_came_out_of_the_conference(client, cast, session, conference):
    actions.accept_proposal(proposal_of(cast, session), by=cast.lan, due_on=date(2026, 7, 24))
    page = client.get(f"{session.get_absolute_url()}?phan=chuan-bi")
    panels = {panel.title: panel for panel in page.context["sections"]}
    assert panels["Tài liệu giao theo kết luận hội nghị"].count == 1
    assert "UBND gửi báo cáo trước ngày 24/7." in page.content.decode()
    item = session.items.get()
    assert item.basis == "Kết luận Hội nghị liên tịch ngày 10/7/2026"


# --- Opinions of the Standing Committee ----------------------------------------------------------------------------


def opinion_of(cast, **fields):
    return OpinionRequestFactory(locality=cast.locality, from_body=cast.committee, **fields)


def test_the_standing_committee_owes_the_reply_to_the_body_that_asks(client, cast):
    client.force_login(cast.ubnd)
    typed = {"title": "Dự phòng ngân sách", "from_body": cast.committee.pk, "received_on": "15/7/2026"}
    client.post(url(OpinionRequest, "create"), typed | {"due_on": "20/7/2026", "is_urgent": "on"})
    request = OpinionRequest.objects.get()
    assert owed(request) == [("Thường trực HĐND tỉnh", "UBND tỉnh", "2026-07-20", "open")]
    late = client.post(url(OpinionRequest, "create"), typed | {"due_on": "1/7/2026"})
    assert late.context["form"].errors["due_on"] == ["Hạn trả lời phải từ ngày nhận hồ sơ trở đi."]


def test_boards_are_heard_and_owe_their_opinion(client, cast):
    request = opinion_of(cast)
    client.force_login(cast.lan)
    client.post(
        url(OpinionRequest, "move", request.pk, "ask_boards"), {"boards": [cast.board.pk], "due_on": "17/7/2026"}
    )
    request.refresh_from_db()
    opinion = request.board_opinions.get()
    assert request.status == OpinionStatus.WITH_BOARDS
    assert owed(opinion) == [("Ban Kinh tế - Ngân sách", "Thường trực HĐND tỉnh", "2026-07-17", "open")]
    client.force_login(cast.thu_ky)
    form = client.get(url(BoardOpinion, "edit", opinion.pk)).context["form"]
    assert "due_on" not in form.fields
    client.post(
        url(BoardOpinion, "edit", opinion.pk),
        {"given_on": "15/7/2026", "text": "Thống nhất", "revision": opinion.revision},
    )
    opinion.refresh_from_db()
    assert (opinion.text, owed(opinion)[0][-1]) == ("Thống nhất", "done")


def test_a_board_is_asked_once(cast):
    request = opinion_of(cast)
    actions.ask_boards(request, by=cast.lan, boards=[cast.board])
    with pytest.raises(ValidationError):
        actions.ask_boards(request, by=cast.lan, boards=[cast.board])


def test_nobody_speaks_for_a_board_but_itself_and_the_office(cast):
    opinion = BoardOpinionFactory(locality=cast.locality, board=cast.board, request=opinion_of(cast))
    opinion.given_on, opinion.text = TODAY, "Thống nhất"
    for other in (cast.ubnd, cast.minh, cast.hoa, cast.stranger, cast.dai_bieu):
        with pytest.raises(Forbidden):
            actions.edit_board_opinion(opinion, by=other)
    actions.edit_board_opinion(opinion, by=cast.lan)


def test_the_reply_ends_what_was_owed_also_by_silent_boards(cast):
    request = opinion_of(cast)
    actions.ask_boards(request, by=cast.lan, boards=[cast.board], due_on=date(2026, 7, 17))
    with pytest.raises(ValidationError):
        actions.reply_opinion(request, by=cast.lan, reply="Thống nhất", replied_on=date(2026, 6, 30))
    request.refresh_from_db()
    actions.reply_opinion(request, by=cast.lan, reply="Thống nhất")
    assert owed(request) == [("Thường trực HĐND tỉnh", "UBND tỉnh", "2026-07-20", "done")]
    assert owed(request.board_opinions.get())[0][-1] == "waived"


def test_it_is_reported_to_the_next_session(client, cast, session):
    request = opinion_of(cast)
    actions.reply_opinion(request, by=cast.lan, reply="Thống nhất")
    client.force_login(cast.lan)
    page = client.get(f"{session.get_absolute_url()}?phan=chuan-bi")
    assert page.context["sections"][-1].title == "Việc Thường trực đã cho ý kiến, báo cáo tại kỳ họp này"
    form = client.get(url(OpinionRequest, "move", request.pk, "report")).context["form"]
    assert form["reported_to"].initial == session.pk
    client.post(url(OpinionRequest, "bulk", "report"), {"chon": [request.pk], "reported_to": session.pk})
    request.refresh_from_db()
    assert (request.status, request.reported_to) == (OpinionStatus.REPORTED, session)


def test_the_asking_body_withdraws_and_nothing_is_owed(cast):
    request = opinion_of(cast)
    actions.ask_boards(request, by=cast.lan, boards=[cast.board], due_on=date(2026, 7, 17))
    for other in (cast.minh, cast.hoa, cast.stranger, cast.thu_ky):
        with pytest.raises(Forbidden):
            actions.withdraw_opinion_request(request, by=other, reason="Thôi")
    actions.withdraw_opinion_request(request, by=cast.ubnd, reason="Tự quyết được")
    assert owed(request)[0][-1] == owed(request.board_opinions.get())[0][-1] == "waived"
    with pytest.raises(Forbidden):
        actions.edit_opinion_request(request, by=cast.hoa)


def test_a_delegate_and_a_stranger_see_none_of_it(client, cast, session):
    rows = [
        ContentRequestFactory(locality=cast.locality, session=session, body=cast.front),
        ContentProposalFactory(locality=cast.locality, session=session, from_body=cast.front),
        opinion_of(cast),
        BoardOpinionFactory(locality=cast.locality, board=cast.board, request=opinion_of(cast)),
    ]
    for user in (cast.stranger, cast.dai_bieu, cast.minh, cast.xa):
        client.force_login(user)
        assert [client.get(row.get_absolute_url()).status_code for row in rows] == [404] * 4


# --- Lists and the sitting's page ----------------------------------------------------------------------------------


def row_of(cast, model):
    """One more row, of another body than the last one."""
    if model is ContentRequest:
        return ContentRequestFactory(locality=cast.locality)
    return (ContentProposalFactory if model is ContentProposal else OpinionRequestFactory)(locality=cast.locality)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"), [(ContentRequest, 14), (ContentProposal, 14), (OpinionRequest, 14)], ids=lambda v: str(v)
)
def test_lists_take_a_fixed_number_of_queries(client, cast, django_assert_num_queries, model, queries, count):
    rows = [row_of(cast, model) for _ in range(count)]
    client.force_login(cast.lan)
    client.get(url(model, "list"))
    with django_assert_num_queries(queries):
        answer = client.get(url(model, "list"))
    assert {row.record for row in answer.context["table"].rows} == set(rows)


def test_urgent_matters_are_marked_and_found(client, cast):
    urgent, plain = opinion_of(cast, is_urgent=True), opinion_of(cast)
    client.force_login(cast.lan)
    page = client.get(url(OpinionRequest, "list"))
    assert page.content.decode().count("cấp bách</span>") == 1
    found = client.get(url(OpinionRequest, "list"), {"is_urgent": "true"}).context["table"].rows
    assert [row.record for row in found] == [urgent] != [plain]


@pytest.mark.parametrize("part", ["", "tai-lieu", "xin-y-kien", "chat-van", "diem-danh", "giay-to", "thong-tin", "x"])
def test_a_sitting_is_drawn_in_parts(client, cast, part):
    sitting = SittingFactory(locality=cast.locality)
    request = opinion_of(cast, sitting=sitting)
    client.force_login(cast.lan)
    page = client.get(f"{sitting.get_absolute_url()}?phan={part}")
    assert page.status_code == 200
    assert (request.title in page.content.decode()) == (part == "xin-y-kien")
