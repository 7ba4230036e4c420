"""Letters drafted from sessions, sittings and resolutions: what they say, who may write them, what issuing does."""

import io
import subprocess
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from docx import Document

from coordination.audit.actors import System
from coordination.documents import drafting, letters
from coordination.documents.models import Attachment, LetterDraft, OfficialDocument
from coordination.documents.panels import letter_url, letters_panel
from coordination.jobs import runner, tasks
from coordination.jobs.models import Job
from coordination.people.models import Concern
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow
from sessions.actions import edit_session
from sessions.models import CouncilSession, Sitting
from tests.documents.factories import upload
from tests.people.factories import AppointmentFactory, PersonFactory
from tests.regulations.factories import MeetingFactory
from tests.sessions.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    CouncilSessionFactory,
    DraftResolutionFactory,
    QuestionFactory,
    ResolutionFactory,
    SittingFactory,
)
from tests.sessions.factories_drafts import DraftStepFactory
from tests.sessions.factories_requests import ContentRequestFactory

SIGNED = {"abstract": "Về việc triệu tập", "body": "Điều 1. Triệu tập kỳ họp A & B.", "symbol": "QĐ-HĐND"}


@pytest.fixture(autouse=True)
def quiet_bell(monkeypatch):
    """The worker is called by hand."""
    monkeypatch.setattr(tasks.run_job, "delay", lambda job_id: None)


@pytest.fixture
def session(cast):
    chair = PersonFactory(locality=cast.locality, name="Lò Văn Thử")
    AppointmentFactory(person=chair, body=cast.council, post="Chủ tịch HĐND tỉnh")
    return CouncilSessionFactory(
        locality=cast.locality, number="9", part="mid_year", term=cast.term, venue="Hội trường A"
    )


def begun(code, record, user) -> LetterDraft:
    return drafting.begun(letters.kind_of(code), record, user)[0]


def saved(code, record, user, **fields) -> LetterDraft:
    letter, recipients = drafting.begun(letters.kind_of(code), record, user)
    for name, value in fields.items():
        setattr(letter, name, value)
    return drafting.create(letter, by=user, related={"recipients": recipients})


def finished(session, cast, **fields) -> LetterDraft:
    """A convening decision without gaps."""
    return saved("session-convening", session, cast.lan, **SIGNED | fields)


# --- What they say -----------------------------------------------------------------------------------------------


def test_the_convening_decision(cast, session):
    AgendaItemFactory(session=session, locality=cast.locality, title="Báo cáo kinh tế - xã hội", order=1)
    AgendaItemFactory(session=session, locality=cast.locality, title="Đã rút", status="withdrawn", order=2)
    letter = begun("session-convening", session, cast.lan)
    name = "Kỳ họp thứ 9, thường lệ giữa năm 2026"
    assert letter.body.splitlines() == [
        "QUYẾT ĐỊNH:",
        f"Điều 1. Triệu tập {name}, HĐND tỉnh, nhiệm kỳ 2021-2026.",
        "Thời gian: khai mạc ngày 28 tháng 7 năm 2026.",
        "Địa điểm: Hội trường A.",
        "Điều 2. Dự kiến nội dung, chương trình kỳ họp:",
        "1. Báo cáo kinh tế - xã hội.",
        "Điều 3. Thường trực HĐND tỉnh, các Ban của HĐND tỉnh, các đại biểu HĐND tỉnh và các cơ quan liên quan chịu "
        "trách nhiệm thi hành Quyết định này./.",
    ]
    assert letter.bases == "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15"
    assert (letter.abstract, letter.signer_name, letter.place) == (f"Về việc triệu tập {name}", "Lò Văn Thử", "An Bình")
    paper = drafting.paper_of(letter)
    assert (paper.type_name, paper.authority, paper.number) == ("Quyết định", "Thường trực HĐND tỉnh", "")


def test_nobody_writes_in_the_name_of_another_side(client, cast, session):
    client.force_login(cast.lan)
    address = letter_url(letters.kind_of("session-documents"), session)
    form = client.get(address).context["form"]
    assert set(form.fields["issuer"].queryset) == {cast.council, cast.standing, cast.board, cast.office}
    data = {"abstract": "V/v tài liệu", "body": "Nội dung.", "symbol": "UBND-VP", "archive": "VT"}
    for issuer in (cast.committee, cast.front, cast.commune_council):
        errors = client.post(address, data | {"issuer": issuer.pk}).context["form"].errors
        assert errors == {"issuer": ["Không có lựa chọn này trong danh sách."]}
        letter = begun("session-documents", session, cast.lan)
        letter.issuer = issuer
        with pytest.raises(Forbidden):
            drafting.create(letter, by=cast.lan)
    letter = finished(session, cast)
    letter.issuer = cast.committee
    with pytest.raises(Forbidden):
        drafting.change(letter, by=cast.lan)
    LetterDraft._base_manager.filter(pk=letter.pk).update(issuer=cast.committee)
    with pytest.raises(Forbidden):
        drafting.issue(LetterDraft._base_manager.get(pk=letter.pk), by=cast.lan)
    assert OfficialDocument._base_manager.count() == 0


def test_requests_go_to_the_committee_the_front_and_the_boards(cast, session):
    letter, recipients = drafting.begun(letters.kind_of("session-contents"), session, cast.lan)
    assert recipients == [cast.committee, cast.front, cast.board]
    assert letter.addressees == "UBND tỉnh\nMTTQ tỉnh\nBan Kinh tế - Ngân sách"
    assert "2. Gửi văn bản đề xuất trước ngày … tháng … năm … để tổng hợp" in letter.body
    assert drafting.paper_of(letter).subject_line == "V/v đề xuất nội dung Kỳ họp thứ 9, thường lệ giữa năm 2026"


def test_the_request_for_documents_says_who_owes_what_by_when(cast, session):
    for title in ("Báo cáo y tế", "Đề án bệnh viện"):
        AgendaItemFactory(session=session, locality=cast.locality, title=title, preparing_body=cast.department)
    AgendaItemFactory(
        session=session, locality=cast.locality, title="Đã gửi", preparing_body=cast.committee, status="received"
    )
    with time_machine.travel("2026-06-09 02:00", tick=False):
        letter, recipients = drafting.begun(letters.kind_of("session-documents"), session, cast.lan)
    assert recipients == [cast.department]
    assert letter.body.splitlines()[1:4] == [
        "1. Sở Y tế:",
        "- Báo cáo y tế: gửi trước ngày 10/6/2026.",
        "- Đề án bệnh viện: gửi trước ngày 10/6/2026.",
    ]


def test_what_should_have_come_already_is_to_come_at_once(cast, session):
    AgendaItemFactory(session=session, locality=cast.locality, title="Báo cáo", preparing_body=cast.department)
    ContentRequestFactory(session=session, locality=cast.locality, body=cast.front)
    with time_machine.travel("2026-07-21 02:00", tick=False):
        documents, contents = (begun(f"session-{kind}", session, cast.lan) for kind in ("documents", "contents"))
    assert documents.body.splitlines()[2] == "- Báo cáo: đã quá hạn (ngày 10/6/2026), đề nghị gửi ngay."
    assert contents.body.splitlines()[2].startswith(
        "2. Hạn gửi văn bản đề xuất là ngày 20 tháng 7 năm 2026, nay đã quá hạn; đề nghị gửi ngay để tổng hợp, thống"
    )


def test_the_invitation_names_the_guests_and_leaves_the_hour_open(cast, session):
    """Who prepares something is one; who prepared what was withdrawn is none; committee and Front always are."""
    AgendaItemFactory(session=session, locality=cast.locality, preparing_body=cast.department)
    AgendaItemFactory(session=session, locality=cast.locality, preparing_body=cast.office, status="withdrawn")
    letter = begun("session-invitation", session, cast.lan)
    assert letter.addressees == "Các vị đại biểu HĐND tỉnh\nMTTQ tỉnh\nSở Y tế\nUBND tỉnh"
    assert "Thời gian: … giờ …, ngày 28 tháng 7 năm 2026." in letter.body.splitlines()
    assert drafting.paper_of(letter).greeting == "Kính mời"


def test_the_minutes_say_what_is_recorded_and_nothing_else(cast):
    session = CouncilSessionFactory(
        locality=cast.locality, number="9", status="closed", closed_on=date(2026, 6, 25), term=cast.term
    )
    there, away = (PersonFactory(locality=cast.locality, name=name) for name in ("Vũ Thử", "Lê Vắng"))
    AttendanceFactory(session=session, locality=cast.locality, person=there)
    AttendanceFactory(session=session, locality=cast.locality, person=away, presence="excused", excuse="đi học")
    AgendaItemFactory(
        session=session, locality=cast.locality, title="Báo cáo y tế", preparing_body=cast.department, status="received"
    )
    AgendaItemFactory(
        session=session, locality=cast.locality, title="Đề án chợ", status="postponed", reason="Chưa đủ hồ sơ"
    )
    QuestionFactory(
        session=session,
        locality=cast.locality,
        delegate=there,
        addressee=cast.department,
        text="Bao giờ xong trạm y tế?",
        status="promised",
        answered_on=date(2026, 6, 24),
        answered_in="spoken",
        answer="Đang làm",
        promise="Xong trạm y tế",
    )
    ResolutionFactory(
        session=session, locality=cast.locality, number="18", title="về dự toán", adopted_on=date(2026, 6, 25)
    )
    letter = begun("session-minutes", session, cast.lan)
    lines = letter.body.splitlines()
    assert lines[0].endswith("HĐND tỉnh, nhiệm kỳ 2021-2026 họp ngày 23 tháng 6 năm 2026, tại …")
    assert lines[1:] == [
        "I. THÀNH PHẦN",
        "- Có mặt: 1 đại biểu trên tổng số 1 đại biểu.",
        "- Vắng có phép: 1 đại biểu: Lê Vắng (đi học).",
        "- Khách mời: …",
        "- Chủ tọa: …",
        "- Thư ký: …",
        "II. NỘI DUNG",
        "1. Báo cáo y tế; cơ quan chuẩn bị: Sở Y tế.",
        "- Lùi thời gian trình: Đề án chợ. Lý do: Chưa đủ hồ sơ.",
        "III. CHẤT VẤN VÀ TRẢ LỜI CHẤT VẤN",
        "Đại biểu Vũ Thử chất vấn Sở Y tế: Bao giờ xong trạm y tế?",
        "Sở Y tế trả lời tại kỳ họp: Đang làm.",
        "Sở Y tế hứa: Xong trạm y tế, xong trước ngày 01/9/2026.",
        "IV. NGHỊ QUYẾT ĐÃ THÔNG QUA",
        "1. 18/NQ-HĐND về dự toán.",
        "Kỳ họp bế mạc hồi … giờ …, ngày 25 tháng 6 năm 2026./.",
    ]
    assert [signature.title for signature in drafting.paper_of(letter).signatures] == [
        "Thư ký kỳ họp",
        "Chủ tọa kỳ họp",
    ]


def test_the_minutes_name_the_board_that_verified_the_draft(cast):
    session = CouncilSessionFactory(locality=cast.locality, number="9", status="closed", term=cast.term)
    draft = DraftResolutionFactory(locality=cast.locality, session=session)
    DraftStepFactory(
        locality=cast.locality, draft=draft, kind="verification", body=cast.board, done_on=date(2026, 6, 9)
    )
    AgendaItemFactory(
        session=session, locality=cast.locality, kind="draft", draft=draft, title="Giá đất", status="received"
    )
    assert "1. Giá đất; Ban Kinh tế - Ngân sách thẩm tra." in begun("session-minutes", session, cast.lan).body


def test_an_individual_resolution_keeps_its_command_and_a_normative_one_does_not(cast, session):
    given = {"session": session, "locality": cast.locality, "adopted_on": date(2026, 7, 29), "year": 2026}
    individual = begun("resolution", ResolutionFactory(number="22", title="về quy hoạch", **given), cast.lan)
    last = (
        "Nghị quyết này đã được HĐND tỉnh, nhiệm kỳ 2021-2026, kỳ họp thứ 9, thường lệ giữa năm 2026 thông qua "
        "ngày 29 tháng 7 năm 2026./."
    )
    assert individual.body.splitlines() == ["QUYẾT NGHỊ:", "Điều 1. …", "Điều 2. Tổ chức thực hiện: …", last]
    paper = drafting.paper_of(individual)
    assert (paper.number, paper.symbol, paper.authority, paper.closing_lines) == ("22", "NQ-HĐND", "HĐND tỉnh", ())
    normative = ResolutionFactory(number="05", title="Quy định mức thu", is_normative=True, **given)
    letter = begun("resolution", normative, cast.lan)
    assert letter.body.splitlines() == [
        "HĐND tỉnh ban hành Nghị quyết quy định mức thu.",
        "Điều 1. …",
        "Điều 2. Tổ chức thực hiện: …",
        "Điều 3. Nghị quyết này có hiệu lực từ ngày … tháng … năm ….",
    ]
    paper = drafting.paper_of(letter)
    assert (paper.number, paper.symbol, paper.authority, paper.closing_lines) == ("05", "2026/NQ-HĐND", "", (last,))


def test_the_conclusion_of_a_sitting(cast):
    sitting = SittingFactory(
        locality=cast.locality, number="5", topic="Đường số 1", conclusion="Đồng ý.\nGiao UBND làm."
    )
    letter = begun("sitting-conclusion", sitting, cast.lan)
    assert letter.abstract == "Kết luận Phiên họp thứ 5 của Thường trực HĐND tỉnh"
    assert letter.body.splitlines()[2:4] == ["Đồng ý.", "Giao UBND làm."]
    empty = begun("sitting-conclusion", SittingFactory(locality=cast.locality), cast.lan)
    assert empty.body.splitlines()[2] == "…"


def test_the_conclusion_of_the_joint_conference_is_kept_with_the_meeting(cast, session):
    meeting = MeetingFactory(
        locality=cast.locality,
        title="Hội nghị liên tịch",
        held_on="2026-06-01",
        conclusions="Thống nhất 12 nội dung.",
        parties=[cast.committee, cast.front],
    )
    assert "conference-conclusion" not in [kind.code for kind in letters.kinds_for(session, cast.lan)]
    session.preparatory_meeting = meeting
    edit_session(session, by=cast.lan)
    letter = saved("conference-conclusion", session, cast.lan)
    assert letter.abstract == "Kết luận hội nghị liên tịch"
    assert letter.body.splitlines() == [
        "Ngày 01 tháng 6 năm 2026, Thường trực HĐND tỉnh tổ chức hội nghị liên tịch, có sự tham dự của "
        + "; ".join(body.name for body in meeting.parties.all())
        + ".",
        "Sau khi nghe báo cáo và ý kiến của các cơ quan, hội nghị thống nhất kết luận như sau:",
        "Thống nhất 12 nội dung.",
        "Thường trực HĐND tỉnh thông báo để các cơ quan biết, thực hiện./.",
    ]
    document = drafting.issue(letter, by=cast.lan)
    stored = type(meeting).objects.get(pk=meeting.pk)
    assert (stored.document, stored.parties.count()) == (document, 2)


def test_the_requests_that_a_letter_carries_name_it(cast, session):
    asked = (cast.committee, cast.front)
    rows = [ContentRequestFactory(session=session, locality=cast.locality, body=body) for body in asked]
    letter = saved("session-contents", session, cast.lan, body="Đề nghị đề xuất nội dung./.")
    assert list(letter.recipients.order_by("pk")) == [cast.committee, cast.front]
    document = drafting.issue(letter, by=cast.lan)
    assert [type(row).objects.get(pk=row.pk).document for row in rows] == [document, document]


def test_a_place_without_a_council_writes_no_letters(client, cast):
    session = CouncilSessionFactory(locality=cast.locality)
    type(cast.council).objects.filter(locality=cast.locality).update(valid_to=date(2026, 1, 1))
    client.force_login(cast.lan)
    answer = client.get(letter_url(letters.kind_of("session-convening"), session))
    assert (answer.status_code, answer.url) == (302, session.get_absolute_url())


# --- Who may ---------------------------------------------------------------------------------------------------------


def test_only_the_councils_side_drafts_and_nobody_else_sees_the_draft(client, cast, session):
    letter = finished(session, cast)
    assert letter.draft_of == cast.council
    create = letter_url(letters.kind_of("session-convening"), session)
    pages = [reverse(f"documents:letterdraft-{name}", args=[letter.pk]) for name in ("detail", "edit", "issue", "docx")]
    client.force_login(cast.thu_ky)
    assert [client.get(page).status_code for page in pages] == [200, 403, 403, 200]
    assert client.get(create).status_code == 403
    for user in (cast.ubnd, cast.hoa, cast.minh, cast.dai_bieu, cast.stranger):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [404] * 4
        assert client.post(reverse("documents:letterdraft-pdf", args=[letter.pk])).status_code == 404
        assert client.get(create).status_code in (403, 404)
        assert list(LetterDraft.objects.visible_to(user)) == []
        assert letters_panel(session, user).context == {"letters": [], "kinds": []}
    with pytest.raises(Forbidden):
        drafting.issue(letter, by=cast.ubnd)
    client.force_login(cast.lan)
    assert client.get(create.replace("session-convening", "sitting-minutes")).status_code == 404
    assert client.get(create.replace("session-convening", "khong-co")).status_code == 404


# --- Drafting --------------------------------------------------------------------------------------------------------


def test_a_letter_is_drafted_changed_and_exported(client, cast, session):
    client.force_login(cast.lan)
    create = letter_url(letters.kind_of("session-convening"), session)
    form = client.get(create)
    assert "Triệu tập Kỳ họp thứ 9" in form.content.decode()
    typed = SIGNED | {"issuer": cast.standing.pk, "recipients": [cast.committee.pk], "archive": "VT"}
    bad = client.post(create, typed | {"abstract": "", "issued_on": "31/2/2026"})
    assert (bad.status_code, bad.content.decode().count("Chưa ghi ô này.")) == (422, 1)
    answer = client.post(create, typed)
    letter = LetterDraft.objects.get()
    assert (answer.status_code, answer.url) == (302, letter.get_absolute_url())
    page = client.get(answer.url).content.decode()
    assert "Triệu tập kỳ họp A &amp; B." in page
    assert "Ban hành" in page
    edit = reverse("documents:letterdraft-edit", args=[letter.pk])
    assert client.post(edit, typed | {"abstract": "Về việc khác", "revision": 1}).status_code == 302
    assert client.post(edit, typed | {"revision": 1}).status_code == 409
    secret = client.post(edit, typed | {"body": "TUYỆT MẬT", "revision": 2})
    assert (secret.status_code, "bí mật nhà nước" in secret.content.decode()) == (422, True)
    export = client.get(reverse("documents:letterdraft-docx", args=[letter.pk]))
    assert export["Content-Disposition"] == f'attachment; filename="quyet-dinh-trieu-tap-{letter.pk}.docx"'
    texts = [paragraph.text for paragraph in Document(io.BytesIO(export.content)).paragraphs]
    assert texts == [
        "QUYẾT ĐỊNH",
        "Về việc khác",
        "",
        "THƯỜNG TRỰC HĐND TỈNH",
        "Điều 1. Triệu tập kỳ họp A & B.",
        "",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_and_the_part_ask_the_same_number_of_queries(client, cast, session, rows, django_assert_num_queries):
    for _ in range(rows):
        finished(session, cast)
    client.force_login(cast.lan)
    address = reverse("documents:letterdraft-list")
    client.get(address)
    with django_assert_num_queries(13):
        assert client.get(address).status_code == 200
    with django_assert_num_queries(1):
        panel = letters_panel(session, cast.lan)
        assert [str(letter.document or letter.issuer) for letter in panel.context["letters"]] == [
            str(cast.standing)
        ] * rows
    page = client.get(f"{session.get_absolute_url()}?phan=giay-to").content.decode()
    assert page.count("Về việc triệu tập") == rows
    assert ("Giấy mời" in page, "Biên bản kỳ họp" in page) == (True, False)  # there are no minutes before it opened


# --- Issuing ---------------------------------------------------------------------------------------------------------


def test_issuing_takes_a_number_tells_the_session_and_opens_the_letter_to_those_it_goes_to(client, cast, session):
    letter = finished(session, cast)
    client.force_login(cast.lan)
    issue = reverse("documents:letterdraft-issue", args=[letter.pk])
    assert f"lấy số tiếp theo của năm {timezone.localdate().year}: 01." in client.get(issue).content.decode()
    answer = client.post(issue, {"issued_on": "3/7/2026"})
    letter.refresh_from_db()
    document = letter.document
    assert (answer.status_code, answer.url) == (302, letter.get_absolute_url())
    assert (str(document), document.direction) == ("Quyết định số 01/QĐ-HĐND ngày 03/7/2026", "outgoing")
    assert (letter.draft_of, letter.issued_on, letter.state) == (None, date(2026, 7, 3), ("done", "đã ban hành"))
    assert CouncilSession.objects.get(pk=session.pk).convening_document == document
    assert list(document.recipients.order_by("pk")) == list(letter.recipients.order_by("pk"))
    assert LetterDraft.objects.visible_to(cast.ubnd).get() == letter
    assert set(Concern.objects.filter(object_id=letter.pk, as_what="addressee").values_list("body", flat=True)) >= {
        cast.council.pk
    }
    with pytest.raises(AlreadyDone):
        drafting.issue(letter, by=cast.lan)
    with pytest.raises(NotNow):
        drafting.change(letter, by=cast.lan)
    assert client.get(issue).status_code == 302
    assert client.get(reverse("documents:letterdraft-edit", args=[letter.pk])).status_code == 403


def test_the_next_letter_gets_the_next_number_and_a_used_one_is_refused_at_its_field(client, cast, session):
    drafting.issue(finished(session, cast), by=cast.lan, issued_on=date(2026, 7, 3), number="6")
    second = finished(session, cast)
    client.force_login(cast.lan)
    issue = reverse("documents:letterdraft-issue", args=[second.pk])
    answer = client.post(issue, {"issued_on": "4/7/2026", "number": "06"})
    assert answer.status_code == 422
    assert "Số này đã dùng trong sổ năm 2026: Quyết định số 6/QĐ-HĐND" in answer.content.decode()
    second.refresh_from_db()
    assert (second.document, second.revision) == (None, 1)
    assert drafting.issue(second, by=cast.lan, issued_on=date(2026, 7, 4)).number == "07"
    assert drafting.issue(finished(session, cast), by=cast.lan, issued_on=date(2027, 1, 4)).number == "01"


def test_gaps_are_filled_first_or_the_finished_paper_is_attached(cast, session):
    letter = finished(session, cast, body="Điều 1. …")
    with pytest.raises(ValidationError) as caught:
        drafting.issue(letter, by=cast.lan)
    assert caught.value.message_dict == {
        "file": ["Còn 1 chỗ “…” chưa ghi. Sửa cho đủ, hoặc đính kèm bản đã hoàn chỉnh để ban hành."]
    }
    document = drafting.issue(letter, by=cast.lan, file=upload("ban-ky.pdf"))
    attachment = Attachment.objects.about(document).get()
    assert (attachment.title, attachment.latest.original_name) == ("Quyết định triệu tập", "ban-ky.pdf")
    assert not Job.objects.exists()


def test_two_who_issue_the_same_letter(cast, session):
    letter = finished(session, cast)
    other = LetterDraft.objects.get(pk=letter.pk)
    letter.abstract = "Về việc khác"
    drafting.change(letter, by=cast.lan)
    with pytest.raises(Conflict):
        drafting.issue(other, by=cast.tu)
    assert not OfficialDocument._base_manager.exists()


def test_a_resolution_is_issued_under_its_own_number(cast, session):
    resolution = ResolutionFactory(
        locality=cast.locality, session=session, number="05", year=2026, is_normative=True, title="Quy định mức thu"
    )
    letter = saved("resolution", resolution, cast.lan, body="Điều 1. Mức thu.", bases="Căn cứ Luật", closing="")
    assert drafting.proposed_number(letter, date(2026, 7, 30)) == ""
    document = drafting.issue(letter, by=cast.lan, issued_on=date(2026, 7, 30), number="77")
    assert (document.reference, document.series) == ("05/2026/NQ-HĐND", f"di:{cast.council.pk}:resolution:qppl")
    bare = ResolutionFactory(locality=cast.locality, session=session, number="", title="về việc khác")
    with pytest.raises(NotNow):
        drafting.issue(saved("resolution", bare, cast.lan, body="Điều 1.", bases="", closing=""), by=cast.lan)


def test_a_sittings_conclusion_is_kept_with_it(cast):
    sitting = SittingFactory(locality=cast.locality, conclusion="Đồng ý.")
    document = drafting.issue(saved("sitting-conclusion", sitting, cast.lan, copies="UBND tỉnh"), by=cast.lan)
    assert Sitting.objects.get(pk=sitting.pk).conclusion_document == document


@pytest.mark.pdf
def test_the_pdf_is_made_in_the_background_and_put_with_the_document(client, cast, session, tmp_path):
    letter = finished(session, cast)
    document = drafting.issue(letter, by=cast.lan, issued_on=date(2026, 7, 3))
    assert runner.run_waiting() == 1
    job = Job.objects.get()
    assert (job.state, job.result_name) == ("done", f"quyet-dinh-trieu-tap-{letter.pk}.pdf")
    attachment = Attachment.objects.about(document).get()
    path = tmp_path / "van-ban.pdf"
    with attachment.latest.file.open() as file:
        path.write_bytes(file.read())
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True).stdout
    said = " ".join(text.split())
    for words in ("Số: 01/QĐ-HĐND", "An Bình, ngày 03 tháng 7 năm 2026", "Điều 1. Triệu tập kỳ họp A & B."):
        assert words in said
    client.force_login(cast.lan)
    answer = client.post(reverse("documents:letterdraft-pdf", args=[letter.pk]))
    assert (answer.status_code, Job.objects.count()) == (302, 2)
    runner.run_waiting()
    assert Attachment.objects.about(document).count() == 1


def test_a_reader_gets_the_pdf_of_an_issued_letter_and_leaves_nothing_with_it(cast, session, monkeypatch):
    monkeypatch.setattr(drafting, "as_pdf", lambda letter, progress=None: b"%PDF-1.7\n% made up\n")
    letter = saved("session-convening", session, cast.lan, **SIGNED)
    letter.recipients.set([cast.department])
    document = drafting.issue(letter, by=cast.lan)
    kept = Job.objects.get()
    job = drafting.export_pdf(letter, by=cast.minh)
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error, Attachment.objects.about(document).count()) == ("done", "", 0)
    runner.run(kept.pk)
    assert Attachment.objects.about(document).count() == 1


def test_a_job_whose_asker_lost_sight_of_the_letter_says_so(cast, session):
    letter = finished(session, cast)
    job = drafting.export_pdf(letter, by=cast.lan)
    LetterDraft.objects.update(draft_of=cast.committee)
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "Văn bản này không còn thuộc quyền xem của bạn.")


def test_a_system_job_drafts_without_a_side(cast, session):
    letter = begun("session-convening", session, cast.lan)
    drafting.create(letter, by=System("test"))
    assert (letter.draft_of, letter.created_by) == (None, None)
