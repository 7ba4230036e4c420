"""What all management commands share: help and argument errors in Vietnamese, exit code 0, or one clear line and 1."""

import argparse
import contextlib
import os
import re
import sys

from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter
from django.db import DatabaseError, connections

# argparse's messages, in the order they are tried
MESSAGES = [
    (r"unrecognized arguments: (.+)", r"Không có đối số hay tùy chọn này: \1."),
    (r"the following arguments are required: (.+)", r"Thiếu đối số: \1."),
    (r"one of the arguments (.+) is required", r"Cần một trong các tùy chọn: \1."),
    (r"argument (.+?): not allowed with argument (.+)", r"Không dùng \1 cùng với \2."),
    (r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)", r"\1: không có \2; chọn một trong: \3."),
    (r"argument (.+?): invalid int value: (.+)", r"\1: \2 không phải là số nguyên."),
    (r"argument (.+?): invalid .+ value: (.+)", r"\1: giá trị \2 không hợp lệ."),
    (r"argument (.+?): expected one argument", r"\1: cần một giá trị."),
    (r"argument (.+?): expected at least one argument", r"\1: cần ít nhất một giá trị."),
    (r"ambiguous option: (\S+) could match (.+)", r"\1: viết rõ hơn, có thể là \2."),
    (r"argument (.+?): (.+)", r"\1: \2"),
]

NO_TABLES = re.compile(r"no such (table|column)|(relation|column) .+ does not exist")


def in_vietnamese(message: str) -> str:
    """An argument error as a sentence; the part about the option keeps its English spelling."""
    message = message.removeprefix("Error: ")
    for pattern, sentence in MESSAGES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(sentence)
    return message


class HelpFormatter(DjangoHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, prefix or "Cách dùng: ")


class Command(BaseCommand):
    """Base of every command. Raise `CommandError("one line")` to refuse."""

    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }

    def create_parser(self, prog_name, subcommand, **kwargs):
        parser = super().create_parser(prog_name, subcommand, formatter_class=HelpFormatter, add_help=False, **kwargs)
        parser.add_argument("-h", "--help", action="help", help="hiện trợ giúp này")
        parser._positionals.title = "đối số"
        parser._optionals.title = "tùy chọn"
        for action in parser._actions:
            if action.dest == "skip_checks":  # the one that Django does not let us list above
                action.help = argparse.SUPPRESS
        return parser

    def execute(self, *args, **options):
        """As Django does it; a database without our tables is one line."""
        try:
            return super().execute(*args, **options)
        except DatabaseError as error:
            if NO_TABLES.search(str(error)):
                raise CommandError(
                    "Chưa có dữ liệu, hoặc dữ liệu cũ hơn chương trình: chạy manage.py migrate."
                ) from error
            raise

    def run_from_argv(self, argv: list[str]) -> None:
        """As Django does it, except for how errors are said."""
        try:
            options = vars(self.create_parser(argv[0], argv[1]).parse_args(argv[2:]))
            self.execute(*options.pop("args", ()), **options)
        except CommandError as error:
            self.stderr.write(in_vietnamese(str(error)), lambda text: text)
            sys.exit(1)
        except KeyboardInterrupt:
            self.stderr.write("Đã dừng theo yêu cầu.", lambda text: text)
            sys.exit(1)
        except BrokenPipeError:  # whoever read our output (`| head`) has seen enough
            with contextlib.suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        finally:
            connections.close_all()
