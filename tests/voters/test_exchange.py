"""Petitions from and to Excel: what a row becomes, second load, dump and load, faults, who may."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from coordination.deadlines.models import Obligation
from coordination.exchange import actions as exchange
from coordination.exchange import undo, workbook
from coordination.exchange.columns import Place
from coordination.exchange.kinds import kind_of
from coordination.exchange.models import Import
from coordination.workflow.models import StatusChange
from tests.exchange.books import book, grid, opened
from tests.people.factories import BodyFactory, LocalityFactory, TermFactory
from tests.sessions.factories import CouncilSessionFactory
from tests.voters.factories import LOADER, BatchFactory, ContactMeetingFactory, brought_to, petition_of
from voters import actions
from voters.models import Petition, Referral, Reply, Verdict

HEAD = ["STT", "Mã kiến nghị", "Nội dung", "Xã", "Ngày nhận", "Nguồn", "Lĩnh vực", "Thẩm quyền", "Cơ quan chủ trì"]
ROW = [1, None, "Đường hỏng; đề nghị sửa", "Phú Hòa", "18/5/2026", "TXCT trước kỳ họp", "Giao thông", "tỉnh", "Sở Y tế"]
DONE = [*HEAD, "Ngày chuyển", "Ngày nhận giải quyết", "Kết quả", "Nội dung trả lời", "Số văn bản", "Ngày trả lời"]
ANSWERED = [*ROW, "20/5/2026", "22/5/2026", "Giải trình, cung cấp thông tin", "Đã rõ.", "12/SYT", "1/6/2026"]


def sent(cast, content: bytes, by=None) -> Import:
    return exchange.receive(kind_of("petitions"), content, "so.xlsx", by=by or cast.lan)


def faults(entry: Import) -> list[str]:
    return [
        f"{letter}{row['row']} {heading}: {words}" for row in entry.report for letter, heading, words in row["faults"]
    ]


def loaded(cast, content: bytes, by=None) -> Import:
    entry = sent(cast, content, by)
    assert (faults(entry), entry.error) == ([], "")
    exchange.begin_load(entry, by=by or cast.lan)
    entry.refresh_from_db()
    return entry


def run(*arguments) -> str:
    said = StringIO()
    call_command("exchange", *map(str, arguments), stdout=said)
    return said.getvalue()


# --- What a row becomes -------------------------------------------------------------------------------------------


def test_a_row_becomes_a_petition_with_the_next_code(cast):
    entry = loaded(cast, book(HEAD, ROW))
    petition = Petition.objects.get()
    assert (entry.creates, petition.code, petition.status, petition.created_by) == (1, "KN-2026-0001", "new", cast.lan)
    assert (petition.place, petition.competent_body, petition.received_on, petition.level) == (
        cast.commune, cast.department, date(2026, 5, 18), "province",
    )  # fmt: skip
    assert petition.title == "Đường hỏng"


def test_what_was_done_already_is_done_again_on_its_days(cast):
    loaded(cast, book(DONE, ANSWERED))
    petition = Petition.objects.get()
    assert (petition.status, petition.result, petition.answered_on, petition.finished_on) == (
        "answered", "explained", date(2026, 6, 1), date(2026, 6, 1),
    )  # fmt: skip
    referral, reply = Referral.objects.get(), Reply.objects.get()
    assert (referral.to, referral.sent_on, referral.accepted_on) == (
        cast.department, date(2026, 5, 20), date(2026, 5, 22),
    )  # fmt: skip
    assert (reply.number, reply.text, reply.body) == ("12/SYT", "Đã rõ.", cast.department)
    steps = StatusChange.objects.about(petition).order_by("id")
    assert [(row.transition, row.at.date()) for row in steps][1:] == [
        ("forward", date(2026, 5, 20)), ("accept", date(2026, 5, 22)), ("reply", date(2026, 6, 1)),
    ]  # fmt: skip
    assert {row.by_name for row in steps} == {str(cast.lan), f"Hệ thống (nạp từ Excel, {cast.lan})"}


def test_days_that_a_register_never_kept_are_those_of_the_next_step(cast):
    loaded(cast, book([*HEAD, "Kết quả", "Số văn bản", "Ngày trả lời"],
                      [*ROW, "đã giải quyết", "12/SYT", "1/6/2026"]))  # fmt: skip
    petition = Petition.objects.get()
    referral = Referral.objects.get()
    assert (petition.result, petition.resolved_on) == ("resolved", date(2026, 6, 1))
    assert (referral.sent_on, referral.accepted_on) == (date(2026, 6, 1), date(2026, 6, 1))
    assert Reply.objects.get().text == "Theo văn bản 12/SYT."


def test_reopened_after_a_verdict_of_the_front(cast):
    head = [*DONE, "Ngày đánh giá", "Đánh giá", "Cơ quan đánh giá", "Nhận xét", "Ngày mở lại"]
    row = [*ANSWERED, "3/6/2026", "chưa thỏa đáng", "MTTQ tỉnh", "Chưa rõ.", "5/6/2026"]
    row[11] = "Đang giải quyết"
    loaded(cast, book(head, row))
    petition = Petition.objects.get()
    assert (petition.status, petition.result, petition.answered_on) == (
        "reopened", "in_progress", date(2026, 6, 1),
    )  # fmt: skip
    assert (Verdict.objects.get().body, Reply.objects.get().result) == (cast.front, "explained")


def test_a_second_load_changes_nothing(cast):
    content = book(DONE, ANSWERED, [2, None, "Điện yếu", None, "19/5/2026", *ROW[5:], *[None] * 6])
    loaded(cast, content)
    before = [list(model.objects.values()) for model in (Petition, Referral, Reply)]
    again = loaded(cast, content)
    assert again.counts == {"create": 0, "update": 0, "same": 2, "fault": 0}
    assert [list(model.objects.values()) for model in (Petition, Referral, Reply)] == before


def test_a_stored_petition_is_corrected_but_never_moved(cast):
    loaded(cast, book(DONE, ANSWERED))
    code = Petition.objects.get().code
    head = ["Mã kiến nghị", "Nội dung", "Ngày nhận", "Kiến nghị lần thứ", "Ngày trả lời"]
    entry = sent(cast, book(head, [code, "Đường hỏng nặng", "18/5/2026", "lần thứ 3", "2/6/2026"]))
    assert faults(entry) == [
        "E2 Ngày trả lời: hồ sơ đã có trong sổ thì ô này chỉ đổi bằng nút thao tác ở trang của hồ sơ."
    ]
    loaded(cast, book(head, [code, "Đường hỏng nặng", "18/5/2026", "lần thứ 3", None]))
    petition = Petition.objects.get()
    assert (petition.content, petition.times_raised, petition.answered_on) == (
        "Đường hỏng nặng", 3, date(2026, 6, 1),
    )  # fmt: skip


def test_the_body_of_a_forwarded_petition_is_not_changed_by_a_file(cast):
    loaded(cast, book(DONE, ANSWERED))
    entry = sent(cast, book(HEAD, [*ROW[:8], "UBND tỉnh"]))
    assert [fault.split(":")[0] for fault in faults(entry)] == ["I2 Cơ quan chủ trì"]


def test_a_load_is_taken_back_with_everything_that_came_of_it(cast):
    before = Obligation.objects.count()
    entry = loaded(cast, book([*DONE, "Thời hạn"], [*ANSWERED, "18/7/2026"]))
    assert Obligation.objects.count() > before
    undo.undo(entry, by=cast.lan)
    counts = [model.objects.count() for model in (Petition, Referral, Reply, Obligation)]
    assert counts == [0, 0, 0, before]


def test_petitions_are_recognised_by_place_where_words_and_day_are_the_same(cast):
    other = LocalityFactory(commune=True, slug="tan-hoa-thu", name="Tân Hòa", parent=cast.locality)
    rows = [ROW, [2, None, *ROW[2:3], "Tân Hòa", *ROW[4:]]]
    loaded(cast, book(HEAD, *rows))
    assert sent(cast, book(HEAD, *rows)).counts["same"] == 2
    assert set(Petition.objects.values_list("place", flat=True)) == {cast.commune.pk, other.pk}


# --- Faults -------------------------------------------------------------------------------------------------------


def test_a_code_that_the_register_lacks_is_a_fault_and_no_second_petition(cast):
    loaded(cast, book(HEAD, ROW))
    entry = sent(cast, book(HEAD, [1, "KN-1999-9999", *ROW[2:]], [2, "KN-2026-O002", "Điện yếu", *ROW[3:]],
                            [3, "kn-2026-0001", *ROW[2:]], [4, None, "Nước yếu", *ROW[3:]]))  # fmt: skip
    assert faults(entry) == [
        "B2 Mã kiến nghị: sổ không có mã “KN-1999-9999”; có phải KN-2026-0001, cùng nội dung và ngày nhận? "
        "Kiến nghị mới thì để trống ô này.",
        "B3 Mã kiến nghị: sổ không có mã “KN-2026-O002”. Kiến nghị mới thì để trống ô này.",
    ]
    assert [row["verdict"] for row in entry.report] == ["fault", "fault", "same", "create"]


def test_own_codes_come_into_an_empty_register_and_from_the_shell(cast, tmp_path):
    rows = [[1, "12/KN", *ROW[2:]], [2, "13/KN", "Điện yếu", *ROW[3:]], [3, None, "Nước yếu", *ROW[3:]]]
    petition_of(cast.other)
    loaded(cast, book(HEAD, *rows))
    (tmp_path / "them.xlsx").write_bytes(book(HEAD, [1, "14/KN", "Phần hai của sổ", *ROW[3:]]))
    assert "ghi mới 1" in run("load", "petitions", tmp_path / "them.xlsx", "--locality", cast.locality.slug)
    codes = Petition.objects.filter(locality=cast.locality).order_by("pk").values_list("code", flat=True)
    assert list(codes) == ["12/KN", "13/KN", "KN-2026-0001", "14/KN"]


def test_a_preview_that_was_right_while_the_register_was_empty_is_asked_again(cast):
    entry = sent(cast, book(HEAD, [1, "12/KN", *ROW[2:]]))
    petition_of(cast.locality)
    with pytest.raises(exchange.Changed):
        exchange.begin_load(entry, by=cast.lan)
    entry.refresh_from_db()
    assert faults(entry) == ["B2 Mã kiến nghị: sổ không có mã “12/KN”. Kiến nghị mới thì để trống ô này."]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({9: "10/5/2026"}, "J2 Ngày chuyển: Trước ngày nhận kiến nghị (18/05/2026)."),
        ({14: "21/5/2026"}, "O2 Ngày trả lời: trả lời: "
         "Không làm được “Ghi trả lời” khi hồ sơ đang ở trạng thái “Đã chuyển”."),
        ({14: None}, "O2 Ngày trả lời: còn trống; có nội dung hoặc số văn bản trả lời."),
        ({11: None}, "L2 Kết quả: còn trống; có ngày trả lời thì phải có kết quả."),
        ({12: None, 13: None}, "M2 Nội dung trả lời: còn trống; có ngày trả lời thì phải có nội dung hoặc số văn bản."),
        ({8: None}, "I2 Cơ quan chủ trì: còn trống; đã chuyển thì phải có cơ quan nhận."),
        ({6: None}, "J2 Ngày chuyển: chuyển: Chưa phân loại: thiếu lĩnh vực."),
        ({11: "Trả lại, không đúng thẩm quyền", 12: None, 13: None, 14: None}, "2 Ngày trả lại: còn trống; "
         "kiến nghị đã trả lại."),
        ({14: "1/6/2099"}, "O2 Ngày trả lời: ngày 01/06/2099 chưa tới."),
        ({5: None}, "F2 Nguồn: còn trống."),
    ],
    ids=range(10),
)  # fmt: skip
def test_steps_that_cannot_have_been_are_told_at_their_cell(cast, changes, fault):
    row = list(ANSWERED)
    for place, value in changes.items():
        row[place] = value
    entry = sent(cast, book(DONE, row))
    assert faults(entry) == [fault]
    assert Petition.objects.count() == 0


def test_the_end_must_follow_from_the_days(cast):
    entry = sent(cast, book([*DONE, "Trạng thái"], [*ANSWERED, "Đang giải quyết"]))
    assert faults(entry) == [
        "P2 Trạng thái: ghi “Đang giải quyết”, nhưng các ngày trong dòng này dẫn tới “Đã trả lời”."
    ]


KINDS_OF_FAULTS = {
    5: (2, None, "C5 Nội dung kiến nghị: còn trống."),
    12: (4, "31/6/2026", "E12 Ngày nhận: tháng 6 chỉ có 30 ngày."),
    20: (3, "Phú Hòaa", "D20 Xã, phường: không có địa bàn “Phú Hòaa”; có phải “Xã Phú Hòa”?"),
    28: (6, "Giao thôn", "G28 Lĩnh vực: không có “Giao thôn”; có phải “Giao thông”? Chọn một trong: Giao thông; "
         "An toàn giao thông; Chiếu sáng công cộng; Thủy lợi; Đê điều, phòng chống thiên tai; Thoát nước; Nước sạch; "
         "Điện; …"),
    36: (8, "Sở I tế", "I36 Cơ quan chủ trì: không có cơ quan “Sở I tế”; có phải “Sở Y tế”?"),
    44: (9, "nhiều lần", "J44 Kiến nghị lần thứ: “nhiều lần” chưa rõ là mấy lần; ghi số lần."),
    52: (10, "1/5/2026", "K52 Thời hạn: Hạn trả lời phải từ ngày nhận trở đi."),
    60: (2, "Kiến nghị số 7", "C60 Nội dung kiến nghị: trùng với dòng 7."),
    68: (4, "=TODAY()", "E68 Ngày nhận: là công thức chưa có giá trị tính sẵn; chép giá trị thay cho công thức."),
}  # fmt: skip
"""Row → (column, what stands there, what is said of it)."""


def test_eighty_rows_with_nine_kinds_of_faults(cast):
    """Every fault is told at its cell, every other row says what it would do, and nothing is written."""
    lines = []
    for number in range(2, 82):
        line = [number - 1, None, f"Kiến nghị số {number}", *ROW[3:], 1, "18/7/2026"]
        if number in KINDS_OF_FAULTS:
            place, value, _ = KINDS_OF_FAULTS[number]
            line[place] = value
        lines.append(line)
    entry = sent(cast, book([*HEAD, "Kiến nghị lần thứ", "Thời hạn"], *lines))
    assert faults(entry) == [fault for _, _, fault in KINDS_OF_FAULTS.values()]
    marks = {row["row"]: row["mark"] for row in entry.report}
    known = [marks[number] for number in range(2, 82) if number not in KINDS_OF_FAULTS]
    assert (len(set(known)), "" in known) == (71, False)  # by which a row is found again
    assert entry.report == [
        {
            "row": number,
            "about": None,
            "mark": marks[number],
            "title": lines[number - 2][2] or "",
            "verdict": "fault" if number in KINDS_OF_FAULTS else "create",
            "faults": entry.report[number - 2]["faults"] if number in KINDS_OF_FAULTS else [],
            "changes": [],
            "reads": [] if number in KINDS_OF_FAULTS else entry.report[0]["reads"],
        }
        for number in range(2, 82)
    ]
    assert (entry.state, entry.counts) == ("faulty", {"create": 71, "update": 0, "same": 0, "fault": 9})
    assert Petition.objects.count() == 0


def test_a_faulty_file_from_the_shell_changes_nothing_and_names_sheet_row_and_column(cast, tmp_path):
    file = tmp_path / "so.xlsx"
    file.write_bytes(book(HEAD, ROW, [2, None, "Khác", *ROW[3:8], "Sở I tế"], title="Quý II"))
    for act in ("preview", "load"):
        with pytest.raises(CommandError) as error:
            run(act, "petitions", file, "--locality", cast.locality.slug)
        assert str(error.value) == (
            "Trang “Quý II”, dòng 3, cột I (Cơ quan chủ trì): "
            "không có cơ quan “Sở I tế”; có phải “Sở Y tế”? Chưa ghi gì."
        )
    assert (Petition.objects.count(), Import.objects.count()) == (0, 0)


# --- Who may ------------------------------------------------------------------------------------------------------


def test_names_of_voters_are_in_files_of_those_who_keep_the_register_alone(cast):
    petition_of(cast.locality, place=cast.commune, voter="Trần Thị Người Dân")
    for user, seen in ((cast.lan, True), (cast.hoa, False)):
        content = workbook.register(kind_of("petitions"), Place(cast.locality, user))
        assert ("Cử tri" in grid(content)[0]) is seen
        assert ("Trần Thị Người Dân" in str(grid(content))) is seen
        assert ("Cử tri" in grid(workbook.template(kind_of("petitions"), Place(cast.locality, user)))[0]) is seen


def test_a_name_from_somebody_else_s_file_is_not_read(cast):
    content = book([*HEAD, "Cử tri"], [*ROW, "Trần Thị Người Dân"])
    entry = loaded(cast, content, cast.hoa)
    unread = "Không đọc cột “Cử tri” (ô J1) dù có dữ liệu; nếu cần thì sửa tiêu đề theo mẫu rồi gửi lại."
    assert ({"warning": unread} in entry.notes, Petition.objects.get().voter) == (True, "")
    entry = loaded(cast, content)
    assert Petition.objects.get().voter == "Trần Thị Người Dân"
    assert "Người Dân" not in json.dumps(entry.report, ensure_ascii=False)
    undo.undo(entry, by=cast.lan)
    assert Petition.objects.get().voter == ""


def test_who_does_not_keep_the_register_brings_in_new_petitions_only(cast):
    assert faults(sent(cast, book(DONE, ANSWERED), cast.hoa)) == [
        "J2 Ngày chuyển: chỉ văn phòng giữ sổ kiến nghị mới nạp được kiến nghị kèm những việc đã làm."
    ]


def test_a_department_has_no_such_page(cast, client):
    client.force_login(cast.minh)
    for name in ("kind", "template", "register", "layout"):
        assert client.get(reverse(f"exchange:{name}", args=["petitions"])).status_code == 403


def test_a_petition_that_one_may_not_see_is_in_no_file(cast):
    petition_of(cast.locality, content="Việc mật của một người", confidential=True)
    petition_of(cast.other, content="Việc của tỉnh khác")
    assert len(grid(workbook.register(kind_of("petitions"), Place(cast.locality, cast.hoa)))) == 1


# --- Dump and load ------------------------------------------------------------------------------------------------


def twin(cast):
    """A place with the same bodies, commune and session under the same names, and no petitions."""
    place = LocalityFactory(slug="tinh-trong")
    for body in (cast.council, cast.standing, cast.board, cast.committee, cast.department, cast.front):
        BodyFactory(locality=place, kind=body.kind, name=body.name, code=body.code)
    commune = LocalityFactory(commune=True, slug="xa-trong", name=cast.commune.name, parent=place)
    commune.full_name = cast.commune.full_name
    commune.save()
    term = TermFactory(locality=place, name=cast.term.name)
    CouncilSessionFactory(locality=place, number="9", term=term)
    ContactMeetingFactory(locality=place, topic="Cuộc một", place=commune)
    BatchFactory(locality=place, name="Đợt một")
    return place


def test_dump_then_load_into_an_empty_place_gives_equal_rows(cast, tmp_path):
    session = CouncilSessionFactory(locality=cast.locality, number="9", term=cast.term)
    meeting = ContactMeetingFactory(locality=cast.locality, topic="Cuộc một", place=cast.commune)
    batch = BatchFactory(locality=cast.locality, name="Đợt một")
    first = petition_of(cast.locality, place=cast.commune, session=session, meeting=meeting, batch=batch)
    petition_of(cast.locality, content="=HYPERLINK(1)\nDòng hai", predecessor=first, times_raised=3, voter="Ông Ba")
    for status in ("forwarded", "in_progress", "answered", "reopened", "returned", "finished"):
        brought_to(petition_of(cast.locality, competent_body=cast.department), status, cast.department)
    bounced(cast)
    place = twin(cast)
    file = tmp_path / "kien-nghi.xlsx"
    assert "9 dòng" in run("dump", "petitions", file, "--locality", cast.locality.slug)
    assert "ghi mới 9, sửa 0" in run("load", "petitions", file, "--locality", place.slug)
    assert "đã đúng sẵn 9, lỗi 0" in run("load", "petitions", file, "--locality", place.slug)
    rows = json.loads(run("dump", "petitions", "--locality", place.slug, "--format", "json"))
    assert rows == json.loads(run("dump", "petitions", "--locality", cast.locality.slug, "--format", "json"))
    assert [row["status"] for row in rows][2:] == [
        "Đã chuyển", "Đang giải quyết", "Đã trả lời", "Mở lại, đang giải quyết", "Trả lại, không đúng thẩm quyền",
        "Đã kết thúc", "Đã trả lời",
    ]  # fmt: skip
    assert rows[-1]["earlier_steps"].split("\n")[:2] == [
        "20/05/2026 | chuyển | UBND tỉnh | 5/PC | | | Sở Y tế",
        "21/05/2026 | từ chối | | | | Không phải việc của mình.",
    ]  # fmt: skip


def bounced(cast):
    """Refused once, answered twice."""
    petition = petition_of(cast.locality, place=cast.commune)
    day = date(2026, 5, 20)
    actions.forward(petition, by=LOADER, to=cast.committee, on=day, number="5/PC", supporting=[cast.department])
    actions.refuse(petition, by=LOADER, reason="Không phải việc của mình.", on=date(2026, 5, 21))
    brought_to(petition, "reopened", cast.department)
    actions.reply(petition, by=LOADER, result="planned", text="Sẽ làm | xong trong năm.", sent_on=date(2026, 6, 20),
                  promised_on=date(2026, 12, 1), copied_to=[cast.front])  # fmt: skip


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("hôm qua | chuyển | Sở Y tế", "bước thứ 1: "),
        ("20/5/2026 | đẩy | Sở Y tế", "bước thứ 1: không có việc “đẩy”."),
        ("20/5/2026 | chuyển | Sở I tế", "bước thứ 1: không có cơ quan “Sở I tế”; có phải “Sở Y tế”?"),
        (
            "20/5/2026 | chuyển | Sở Y tế\n21/5/2026 | trả lời | Sở Y tế | 1 | tốt",
            "bước thứ 2: không có kết quả “tốt”.",
        ),
        ("20/5/2026 | nhận giải quyết", "nhận giải quyết: Không làm được"),
    ],
)
def test_a_line_of_earlier_steps_that_cannot_be_read(cast, line, words):
    found = faults(sent(cast, book([*HEAD, "Các bước trước đó"], [*ROW, line])))
    assert len(found) == 1
    assert found[0].startswith(f"J2 Các bước trước đó: {words}")


def test_the_template_offers_lists_among_them_how_often(cast):
    made = opened(workbook.template(kind_of("petitions"), Place(cast.locality, cast.lan)))
    lists = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in made["Danh mục"].columns}
    assert lists["Kiến nghị lần thứ"] == [str(number) for number in range(1, 11)]
    assert lists["Xã, phường"] == ["Tỉnh An Bình", "Xã Phú Hòa"]
    assert {"Lĩnh vực", "Thẩm quyền", "Nguồn", "Cơ quan chủ trì", "Kết quả", "Trạng thái"} <= set(lists)
    heads = set(grid(workbook.template(kind_of("petitions"), Place(cast.locality)))[0])
    assert {"STT", "Mã kiến nghị", "Nội dung kiến nghị *", "Cử tri", "Ngày nhận *", "Lần đầu", "Ghi chú"} <= heads


# --- Pages ----------------------------------------------------------------------------------------------------------


def test_a_preview_says_what_was_understood_and_links_lead_to_what_was_made(cast, client):
    client.force_login(cast.lan)
    head, row = [*DONE, "Cử tri"], [*ANSWERED, "Bà Người Dân"]
    row[6:9] = ["GIAO THONG", "tỉnh", "so y te"]
    entry = sent(cast, book(head, row))
    assert dict(entry.report[0]["reads"]) == {
        "Xã, phường": cast.commune.full_name,
        "Ngày nhận": "18/05/2026",
        "Nguồn": "TXCT trước kỳ họp",
        "Lĩnh vực": "Giao thông",
        "Thẩm quyền": "cấp tỉnh",
        "Cơ quan chủ trì": "Sở Y tế",
        "Ngày chuyển": "20/05/2026",
        "Ngày nhận giải quyết": "22/05/2026",
        "Kết quả": "Giải trình, cung cấp thông tin",
        "Nội dung trả lời": "Đã rõ.",
        "Số văn bản": "12/SYT",
        "Ngày trả lời": "01/06/2026",
    }
    page = client.get(entry.get_absolute_url()).content.decode()
    assert '<li><span class="muted">Lĩnh vực:</span> <ins>Giao thông</ins></li>' in page
    assert ("Người Dân" in page, "/kien-nghi/1" in page) == (False, False)
    exchange.begin_load(entry, by=cast.lan)
    petition = Petition.objects.get()
    link = f'<a href="{petition.get_absolute_url()}">KN-2026-0001: Đường hỏng; đề nghị sửa</a>'
    assert link in client.get(entry.get_absolute_url()).content.decode()


def test_taking_a_load_back_asks_first_and_says_what_goes(cast, client):
    client.force_login(cast.lan)
    stored = petition_of(cast.locality, content="Đã có", received_on=date(2026, 5, 18), times_raised=1)
    head = [*DONE, "Kiến nghị lần thứ"]
    known = [2, stored.code, "Đã có", None, "18/5/2026", *[None] * (len(DONE) - 5), 3]
    entry = loaded(cast, book(["Mã kiến nghị", *DONE[2:], head[-1]], [None, *ANSWERED[2:], 1]))
    more = loaded(cast, book(["Mã kiến nghị", "Nội dung", "Ngày nhận", head[-1]], [known[1], *known[2:3], known[4], 3]))
    address = reverse("exchange:import-undo", args=[entry.pk])
    assert f'href="{address}"' in client.get(entry.get_absolute_url()).content.decode()
    page = " ".join(client.get(address).content.decode().split())
    assert "<b>1</b> kiến nghị do tệp này ghi mới sẽ bị xóa, cùng mọi bước và việc phải làm của chúng: " in page
    assert "chúng: 1 lần chuyển, 1 trả lời." in page
    assert Petition.objects.count() == 2
    client.post(address)
    assert list(Petition.objects.all()) == [stored]
    page = " ".join(client.get(reverse("exchange:import-undo", args=[more.pk])).content.decode().split())
    assert "<b>1</b> kiến nghị do tệp này sửa sẽ trở lại như trước khi nạp." in page
    assert "<li>Kiến nghị lần thứ: <del>3</del> → <ins>1</ins></li>" in page
    assert client.get(address).status_code == 302  # taken back already


def test_what_was_used_since_is_told_before_anybody_presses(cast, client):
    client.force_login(cast.lan)
    entry = loaded(cast, book(HEAD, ROW))
    petition = Petition.objects.get()
    petition.urgent = True
    actions.edit_petition(petition, by=cast.lan)
    page = client.get(reverse("exchange:import-undo", args=[entry.pk])).content.decode()
    assert "<li>Dòng 2: “Đường hỏng” đã được sửa sau khi nạp.</li>" in page
    assert '<button type="submit" class="btn btn-primary">Hoàn tác' not in page


@pytest.mark.parametrize(("who", "status"), [("minh", 404), ("stranger", 404)])
def test_others_are_not_asked(cast, client, who, status):
    entry = loaded(cast, book(HEAD, ROW))
    client.force_login(getattr(cast, who))
    address = reverse("exchange:import-undo", args=[entry.pk])
    assert (client.get(address).status_code, client.post(address).status_code) == (status, status)
    assert Petition.objects.count() == 1
