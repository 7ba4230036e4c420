import contextlib
import errno
import json
import os
from pathlib import Path

from django.core.management.base import CommandError

from coordination.documents.pdf import PdfError
from coordination.ui.commands import Command as Base
from reports import cli, documents
from reports.content import Content
from reports.documents import NoReview

REASONS = {
    errno.ENOENT: "không có thư mục ấy",
    errno.ENOTDIR: "không có thư mục ấy",
    errno.EISDIR: "đó là một thư mục",
    errno.EACCES: "không có quyền ghi",
    errno.EPERM: "không có quyền ghi",
    errno.EROFS: "nơi ấy chỉ đọc được",
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.ENAMETOOLONG: "tên tệp dài quá",
}
LATER = {"docx": "Word", "xlsx": "Excel"}


class Command(Base):
    help = "Báo cáo tổng kết của một địa phương: bản đã lưu cho đúng kỳ ấy, không có thì bản thảo từ dữ liệu."

    def add_arguments(self, parser):
        cli.add_locality(parser)
        cli.add_period(parser)
        parser.add_argument("--saved", action="store_true", help="bản đã lưu, không cần ghi kỳ")
        parser.add_argument("--format", choices=("pdf", "json", "docx", "xlsx"), default="pdf", help="dạng tệp")
        parser.add_argument("--output", metavar="TỆP", help="nơi ghi tệp (bắt buộc với pdf; json thì in ra màn hình)")

    def handle(self, **options):
        if options["format"] in LATER:
            raise CommandError(f"Dạng {LATER[options['format']]} sẽ có ở bản sau; hiện có pdf và json.")
        if options["format"] == "pdf" and not options["output"]:
            raise CommandError("Thiếu --output: ghi tên tệp PDF cần tạo.")
        locality = cli.locality_of(options)
        period = cli.period_of(locality, options)
        if options["saved"] == (period is not None):
            raise CommandError("Ghi --saved, hoặc một kỳ (--year, --term, --from và --to); không ghi cả hai.")
        data = self._made(*self._found(locality, period), options["format"])
        if options["output"]:
            _write(Path(options["output"]), data)
            self.stderr.write(f"Đã ghi {options['output']}", lambda text: text)
        else:
            self.stdout.write(data.decode())

    def _found(self, locality, period):
        try:
            if period is None:
                review = documents.saved(locality)
                return review, Content.of(review)
            return documents.for_period(locality, period)
        except NoReview as error:
            raise CommandError(str(error)) from None

    def _made(self, review, content, kind: str) -> bytes:
        if kind == "json":
            return json.dumps(documents.as_json(review, content), ensure_ascii=False, indent=2).encode()
        try:
            return documents.as_pdf(review, content)
        except PdfError as error:
            raise CommandError(str(error)) from None


def _write(path: Path, data: bytes) -> None:
    """Write the file, or say in Vietnamese why not."""
    try:
        _put(path.resolve(), data)
    except OSError as error:
        raise CommandError(f"Không ghi được tệp {path}: {REASONS.get(error.errno, error.strerror)}.") from None


def _put(path: Path, data: bytes) -> None:
    """Write beside the place and move into it, so that nothing half-written is left; a device is written to."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
