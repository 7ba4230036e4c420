"""An answer before it is sent: written, checked, cleared, sent; only its own side reads it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.deadlines.queries import open_about
from coordination.notices.models import Notice
from coordination.people.choices import BodyKind
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from coordination.search.models import Entry
from coordination.workflow.models import StatusChange
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_drafting import assigned_to, department_of, draft_in, draft_of, template_of
from voters import actions, queries
from voters.choices import Result
from voters.models import ReplyDraft, ReplyTemplate

D = date


@pytest.fixture
def leader(cast):
    return cast.acting_as(cast.department, "department_leader")


@pytest.fixture
def colleague(cast):
    return cast.acting_as(cast.department, "department_officer")


@pytest.fixture
def petition(cast):
    return brought_to(
        petition_of(cast.locality, place=cast.commune, due_on=D(2026, 11, 18)), "in_progress", cast.department
    )


def create_url(petition):
    return f"{reverse('voters:replydraft-create')}?petition={petition.pk}"


def notes(draft):
    return [(row.transition, row.note) for row in StatusChange.objects.about(draft).order_by("id")]


class TestTheWay:
    def test_from_the_first_word_to_the_reply(self, cast, petition, leader, colleague):
        draft = draft_of(
            petition,
            cast.department,
            by=cast.minh,
            related={"copied_to": [cast.front]},
            result=Result.PLANNED,
            promised_on=D(2026, 12, 20),
            text="Sẽ sửa trong quý IV.",
        )
        actions.submit_draft(draft, by=cast.minh)
        actions.pass_draft(draft, by=colleague)
        actions.clear_draft(draft, by=leader)
        assert petition.replies.count() == 0
        actions.send_draft(draft, by=cast.minh, number="1245/SYT")
        reply = petition.replies.get()
        petition.refresh_from_db()
        assert (petition.status, petition.result, draft.reply, draft.status) == ("answered", "planned", reply, "sent")
        assert (reply.text, reply.number, reply.sent_on, reply.promised_on, list(reply.copied_to.all())) == (
            "Sẽ sửa trong quý IV.",
            "1245/SYT",
            D(2026, 10, 1),
            D(2026, 12, 20),
            [cast.front],
        )
        assert [(row.due_on, row.basis_kind) for row in open_about(petition)] == [(D(2026, 12, 20), "promise")]

    def test_who_wrote_it_does_not_check_it(self, cast, petition, colleague):
        draft = draft_in("checking", petition, cast.department, by=cast.minh)
        with pytest.raises(Forbidden):
            actions.pass_draft(draft, by=cast.minh)
        actions.pass_draft(draft, by=colleague)
        assert draft.status == "clearing"

    def test_who_does_not_lead_does_not_clear(self, cast, petition, colleague):
        draft = draft_in("clearing", petition, cast.department, by=cast.minh)
        for user in (cast.minh, colleague, cast.ubnd, cast.lan, cast.tu, cast.hoa):
            with pytest.raises(Forbidden):
                actions.clear_draft(draft, by=user)
        assert ReplyDraft.objects.get().status == "clearing"

    def test_the_leader_of_another_department_does_not_clear(self, cast, petition):
        other = cast.acting_as(department_of(cast), "department_leader")
        draft = draft_in("clearing", petition, cast.department, by=cast.minh)
        with pytest.raises(Forbidden):
            actions.clear_draft(draft, by=other)

    def test_a_leader_writes_and_clears_at_once_and_history_says_so(self, cast, petition, leader):
        draft = draft_of(petition, cast.department, by=leader)
        actions.clear_draft_at_once(draft, by=leader)
        assert notes(draft)[-1] == ("clear_at_once", "Lãnh đạo tự soạn và duyệt, không qua kiểm tra.")

    def test_a_leader_skips_the_check_of_somebody_elses(self, cast, petition, leader):
        draft = draft_in("checking", petition, cast.department, by=cast.minh)
        actions.clear_draft_at_once(draft, by=leader, note="Gấp.")
        assert notes(draft)[-1] == ("clear_at_once", "Duyệt ngay, không qua kiểm tra. Gấp.")

    def test_it_comes_back_with_remarks_and_whoever_wrote_it_hears(self, cast, petition, leader):
        draft = draft_in("clearing", petition, cast.department, by=cast.minh)
        actions.return_draft(draft, by=leader, remarks="Nói rõ nguồn vốn.")
        assert (draft.status, draft.remarks) == ("returned", "Nói rõ nguồn vốn.")
        assert Notice.objects.get(recipient=cast.minh, text__startswith="Trả lại để sửa").by_name == leader.person.name
        draft.text = "Nguồn vốn: ngân sách tỉnh."
        actions.edit_draft(draft, by=cast.minh)
        actions.submit_draft(draft, by=cast.minh)
        assert (draft.status, draft.remarks) == ("checking", "")

    def test_the_leaders_hear_that_it_waits(self, cast, petition, leader, colleague):
        draft = draft_in("checking", petition, cast.department, by=cast.minh)
        actions.pass_draft(draft, by=colleague)
        assert list(Notice.objects.filter(text__startswith="Chờ duyệt").values_list("recipient", flat=True)) == [
            leader.pk
        ]

    def test_what_was_cleared_is_what_is_sent(self, cast, petition, leader):
        draft = draft_in("cleared", petition, cast.department, by=cast.minh)
        draft.text = "Khác."
        for user in (cast.minh, leader):
            with pytest.raises(NotNow) as refusal:
                actions.edit_draft(draft, by=user)
        assert refusal.value.message == (
            "Dự thảo đang ở trạng thái “Đã duyệt, chờ gửi” nên không sửa được; trả lại để sửa."
        )

    def test_sending_twice_makes_one_reply(self, cast, petition):
        draft = draft_in("cleared", petition, cast.department, by=cast.minh)
        stale = ReplyDraft.objects.get(pk=draft.pk)
        actions.send_draft(draft, by=cast.minh)
        with pytest.raises((AlreadyDone, NotNow)):
            actions.send_draft(stale, by=cast.minh)
        assert petition.replies.count() == 1

    def test_not_sent_once_the_petition_went_elsewhere(self, cast, petition):
        draft = draft_in("cleared", petition, cast.department, by=cast.minh)
        actions.reply(petition, by=cast.chief, result=Result.EXPLAINED, text="Trả lời trên giấy.")
        actions.finish(petition, by=cast.lan)
        draft.petition.refresh_from_db()
        with pytest.raises(NotNow):
            actions.send_draft(draft, by=cast.minh)
        assert (petition.replies.count(), ReplyDraft.objects.get().status) == (1, "cleared")

    def test_one_at_a_time(self, cast, petition):
        draft = draft_of(petition, cast.department, by=cast.minh)
        with pytest.raises(ValidationError) as error:
            draft_of(petition, cast.department, by=cast.minh)
        assert error.value.messages == ["Cơ quan này đang có một dự thảo trả lời cho kiến nghị ấy."]
        actions.drop_draft(draft, by=cast.minh, note="Viết lại.")
        assert draft_of(petition, cast.department, by=cast.minh).status == "drafting"

    def test_nobody_drafts_for_who_is_not_asked(self, cast, petition):
        other = department_of(cast)
        with pytest.raises(ValidationError):
            draft_of(petition, other, by=cast.acting_as(cast.committee, "committee_clerk"))
        for user in (cast.lan, cast.hoa, cast.thu_ky, cast.stranger):
            with pytest.raises(Forbidden):
                draft_of(petition, cast.department, by=user)
        assert ReplyDraft.objects.count() == 0

    def test_not_before_it_is_accepted(self, cast):
        forwarded = brought_to(petition_of(cast.locality), "forwarded", cast.department)
        with pytest.raises(NotNow):
            draft_of(forwarded, cast.department, by=cast.minh)

    def test_the_lead_it_was_assigned_to_drafts_in_its_own_name(self, cast):
        petition = petition_of(cast.locality, due_on=D(2026, 11, 18))
        assigned_to(petition, cast, cast.department)
        draft = actions.write_draft(
            ReplyDraft(petition=petition, result=Result.EXPLAINED, text="Giải trình."), by=cast.minh
        )
        assert (draft.body, draft.draft_of) == (cast.department, cast.committee)


class TestWhatItSays:
    @pytest.mark.parametrize(
        ("fields", "errors"),
        [
            (
                {"result": "waiting_for_funds"},
                {"roadmap": ["Chờ nguồn lực thì ghi lộ trình: từng bước, nguồn vốn, năm bố trí."]},
            ),
            ({"result": "planned"}, {"promised_on": ["Sẽ giải quyết thì ghi ngày hẹn xong hoặc lộ trình."]}),
            (
                {"result": "planned", "promised_on": D(2026, 9, 30)},
                {"promised_on": ["Ngày hẹn xong đã qua; hẹn một ngày từ hôm nay trở đi."]},
            ),
            (
                {"result": "resolved"},
                {"evidence": ["Đã giải quyết xong thì ghi bằng chứng, ví dụ biên bản nghiệm thu."]},
            ),
        ],
    )
    def test_it_says_enough(self, cast, petition, fields, errors):
        with pytest.raises(ValidationError) as error:
            draft_of(petition, cast.department, by=cast.minh, **fields)
        assert error.value.message_dict == errors

    def test_a_promise_that_passed_while_it_waited_is_neither_cleared_nor_sent(self, cast, petition, leader):
        draft = draft_of(
            petition, cast.department, by=cast.minh, result=Result.PLANNED, promised_on=D(2026, 10, 2), text="Sắp xong."
        )
        ReplyDraft.objects.filter(pk=draft.pk).update(status="cleared", promised_on=D(2026, 9, 30))
        draft.refresh_from_db()
        with pytest.raises(ValidationError):
            actions.send_draft(draft, by=cast.minh)
        assert petition.replies.count() == 0

    def test_versions_are_kept_and_compared(self, client, cast, petition):
        draft = draft_of(petition, cast.department, by=cast.minh, text="Sẽ sửa đường trong năm.")
        draft.text = "Sẽ sửa đường trong quý IV."
        actions.edit_draft(draft, by=cast.minh)
        draft.evidence = "Ghi thêm."
        actions.edit_draft(draft, by=cast.minh)  # the text is the same: no new version
        assert [(row.number, row.text, row.by_name) for row in draft.versions.all()] == [
            (1, "Sẽ sửa đường trong năm.", cast.minh.person.name),
            (2, "Sẽ sửa đường trong quý IV.", cast.minh.person.name),
        ]
        client.force_login(cast.minh)
        url = reverse("voters:replydraft-compare", args=[draft.pk])
        page = client.get(url)
        assert page.status_code == 200
        assert "<ins>" in page.content.decode()
        assert "<del>" in page.content.decode()
        assert [client.get(f"{url}?ban={n}").status_code for n in ("1", "3", "x")] == [404, 404, 200]
        client.force_login(cast.lan)
        assert client.get(url).status_code == 404


class TestWhoSeesIt:
    def test_only_the_answering_side(self, client, cast, leader):
        other, petition = department_of(cast), petition_of(cast.locality, place=cast.commune)
        rival = cast.acting_as(other, "department_leader")  # sees the petition, which its department supports
        actions.forward(petition, by=LOADER, to=cast.department, supporting=[other], on=D(2026, 5, 20))
        actions.accept(petition, by=LOADER, on=D(2026, 5, 22))
        draft = draft_of(petition, cast.department, by=cast.minh)
        seeing = {}
        people = ("minh", "ubnd", "lan", "tu", "hoa", "thu_ky", "dai_bieu", "xa", "stranger", "admin")
        for name, user in [(name, getattr(cast, name)) for name in people] + [("leader", leader), ("rival", rival)]:
            client.force_login(user)
            seeing[name] = client.get(draft.get_absolute_url()).status_code
        assert {name for name, status in seeing.items() if status == 200} == {"minh", "ubnd", "leader"}
        assert {status for name, status in seeing.items() if name not in ("minh", "ubnd", "leader")} <= {403, 404}
        for user in (cast.lan, cast.hoa, rival, cast.stranger):
            assert Entry.objects.visible_to(user).filter(content_type__model="replydraft").count() == 0
        client.force_login(cast.lan)
        page = client.get(petition.get_absolute_url()).content.decode()
        assert "Dự thảo trả lời" not in page
        assert draft.text not in page

    def test_a_sent_one_stays_with_its_side(self, client, cast, petition):
        draft = draft_in("sent", petition, cast.department, by=cast.minh)
        client.force_login(cast.lan)
        assert client.get(draft.get_absolute_url()).status_code == 404
        assert client.get(petition.replies.get().get_absolute_url()).status_code == 200

    def test_of_a_body_of_no_side_the_committees_office_keeps_it(self, cast):
        power = BodyFactory(locality=cast.locality, kind=BodyKind.VERTICAL, short_name="Điện lực")
        petition = brought_to(petition_of(cast.locality, due_on=None), "in_progress", power)
        draft = draft_of(petition, power, by=cast.ubnd)
        assert draft.draft_of == cast.committee
        assert ReplyDraft.objects.visible_to(cast.ubnd).count() == 1

    def test_a_commune_official_drafts_for_the_committee(self, cast):
        committee = BodyFactory(locality=cast.commune, kind=BodyKind.COMMITTEE, short_name="UBND xã")
        petition = brought_to(petition_of(cast.locality, due_on=None), "in_progress", committee)
        draft = draft_of(petition, committee, by=cast.xa)
        assert [ReplyDraft.objects.visible_to(user).count() for user in (cast.xa, cast.ubnd, cast.lan)] == [1, 0, 0]
        actions.clear_draft_at_once(draft, by=cast.xa)
        actions.send_draft(draft, by=cast.xa)
        assert petition.replies.get().body == committee


class TestPages:
    def test_write_submit_and_edit(self, client, cast, petition):
        client.force_login(cast.minh)
        buttons = {button.label: button.url for button in client.get(petition.get_absolute_url()).context["buttons"]}
        assert buttons["Soạn trả lời"] == create_url(petition)
        form = client.get(create_url(petition)).context["form"]
        assert form.initial["copied_to"] == [cast.front.pk]
        data = {"petition": petition.pk, "result": "explained", "text": "Giải trình.", "copied_to": [cast.front.pk]}
        assert client.post(create_url(petition), data).status_code == 302
        draft = ReplyDraft.objects.get()
        assert (draft.body, list(draft.copied_to.all()), draft.written_by) == (cast.department, [cast.front], cast.minh)
        panel = next(
            p for p in client.get(petition.get_absolute_url()).context["margin_panels"] if "Dự thảo" in p.title
        )
        assert panel.count == 1
        buttons = {row.label: row for row in client.get(petition.get_absolute_url()).context["buttons"]}
        assert (buttons["Mở dự thảo trả lời"].url, buttons["Mở dự thảo trả lời"].primary) == (
            draft.get_absolute_url(),
            True,
        )
        assert "Soạn trả lời" not in buttons
        edit = reverse("voters:replydraft-edit", args=[draft.pk])
        posted = {"result": "explained", "text": "Rõ hơn.", "revision": draft.revision}
        assert client.post(edit, posted).status_code == 302
        move = reverse("voters:replydraft-move", args=[draft.pk, "submit"])
        assert client.post(move, {}).status_code == 302
        draft.refresh_from_db()
        assert (draft.text, draft.status) == ("Rõ hơn.", "checking")

    def test_faults_are_said_at_the_field(self, client, cast, petition):
        client.force_login(cast.minh)
        data = {"petition": petition.pk, "result": "planned", "text": "Sẽ làm.", "promised_on": "01/09/2026"}
        answer = client.post(create_url(petition), data)
        assert answer.status_code == 422
        assert answer.context["form"].errors["promised_on"] == ["Ngày hẹn xong đã qua; hẹn một ngày từ hôm nay trở đi."]
        assert ReplyDraft.objects.count() == 0

    @pytest.mark.parametrize(("user", "status"), [("lan", 403), ("hoa", 403), ("stranger", 403), ("xa", 403)])
    def test_others_write_nothing(self, client, cast, petition, user, status):
        client.force_login(getattr(cast, user))
        assert client.get(create_url(petition)).status_code in (status, 404)
        data = {"petition": petition.pk, "result": "explained", "text": "Giải trình."}
        assert client.post(create_url(petition), data).status_code in (status, 404)
        assert ReplyDraft.objects.count() == 0

    @pytest.mark.parametrize("query", ["", "?petition=", "?petition=abc", "?petition=99999999", "?petition=9" * 30])
    def test_an_address_without_a_petition_leads_nowhere(self, client, cast, query):
        client.force_login(cast.minh)
        assert client.get(f"{reverse('voters:replydraft-create')}{query}").status_code == 404

    def test_leaders_clear_many_at_once(self, client, cast, leader):
        drafts = []
        for status in ("clearing", "clearing", "drafting"):
            petition = brought_to(petition_of(cast.locality, due_on=None), "in_progress", cast.department)
            drafts.append(draft_in(status, petition, cast.department, by=cast.minh))
        client.force_login(leader)
        page = client.get(reverse("voters:petition-list"))
        links = {button.label: button.url for button in page.context["acts"]}
        waiting = client.get(links["Dự thảo chờ tôi: 2"])
        assert waiting.context["total"] == 2
        url = reverse("voters:replydraft-bulk", args=["clear"])
        picked = {"chon": [draft.pk for draft in drafts]}
        shown = client.get(url, picked)
        assert (len(shown.context["ready"]), len(shown.context["left_out"])) == (2, 1)
        assert client.post(url, picked).status_code == 302
        assert [ReplyDraft.objects.get(pk=draft.pk).status for draft in drafts] == ["cleared", "cleared", "drafting"]
        client.force_login(cast.minh)
        assert client.post(url, picked).status_code == 403

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_asks_the_same_number_of_queries(self, client, cast, count):
        for _ in range(count):
            petition = brought_to(petition_of(cast.locality, due_on=None), "in_progress", cast.department)
            draft_of(petition, cast.department, by=cast.minh)
        client.force_login(cast.minh)
        client.get(reverse("voters:replydraft-list"))
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("voters:replydraft-list"))
        assert (page.context["total"], len(captured)) == (count, LIST_QUERIES)


LIST_QUERIES = 13


class TestTemplates:
    def test_fill_a_draft_but_never_with_the_voters_name(self, client, cast, petition):
        template = template_of(cast.department, by=cast.minh)
        template_of(cast.department, by=cast.minh, name="Của y tế", field="y_te")
        client.force_login(cast.minh)
        page = client.get(create_url(petition))
        assert [row.name for row in page.context["templates"]] == ["Giải trình chung"]
        form = client.get(f"{create_url(petition)}&mau={template.pk}").context["form"]
        assert form.initial["text"] == f"Về {petition.code} ({petition.title}): xin giải trình."

    def test_are_added_below_what_is_typed_and_save_nothing(self, client, cast, petition):
        template = template_of(cast.department, by=cast.minh)
        filled = f"Về {petition.code} ({petition.title}): xin giải trình."
        typed = {
            "petition": petition.pk,
            "result": "resolved",
            "text": "Đã gõ nửa trang.",
            "evidence": "Ảnh",
            "mau": template.pk,
        }
        client.force_login(cast.minh)
        page = client.post(create_url(petition), typed | {"copied_to": [cast.front.pk], "promised_on": "31/02/2027"})
        form = page.context["form"]
        assert (page.status_code, form.errors, ReplyDraft.objects.count()) == (200, {}, 0)
        assert form["text"].value() == f"Đã gõ nửa trang.\n\n{filled}"
        assert [form[name].value() for name in ("result", "evidence", "promised_on")] == [
            "resolved",
            "Ảnh",
            "31/02/2027",
        ]
        assert [str(key) for key in form["copied_to"].value()] == [str(cast.front.pk)]
        again = client.post(create_url(petition), typed | {"text": form["text"].value(), "result": ""})
        assert again.context["form"]["text"].value() == form["text"].value()
        assert again.context["form"]["result"].value() == template.result
        empty = client.post(create_url(petition), typed | {"text": " "})
        assert empty.context["form"]["text"].value() == filled

    def test_of_others_or_unknown_add_nothing(self, client, cast, petition):
        other = template_of(cast.department, by=cast.minh, name="Của y tế", field="y_te")
        client.force_login(cast.minh)
        for key in (other.pk, "x", "9" * 30, ""):
            page = client.post(create_url(petition), {"petition": petition.pk, "text": "Đã gõ.", "mau": key})
            assert (page.status_code, page.context["form"]["text"].value()) == (200, "Đã gõ.")

    def test_an_unknown_gap_is_named(self, client, cast):
        client.force_login(cast.minh)
        url = reverse("voters:replytemplate-create")
        data = {"name": "Mẫu", "body": cast.department.pk, "result": "explained", "text": "Gửi {cu_tri}: {ma}"}
        answer = client.post(url, data)
        assert answer.status_code == 422
        assert answer.context["form"].errors["text"][0].startswith("Không có chỗ điền sẵn {cu_tri}.")
        assert client.post(url, data | {"text": "Về {ma}"}).status_code == 302
        template = ReplyTemplate.objects.get()
        assert (template.body, template.draft_of) == (cast.department, cast.committee)
        edit = reverse("voters:replytemplate-edit", args=[template.pk])
        posted = data | {"text": "Về {ma}.", "revision": template.revision, "retired": "on"}
        assert client.post(edit, posted).status_code == 302
        assert ReplyTemplate.objects.get().retired

    def test_are_of_their_own_side(self, client, cast):
        template = template_of(cast.department, by=cast.minh)
        rival = cast.acting_as(department_of(cast), "department_officer")
        for user in (cast.lan, cast.hoa, rival, cast.stranger):
            client.force_login(user)
            assert client.get(template.get_absolute_url()).status_code in (403, 404)
            assert template.name not in client.get(reverse("voters:replytemplate-list")).content.decode()
        with pytest.raises(ValidationError):
            template_of(cast.committee, by=cast.minh)
        with pytest.raises(Forbidden):
            template_of(cast.front, by=cast.hoa)

    def test_many_petitions_get_one_draft_each(self, client, cast, petition):
        template = template_of(cast.department, by=cast.minh)
        second = brought_to(petition_of(cast.locality, due_on=None), "in_progress", cast.department)
        forwarded = brought_to(petition_of(cast.locality, due_on=None), "forwarded", cast.department)
        client.force_login(cast.minh)
        url = reverse("voters:petition-bulk", args=["draft_from_template"])
        picked = {"chon": [petition.pk, second.pk, forwarded.pk]}
        page = client.get(url, picked)
        assert [row.pk for row, _ in page.context["ready"]] == [petition.pk, second.pk]
        client.post(url, picked | {"template": template.pk})
        assert sorted(ReplyDraft.objects.values_list("petition", "status", "template")) == [
            (petition.pk, "drafting", template.pk),
            (second.pk, "drafting", template.pk),
        ]
        assert petition.replies.count() == 0


class TestSettings:
    def test_a_reply_needs_a_document_where_the_locality_says_so(self, client, cast, petition):
        client.force_login(cast.lan)
        url = reverse("voters:replysettings-edit")
        assert client.get(url).status_code == 200
        assert client.post(url, {"reply_needs_document": "on"}).status_code == 302
        assert queries.needs_document(cast.locality.pk)
        assert not queries.needs_document(cast.other.pk)
        with pytest.raises(ValidationError) as error:
            actions.reply(petition, by=cast.chief, result=Result.EXPLAINED, text="Giải trình.")
        assert error.value.message_dict == {
            "number": ["Địa phương này yêu cầu trả lời bằng văn bản: ghi số, ký hiệu hoặc chọn văn bản đã vào sổ."]
        }
        draft = draft_in("cleared", petition, cast.department, by=cast.minh)
        with pytest.raises(ValidationError):
            actions.send_draft(draft, by=cast.minh)
        draft.refresh_from_db()
        assert (petition.replies.count(), draft.status) == (0, "cleared")
        actions.send_draft(draft, by=cast.minh, number="12/SYT")
        assert petition.replies.get().number == "12/SYT"
        row = queries.settings_of(cast.locality)
        assert client.post(url, {"revision": row.revision}).status_code == 302
        assert not queries.needs_document(cast.locality.pk)

    @pytest.mark.parametrize(("user", "offered"), [("lan", True), ("minh", False), ("hoa", False)])
    def test_the_list_of_petitions_leads_to_them(self, client, cast, user, offered):
        client.force_login(getattr(cast, user))
        page = client.get(reverse("voters:petition-list")).content.decode()
        assert (reverse("voters:replysettings-edit") in page) is offered

    @pytest.mark.parametrize("user", ["minh", "ubnd", "hoa", "thu_ky", "admin"])
    def test_only_who_keeps_the_register(self, client, cast, user):
        client.force_login(getattr(cast, user))
        assert client.get(reverse("voters:replysettings-edit")).status_code == 403
