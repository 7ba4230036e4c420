"""The minutes of a handover as a Word file: the layout of official papers, the same words as the PDF, and the gate."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from docx import Document

from coordination.jobs import runner
from coordination.jobs.models import Job
from sessions import actions, handover_paper
from tests.sessions.factories_handover import TODAY, duty_of, handover_of, petition_at, row_of


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


def read(content: bytes):
    """(paragraphs of the body, tables as lists of rows of texts): the head and the signatures are tables too."""
    document = Document(BytesIO(content))
    texts = [line.text for line in document.paragraphs if line.text]
    tables = [[[cell.text.strip() for cell in row.cells] for row in table.rows] for table in document.tables]
    return texts, tables


@pytest.fixture
def record(cast):
    """A petition that waits, a duty that was taken over, one that was returned, and a secret one."""
    petition_at(cast, content="Xin sửa cầu Khe Sâu")
    done = duty_of(cast, title="Gửi báo cáo nước sạch", due_on=date(2026, 7, 31))
    returned = duty_of(cast, title="Cấp phép giàn & giếng <khoan>", due_on=date(2026, 8, 1))
    duty_of(cast, title="Nội dung mật", confidential=True)
    record = handover_of(cast)
    actions.accept_handover(row_of(record, done), by=cast.minh, note="Đủ hồ sơ")
    actions.give_back(row_of(record, returned), by=cast.minh, reason="Không thuộc Sở")
    return record


def test_the_word_file_has_head_numbers_rows_and_signatures(cast, record):
    texts, tables = read(handover_paper.as_docx(record, cast.lan))
    assert texts == [
        "BIÊN BẢN",
        "bàn giao nhiệm kỳ 2021-2026 sang nhiệm kỳ 2026-2031",
        "Bên giao: nhiệm kỳ 2021-2026. Bên nhận: nhiệm kỳ 2026-2031.",
        "Danh sách lập ngày 15/7/2026.",
        "Số liệu tính đến ngày 01 tháng 10 năm 2026.",
        "I. SỐ LIỆU",
        "Theo cơ quan đang giữ:",
        "II. TỪNG VIỆC",
        "1. Kiến nghị cử tri",
        "2. Nghĩa vụ",
    ]
    head, by_register, by_body, petitions, duties, signatures = tables
    assert head[0][0].splitlines()[0] == "HĐND TỈNH"
    assert [line.strip() for line in head[1][0].splitlines()] == ["Số:", "DỰ THẢO"]
    assert by_register == [
        ["Loại", "Đã nhận", "Trả lại", "Đã xong từ khi lập", "Còn chờ nhận", "Tất cả"],
        ["Kiến nghị cử tri", "0", "0", "0", "1", "1"],
        ["Nghĩa vụ", "1", "1", "0", "0", "2"],
        ["Chưa được xem (mật, bản nháp): chỉ đếm", "0", "0", "0", "1", "1"],
        ["Tổng cộng", "1", "1", "0", "2", "4"],
    ]
    assert [row[0] for row in by_body] == ["Cơ quan đang giữ", "Sở Y tế", "Chưa được xem (mật, bản nháp): chỉ đếm"]
    assert petitions[0] == ["Việc", "Đang giữ", "Hạn", "Bàn giao"]
    assert [row[3] for row in petitions[1:]] == ["Còn chờ nhận: Sở Y tế"]
    assert duties[1:] == [
        [
            "Gửi báo cáo nước sạch",
            "Sở Y tế",
            "31/07/2026",
            "Đã nhận: Sở Y tế (Lê Minh, Sở Y tế, 01/10/2026). Đủ hồ sơ",
        ],
        [
            "Cấp phép giàn & giếng <khoan>",
            "Sở Y tế",
            "01/08/2026",
            "Trả lại: Sở Y tế (Lê Minh, Sở Y tế, 01/10/2026). Không thuộc Sở",
        ],
    ]
    assert [cell.strip() for cell in signatures[0]] == ["ĐẠI DIỆN BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN"]


def test_each_reader_has_the_rows_of_the_own_gate(cast, record):
    duty_of(cast, owner=cast.committee, title="Việc của UBND")
    actions.collect_handover(record, by=cast.lan)
    _texts, tables = read(handover_paper.as_docx(record, cast.minh))
    words = str(tables)
    assert ("Gửi báo cáo nước sạch" in words, "Việc của UBND" in words, "chỉ đếm" in words) == (True, False, False)
    assert "Nội dung mật" not in str(read(handover_paper.as_docx(record, cast.lan)))


def test_nothing_left_is_said(cast):
    texts, tables = read(handover_paper.as_docx(handover_of(cast), cast.lan))
    assert (texts[-1], len(tables)) == ("Nhiệm kỳ đã kết thúc không để lại việc nào.", 2)


def test_closed_minutes_bear_their_day_and_are_no_draft(cast):
    duty_of(cast)
    record = handover_of(cast)
    actions.accept_handover(record.rows.get(), by=cast.minh)
    draft = str(read(handover_paper.as_docx(record, cast.lan))[1])
    actions.close_handover(record, by=cast.lan, closed_on=date(2026, 10, 1))
    closed = str(read(handover_paper.as_docx(record, cast.lan))[1])
    assert ("DỰ THẢO" in draft, "DỰ THẢO" in closed) == (True, False)
    assert "ngày 01 tháng 10 năm 2026" in closed


def test_the_word_file_is_asked_for_on_the_page_and_made_by_the_worker(client, cast, record):
    url = reverse("council_sessions:handover-minutes-docx", args=[record.pk])
    client.force_login(cast.stranger)
    assert client.post(url).status_code == 404
    client.force_login(cast.lan)
    assert f'action="{url}"' in client.get(record.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 405
    answer = client.post(url)
    job = Job.objects.get()
    assert (answer.url, job.kind) == (job.get_absolute_url(), "handover-minutes-docx")
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result_name) == ("done", "bien-ban-ban-giao-nhiem-ky.docx")
    with job.result.open() as file:
        assert "BIÊN BẢN" in read(file.read())[0]


def test_who_may_see_it_no_more_gets_no_file(client, cast, record):
    client.force_login(cast.minh)
    client.post(reverse("council_sessions:handover-minutes-docx", args=[record.pk]))
    membership = cast.minh.acting
    membership.body = cast.other_council
    membership.save()
    job = Job.objects.get()
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "Bàn giao này không còn thuộc quyền xem của bạn.")
