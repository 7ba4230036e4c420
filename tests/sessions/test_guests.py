"""Guests of a session: a whole list pasted, read line by line, shown, and written down all or nothing."""

from datetime import date

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.documents import drafting, letters
from coordination.records.errors import Conflict
from sessions import actions, queries
from sessions.actions import Guest
from sessions.forms.guests import Bodies, read
from sessions.letters import after
from sessions.models import Attendance
from tests.people.factories import BodyFactory
from tests.sessions.factories import AttendanceFactory, CouncilSessionFactory, SittingFactory


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(locality=cast.locality, number="9", status="open", opened_on=date(2026, 7, 14))


def url(gathering, page="guests"):
    return reverse(f"council_sessions:{gathering._meta.model_name}-{page}", args=[gathering.pk])


def pasted(client, gathering, *lines, presence="invited", **more):
    """One press of the button under the list."""
    return client.post(url(gathering), {"text": "\n".join(lines), "presence": presence} | more)


def paste(client, gathering, *lines, **fields):
    """The list, looked at and confirmed."""
    shown = pasted(client, gathering, *lines, **fields)
    assert shown.status_code == 200
    return pasted(client, gathering, *lines, shown=shown.context["form"]["shown"].value(), **fields)


def written(gathering) -> list[tuple]:
    return list(
        gathering.attendances.order_by("pk").values_list("guest", "guest_post", "guest_from", "body", "presence")
    )


LINES = [
    ("Lò Văn Thử – Phó Giám đốc – Sở Y tế", Guest("Lò Văn Thử", "Phó Giám đốc", "Sở Y tế")),
    ("1. Ông Lò Văn Thử - Phó Giám đốc - Sở Y tế;", Guest("Ông Lò Văn Thử", "Phó Giám đốc", "Sở Y tế")),
    ("12) Bà Vàng Thị Thử, Phó Chủ tịch UBND tỉnh.", Guest("Bà Vàng Thị Thử", "Phó Chủ tịch UBND tỉnh", "")),
    ("- Đ/c Lò Thử — Trưởng ban", Guest("Đ/c Lò Thử", "Trưởng ban", "")),
    ("3\tLò Văn Thử\tGiám đốc\tSở Tài chính", Guest("Lò Văn Thử", "Giám đốc", "Sở Tài chính")),
    ("Lò Văn Thử\t\tSở Tài chính", Guest("Lò Văn Thử", "", "Sở Tài chính")),
    ("Lò Thử - Trưởng Ban Kinh tế - Ngân sách", Guest("Lò Thử", "Trưởng Ban Kinh tế - Ngân sách", "")),
    ("Lò Thử - Trưởng ban - Ban Kinh tế - Ngân sách", Guest("Lò Thử", "Trưởng ban", "Ban Kinh tế - Ngân sách")),
    ("Lò Thử – Trưởng ban – Ban Dân tộc – Tôn giáo", Guest("Lò Thử", "Trưởng ban", "Ban Dân tộc – Tôn giáo")),
    ("Y Thử, Già làng, làng Thử, xã Thử", Guest("Y Thử", "Già làng", "làng Thử, xã Thử")),
]


@pytest.mark.parametrize(("line", "guest"), LINES, ids=[line for line, _ in LINES])
def test_a_line_as_offices_write_it(cast, line, guest):
    assert [found.guest for found in read(line, Bodies([cast.board, cast.department]))] == [guest]


def test_a_body_of_the_register_is_invited_as_such(cast):
    twin = BodyFactory(locality=cast.locality, name="Chi cục Thử")
    other = BodyFactory(locality=cast.locality, name="Chi cục Thử", code="hai")
    lines = read(
        "2. sở y tế;\n\nBan Kinh tế - Ngân sách\nChi cục Thử", Bodies([cast.department, cast.board, twin, other])
    )
    assert [(line.number, line.guest) for line in lines] == [
        (1, Guest(body=cast.department)),
        (3, Guest(body=cast.board)),
        (4, None),
    ]


def test_a_body_by_names_that_differ_in_case_alone(cast):
    police = BodyFactory(locality=cast.locality, name="Công an tỉnh", short_name="Công an Tỉnh")
    assert [line.guest for line in read("Công an tỉnh", Bodies([police]))] == [Guest(body=police)]


HEAD, CAPTION = "dòng đầu bảng, không phải khách mời", "đề mục, không phải khách mời"
ASIDE = [
    ("STT\tHọ và tên\tChức vụ\tĐơn vị", HEAD),
    ("TT\tHỌ VÀ TÊN\tCHỨC VỤ\tCƠ QUAN\tGHI CHÚ", HEAD),
    ("Họ và tên\tChức vụ, đơn vị công tác\t\t", HEAD),
    ("Họ tên – Chức vụ – Cơ quan", HEAD),
    ("I. KHÁCH MỜI TRUNG ƯƠNG", CAPTION),
    ("II\tCÁC SỞ, BAN, NGÀNH (05 đồng chí)\t\t", CAPTION),
    ("III. Khách mời của tỉnh:", CAPTION),
    ("\tDANH SÁCH KHÁCH MỜI", CAPTION),
    ("I. KHÁCH MỜI TRUNG ƯƠNG - ĐỊA PHƯƠNG", CAPTION),
    ("II. Khách mời – Sở, ngành", CAPTION),
    ("DANH SÁCH KHÁCH MỜI - KỲ HỌP THỨ 5", CAPTION),
    ("III. CẤP TỈNH", CAPTION),
    ("I. LÃNH ĐẠO TỈNH ỦY, HĐND, UBND TỈNH", CAPTION),
    ("I. Các sở, ban, ngành tỉnh", CAPTION),
    ("ĐẠI BIỂU HĐND, UBND CẤP XÃ", CAPTION),
    ("I. THƯỜNG TRỰC HĐND, UBND, UBMTTQ TỈNH", CAPTION),
    ("III. CẤP ỦY, CHÍNH QUYỀN CÁC XÃ", CAPTION),
    ("KHÁCH TRUNG ƯƠNG, ĐỊA PHƯƠNG", CAPTION),
    ("CẤP ỦY CÁC XÃ", CAPTION),
]


@pytest.mark.parametrize(("line", "why"), ASIDE, ids=[line[:20] for line, _ in ASIDE])
def test_a_line_that_names_nobody_is_left_aside_and_says_why(cast, line, why):
    (found,) = read(line, Bodies([cast.board, cast.department]))
    assert (found.guest, found.fault, found.why, found.state) == (None, "", why, ("pause", "Bỏ qua"))


@pytest.mark.parametrize(
    "line",
    [
        "LÒ VĂN THỬ – GIÁM ĐỐC – SỞ THỬ",
        "LÒ VĂN THỬ, GIÁM ĐỐC, SỞ THỬ",
        "LÒ VĂN THỬ; GIÁM ĐỐC; SỞ THỬ",
    ],
)
def test_a_guest_in_capitals_is_no_caption(cast, line):
    assert [found.guest for found in read(line, Bodies([]))] == [Guest("LÒ VĂN THỬ", "GIÁM ĐỐC", "SỞ THỬ")]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("II. LÒ VĂN THỬ, GIÁM ĐỐC, SỞ THỬ", "II. LÒ VĂN THỬ"),
        ("CÁP THỊ THỬ, GIÁM ĐỐC, SỞ THỬ", "CÁP THỊ THỬ"),
        ("I. Cáp Thị Thử, GIÁM ĐỐC, SỞ THỬ", "I. Cáp Thị Thử"),
        ("ĐẠI BIỂU LÒ VĂN THỬ, GIÁM ĐỐC, SỞ THỬ", "ĐẠI BIỂU LÒ VĂN THỬ"),
        ("I. ĐẠI BIỂU LÒ VĂN THỬ, GIÁM ĐỐC, SỞ THỬ", "I. ĐẠI BIỂU LÒ VĂN THỬ"),
    ],
)
def test_a_guest_written_like_a_caption_is_still_one(cast, line, name):
    assert [found.guest for found in read(line, Bodies([]))] == [Guest(name, "GIÁM ĐỐC", "SỞ THỬ")]


NO_POST = "Ghi cả chức vụ hoặc cơ quan; tên cơ quan đứng một mình thì phải đúng như trong danh bạ."
FAULTS = [
    ("Lò Văn Thử", NO_POST),
    ("\tGiám đốc\tSở Y tế", "Thiếu họ tên."),
    ("Lò Thử 2 – Giám đốc", "Họ tên “Lò Thử 2” có chữ số."),
    (", Giám đốc", "Thiếu họ tên."),
    ("/ ;", NO_POST),
    (f"Lò Thử – {'a' * 161}", "Chức vụ dài 161 ký tự, nhiều nhất 160."),
    ("- Như trên, đã mời", "Không ghi “như trên”: ghi rõ họ tên, chức vụ, cơ quan."),
    ("Vàng Thử – nt – Sở Y tế", "Không ghi “như trên”: ghi rõ họ tên, chức vụ, cơ quan."),
    ('Vàng Thử – " – Sở Y tế', "Không ghi “như trên”: ghi rõ họ tên, chức vụ, cơ quan."),
    ("LÒ VĂN THỬ", NO_POST),
    ("II. SỞ Y TẾ", NO_POST),
    ("a\tb\tc\td", "Nhiều hơn ba cột: chỉ giữ họ tên, chức vụ, cơ quan."),
]


class TestPage:
    def test_nothing_is_written_before_it_was_shown(self, client, cast, session):
        client.force_login(cast.lan)
        lines = ("Ông Lò Văn Thử – Phó Giám đốc – Sở Thử", "Sở Y tế")

        shown = pasted(client, session, *lines)

        assert (shown.status_code, written(session)) == (200, [])
        assert "Ghi 2 khách mời" in shown.content.decode()
        assert [line.state for line in shown.context["form"].lines] == [("done", "Sẽ ghi")] * 2
        answer = pasted(client, session, *lines, shown=shown.context["form"]["shown"].value())
        assert (answer.status_code, answer.url) == (302, f"{session.get_absolute_url()}?phan=diem-danh")
        assert written(session) == [
            ("Ông Lò Văn Thử", "Phó Giám đốc", "Sở Thử", None, "invited"),
            ("", "", "", cast.department.pk, "invited"),
        ]
        page = client.get(answer.url).content.decode()
        assert "Đã ghi 2 khách mời." in page
        assert "Phó Giám đốc, Sở Thử" in page

    def test_a_list_changed_after_it_was_shown_is_shown_again(self, client, cast, session):
        client.force_login(cast.lan)
        mark = pasted(client, session, "Lò Thử – Giám đốc").context["form"]["shown"].value()

        answers = [
            pasted(client, session, "Lò Thử – Phó Giám đốc", shown=mark),
            pasted(client, session, "Lò Thử – Giám đốc", shown=mark, presence="present"),
        ]

        assert [answer.status_code for answer in answers] == [200, 200]
        assert written(session) == []

    @pytest.mark.parametrize(("line", "words"), FAULTS, ids=[line[:20] for line, _ in FAULTS])
    def test_one_bad_line_and_nothing_of_the_list_is_written(self, client, cast, session, line, words):
        client.force_login(cast.lan)

        answer = pasted(client, session, "Lò Thử – Giám đốc", line, "Sở Y tế")

        assert answer.status_code == 422
        assert [error[: len(words) + 8] for error in answer.context["form"].errors["text"]] == [f"Dòng 2: {words}"]
        assert "Lò Thử – Giám đốc" in answer.content.decode()
        assert written(session) == []

    def test_doubles_are_named_and_left_out(self, client, cast, session):
        client.force_login(cast.lan)
        paste(client, session, "Ông Lò Văn Thử – Phó Giám đốc – Sở Thử", "Sở Y tế", presence="present")
        lines = (
            "lò văn thử, Phó Giám đốc Sở Thử",
            "Sở Y tế",
            "Vàng Thử – Chủ tịch",
            "Bà Vàng Thử, Chủ tịch",
            "Lò Văn Thử – Trưởng phòng – Sở Khác",
        )

        shown = pasted(client, session, *lines)

        assert [line.repeats for line in shown.context["form"].lines] == [
            "đã có trong danh sách",
            "đã có trong danh sách",
            "",
            "trùng dòng 3",
            "",
        ]
        words = " ".join(shown.content.decode().split())
        assert [words.count(part) for part in ("Ghi 2 khách mời", "Bỏ qua</span>", "Trùng dòng 3")] == [1, 3, 1]
        answer = paste(client, session, *lines)
        assert "Đã ghi 2 khách mời. Bỏ qua 3 dòng trùng." in client.get(answer.url).content.decode()
        assert [row[0] for row in written(session)] == ["Ông Lò Văn Thử", "", "Vàng Thử", "Lò Văn Thử"]
        again = pasted(client, session, *lines)
        assert again.status_code == 422
        assert again.context["form"].errors["text"][0] == "Dòng 1: đã có trong danh sách."

    def test_the_head_and_the_captions_of_a_table_are_named_and_left_out(self, client, cast, session):
        client.force_login(cast.lan)
        lines = ("STT\tHọ và tên\tChức vụ\tĐơn vị", "I. KHÁCH MỜI TRUNG ƯƠNG", "1\tLò Thử\tGiám đốc\tSở Thử")

        shown = pasted(client, session, *lines)

        assert (shown.status_code, shown.context["submit"]) == (200, "Ghi 1 khách mời")
        assert [(line.number, line.why) for line in shown.context["form"].lines] == [(1, HEAD), (2, CAPTION), (3, "")]
        page = shown.content.decode()
        assert [page.count(words) for words in ("Dòng đầu bảng, không", "Đề mục, không", "Bỏ qua</span>")] == [1, 1, 2]
        paste(client, session, *lines)
        assert written(session) == [("Lò Thử", "Giám đốc", "Sở Thử", None, "invited")]
        assert pasted(client, session, *lines[:2]).context["form"].errors == {
            "text": [f"Dòng 1: {HEAD}.", f"Dòng 2: {CAPTION}."]
        }

    def test_too_many_and_none(self, client, cast, session):
        client.force_login(cast.lan)
        many = [f"Lò Thử {'a' * number} – Giám đốc" for number in range(301)]
        assert pasted(client, session, *many).context["form"].errors == {
            "text": ["Danh sách có 301 dòng; mỗi lần nhiều nhất 300 dòng."]
        }
        assert pasted(client, session, " ;", "-").context["form"].errors == {"text": ["Danh sách không có dòng nào."]}
        assert pasted(client, session, "").context["form"].errors == {"text": ["Chưa ghi ô này."]}

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_list_asks_the_same_whatever_its_length(self, client, cast, session, rows, django_assert_num_queries):
        lines = [f"Lò Thử {'abc'[number]} – Giám đốc" for number in range(rows)]
        client.force_login(cast.lan)
        mark = pasted(client, session, *lines).context["form"]["shown"].value()
        ContentType.objects.get_for_model(Attendance)  # asked once in a process
        with django_assert_num_queries(20):
            assert pasted(client, session, *lines, shown=mark).status_code == 302
        assert len(written(session)) == rows

    def test_a_sitting_has_its_own(self, client, cast):
        sitting = SittingFactory(locality=cast.locality)
        client.force_login(cast.lan)
        assert paste(client, sitting, "Lò Thử – Giám đốc").status_code == 302
        assert written(sitting) == [("Lò Thử", "Giám đốc", "", None, "invited")]

    def test_who_must_not(self, client, cast, session):
        answers = {}
        for user in (cast.ubnd, cast.hoa, cast.minh, cast.dai_bieu, cast.stranger):
            client.force_login(user)
            answers[user] = {client.get(url(session)).status_code, pasted(client, session, "A – B").status_code}
        assert list(answers.values()) == [{403}, {403}, {404}, {403}, {404}]
        assert Attendance.objects.count() == 0


class TestRows:
    def test_two_who_write_the_same_guest_at_the_same_moment(self, cast, session):
        guests = [Guest("Vàng Thử", "Giám đốc"), Guest("Lò Thử", "Giám đốc")]
        actions.add_guests(session, guests[1:], presence="invited", by=cast.lan)
        with pytest.raises(Conflict):
            actions.add_guests(session, guests, presence="invited", by=cast.tu)
        assert [row[0] for row in written(session)] == ["Lò Thử"]

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"guest": "Lò Thử"}, "Mỗi dòng điểm danh là một người, một cơ quan hoặc một khách mời."),
            ({"guest_post": "Giám đốc"}, "Chức vụ, cơ quan của khách mời chỉ ghi cùng họ tên khách mời."),
            ({"presence": "invited"}, "“Được mời” chỉ ghi cho khách mời, cơ quan."),
        ],
    )
    def test_what_a_row_cannot_be(self, cast, session, fields, words):
        row = Attendance(locality=cast.locality, session=session, person=cast.lan.person, **fields)
        with pytest.raises(ValidationError) as refused:
            row.full_clean()
        assert refused.value.messages == [words]

    def test_one_guest_by_the_single_form(self, client, cast, session):
        client.force_login(cast.lan)
        address = reverse("council_sessions:attendance-create") + f"?session={session.pk}"
        fields = {"session": session.pk, "guest": "Lò Thử", "guest_post": "Giám đốc", "presence": "present"}
        assert client.post(address, fields).status_code == 302
        assert written(session) == [("Lò Thử", "Giám đốc", "", None, "present")]

    def test_guests_stand_on_the_roll_and_wait_until_they_are_called(self, client, cast, session):
        actions.add_guests(
            session, [Guest("Lò Thử", "Giám đốc"), Guest("Vàng Thử", "Chủ tịch")], presence="invited", by=cast.lan
        )
        one, two = queries.guests_of(session)
        client.force_login(cast.lan)
        form = client.get(url(session, "roll")).context["form"]
        assert [line.choice.label for line in form.guests] == ["Lò Thử, Giám đốc", "Vàng Thử, Chủ tịch"]
        revisions = {f"g{row.pk}_revision": row.revision for row in (one, two)}

        answer = client.post(url(session, "roll"), {f"g{one.pk}": "present"} | revisions)

        assert answer.status_code == 302
        assert [row[-1] for row in written(session)] == ["present", "invited"]
        assert queries.turnout_of(session).noted == 0

    @pytest.mark.parametrize("presence", ["invited", "present"])
    def test_guests_written_down_before_the_roll_leave_the_delegates_present(self, client, cast, session, presence):
        client.force_login(cast.lan)
        usual = [line.choice.value() for line in client.get(url(session, "roll")).context["form"].people]
        actions.add_guests(session, [Guest("Lò Thử", "Giám đốc")], presence=presence, by=cast.lan)

        form = client.get(url(session, "roll")).context["form"]

        assert usual == ["present"] * len(usual) != []
        assert [line.choice.value() for line in form.people] == usual

    def test_the_invitation_and_the_minutes_name_them(self, cast, session):
        guests = [Guest("Ông Lò Thử", "Giám đốc", "Sở Thử"), Guest("Bà Vàng Thử", "Chủ tịch")]
        actions.add_guests(session, guests[:1], presence="present", by=cast.lan)
        actions.add_guests(session, guests[1:], presence="invited", by=cast.lan)
        AttendanceFactory(locality=cast.locality, session=session, body=cast.department, person=None)

        letter, recipients = drafting.begun(letters.kind_of("session-invitation"), session, cast.lan)

        assert letter.addressees.splitlines()[-2:] == ["Ông Lò Thử, Giám đốc, Sở Thử", "Bà Vàng Thử, Chủ tịch"]
        assert recipients == [cast.council, cast.front, cast.department, cast.committee]
        minutes = after.minutes(session, cast.lan).body.splitlines()
        assert "- Khách mời: Ông Lò Thử, Giám đốc, Sở Thử; Sở Y tế." in minutes
