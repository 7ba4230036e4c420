"""Agenda items, resolutions and tasks from and to Excel: preview, load, second load, undo, the command."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from coordination.audit.models import Event
from coordination.deadlines.models import Obligation, RuleVersion
from coordination.exchange import actions as exchange
from coordination.exchange import undo, workbook
from coordination.exchange.columns import Place
from coordination.exchange.kinds import kind_of
from coordination.exchange.models import Import, ImportedRow
from coordination.jobs.runner import run_waiting
from coordination.records.errors import AlreadyDone, Forbidden, Refused
from sessions import actions
from sessions.models import AgendaItem, Resolution, ResolutionTask
from tests.exchange.books import book, grid, opened
from tests.people.factories import BodyFactory, LocalityFactory, TermFactory
from tests.sessions.factories import AgendaItemFactory, CouncilSessionFactory, ResolutionFactory, ResolutionTaskFactory

HEAD = ["STT", "Kỳ họp", "Nội dung", "Loại", "Cơ quan chủ trì", "Cơ quan phối hợp", "Hạn nộp", "Ngày nhận"]


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(locality=cast.locality, number="9", term=cast.term)


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def agenda(*rows, head=HEAD) -> bytes:
    return book(head, *rows)


ROWS = (
    [1, 9, "Báo cáo kinh tế - xã hội", "báo cáo", "ubnd", "Sở Y tế", "10/6/2026", None],
    [2, "Kỳ họp thứ 9", "Tờ trình về giá nước", "TO TRINH", "UBND tỉnh", None, date(2026, 6, 1), "02/06/2026"],
    [3, "9", "Đề án y tế cơ sở", "đề án", "So Y te", "UBND tỉnh; MTTQ tỉnh", None, None],
)


def sent(cast, content: bytes, code: str = "agenda", by=None) -> Import:
    return exchange.receive(kind_of(code), content, "so.xlsx", by=by or cast.lan)


def faults(entry: Import) -> list[str]:
    return [
        f"{letter}{row['row']} {heading}: {words}" for row in entry.report for letter, heading, words in row["faults"]
    ]


def loaded(cast, content: bytes, code: str = "agenda") -> Import:
    entry = sent(cast, content, code)
    assert faults(entry) == []
    exchange.begin_load(entry, by=cast.lan)
    entry.refresh_from_db()
    return entry


def test_a_preview_says_what_each_row_will_do_and_writes_nothing(cast, session):
    entry = sent(cast, agenda(*ROWS))
    assert (entry.state, entry.counts) == ("ready", {"create": 3, "update": 0, "same": 0, "fault": 0})
    assert [row["title"] for row in entry.report] == [row[2] for row in ROWS]
    assert (AgendaItem.objects.count(), Obligation.objects.count(), ImportedRow.objects.count()) == (0, 0, 0)


def test_a_load_writes_through_the_app_s_own_actions(cast, session):
    entry = loaded(cast, agenda(*ROWS))
    report, submission, scheme = AgendaItem.objects.order_by("pk")
    assert (entry.state, entry.creates) == ("loaded", 3)
    assert (report.session, report.preparing_body, report.due_on) == (session, cast.committee, date(2026, 6, 10))
    assert (submission.status, submission.received_on) == ("received", date(2026, 6, 2))
    assert set(scheme.co_preparing_bodies.all()) == {cast.committee, cast.front}
    assert list(Obligation.objects.values_list("title", "owner")) == [
        ("Gửi tài liệu: Báo cáo kinh tế - xã hội", cast.committee.pk)
    ]
    assert Event.objects.filter(kind="imported").get().note == "so.xlsx: ghi mới 3, sửa 0, đã đúng sẵn 0"


def test_a_second_load_of_the_same_file_changes_nothing(cast, session):
    loaded(cast, agenda(*ROWS))
    before = list(AgendaItem.objects.values())
    again = sent(cast, agenda(*ROWS))
    assert again.counts == {"create": 0, "update": 0, "same": 3, "fault": 0}
    exchange.begin_load(again, by=cast.lan)
    assert list(AgendaItem.objects.values()) == before


def test_a_correction_is_told_cell_by_cell(cast, session):
    loaded(cast, agenda(*ROWS))
    entry = sent(cast, agenda([1, 9, "Báo cáo kinh tế - xã hội", "báo cáo", "mttq", None, "12/6/2026", None]))
    assert entry.report[0]["changes"] == [
        ["E", "Cơ quan chủ trì soạn thảo", "UBND tỉnh", "MTTQ tỉnh"],
        ["F", "Cơ quan phối hợp", "Sở Y tế", ""],
        ["G", "Hạn gửi thẩm tra", "10/06/2026", "12/06/2026"],
    ]
    exchange.begin_load(entry, by=cast.lan)
    item = AgendaItem.objects.get(title=ROWS[0][2])
    assert (item.preparing_body, item.due_on, list(item.co_preparing_bodies.all())) == (
        cast.front,
        date(2026, 6, 12),
        [],
    )


def test_every_fault_is_named_with_its_cell_and_nothing_is_written(cast, session):
    content = agenda(
        ROWS[0],
        [2, 10, None, "báo cao", "Sở I tế", "Sở Lạ", "31/6/2026", None],
        [3, 9, "Báo cáo kinh tế - xã hội", "báo cáo", None, None, None, None],
        [4, 9, "Ngày ngược", "báo cáo", None, None, "=1+1", "02/06/2026"],
    )
    entry = sent(cast, content)
    assert faults(entry) == [
        "B3 Kỳ họp: không có kỳ họp “10”.",
        "C3 Nội dung: còn trống.",
        "E3 Cơ quan chủ trì soạn thảo: không có cơ quan “Sở I tế”; có phải “Sở Y tế”?",
        "F3 Cơ quan phối hợp: không có cơ quan “Sở Lạ”.",
        "G3 Hạn gửi thẩm tra: tháng 6 chỉ có 30 ngày.",
        "C4 Nội dung: trùng với dòng 2.",
        "G5 Hạn gửi thẩm tra: là công thức chưa có giá trị tính sẵn; chép giá trị thay cho công thức.",
    ]
    assert (entry.state, entry.counts) == ("faulty", {"create": 1, "update": 0, "same": 0, "fault": 3})
    with pytest.raises(Refused):
        exchange.begin_load(entry, by=cast.lan)
    assert AgendaItem.objects.count() == 0


def test_what_a_button_does_a_file_does_not(cast, session):
    loaded(cast, agenda(*ROWS))
    entry = sent(cast, agenda([*ROWS[0][:7], "11/06/2026"]))
    assert faults(entry) == [
        "H2 Ngày nhận thực tế: hồ sơ đã có trong sổ thì ô này chỉ đổi bằng nút thao tác ở trang của hồ sơ."
    ]


def test_data_that_moved_on_after_the_preview_stops_the_load(cast, session):
    entry = sent(cast, agenda(*ROWS))
    AgendaItemFactory(locality=cast.locality, session=session, title=ROWS[0][2])
    with pytest.raises(exchange.Changed):
        exchange.begin_load(entry, by=cast.lan)
    entry.refresh_from_db()
    assert (entry.state, entry.counts) == ("ready", {"create": 2, "update": 1, "same": 0, "fault": 0})
    assert AgendaItem.objects.count() == 1


def test_two_presses_load_once(cast, session):
    entry = sent(cast, agenda(*ROWS))
    other = Import.objects.get(pk=entry.pk)
    exchange.begin_load(entry, by=cast.lan)
    with pytest.raises(AlreadyDone):
        exchange.begin_load(other, by=cast.lan)
    assert AgendaItem.objects.count() == 3


def test_a_load_is_taken_back_with_all_that_hung_on_it(cast, session):
    first = loaded(cast, agenda(ROWS[0]))
    changed = [*ROWS[0][:6], "12/6/2026", None]
    second = loaded(cast, agenda(changed, *ROWS[1:]))
    undo.undo(second, by=cast.lan)
    item = AgendaItem.objects.get()
    assert (item.due_on, Obligation.objects.get().due_on) == (date(2026, 6, 10), date(2026, 6, 10))
    with pytest.raises(undo.Hindered) as refusal:  # the undo was a change as well
        undo.undo(first, by=cast.lan)
    assert refusal.value.message == (
        "Không hoàn tác được vì dòng 2: “Báo cáo kinh tế - xã hội” đã được sửa sau khi nạp."
    )
    assert Event.objects.filter(kind="created", subject_label="Đề án y tế cơ sở").count() == 1


def test_undo_leaves_nothing_behind(cast, session):
    entry = loaded(cast, agenda(*ROWS))
    undo.undo(entry, by=cast.lan)
    assert (entry.state, AgendaItem.objects.count(), Obligation.objects.count()) == ("undone", 0, 0)
    assert ImportedRow.objects.count() == 0


def test_undo_names_what_hinders_and_takes_nothing_back(cast, session):
    entry = loaded(cast, agenda(*ROWS))
    first, second, _ = AgendaItem.objects.order_by("pk")
    actions.receive_item(first, by=cast.lan)
    AgendaItemFactory(locality=cast.locality, session=session, parent=second)
    with pytest.raises(undo.Hindered) as refusal:
        undo.undo(entry, by=cast.lan)
    assert refusal.value.message == (
        "Không hoàn tác được vì dòng 3: đã có nội dung kỳ họp gắn vào “Tờ trình về giá nước”; "
        "dòng 2: “Báo cáo kinh tế - xã hội” đã được sửa sau khi nạp."
    )
    entry.refresh_from_db()
    assert (entry.state, AgendaItem.objects.count()) == ("loaded", 4)


def test_a_large_file_is_work_for_the_worker(cast, session, settings, django_capture_on_commit_callbacks):
    rows = [[n, 9, f"Báo cáo số {n}", "báo cáo", None, None, None, None] for n in range(exchange.DIRECT + 1)]
    entry = sent(cast, agenda(*rows))
    assert entry.state == "checking"
    run_waiting()
    entry.refresh_from_db()
    assert (entry.state, entry.creates) == ("ready", exchange.DIRECT + 1)
    assert exchange.begin_load(entry, by=cast.lan) is not None
    run_waiting()
    entry.refresh_from_db()
    assert (entry.state, AgendaItem.objects.count()) == ("loaded", exchange.DIRECT + 1)


# --- Who may ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["minh", "ubnd", "hoa", "dai_bieu", "admin", "thu_ky"])
def test_who_may_not_prepare_sessions_brings_no_agenda_in(as_, cast, session, who):
    user = getattr(cast, who)
    assert as_(user).get(reverse("exchange:kind", args=["agenda"])).status_code == 403
    assert as_(user).get(reverse("exchange:template", args=["agenda"])).status_code == 403
    with pytest.raises(Forbidden):
        sent(cast, agenda(*ROWS), by=user)


@pytest.mark.parametrize("who", ["stranger", "minh", "ubnd", "admin", "tu"])
def test_a_file_is_seen_by_colleagues_alone(as_, cast, session, who):
    entry = sent(cast, agenda(*ROWS))
    client = as_(getattr(cast, who))
    for name in ("import-detail", "import-file"):
        assert client.get(reverse(f"exchange:{name}", args=[entry.pk])).status_code == 404
    assert client.post(reverse("exchange:import-step", args=[entry.pk, "nap"])).status_code == 404
    assert AgendaItem.objects.count() == 0


def test_a_session_of_another_place_is_not_found(cast, session):
    assert faults(sent(cast, agenda(ROWS[0]), by=cast.stranger)) == [
        "B2 Kỳ họp: không có kỳ họp “9”.",
        "E2 Cơ quan chủ trì soạn thảo: không có cơ quan “ubnd”.",
        "F2 Cơ quan phối hợp: không có cơ quan “Sở Y tế”.",
    ]


# --- Pages --------------------------------------------------------------------------------------------------------


def upload(content: bytes, name: str = "Nội dung.xlsx") -> dict:
    return {"file": SimpleUploadedFile(name, content)}


def test_from_upload_to_load_and_back_on_the_pages(as_, cast, session):
    client = as_(cast.lan)
    page = client.post(reverse("exchange:kind", args=["agenda"]), upload(agenda(*ROWS)), follow=True)
    assert "Chưa ghi gì. Xem từng dòng" in page.content.decode()
    entry = Import.objects.get()
    assert "Nội dung.xlsx" in client.get(reverse("exchange:import-list")).content.decode()
    page = client.post(reverse("exchange:import-step", args=[entry.pk, "nap"]), follow=True).content.decode()
    assert "Đã nạp: ghi mới 3, sửa 0, đã đúng sẵn 0." in page
    page = client.post(reverse("exchange:import-step", args=[entry.pk, "hoan-tac"]), follow=True).content.decode()
    assert "Đã hoàn tác lần nạp này." in page
    answer = client.get(reverse("exchange:import-file", args=[entry.pk]))
    assert grid(b"".join(answer.streaming_content))[0] == HEAD
    answer.close()


def test_a_faulty_file_is_shown_with_its_cells(as_, cast, session):
    content = agenda([1, 9, None, "báo cáo", None, None, None, None])
    page = as_(cast.lan).post(reverse("exchange:kind", args=["agenda"]), upload(content), follow=True).content.decode()
    assert "<b>Ô C2</b> (Nội dung): còn trống." in page
    assert "1 dòng có lỗi nên chưa nạp được dòng nào." in page


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"a,b\n1,2", "Tệp này là văn bản (CSV)"), (b"", "Tệp này rỗng"), (b"\0" * (50 * 1024 * 1024), "Tệp lớn quá")],
    ids=["csv", "empty", "50-MB"],
)
def test_what_is_no_workbook_is_said_at_the_field(as_, cast, content, words):
    answer = as_(cast.lan).post(reverse("exchange:kind", args=["agenda"]), upload(content))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert Import.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_files_costs_the_same_for_one_and_three(as_, cast, session, count, django_assert_num_queries):
    for _ in range(count):
        sent(cast, agenda(*ROWS))
    client = as_(cast.lan)
    client.get(reverse("exchange:import-list"))
    with django_assert_num_queries(12):
        client.get(reverse("exchange:import-list"))


def test_a_discarded_file_is_gone(as_, cast, session):
    entry = sent(cast, agenda(*ROWS))
    as_(cast.lan).post(reverse("exchange:import-step", args=[entry.pk, "bo"]))
    entry.refresh_from_db()
    assert (entry.state, bool(entry.file), entry.report) == ("discarded", False, [])


# --- Template, register, command ------------------------------------------------------------------------------------


def test_the_template_offers_lists_and_its_example_is_never_loaded(cast, session):
    content = workbook.template(kind_of("agenda"), Place(cast.locality, cast.lan))
    made = opened(content)
    sheet = made.worksheets[0]
    assert made.sheetnames == ["Nội dung kỳ họp", "Hướng dẫn", "Danh mục"]
    assert (sheet["A2"].value, sheet.freeze_panes, sheet.page_setup.paperSize) == ("Ví dụ", "B2", 9)
    assert len(sheet.data_validations.dataValidation) == 5
    assert "Sở Y tế" in [cell.value for row in made["Danh mục"].iter_rows() for cell in row]
    with pytest.raises(Refused) as refusal:
        sent(cast, content)
    assert refusal.value.message == "Trang “Nội dung kỳ họp” không có dòng nào dưới dòng tiêu đề (dòng 1)."


def test_a_stored_text_that_looks_like_a_formula_stays_text(cast, session):
    AgendaItemFactory(locality=cast.locality, session=session, title="=HYPERLINK(1)")
    sheet = opened(workbook.register(kind_of("agenda"), Place(cast.locality))).worksheets[0]
    assert [(cell.value, cell.data_type) for cell in sheet["D"]][1] == ("=HYPERLINK(1)", "s")


def run(*arguments) -> str:
    said = StringIO()
    call_command("exchange", *map(str, arguments), stdout=said)
    return said.getvalue()


def twin(cast):
    """A place with the same bodies, term and session, and no rows."""
    place = LocalityFactory(slug="tinh-trong")
    for body in (cast.council, cast.standing, cast.board, cast.committee, cast.department, cast.front):
        BodyFactory(locality=place, kind=body.kind, name=body.name, code=body.code)
    term = TermFactory(locality=place, name=cast.term.name)
    CouncilSessionFactory(locality=place, number="9", term=term)
    return place


def test_dump_then_load_into_an_empty_place_gives_equal_rows(cast, session, tmp_path):
    loaded(cast, agenda(*ROWS))
    big = AgendaItem.objects.get(title=ROWS[0][2])
    AgendaItemFactory(locality=cast.locality, session=session, title="Phần của báo cáo", parent=big, order=9)
    AgendaItemFactory(locality=cast.locality, session=session, title="Đã rút", status="withdrawn", order=10)
    adopted = {"session": session, "adopted_on": date(2026, 7, 10)}
    first = ResolutionFactory(locality=cast.locality, number="05", is_normative=True, title="Về giá", **adopted)
    ResolutionFactory(locality=cast.locality, number="", title="Chưa có số", **adopted)
    ResolutionTaskFactory(locality=cast.locality, resolution=first, owner=cast.department, due_on=date(2026, 9, 1))
    done = {"status": "done", "done_on": date(2026, 8, 1), "result": "Dòng một\r\nDòng hai"}
    ResolutionTaskFactory(locality=cast.locality, resolution=first, owner=cast.committee, **done)
    place = twin(cast)
    for kind, count in (("agenda", 5), ("resolutions", 2), ("tasks", 2)):
        file = tmp_path / f"{kind}.xlsx"
        assert f"{count} dòng" in run("dump", kind, file, "--locality", cast.locality.slug)
        assert f"ghi mới {count}, sửa 0" in run("load", kind, file, "--locality", place.slug)
        assert f"đã đúng sẵn {count}, lỗi 0" in run("load", kind, file, "--locality", place.slug)
        rows = json.loads(run("dump", kind, "--locality", place.slug, "--format", "json"))
        assert rows == json.loads(run("dump", kind, "--locality", cast.locality.slug, "--format", "json"))
        assert len(rows) == count
    assert (Resolution.objects.count(), ResolutionTask.objects.count()) == (4, 4)


def test_a_faulty_file_changes_nothing_and_names_sheet_row_and_column(cast, session, tmp_path):
    file = tmp_path / "so.xlsx"
    file.write_bytes(agenda(ROWS[0], [2, 9, "Khác", "báo cáo", "Sở I tế", None, None, None]))
    for act in ("preview", "load"):
        with pytest.raises(CommandError) as error:
            run(act, "agenda", file, "--locality", cast.locality.slug)
        assert str(error.value) == (
            "Trang “Trang 1”, dòng 3, cột E (Cơ quan chủ trì soạn thảo): "
            "không có cơ quan “Sở I tế”; có phải “Sở Y tế”? Chưa ghi gì."
        )
    assert (AgendaItem.objects.count(), Import.objects.count()) == (0, 0)


def test_a_preview_in_json(cast, session, tmp_path):
    file = tmp_path / "so.xlsx"
    file.write_bytes(agenda(*ROWS))
    said = json.loads(run("preview", "agenda", file, "--locality", cast.locality.slug, "--format", "json"))
    assert (said["counts"], said["loaded"]) == ({"create": 3, "update": 0, "same": 0, "fault": 0}, False)
    assert said["rows"][0]["title"] == ROWS[0][2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("load", "agenda", "/khong/co.xlsx", "--locality", "an-binh-thu"), "Không đọc được tệp /khong/co.xlsx"),
        (("load", "agenda", "--locality", "an-binh-thu"), "Thiếu tệp .xlsx để đọc."),
        (("dump", "agenda", "/khong/co.xlsx", "--locality", "an-binh-thu"), "Không ghi được tệp /khong/co.xlsx"),
        (("template", "agenda", "--locality", "la"), "Không có địa phương mang mã “la”."),
    ],
)
def test_the_command_refuses_in_one_line(cast, arguments, words):
    with pytest.raises(CommandError) as error:
        run(*arguments)
    assert str(error.value).startswith(words)


def test_the_template_from_the_shell(cast, session, tmp_path):
    file = tmp_path / "mau.xlsx"
    assert run("template", "tasks", file, "--locality", cast.locality.slug) == f"Đã ghi {file}.\n"
    assert grid(file.read_bytes())[0][1:4] == ["Nghị quyết *", "Nhiệm vụ *", "Cơ quan thực hiện *"]


# --- How resolutions are recognised ---------------------------------------------------------------------------------


def test_a_resolution_gets_its_number_later_and_stays_one(cast):
    ResolutionFactory(locality=cast.locality, number="", title="Về giá", adopted_on=date(2026, 7, 10))
    head = ["Số", "Ký hiệu", "Trích yếu", "Ngày thông qua", "Năm", "QPPL"]
    content = book(head, ["05", "NQ-HĐND", "Về giá", "10/7/2026", 2026, "Có"])
    entry = sent(cast, content, "resolutions")
    assert [row["verdict"] for row in entry.report] == ["update"]
    content = book(
        head,
        ["05", "NQ-HĐND", "Về giá", "10/7/2026", 2026, "Không"],
        ["06", "NQ-HĐND", "Về giá", "10/7/2026", 2026, None],
    )
    exchange.begin_load(entry, by=cast.lan)
    again = sent(cast, content, "resolutions")
    assert [row["verdict"] for row in again.report] == ["create", "create"]


def test_a_new_resolution_in_a_file_is_held_to_the_law_and_owed_to_the_gazette(cast):
    head = ["Số", "Năm", "Ký hiệu", "Trích yếu", "QPPL", "Ngày thông qua", "Ngày ký", "Có hiệu lực từ"]
    row = ["05", 2026, "NQ-HĐND", "Về giá", "Có", "10/7/2026", "13/7/2026"]
    RuleVersion.objects.filter(rule__code="DR-13").update(verification="verified")
    entry = sent(cast, book(head, [*row, "12/7/2026"]), "resolutions")
    assert [fault.split(":")[0] for fault in faults(entry)] == ["H2 Có hiệu lực từ"]
    loaded(cast, book(head, [*row, "20/7/2026"]), "resolutions")
    duty = Obligation.objects.about(Resolution.objects.get(number="05")).get()
    assert (str(duty.due_on), duty.status) == ("2026-07-16", "open")


def test_a_published_resolution_is_not_republished_by_a_file(cast):
    ResolutionFactory(locality=cast.locality, number="05", title="Về giá", adopted_on=date(2026, 7, 10))
    head = ["Số", "Năm", "Ký hiệu", "Trích yếu", "QPPL", "Ngày ký"]
    entry = sent(cast, book(head, ["05", 2026, "NQ-HĐND", "Về giá", "Không", "11/7/2026"]), "resolutions")
    assert faults(entry) == [
        "F2 Ngày ký chứng thực: hồ sơ đã có trong sổ thì ô này chỉ đổi bằng nút thao tác ở trang của hồ sơ."
    ]


@pytest.mark.parametrize(("code", "count"), [("resolutions", 2), ("tasks", 2)])
def test_resolutions_and_tasks_are_taken_back_with_their_duties(cast, code, count):
    if code == "resolutions":
        head = ["Số", "Năm", "Ký hiệu", "Trích yếu", "QPPL", "Ngày thông qua", "Ngày ký"]
        signed = ["05", 2026, "NQ-HĐND", "Về giá", "Có", "10/7/2026", "13/7/2026"]
        rows = (signed, ["6", 2026, "NQ-HĐND", "Về thuế", "", "", ""])
        model = Resolution
    else:
        ResolutionFactory(locality=cast.locality, number="05", is_normative=False, adopted_on=date(2026, 7, 10))
        head = ["Nghị quyết", "Nhiệm vụ", "Cơ quan thực hiện", "Hạn"]
        rows = (["05/NQ-HĐND", "Lập kế hoạch", "ubnd", "1/9/2026"], ["05/NQ-HĐND", "Báo cáo", "Sở Y tế", ""])
        model = ResolutionTask
    before = Obligation.objects.count()
    entry = loaded(cast, book(head, *rows), code)
    assert model.objects.filter(pk__in=entry.rows.values("object_id")).count() == count
    undo.undo(entry, by=cast.lan)
    assert Obligation.objects.count() == before
    assert model.objects.count() == 0
