"""The dossier of a session: what is in the ZIP and in the merged PDF, for whom; the page where delegates read."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from coordination.audit.actors import System
from coordination.documents.models import Version
from coordination.jobs import runner
from coordination.jobs.models import Job
from coordination.notices.models import Notice
from sessions import actions, dossier, dossier_pdf
from sessions.models import ReadReceipt, SessionDocument
from tests.documents.factories import OfficialDocumentFactory
from tests.sessions.factories import AgendaItemFactory, CouncilSessionFactory, SittingFactory
from tests.sessions.factories_documents import attached, docx_of, named, pdf_of, version_of


def page(name, gathering, *args):
    whole = "ky-hop" if gathering._meta.model_name == "councilsession" else "phien-hop"
    return reverse(f"council_sessions:{name}", args=[whole, gathering.pk, *args])


def quiet(done, total, words):
    """Nobody waits."""


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(locality=cast.locality, number="9", status="convened")


def item(session, title, order=0, **fields):
    fields = {"status": "sent_to_delegates"} | fields
    return AgendaItemFactory(locality=session.locality, session=session, title=title, order=order, **fields)


@pytest.fixture
def full(session):
    """Two chapters under one heading: PDF, Word, text, a damaged PDF, one that stayed inside."""
    heading = item(session, "Trình bày báo cáo", 1)
    first = item(session, "Kinh tế: xã hội/2026", 1, parent=heading)
    second = item(session, "Ngân sách", 2, parent=heading)
    version_of(first, "Báo cáo", file=("bao-cao.pdf", pdf_of(1)), audience="delegates")
    version_of(first, "Báo cáo", file=("bao-cao.pdf", pdf_of(2)), audience="delegates")
    version_of(first, "Tờ trình", text="Kính gửi HĐND", audience="delegates")
    version_of(second, "Phụ lục", file=("phu-luc.docx", docx_of("Biểu")), audience="delegates")
    version_of(second, "Thẩm tra", file=("hong.pdf", b"%PDF-1.7 hong"), audience="delegates")
    version_of(second, "Dự thảo nội bộ", text="Chưa đưa")
    return session


def done(kind, gathering, by):
    """The file that the job makes."""
    job = actions.ask_dossier(gathering, kind, by=by)
    assert runner.run(job.pk)
    job.refresh_from_db()
    assert job.error == ""
    with job.result.open() as stream:
        return job, stream.read()


def take_out(client, job) -> int:
    """Download what a job made."""
    answer = client.get(reverse("jobs:job-result", args=[job.pk]))
    assert b"".join(answer.streaming_content)
    return answer.status_code


def lines_of(archive) -> list[dict]:
    text = archive.read("muc-luc.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


class TestZip:
    def test_is_ordered_as_the_agenda_with_the_newest_versions(self, cast, full):
        job, content = done("zip", full, cast.dai_bieu)
        archive = zipfile.ZipFile(io.BytesIO(content))
        assert job.result_name == "ho-so-ky-hop-thu-9-thuong-le-nam-2026.zip"
        assert archive.namelist() == [
            "02 - I.1. Kinh tế xã hội 2026/01 Báo cáo (bản 2).pdf",
            "02 - I.1. Kinh tế xã hội 2026/02 Tờ trình (bản 1).txt",
            "03 - I.2. Ngân sách/01 Phụ lục (bản 1).docx",
            "03 - I.2. Ngân sách/02 Thẩm tra (bản 1).pdf",
            "muc-luc.txt",
            "muc-luc.csv",
        ]
        assert archive.read(archive.namelist()[1]).decode("utf-8-sig") == "Kính gửi HĐND\n"
        assert [(row["Số"], row["Tài liệu"], row["Bản"]) for row in lines_of(archive)] == [
            ("I.1", "Báo cáo", "2"),
            ("I.1", "Tờ trình", "1"),
            ("I.2", "Phụ lục", "1"),
            ("I.2", "Thẩm tra", "1"),
        ]
        assert "Dự thảo nội bộ" not in archive.read("muc-luc.txt").decode()

    def test_holds_what_the_asker_may_see(self, cast, full):
        def titles(user):
            return {row["Tài liệu"] for row in lines_of(zipfile.ZipFile(io.BytesIO(done("zip", full, user)[1])))}

        seen = {"Báo cáo", "Tờ trình", "Phụ lục", "Thẩm tra"}
        assert titles(cast.lan) == seen | {"Dự thảo nội bộ"}
        actions.narrow(SessionDocument.objects.get(title="Phụ lục"), by=cast.lan, audience="inside", reason="Nhầm")
        assert titles(cast.dai_bieu) == seen - {"Phụ lục"}

    def test_takes_the_files_of_the_official_document_along(self, cast, session):
        paper = OfficialDocumentFactory(locality=cast.locality)
        attached(paper, "ban-ky.pdf", pdf_of())
        version_of(item(session, "Ngân sách"), "Tờ trình", document=paper)
        archive = zipfile.ZipFile(io.BytesIO(dossier.as_zip(dossier.gather(session, cast.lan), quiet)))
        assert archive.namelist()[0] == "01 - 1. Ngân sách/01 Tờ trình (bản 1).pdf"

    def test_what_does_not_fit_or_is_lost_is_named(self, cast, session, monkeypatch):
        row = item(session, "Ngân sách")
        version_of(row, "A", file=("a.txt", b"a" * 900))
        version_of(row, "B", file=("b.txt", b"b" * 900))
        version_of(row, "C", file=("c.txt", b"c"))
        version_of(row, "D")
        lost = Version.objects.get(original_name="c.txt")
        lost.file.storage.delete(lost.file.name)
        monkeypatch.setattr(dossier, "LARGEST", 1000)
        archive = zipfile.ZipFile(io.BytesIO(dossier.as_zip(dossier.gather(session, cast.lan), quiet)))
        assert [(row["Tệp"], row["Ghi chú"]) for row in lines_of(archive)] == [
            ("01 - 1. Ngân sách/01 A (bản 1).txt", "a.txt"),
            ("", "Không gói được b.txt: hồ sơ đã đầy, hãy tải riêng."),
            ("", "Không gói được c.txt: tệp không còn trong kho."),
            ("", "Chưa có toàn văn, chưa có tệp."),
        ]

    @pytest.mark.parametrize(
        ("form", "read"),
        [("zip", ["Báo cáo", "Phụ lục", "Thẩm tra", "Tờ trình"]), ("pdf", ["Báo cáo", "Phụ lục", "Tờ trình"])],
    )
    def test_a_delegate_who_takes_it_out_has_opened_what_is_in_it(self, client, cast, full, form, read):
        job, _content = done(form, full, cast.dai_bieu)
        assert ReadReceipt.objects.count() == 0
        client.force_login(cast.dai_bieu)
        for _twice in range(2):
            assert take_out(client, job) == 200
        receipts = ReadReceipt.objects.filter(person=cast.dai_bieu.person).order_by("document__title")
        assert list(receipts.values_list("document__title", flat=True)) == read
        assert receipts.get(document__title="Báo cáo").document.version == 2

    def test_who_has_no_seat_leaves_no_receipt(self, client, cast, full):
        job, _content = done("zip", full, cast.lan)
        client.force_login(cast.lan)
        assert take_out(client, job) == 200
        assert ReadReceipt.objects.count() == 0

    def test_what_was_narrowed_since_leaves_none(self, client, cast, full):
        job, _content = done("zip", full, cast.dai_bieu)
        actions.narrow(SessionDocument.objects.get(title="Phụ lục"), by=cast.lan, audience="inside", reason="Nhầm")
        client.force_login(cast.dai_bieu)
        assert take_out(client, job) == 200
        read = ReadReceipt.objects.values_list("document__title", flat=True)
        assert sorted(read) == ["Báo cáo", "Thẩm tra", "Tờ trình"]

    def test_an_empty_one_says_so(self, cast, session):
        archive = zipfile.ZipFile(io.BytesIO(dossier.as_zip(dossier.gather(session, cast.lan), quiet)))
        assert archive.namelist() == ["muc-luc.txt", "muc-luc.csv"]
        assert "Chưa có tài liệu nào." in archive.read("muc-luc.txt").decode("utf-8-sig")

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("../../etc/passwd", "etc passwd"),
            ("a\\b:c*d?.", "a b c d"),
            ("con", "_con"),
            ("NUL.txt", "_NUL.txt"),
            (" ... ", "khong-ten"),
            ("Tờ trình\x00\u202e số 1", "Tờ trình số 1"),
            ("Điều " * 30, ("Điều " * 30)[:70].strip()),
        ],
    )
    def test_names_are_safe(self, text, name):
        assert dossier.safe_name(text) == name

    def test_a_title_is_no_formula(self, cast, session):
        version_of(item(session, "Ngân sách"), "=1+1", text="a")
        archive = zipfile.ZipFile(io.BytesIO(dossier.as_zip(dossier.gather(session, cast.lan), quiet)))
        assert lines_of(archive)[0]["Tài liệu"] == "'=1+1"

    def test_of_a_sitting(self, cast):
        sitting = SittingFactory(locality=cast.locality)
        row = AgendaItemFactory(locality=cast.locality, session=None, sitting=sitting, title="Đầu tư")
        version_of(row, text="a")
        _job, content = done("zip", sitting, cast.lan)
        assert zipfile.ZipFile(io.BytesIO(content)).namelist()[0] == "01 - 1. Đầu tư/01 Tờ trình (bản 1).txt"


class TestMergedPdf:
    def test_is_bookmarked_and_names_what_is_left_out(self, cast, full):
        job, content = done("pdf", full, cast.dai_bieu)
        merged = PdfReader(io.BytesIO(content))
        assert (job.result_name, merged.metadata.title) == (
            "ho-so-ky-hop-thu-9-thuong-le-nam-2026.pdf",
            "Hồ sơ Kỳ họp thứ 9, thường lệ năm 2026",
        )
        assert len(merged.pages) == 3 + 2 + 1 + 1  # cover, contents and what was left out, the report, two texts

        def outline(rows):
            return [
                outline(row) if isinstance(row, list) else (row.title, merged.get_destination_page_number(row) + 1)
                for row in rows
            ]

        assert outline(merged.outline) == [
            ("Mục lục", 2),
            ("I. Trình bày báo cáo", 4),
            [
                ("I.1. Kinh tế: xã hội/2026", 4),
                [("Báo cáo (bản 2)", 4), ("Tờ trình (bản 1)", 6)],
                ("I.2. Ngân sách", 7),
                [("Phụ lục (bản 1)", 7)],
            ],
        ]
        left = " ".join(merged.pages[2].extract_text().split())
        assert "Không ghép được" in left
        assert "phu-luc.docx không phải tệp PDF; có toàn văn thay" in left
        assert "hong.pdf tệp PDF bị hỏng" in left
        assert "Dự thảo nội bộ" not in "".join(row.extract_text() for row in merged.pages)
        assert "Kính gửi HĐND" in merged.pages[5].extract_text()

    def test_of_nothing_says_so(self, cast, session):
        merged = PdfReader(io.BytesIO(dossier_pdf.as_pdf(dossier.gather(session, cast.lan), quiet)))
        assert len(merged.pages) == 2
        assert "Chưa có tài liệu nào." in merged.pages[1].extract_text()

    @pytest.mark.parametrize(
        ("content", "room", "why"),
        [
            (b"%PDF-1.7 hong", 9, "tệp PDF bị hỏng"),
            (pdf_of(3)[:-200], 9, "tệp PDF bị hỏng"),
            (pdf_of(3), 2, "hồ sơ đã quá nhiều trang, hãy tải riêng"),
            (pdf_of(3), 3, ""),
        ],
    )
    def test_strange_files(self, content, room, why):
        found, pages = dossier_pdf.sound(content, room)
        assert (found, pages is None) == (why, bool(why))

    def test_a_locked_file_is_named(self):
        writer, out = PdfWriter(), io.BytesIO()
        writer.add_blank_page(100, 100)
        writer.encrypt("mat-khau", algorithm="RC4-128")
        writer.write(out)
        assert dossier_pdf.sound(out.getvalue(), 9) == ("tệp có mật khẩu", None)

    def test_programs_of_strange_files_stay_outside(self):
        writer, out = PdfWriter(), io.BytesIO()
        page = writer.add_blank_page(100, 100)
        program = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
        )
        page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): program})
        link = {"/Subtype": NameObject("/Link"), "/A": program, "/Contents": TextStringObject("liên kết")}
        page[NameObject("/Annots")] = ArrayObject([DictionaryObject({NameObject(k): v for k, v in link.items()})])
        writer.write(out)
        assert b"JavaScript" in out.getvalue()
        _why, pages = dossier_pdf.sound(out.getvalue(), 9)
        again = io.BytesIO()
        copy = PdfWriter()
        copy.append(pages)
        copy.write(again)
        assert b"JavaScript" not in again.getvalue()
        assert PdfReader(again).pages[0]["/Annots"][0].get_object()["/Contents"] == "liên kết"


class TestAsking:
    def test_two_presses_are_one_job_and_the_result_waits_in_the_inbox(self, client, cast, full):
        client.force_login(cast.dai_bieu)
        answers = [client.post(page("dossier", full, "zip")) for _ in range(2)]
        job = Job.objects.get()
        assert [answer.url for answer in answers] == [job.get_absolute_url()] * 2
        assert job.title == "Hồ sơ ZIP: Kỳ họp thứ 9, thường lệ năm 2026"
        runner.run(job.pk)
        assert Notice.objects.get(recipient=cast.dai_bieu).url == job.get_absolute_url()
        client.post(page("dossier", full, "pdf"))
        assert Job.objects.count() == 2

    def test_a_stranger_asks_for_nothing(self, client, cast, full):
        client.force_login(cast.stranger)
        assert client.post(page("dossier", full, "zip")).status_code == 404
        assert client.get(page("dossier", full, "zip")).status_code == 405
        client.force_login(cast.lan)
        assert client.post(page("dossier", full, "rar")).status_code == 404
        assert client.post(f"/ky-hop/ho-so/cuoc-hop/{full.pk}/zip/").status_code == 404
        assert Job.objects.count() == 0

    def test_who_may_no_longer_see_it_gets_nothing(self, cast, full):
        job = actions.ask_dossier(full, "zip", by=cast.dai_bieu)
        cast.dai_bieu.memberships.update(body=cast.other_council)
        runner.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.error) == ("failed", "Kỳ họp này không còn thuộc quyền xem của bạn.")


class TestReading:
    def test_shows_final_documents_with_what_was_opened(self, client, cast, full):
        document = SessionDocument.objects.get(title="Báo cáo", version=2)
        client.force_login(cast.dai_bieu)
        client.get(document.get_absolute_url())
        answer = client.get(page("reading", full))
        shown = [
            (node.path, [(row.title, row.version, len(files), opened) for row, files, opened in node.papers])
            for node in answer.context["nodes"]
        ]
        assert shown == [
            ("I", []),
            ("I.1", [("Báo cáo", 2, 1, True), ("Tờ trình", 1, 0, False)]),
            ("I.2", [("Phụ lục", 1, 1, False), ("Thẩm tra", 1, 1, False)]),
        ]
        text = " ".join(answer.content.decode().split())
        assert "Đã mở <b>1/4</b> tài liệu." in text
        assert "Dự thảo nội bộ" not in text

    def test_the_office_sees_the_same_without_marks(self, client, cast, full):
        client.force_login(cast.lan)
        answer = client.get(page("reading", full))
        assert (answer.context["total"], answer.context["marks"]) == (4, False)
        assert "Dự thảo nội bộ" not in answer.content.decode()
        assert ReadReceipt.objects.count() == 0

    def test_before_handing_over_there_is_nothing(self, client, cast, session):
        version_of(item(session, "Ngân sách", status="expected"), text="Trong")
        client.force_login(cast.dai_bieu)
        answer = client.get(page("reading", session))
        assert (answer.context["total"], answer.context["nodes"]) == (0, [])
        assert "Chưa có tài liệu nào cho đại biểu" in answer.content.decode()

    def test_a_document_of_an_item_not_yet_sent_stands_apart(self, client, cast, session):
        version_of(item(session, "Tên chưa công bố", status="expected"), text="Chữ", audience="delegates")
        client.force_login(cast.dai_bieu)
        answer = client.get(page("reading", session))
        assert [row[0].title for row in answer.context["others"]] == ["Tờ trình"]
        assert "Tên chưa công bố" not in answer.content.decode()

    def test_is_linked_from_the_page_of_the_session(self, client, cast, full):
        client.force_login(cast.dai_bieu)
        answer = client.get(full.get_absolute_url())
        assert [(row.label, row.url) for row in answer.context["buttons"]] == [("Đọc tài liệu", page("reading", full))]

    @pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("admin", 403)])
    def test_who_may_not(self, client, cast, full, who, status):
        client.force_login(getattr(cast, who))
        assert client.get(page("reading", full)).status_code == status

    def test_another_department_reads_nothing_of_it(self, client, cast, full):
        client.force_login(cast.minh)
        assert client.get(page("reading", full)).status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_takes_a_fixed_number_of_queries(self, client, cast, session, django_assert_num_queries, count):
        for n in range(count):
            row = item(session, f"Nội dung {n}", n)
            document = version_of(row, file=("a.pdf", pdf_of()), audience="delegates")
            actions.attach_file(version_of(row, "B", text="b"), by=System("test"), file=named("b.pdf", pdf_of()))
        client.force_login(cast.dai_bieu)
        client.get(document.get_absolute_url())
        client.get(page("reading", session))
        with django_assert_num_queries(READING_QUERIES):
            answer = client.get(page("reading", session))
        assert (answer.context["total"], answer.context["opened"]) == (count, 1)


READING_QUERIES = 18
