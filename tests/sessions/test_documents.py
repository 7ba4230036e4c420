"""Documents of an agenda item: versions, what differs, files, who may read, who opened them."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from coordination.audit.models import Event
from coordination.documents import files as file_rules
from coordination.documents.models import Attachment, Version
from coordination.documents.panels import attach_url
from coordination.documents.rules import CLASSIFIED_REFUSED
from coordination.notices.models import Notice
from coordination.people.models import DelegateMandate
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from sessions import actions, extraction, textdiff
from sessions.models import AgendaItem, ReadReceipt, SessionDocument
from tests.people.factories import BodyFactory, DelegateMandateFactory
from tests.sessions.factories import AgendaItemFactory, CouncilSessionFactory, SittingFactory
from tests.sessions.factories_documents import attached, bomb, docx_of, named, pdf_of, version_of

GIVEN = "Bản này đã đưa cho đại biểu nên giữ nguyên; sửa đổi thì thêm bản mới."


def url(name, *args):
    return reverse(f"council_sessions:sessiondocument-{name}", args=args)


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(locality=cast.locality, status="convened")


@pytest.fixture
def item(cast, session):
    return AgendaItemFactory(locality=cast.locality, session=session, preparing_body=cast.department)


def opened(client, address) -> int:
    """What a page or a file answers; a file is read to its end, which closes it."""
    answer = client.get(address)
    answer.getvalue()
    return answer.status_code


def posted(item, **fields):
    return {"item": item.pk, "role": "submission", "title": "Tờ trình"} | fields


class TestVersions:
    def test_the_same_title_gets_the_next_number(self, item):
        first, second = version_of(item, "Tờ  trình "), version_of(item, "Tờ trình")
        other, elsewhere = version_of(item, "Báo cáo"), version_of(AgendaItemFactory(locality=item.locality))
        rows = [(row.title, row.version) for row in (first, second, other, elsewhere)]
        assert rows == [("Tờ trình", 1), ("Tờ trình", 2), ("Báo cáo", 1), ("Tờ trình", 1)]

    def test_the_page_adds_one_with_its_file_and_its_text(self, client, cast, item):
        client.force_login(cast.minh)
        for text in ("Một", "Hai"):
            file = named("to-trinh.docx", docx_of("Kính gửi HĐND", text))
            answer = client.post(url("create"), posted(item, file=file))
        document = SessionDocument.objects.get(version=2)
        assert (answer.status_code, answer.url) == (302, document.get_absolute_url())
        assert (document.text, document.audience) == ("Kính gửi HĐND\nHai", "inside")
        assert Attachment.objects.about(document).get().latest.original_name == "to-trinh.docx"
        assert SessionDocument.objects.get(version=1).text == "Kính gửi HĐND\nMột"

    def test_a_typed_text_stands_over_that_of_the_file(self, client, cast, item):
        client.force_login(cast.lan)
        client.post(url("create"), posted(item, text="Đã gõ", file=named("a.txt", "Từ tệp".encode())))
        assert SessionDocument.objects.get().text == "Đã gõ"

    def test_the_next_one_begins_with_name_and_kind(self, client, cast, item):
        document = version_of(item, "Đề án", role="scheme")
        client.force_login(cast.minh)
        form = client.get(url("create"), {"like": document.pk}).context["form"]
        assert (form["title"].value(), form["role"].value(), form["item"].value()) == ("Đề án", "scheme", item.pk)
        assert [client.get(url("create"), {"like": key}).status_code for key in ("x", "9" * 30, "0")] == [200] * 3

    def test_an_item_of_others_is_no_choice(self, client, cast, session):
        item = AgendaItemFactory(locality=cast.locality, session=session, preparing_body=cast.front)
        client.force_login(cast.minh)
        answer = client.post(url("create"), posted(item))
        assert answer.status_code == 422
        assert answer.context["form"].errors == {"item": ["Không có lựa chọn này trong danh sách."]}

    def test_one_side_adds_no_version_to_the_document_of_another(self, client, cast, session):
        item = AgendaItemFactory(locality=cast.locality, session=session, preparing_body=cast.front)
        document = version_of(item, "Thông báo của MTTQ", file=("a.txt", "Lời của MTTQ".encode()))
        client.force_login(cast.ubnd)
        form = client.post(url("create"), posted(item, title=document.title, text="x")).context["form"]
        assert form.errors == {"item": ["Không có lựa chọn này trong danh sách."]}
        answer = client.post(url("move", document.pk, "attach"), {"file": named("b.txt", b"b"), "title": ""})
        assert answer.status_code == 403
        answer = client.post(attach_url(document), {"file": named("b.txt", b"b"), "title": ""})
        assert answer.status_code == 403
        blank = SessionDocument(locality=cast.locality, item=item, title=document.title, text="x")
        with pytest.raises(Forbidden):
            actions.create_document(blank, by=cast.ubnd)
        page = client.get(document.get_absolute_url()).content.decode()
        assert "Thêm bản mới" not in page
        assert url("move", document.pk, "attach") not in page
        assert "Thêm bản" not in client.get(item.get_absolute_url()).content.decode()
        assert (SessionDocument.objects.count(), Version.objects.count()) == (1, 1)

    def test_who_helps_to_prepare_or_verifies_adds_one_and_the_office_for_anybody(self, client, cast, session):
        item = AgendaItemFactory(locality=cast.locality, session=session, preparing_body=cast.front)
        item.co_preparing_bodies.add(cast.department)
        verified = AgendaItemFactory(locality=cast.locality, session=session, verifying_board=cast.board)
        for user, row in ((cast.hoa, item), (cast.ubnd, item), (cast.thu_ky, verified), (cast.lan, item)):
            client.force_login(user)
            assert client.post(url("create"), posted(row, title=f"Của {user}", text="x")).status_code == 302
        assert SessionDocument.objects.count() == 4

    def test_what_it_is_has_to_be_chosen(self, client, cast, item):
        client.force_login(cast.lan)
        form = client.get(url("create"), {"item": item.pk}).context["form"]
        assert (form["item"].value(), form["role"].value()) == (str(item.pk), "")
        answer = client.post(url("create"), posted(item, role=""))
        assert answer.context["form"].errors == {"role": ["Chưa chọn."]}

    def test_the_page_of_the_item_leads_to_what_differs(self, client, cast, item):
        first, second = version_of(item), version_of(item)
        client.force_login(cast.lan)
        page = client.get(item.get_absolute_url()).content.decode()
        assert url("compare", second.pk) in page
        assert url("compare", first.pk) not in page

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"title": "Tờ trình TỐI MẬT"}, "is_state_secret"),
            ({"text": "MẬT\nKính gửi"}, "is_state_secret"),
            ({"is_state_secret": "on"}, "is_state_secret"),
            ({"file": ("ke-hoach MẬT.txt", b"a")}, "is_state_secret"),
            ({"file": ("a.txt", "TUYỆT MẬT\nKế hoạch".encode())}, "is_state_secret"),
        ],
    )
    def test_a_state_secret_is_refused(self, client, cast, item, fields, field):
        client.force_login(cast.lan)
        if "file" in fields:
            fields = fields | {"file": named(*fields["file"])}
        answer = client.post(url("create"), posted(item, **fields))
        assert (answer.status_code, answer.context["form"].errors) == (422, {field: [CLASSIFIED_REFUSED]})
        assert (SessionDocument.objects.count(), Version.objects.count()) == (0, 0)

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("a.pdf", b"MZ\x90\x00", "Nội dung tệp không phải dạng .pdf; hãy kiểm tra lại tệp."),
            ("a.exe", b"MZ", f"Không nhận loại tệp này. Các loại nhận được: {file_rules.ACCEPTED_WORDS}."),
            ("a.pdf", b"%PDF-" + b"0" * 2048, "Tệp nặng 0,0 MB, quá mức 0 MB."),
        ],
    )
    def test_a_wrong_file_is_told_and_nothing_kept(self, client, cast, item, monkeypatch, name, content, message):
        monkeypatch.setattr(file_rules, "MAX_FILE_SIZE", 1024)
        client.force_login(cast.lan)
        answer = client.post(url("create"), posted(item, text="Chữ đã gõ", file=named(name, content)))
        form = answer.context["form"]
        assert (answer.status_code, form.errors, form["text"].value()) == (422, {"file": [message]}, "Chữ đã gõ")
        assert (SessionDocument.objects.count(), Version.objects.count()) == (0, 0)

    def test_a_document_opened_by_two_is_saved_once(self, client, cast, item):
        document = version_of(item)
        client.force_login(cast.lan)
        changed = {"role": "report", "title": "Tờ trình", "text": "Hai", "revision": 1}
        assert client.post(url("edit", document.pk), changed).status_code == 302
        answer = client.post(url("edit", document.pk), changed | {"text": "Ba"})
        assert (answer.status_code, answer.context["form"]["text"].value()) == (409, "Ba")
        assert SessionDocument.objects.get().text == "Hai"

    def test_one_of_several_versions_keeps_its_name(self, client, cast, item):
        version_of(item)
        document = version_of(item)
        client.force_login(cast.lan)
        answer = client.post(url("edit", document.pk), {"role": "other", "title": "Khác", "revision": 1})
        assert answer.context["form"].errors == {
            "title": ["Tài liệu này có nhiều bản cùng tên nên không đổi tên một bản được."]
        }


class TestExtraction:
    def test_of_a_docx_with_a_table(self):
        document, out = Document(), io.BytesIO()
        document.add_paragraph("Điều 1")
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Xã", "Mức"
        document.save(out)
        assert extraction.text_of(named("a.docx", out.getvalue())) == "Điều 1\nXã | Mức"

    @pytest.mark.parametrize(
        ("name", "content", "text"),
        [
            ("a.txt", "\ufeffĐiều 1\x00\nĐiều 2".encode(), "Điều 1\nĐiều 2"),
            ("a.txt", "Điều".encode("utf-16"), "Điều"),
            ("a.txt", b"\xc3\x28 tcvn", ""),
            ("a.docx", b"PK\x03\x04 hong", ""),
            ("a.pdf", b"%PDF-1.4", ""),
            ("a.docx", b"", ""),
        ],
    )
    def test_of_others(self, name, content, text):
        upload = named(name, content)
        assert (extraction.text_of(upload), upload.read()) == (text, content)

    def test_an_archive_that_unpacks_to_too_much_is_not_read(self):
        assert extraction.text_of(named("a.docx", bomb())) == ""


class TestDifference:
    def pieces(self, older, newer):
        return [
            [(piece.kind, piece.text) for piece in row.pieces] or row.hidden
            for row in textdiff.compare(older, newer).passages
        ]

    def test_words_are_marked(self):
        assert self.pieces("Mức hỗ trợ là 500 đồng.", "Mức hỗ trợ là 600 nghìn đồng.") == [
            [
                ("same", "Mức hỗ trợ là "),
                ("removed", "500 "),
                ("added", "600 nghìn "),
                ("same", "đồng."),
            ]
        ]

    def test_equal_paragraphs_far_from_a_change_are_left_out(self):
        older = "\n".join(f"Điều {n}" for n in range(1, 8))
        assert self.pieces(older, older + "\nĐiều 8 là mới") == [
            6,
            [("same", "Điều 7")],
            [("added", "Điều 8 là mới")],
        ]

    def test_counts_words(self):
        difference = textdiff.compare("một hai", "một ba bốn")
        assert (difference.added, difference.removed, difference.is_none) == (2, 1, False)
        assert textdiff.compare("một\n\n hai ", "một\nhai").is_none

    def test_paragraphs_with_little_in_common_stand_one_after_the_other(self):
        assert self.pieces("Một hai ba bốn năm", "Kinh tế phát triển nhanh") == [
            [("removed", "Một hai ba bốn năm"), ("added", "Kinh tế phát triển nhanh")]
        ]


class TestComparePage:
    @pytest.fixture
    def pair(self, item):
        older = version_of(item, text="Mức <b>năm</b> trăm", file=("a.pdf", pdf_of(1)))
        newer = version_of(item, text="Mức <b>sáu</b> trăm", file=("a.pdf", pdf_of(2)))
        attached(older, "phu-luc.txt", b"x")
        attached(newer, "phu-luc.txt", b"x")
        attached(newer, "moi.xlsx", b"PK\x03\x04")
        return older, newer

    def test_marks_words_and_sets_files_side_by_side(self, client, cast, pair):
        client.force_login(cast.lan)
        answer = client.get(url("compare", pair[1].pk))
        page = answer.content.decode()
        assert '<del><span class="visually-hidden">[bỏ: </span>năm<span class="visually-hidden">]</span></del>' in page
        assert (
            '<ins><span class="visually-hidden">[thêm: </span>sáu<span class="visually-hidden">]</span></ins>' in page
        )
        assert "Mức &lt;b&gt;" in page
        files = answer.context["files"]
        assert [pair.words[1] for pair in files] == ["khác nhau", "giống hệt", "chỉ có ở bản mới"]

    def test_the_order_of_asking_changes_nothing(self, client, cast, pair):
        client.force_login(cast.lan)
        answer = client.get(url("compare", pair[0].pk), {"voi": pair[1].pk})
        assert (answer.context["older"], answer.context["newer"]) == pair

    @pytest.mark.parametrize("other", ["x", "0", "9" * 30])
    def test_no_other_version_is_404(self, client, cast, item, other):
        client.force_login(cast.lan)
        document = version_of(item)
        assert client.get(url("compare", document.pk)).status_code == 404
        assert client.get(url("compare", document.pk), {"voi": other}).status_code == 404

    def test_a_delegate_compares_nothing_that_stayed_inside(self, client, cast, pair):
        actions.give(pair[1], by=cast.lan)
        client.force_login(cast.dai_bieu)
        assert client.get(url("compare", pair[1].pk), {"voi": pair[0].pk}).status_code == 404
        client.force_login(cast.stranger)
        assert client.get(url("compare", pair[1].pk)).status_code == 404


class TestReaders:
    """Who may read, and how that is changed."""

    @pytest.mark.parametrize(
        ("audience", "statuses"),
        [
            ("inside", {"lan": 200, "hoa": 200, "minh": 200, "dai_bieu": 404, "stranger": 404, "other": 404}),
            ("delegates", {"lan": 200, "hoa": 200, "minh": 200, "dai_bieu": 200, "stranger": 404, "other": 404}),
            ("public", {"lan": 200, "hoa": 200, "minh": 200, "dai_bieu": 200, "stranger": 404, "other": 404}),
        ],
    )
    def test_the_page_and_the_file(self, client, cast, item, audience, statuses):
        document = version_of(item, file=("a.pdf", pdf_of()), audience=audience)
        other = BodyFactory(locality=cast.locality, kind="department", parent=cast.committee, code="so-khac")
        people = {name: getattr(cast, name, None) for name in statuses}
        people["other"] = cast.acting_as(other, "department_officer", "Trịnh Khác")
        file = Attachment.objects.about(document).get().latest
        for name, status in statuses.items():
            client.force_login(people[name])
            found = [opened(client, record.get_absolute_url()) for record in (document, file)]
            assert (name, *found) == (name, status, status)

    def test_a_body_that_prepares_along_reads_it(self, client, cast, session):
        item = AgendaItemFactory(
            locality=cast.locality, session=session, related={"co_preparing_bodies": [cast.department]}
        )
        client.force_login(cast.minh)
        assert client.get(version_of(item).get_absolute_url()).status_code == 200

    def test_from_inside_to_the_public_and_back(self, client, cast, item):
        document = version_of(item, text="Chữ")
        client.force_login(cast.lan)
        steps = []
        for name, fields in (
            ("give", {}),
            ("publish", {}),
            ("narrow", {"audience": "delegates", "reason": "Chưa đến ngày công bố"}),
            ("narrow", {"audience": "inside", "reason": "Đưa nhầm bản"}),
        ):
            assert client.get(url("move", document.pk, name)).status_code == 200
            assert client.post(url("move", document.pk, name), fields).status_code == 302
            steps.append(SessionDocument.objects.get().audience)
        assert steps == ["delegates", "public", "delegates", "inside"]
        assert Event.objects.about(document).order_by("-id").first().note == "Đưa nhầm bản"
        client.force_login(cast.dai_bieu)
        assert client.get(document.get_absolute_url()).status_code == 404

    def test_narrowing_needs_a_reason_and_fewer_readers(self, client, cast, item):
        document = version_of(item, text="Chữ", audience="delegates")
        client.force_login(cast.lan)
        answer = client.post(url("move", document.pk, "narrow"), {"audience": "public"})
        assert (answer.status_code, answer.context["form"].errors) == (
            422,
            {"audience": ["Không có lựa chọn này trong danh sách."], "reason": ["Chưa ghi ô này."]},
        )

    @pytest.mark.parametrize("who", ["minh", "ubnd", "hoa", "thu_ky", "dai_bieu"])
    @pytest.mark.parametrize("name", ["give", "publish", "narrow"])
    def test_others_give_nothing_away(self, client, cast, item, who, name):
        document = version_of(item, text="Chữ", audience="inside" if name == "give" else "delegates")
        client.force_login(getattr(cast, who))
        fields = {"audience": "inside", "reason": "x"}
        codes = {client.get(url("move", document.pk, name)).status_code}
        codes.add(client.post(url("move", document.pk, name), fields).status_code)
        assert codes == ({404} if (who, name) == ("dai_bieu", "give") else {403})
        assert SessionDocument.objects.get().audience == document.audience

    def test_only_the_newest_with_something_in_it(self, cast, item):
        first = version_of(item, text="Một")
        empty = version_of(item)
        with pytest.raises(NotNow, match="Tài liệu này đã có bản mới hơn; hãy đưa bản mới nhất."):
            actions.give(first, by=cast.lan)
        with pytest.raises(NotNow, match="Bản này chưa có toàn văn, tệp hay văn bản kèm theo."):
            actions.give(empty, by=cast.lan)
        attached(empty, "a.pdf", pdf_of())
        actions.give(empty, by=cast.lan)
        with pytest.raises(AlreadyDone):
            actions.give(empty, by=cast.lan)
        with pytest.raises(NotNow, match="Đưa tài liệu cho đại biểu trước rồi mới công khai."):
            actions.publish(first, by=cast.lan)

    def test_what_was_given_stays_as_it_is(self, client, cast, item):
        document = version_of(item, text="Chữ", file=("a.pdf", pdf_of()))
        actions.give(document, by=cast.lan)
        attachment = Attachment.objects.about(document).get()
        client.force_login(cast.lan)
        changed = {"role": "report", "title": "Tờ trình", "text": "Khác", "revision": 2}
        answer = client.post(url("edit", document.pk), changed)
        assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, [GIVEN])
        assert client.post(url("edit", document.pk), changed | {"text": "Chữ"}).status_code == 302
        assert client.get(url("move", document.pk, "attach")).status_code == 403
        answer = client.post(
            reverse("documents:attachment-replace", args=[attachment.pk]), {"file": named("b.pdf", pdf_of(2))}
        )
        assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, [GIVEN])
        assert Version.objects.count() == 1

    def test_a_department_adds_a_file_to_its_own(self, client, cast, item):
        document = version_of(item)
        client.force_login(cast.minh)
        client.post(url("move", document.pk, "attach"), {"file": named("a.docx", docx_of("Điều 1")), "title": ""})
        assert Attachment.objects.about(document).get().latest.original_name == "a.docx"
        assert SessionDocument.objects.get().text == "Điều 1"


class TestHandOver:
    def test_delegates_are_told_once_until_they_read_it(self, cast, item):
        def told() -> list:
            return list(Notice.objects.filter(kind="change").values_list("recipient", "text", "url").order_by("pk"))

        line = (cast.dai_bieu.pk, f"Có tài liệu mới để đọc: {item.session}", f"/ky-hop/doc/ky-hop/{item.session_id}/")
        with pytest.raises(NotNow):
            actions.hand_over_item(item, by=cast.lan)
        assert told() == []
        for title in ("Tờ trình", "Báo cáo"):
            version_of(item, title, text="Kính gửi HĐND")
            actions.hand_over_item(item, by=cast.lan)
            assert told() == [line]
        Notice.objects.update(read_at=timezone.now())
        actions.give(version_of(item, "Phụ lục", text="Biểu số 1"), by=cast.lan)
        assert told() == [line, line]

    def page(self, item):
        return reverse("council_sessions:agendaitem-move", args=[item.pk, "hand-over"])

    def test_gives_the_newest_of_each_and_sends_the_item(self, client, cast, item):
        actions.receive_item(item, by=cast.lan)
        version_of(item, "Tờ trình", text="Một")
        newest = version_of(item, "Tờ trình", text="Hai")
        report = version_of(item, "Báo cáo", file=("a.pdf", pdf_of()))
        version_of(item, "Phụ lục")
        client.force_login(cast.lan)
        assert "Tờ trình (bản 2)" in client.get(self.page(item)).content.decode()
        assert client.post(self.page(item), {"mark_sent": "on"}).status_code == 302
        given = SessionDocument.objects.filter(audience="delegates").values_list("pk", flat=True)
        assert set(given) == {newest.pk, report.pk}
        assert AgendaItem.objects.get(pk=item.pk).status == "sent_to_delegates"

    def test_leaves_the_item_where_the_box_is_empty_or_nothing_came(self, client, cast, item):
        version_of(item, text="Một")
        client.force_login(cast.lan)
        assert list(client.get(self.page(item)).context["form"].fields) == ["note"]
        client.post(self.page(item), {"mark_sent": "on"})
        assert AgendaItem.objects.get(pk=item.pk).status == "expected"
        with pytest.raises(NotNow, match="Không có tài liệu nào chờ đưa cho đại biểu."):
            actions.hand_over_item(item, by=cast.lan)

    @pytest.mark.parametrize(("who", "status"), [("minh", 403), ("thu_ky", 403), ("stranger", 404)])
    def test_who_may_not(self, client, cast, item, who, status):
        version_of(item, text="Một")
        client.force_login(getattr(cast, who))
        assert client.post(self.page(item), {}).status_code == status
        if status == 403:
            with pytest.raises(Forbidden):
                actions.hand_over_item(item, by=getattr(cast, who))
        assert SessionDocument.objects.get().audience == "inside"


class TestReceipts:
    @pytest.fixture
    def given(self, item):
        return version_of(item, text="Chữ", file=("a.pdf", pdf_of()), audience="delegates")

    @pytest.mark.parametrize("way", ["page", "file"])
    def test_a_delegate_who_opens_page_or_file_is_noted_once(self, client, cast, given, way):
        file = Attachment.objects.about(given).get().latest
        address = given.get_absolute_url() if way == "page" else file.get_absolute_url()
        client.force_login(cast.dai_bieu)
        for _ in range(2):
            assert opened(client, address) == 200
        assert list(ReadReceipt.objects.values_list("document", "person")) == [(given.pk, cast.dai_bieu.person.pk)]

    def test_each_version_has_its_own(self, client, cast, item, given):
        newer = version_of(item, text="Hai", audience="delegates")
        client.force_login(cast.dai_bieu)
        for document in (given, newer):
            client.get(document.get_absolute_url())
        assert set(ReadReceipt.objects.values_list("document", flat=True)) == {given.pk, newer.pk}

    def test_nobody_else_and_nothing_of_the_inside(self, client, cast, item, given):
        inside = version_of(item, "Báo cáo", text="Trong")
        DelegateMandateFactory(person=cast.tu.person, term=cast.term, constituency=cast.constituency)
        for who, document in ((cast.lan, given), (cast.minh, given), (cast.tu, inside)):
            client.force_login(who)
            client.get(document.get_absolute_url())
        assert ReadReceipt.objects.count() == 0
        client.get(given.get_absolute_url())  # a leader with a seat has read what the delegates have
        assert ReadReceipt.objects.get().person == cast.tu.person

    def test_an_ended_mandate_counts_no_more(self, client, cast, given):
        DelegateMandate.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
        client.force_login(cast.dai_bieu)
        client.get(given.get_absolute_url())
        assert ReadReceipt.objects.count() == 0

    def test_the_office_sees_who_opened_it_and_who_did_not(self, client, cast, given):
        other = cast.acting_as(cast.council, "delegate", "Hà Chưa Đọc")
        DelegateMandateFactory(person=other.person, term=cast.term, constituency=cast.constituency)
        client.force_login(cast.dai_bieu)
        assert "Đại biểu đã mở" not in client.get(given.get_absolute_url()).content.decode()
        client.force_login(cast.lan)
        [panel] = [row for row in client.get(given.get_absolute_url()).context["sections"] if "đã mở" in row.title]
        assert (panel.title, [person.name for person, _at in panel.context["readers"]]) == (
            "Đại biểu đã mở: 1/2",
            ["Vũ Đại"],
        )
        assert [person.name for person in panel.context["others"]] == ["Hà Chưa Đọc"]


class TestDocumentPage:
    @pytest.mark.parametrize("count", [1, 3])
    def test_takes_a_fixed_number_of_queries(self, client, cast, item, django_assert_num_queries, count):
        for _ in range(count):
            document = version_of(item, text="Chữ", file=("a.pdf", pdf_of()))
        actions.give(document, by=cast.lan)
        client.force_login(cast.lan)
        client.get(document.get_absolute_url())
        with django_assert_num_queries(PAGE_QUERIES):
            answer = client.get(document.get_absolute_url())
        assert [(row.title, row.count) for row in answer.context["sections"]] == [
            ("Toàn văn", None),
            ("Tệp", 1),
            ("Các bản", count),
            ("Đại biểu đã mở: 0/1", None),
        ]

    def test_of_a_sitting(self, client, cast):
        sitting = SittingFactory(locality=cast.locality)
        item = AgendaItemFactory(locality=cast.locality, session=None, sitting=sitting)
        client.force_login(cast.lan)
        assert client.get(version_of(item).get_absolute_url()).status_code == 200


PAGE_QUERIES = 26


class TestBeforeConvening:
    """A delegate sees a session that is still prepared once something of it was sent to them."""

    @pytest.fixture
    def session(self, cast):
        return CouncilSessionFactory(locality=cast.locality, number="7", status="preparing")

    def seen(self, client, session, item, document):
        pages = (
            session.get_absolute_url(),
            reverse("council_sessions:reading", args=["ky-hop", session.pk]),
            item.get_absolute_url(),
            document.get_absolute_url(),
        )
        return [client.get(page).status_code for page in pages]

    def test_what_was_sent_opens_the_session_and_its_reading_page(self, client, cast, session, item):
        document = version_of(item, text="Chữ")
        client.force_login(cast.dai_bieu)
        assert self.seen(client, session, item, document) == [404] * 4
        actions.give(document, by=cast.lan)
        assert self.seen(client, session, item, document) == [200, 200, 404, 200]
        page = client.get(document.get_absolute_url()).content.decode()
        assert f'href="{session.get_absolute_url()}"' in page
        assert f"Kỳ họp số {session.pk}" not in page
        actions.narrow(document, by=cast.lan, audience="inside", reason="Nhầm")
        assert self.seen(client, session, item, document) == [404] * 4

    def test_a_content_that_was_sent_does_too(self, client, cast, session, item):
        actions.receive_item(item, by=cast.lan)
        document = version_of(item, text="Chữ")
        actions.hand_over_item(item, by=cast.lan, mark_sent=True)
        client.force_login(cast.dai_bieu)
        assert self.seen(client, session, item, document) == [200] * 4
        reading = reverse("council_sessions:reading", args=["ky-hop", session.pk])
        assert reading in client.get(item.get_absolute_url()).content.decode()

    def test_the_session_counts_for_a_delegate_what_there_is_to_read(self, client, cast, session, item):
        actions.give(version_of(item, text="Chữ"), by=cast.lan)
        actions.give(version_of(item, text="Hai"), by=cast.lan)
        version_of(item, "Chưa gửi")
        client.force_login(cast.dai_bieu)
        answer = client.get(session.get_absolute_url())
        page = answer.content.decode()
        assert (answer.context["given"], answer.context["part"]) == (1, "chuong-trinh")
        assert "tài liệu bạn được đọc" in page
        assert "tài liệu đã gửi đại biểu" not in page
        client.force_login(cast.lan)
        answer = client.get(session.get_absolute_url())
        assert answer.context["part"] == "tai-lieu"
        assert "tài liệu đã gửi đại biểu" in answer.content.decode()
