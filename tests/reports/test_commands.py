"""`review` and `figures` from the command line: a mistake is one clear line and 1, and nothing half-written is left."""

import json
import os
import subprocess
import sys
from datetime import date

import pytest
from django.conf import settings
from django.db import connection

from coordination.people.choices import BodyKind
from reports.management.commands import figures, review
from tests.people.factories import BodyFactory, LocalityFactory, TermFactory
from tests.reports.factories import ReportedFigureFactory, ReviewFactory

COMMANDS = {"review": review.Command, "figures": figures.Command}


@pytest.fixture
def place(db):
    """A locality with a council and one number of 2022."""
    place = LocalityFactory(slug="noi-thu", full_name="tỉnh Thử")
    BodyFactory(locality=place, kind=BodyKind.COUNCIL, name="Hội đồng nhân dân tỉnh Thử")
    TermFactory(locality=place, name="2021-2026")
    ReportedFigureFactory(locality=place)
    return place


@pytest.fixture
def run(capsys, monkeypatch):
    """Run as from the command line, in this process: exit code, standard output, standard error."""
    monkeypatch.setattr("coordination.ui.commands.connections.close_all", lambda: None)  # the test's own connection

    def command(name, *arguments) -> tuple[int, str, str]:
        try:
            COMMANDS[name]().run_from_argv(["manage.py", name, "--skip-checks", *arguments])
            code = 0
        except SystemExit as end:
            code = end.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


PERIOD_FAULTS = [
    (["khong-co", "--year", "2022"], "Không có địa phương “khong-co”. Các mã đang có: noi-thu."),
    (
        ["noi-thu", "--from", "2022-12-31", "--to", "2022-01-01"],
        "Ngày đầu kỳ (31/12/2022) sau ngày cuối kỳ (01/01/2022).",
    ),
    (["noi-thu", "--from", "2022-02-30", "--to", "2022-12-31"], "--from: 2022-02-30: Tháng 2 năm 2022 chỉ có 28 ngày."),
    (
        ["noi-thu", "--from", "hôm qua", "--to", "2022-12-31"],
        "--from: hôm qua: “hôm qua” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 29/7/2021.",
    ),
    (["noi-thu", "--from", "2022-01-01"], "Thiếu --to: ghi cả ngày đầu và ngày cuối của kỳ."),
    (["noi-thu", "--to", "2022-01-01"], "Thiếu --from hoặc --term: ghi cả ngày đầu và ngày cuối của kỳ."),
    (["noi-thu", "--year", "2022", "--to", "2022-06-30"], "--to không đi cùng --year."),
    (
        ["noi-thu", "--year", "2022", "--term", "2021-2026"],
        "Chỉ chọn một trong --year, --term, --from (đang có --year và --term).",
    ),
    (["noi-thu", "--year", "0"], "Năm 0 không hợp lệ."),
    (["noi-thu", "--year", "nay"], "--year: 'nay' không phải là số nguyên."),
    (["noi-thu", "--term", "2016-2021"], "tỉnh Thử không có nhiệm kỳ 2016-2021 (đã ghi: 2021-2026)."),
    (["noi-thu", "--term", "2021-2026", "--to", "2020-01-01"], "Ngày 01/01/2020 không nằm trong nhiệm kỳ 2021-2026."),
    ([], "Thiếu đối số: ĐỊA-PHƯƠNG."),
    (["noi-thu", "--nam", "2022"], "Không có đối số hay tùy chọn này: --nam 2022."),
]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(("arguments", "line"), PERIOD_FAULTS)
def test_a_faulty_place_or_period_is_one_line_and_1(run, place, tmp_path, name, arguments, line):
    output = ["--output", str(tmp_path / "f.pdf")] if name == "review" else []
    assert run(name, *arguments, *output) == (1, "", f"{line}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "arguments", "line"),
    [
        ("figures", ["noi-thu"], "Thiếu kỳ: ghi --year, --term hoặc --from và --to."),
        (
            "figures",
            ["noi-thu", "--year", "2022", "--format", "csv"],
            "--format: không có 'csv'; chọn một trong: 'table', 'json'.",
        ),
        (
            "review",
            ["noi-thu", "--year", "2022", "--format", "odt"],
            "--format: không có 'odt'; chọn một trong: 'pdf', 'json', 'docx', 'xlsx'.",
        ),
        (
            "review",
            ["noi-thu", "--year", "2022", "--format", "docx"],
            "Dạng Word sẽ có ở bản sau; hiện có pdf và json.",
        ),
        (
            "review",
            ["noi-thu", "--year", "2022", "--format", "xlsx"],
            "Dạng Excel sẽ có ở bản sau; hiện có pdf và json.",
        ),
        ("review", ["noi-thu", "--year", "2022"], "Thiếu --output: ghi tên tệp PDF cần tạo."),
        (
            "review",
            ["noi-thu", "--format", "json"],
            "Ghi --saved, hoặc một kỳ (--year, --term, --from và --to); không ghi cả hai.",
        ),
        (
            "review",
            ["noi-thu", "--saved", "--year", "2022", "--format", "json"],
            "Ghi --saved, hoặc một kỳ (--year, --term, --from và --to); không ghi cả hai.",
        ),
        ("review", ["noi-thu", "--saved", "--format", "json"], "Tỉnh Thử chưa có báo cáo đã lưu."),
        ("review", ["noi-thu", "--year", "1990", "--format", "json"], "Tỉnh Thử chưa có số liệu nào cho kỳ năm 1990."),
    ],
)
def test_other_mistakes_are_one_line_and_1(run, place, name, arguments, line):
    assert run(name, *arguments) == (1, "", f"{line}\n")


@pytest.fixture
def quick(monkeypatch):
    """A PDF that needs no rendering."""
    monkeypatch.setattr("reports.documents.as_pdf", lambda review, content: b"%PDF-1.7")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("khong-co/f.pdf", "Không ghi được tệp {path}: không có thư mục ấy."),
        ("tep.txt/f.pdf", "Không ghi được tệp {path}: không có thư mục ấy."),
        ("thu-muc", "Không ghi được tệp {path}: đó là một thư mục."),
        ("x" * 300, "Không ghi được tệp {path}: tên tệp dài quá."),
    ],
)
def test_an_output_that_cannot_be_written_leaves_nothing(run, place, quick, tmp_path, name, line):
    (tmp_path / "thu-muc").mkdir()
    (tmp_path / "tep.txt").write_text("giữ nguyên")
    path = tmp_path / name
    code, out, err = run("review", "noi-thu", "--year", "2022", "--output", str(path))
    assert (code, out, err) == (1, "", f"{line.format(path=path)}\n")
    assert sorted(found.name for found in tmp_path.rglob("*")) == ["tep.txt", "thu-muc"]
    assert (tmp_path / "tep.txt").read_text() == "giữ nguyên"


def test_a_failing_disk_keeps_the_older_file(run, place, quick, tmp_path, monkeypatch):
    def fail(self, target):
        raise OSError(28, "No space left on device")

    file = tmp_path / "f.pdf"
    file.write_text("bản cũ")
    monkeypatch.setattr("pathlib.Path.replace", fail)
    code, _out, err = run("review", "noi-thu", "--year", "2022", "--output", str(file))
    assert (code, err) == (1, f"Không ghi được tệp {file}: hết chỗ trên đĩa.\n")
    assert [found.name for found in tmp_path.iterdir()] == ["f.pdf"]
    assert file.read_text() == "bản cũ"


def test_a_written_file_replaces_the_older_one_and_is_named(run, place, quick, tmp_path):
    file = tmp_path / "f.pdf"
    file.write_text("bản cũ")
    assert run("review", "noi-thu", "--year", "2022", "--output", str(file)) == (0, "", f"Đã ghi {file}\n")
    assert file.read_bytes() == b"%PDF-1.7"


def test_a_link_is_written_through_and_a_device_stays_one(run, place, quick, tmp_path):
    file, link = tmp_path / "f.pdf", tmp_path / "link.pdf"
    link.symlink_to(file)
    assert run("review", "noi-thu", "--year", "2022", "--output", str(link))[0] == 0
    assert (link.is_symlink(), file.read_bytes()) == (True, b"%PDF-1.7")
    pipe = tmp_path / "ong"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert run("review", "noi-thu", "--year", "2022", "--output", str(pipe))[0] == 0
    assert (os.read(reader, 100), pipe.is_fifo()) == (b"%PDF-1.7", True)
    os.close(reader)


def test_json_goes_to_the_standard_output_or_to_a_file(run, place, tmp_path):
    ReviewFactory(locality=place, title="Đã lưu", start=date(2022, 1, 1), end=date(2022, 12, 31))
    code, out, err = run("review", "noi-thu", "--year", "2022", "--format", "json")
    assert (code, json.loads(out)["title"], err) == (0, "Đã lưu", "")
    file = tmp_path / "f.json"
    assert run("review", "noi-thu", "--saved", "--format", "json", "--output", str(file))[0] == 0
    assert json.loads(file.read_text()) == json.loads(out)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_vietnamese(run, db, name):
    code, out, _err = run(name, "--help")
    assert code == 0
    assert [word for word in ("usage", "options", "optional", "show this", "exit") if word in out] == []


# --- As a process of its own -------------------------------------------------------------------------------------


def address() -> str:
    """The address of the test's database."""
    name, values = connection.settings_dict["NAME"], connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    login = f"{values['USER']}:{values['PASSWORD']}@" if values["USER"] else ""
    return f"postgres://{login}{values['HOST']}:{values['PORT']}/{name}"


def environment() -> dict:
    """What a script on the test's database runs in."""
    return {**os.environ, "DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "coordination.settings"}


def manage(*arguments) -> tuple[int, str, str]:
    """manage.py on the test's database, as a script calls it."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment(), capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.django_db(transaction=True)
def test_scripts_get_json_alone_on_the_standard_output_and_an_exit_code(place):
    code, out, err = manage("figures", "noi-thu", "--year", "2022", "--format", "json")
    assert (code, err) == (0, "")
    assert {row["key"]: row["value"] for row in json.loads(out) if row["value"]} == {"petitions.total": 76}
    assert manage("review", "khong-co", "--saved", "--format", "json") == (
        1,
        "",
        "Không có địa phương “khong-co”. Các mã đang có: noi-thu.\n",
    )
