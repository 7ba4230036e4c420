"""Management commands speak Vietnamese and end with 0 or with one clear line and 1."""

import argparse

import pytest
from django.core.management.base import CommandError
from django.db import OperationalError

from coordination.ui import commands


class Sample(commands.Command):
    help = "Làm một việc mẫu."

    def add_arguments(self, parser):
        parser.add_argument("place")
        parser.add_argument("--format", choices=["pdf", "json"])
        parser.add_argument("--year", type=int)
        parser.add_argument("--day", type=day)
        either = parser.add_mutually_exclusive_group()
        either.add_argument("--saved", action="store_true")
        either.add_argument("--draft", action="store_true")

    def handle(self, *args, place, **options):
        if place == "closed":
            raise BrokenPipeError
        if place == "nowhere":
            raise CommandError("Không có địa phương “nowhere”.")
        self.stdout.write(f"xong {place}")


def day(text):
    raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày.")


def run(*arguments) -> int:
    """Run as from the command line; the exit code."""
    try:
        Sample().run_from_argv(["manage.py", "sample", "--skip-checks", *arguments])
    except SystemExit as end:
        return end.code or 0
    return 0


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nowhere"], "Không có địa phương “nowhere”."),
        ([], "Thiếu đối số: place."),
        (["x", "--format", "odt"], "--format: không có 'odt'; chọn một trong: 'pdf', 'json'."),
        (["x", "--year", "hai"], "--year: 'hai' không phải là số nguyên."),
        (["x", "--year"], "--year: cần một giá trị."),
        (["x", "--day", "mai"], "--day: “mai” không phải là ngày."),
        (["x", "--colour"], "Không có đối số hay tùy chọn này: --colour."),
        (["x", "--saved", "--draft"], "Không dùng --draft cùng với --saved."),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_1(arguments, line, capsys, db):
    assert run(*arguments) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"{line}\n")


def test_success_is_exit_code_0(capsys, db):
    assert run("ham-tan") == 0
    assert capsys.readouterr().out == "xong ham-tan\n"


def test_who_reads_only_the_beginning_is_told_nothing_more(capsys, db):
    """`manage.py … | head` closes the pipe early."""
    assert run("closed") == 1
    assert tuple(capsys.readouterr()) == ("", "")


def test_help_is_in_vietnamese(capsys, db):
    assert run("--help") == 0
    said = capsys.readouterr().out
    assert said.startswith("Cách dùng: manage.py sample ")
    assert "Làm một việc mẫu." in said
    assert [word for word in ("usage", "options", "show", "Skip", "verbosity") if word in said] == []


@pytest.mark.parametrize(
    "said",
    ["no such table: people_user", 'relation "people_user" does not exist\nLINE 1: SELECT …', "no such column: x.y"],
)
def test_a_database_without_tables_is_one_line(said, capsys, db, monkeypatch):
    def handle(self, *args, **options):
        raise OperationalError(said)

    monkeypatch.setattr(Sample, "handle", handle)

    with pytest.raises(SystemExit) as end:
        Sample().run_from_argv(["manage.py", "sample", "an-binh"])

    assert end.value.code == 1
    assert capsys.readouterr().err.splitlines() == [
        "Chưa có dữ liệu, hoặc dữ liệu cũ hơn chương trình: chạy manage.py migrate."
    ]


def test_another_fault_of_the_database_stays_what_it_is(db, monkeypatch):
    def handle(self, *args, **options):
        raise OperationalError("database is locked")

    monkeypatch.setattr(Sample, "handle", handle)

    with pytest.raises(OperationalError):
        Sample().run_from_argv(["manage.py", "sample", "an-binh"])
