"""Is everything well: one line for each part, exit code 1 when something does not work."""

import json

from django.core.management import CommandError

from coordination.operations.health import checks
from coordination.ui.commands import Command as Base


class Command(Base):
    help = "Hỏi từng bộ phận: cơ sở dữ liệu, hàng đợi, kho tệp, thư, lịch năm sau, lần quét nhắc hạn gần nhất."
    requires_system_checks: list[str] = []  # what is wrong shall be told part by part

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=("text", "json"), default="text", help="cách in kết quả")

    def handle(self, *args, **options):
        found = checks(deep=True)
        if options["format"] == "json":
            rows = [{"name": row.name, "state": row.label, "words": row.words} for row in found]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            for row in found:
                self.stdout.write(f"{row.label:<8} {row.name}: {row.words}")
        if bad := [row.name for row in found if row.is_bad]:
            raise CommandError(f"Có lỗi ở: {', '.join(bad)}.")
