"""Resolutions after adoption: numbers, official days, corrections, what later changes them."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.audit.actors import System
from coordination.deadlines.models import Obligation, RuleVersion
from coordination.people.choices import Level
from coordination.records.errors import AlreadyDone, Conflict, NotNow
from coordination.workflow import buttons
from sessions import actions, deadlines, numbering
from sessions.models import Resolution, ResolutionChange
from tests.people.factories import AppointmentFactory, LocalityFactory
from tests.regulations.factories import MeetingFactory
from tests.sessions.factories import DraftResolutionFactory, ResolutionFactory
from tests.sessions.factories_resolutions import ResolutionChangeFactory

TODAY = date(2026, 7, 15)
ADOPTED = date(2026, 7, 10)


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


def url(name, *args):
    return reverse(f"council_sessions:{name}", args=args)


def adopted(cast, **fields):
    return ResolutionFactory(**{"locality": cast.locality, "number": "", "adopted_on": ADOPTED} | fields)


def numbered(cast, *numbers, **fields):
    for number in numbers:
        ResolutionFactory(locality=cast.locality, number=number, **fields)


def owed(record) -> list[tuple]:
    rows = Obligation.objects.about(record).order_by("pk")
    return [(row.owner.name, row.due_on, row.status, row.closed_on) for row in rows]


class TestNumbers:
    def test_run_per_type_and_year(self, cast):
        numbered(cast, "01", "2", "4")
        numbered(cast, "7", is_normative=True)
        numbered(cast, "30", adopted_on="2025-12-10")
        ResolutionFactory(locality=cast.other, number="80")
        place = cast.locality
        assert [numbering.next_number(place, kind, 2026) for kind in (False, True)] == ["05", "08"]
        assert [numbering.next_number(place, kind, 2025) for kind in (False, True)] == ["31", "01"]

    @pytest.mark.parametrize(
        ("used", "words"),
        [
            ((), ""),
            (("1", "2"), ""),
            (("1", "3", "7", "8"), "2, 4–6"),
            (("2", "12a"), "1"),
            (tuple(str(n) for n in range(2, 30, 2)), "1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 và 2 quãng khác"),
        ],
    )
    def test_unused_ones_are_told_in_stretches(self, cast, used, words):
        numbered(cast, *used)
        assert numbering.unused(cast.locality, 2026) == ([("cá biệt", words)] if words else [])

    @pytest.mark.parametrize("number", ["14", "014", " 14 "])
    def test_one_in_use_is_refused_and_names_who_has_it(self, cast, number):
        ResolutionFactory(locality=cast.locality, number="14", title="Về giá đất")
        with pytest.raises(ValidationError) as refused:
            actions.create_resolution(
                Resolution(locality=cast.locality, number=number, title="Khác", adopted_on=ADOPTED), by=cast.lan
            )
        told = {"number": ["Số này đã dùng năm 2026 cho “Nghị quyết 14/NQ-HĐND: Về giá đất”."]}
        assert refused.value.message_dict == told
        assert Resolution.objects.count() == 1

    def test_the_other_type_the_other_year_and_the_other_place_do_not_count(self, cast):
        numbered(cast, "14")
        numbered(cast, "14", is_normative=True)
        numbered(cast, "14", adopted_on="2025-12-10")
        ResolutionFactory(locality=cast.other, number="14")
        assert Resolution.objects.filter(number="14").count() == 4

    def test_a_secret_one_is_not_named(self, cast):
        secret = ResolutionFactory(locality=cast.locality, number="14", title="Về nhân sự", confidential=True)
        with pytest.raises(ValidationError) as refused:
            ResolutionFactory(locality=cast.locality, number="14")
        assert refused.value.message_dict["number"] == [f"Số này đã dùng năm 2026 cho “{secret.case_code}”."]

    @pytest.mark.parametrize(("is_normative", "code"), [(True, "05/2026/NQ-HĐND"), (False, "05/NQ-HĐND")])
    def test_only_a_normative_one_carries_the_year(self, cast, is_normative, code):
        assert ResolutionFactory(locality=cast.locality, number="05", is_normative=is_normative).code == code

    def test_the_step_offers_the_next_and_keeps_what_was_typed(self, client, cast):
        numbered(cast, "1", "3")
        record = adopted(cast)
        client.force_login(cast.lan)
        step = url("resolution-move", record.pk, "number")
        form = client.get(step).context["form"]
        assert (form["number"].value(), form["year"].value()) == ("04", 2026)
        assert form.fields["number"].help_text == "Loại cá biệt. Chưa dùng năm 2026: 2."
        answer = client.post(step, {"number": "3", "year": "2026"})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["number"]
        assert answer.context["form"]["number"].value() == "3"
        assert client.post(step, {"number": "2", "year": "2026"}).status_code == 302
        assert Resolution.objects.get(pk=record.pk).code == "2/NQ-HĐND"

    def test_the_form_of_a_draft_proposes_it(self, client, cast):
        numbered(cast, "6", is_normative=True)
        draft = DraftResolutionFactory(locality=cast.locality, is_normative=True)
        client.force_login(cast.lan)
        form = client.get(url("resolution-create"), {"draft": draft.pk}).context["form"]
        assert form["number"].value() == "07"
        assert form.fields["number"].help_text == "Số tiếp theo năm 2026: 07 (quy phạm pháp luật), 01 (cá biệt)."

    def test_one_draft_yields_several(self, client, cast):
        draft = DraftResolutionFactory(locality=cast.locality)
        client.force_login(cast.lan)
        for number in ("1", "2"):
            posted = {"title": f"Phần {number}", "number": number, "symbol": "NQ-HĐND", "procedure": "ordinary"}
            posted |= {"adopted_on": "10/7/2026", "draft": draft.pk}
            assert client.post(url("resolution-create"), posted).status_code == 302
        assert sorted(draft.resolutions.values_list("number", "year")) == [("1", 2026), ("2", 2026)]

    @pytest.mark.parametrize(
        ("number", "told"),
        [
            ("7", ["Số 7 bỏ qua số chưa dùng năm 2026 (cá biệt): 3–6."]),
            ("4", ["Số 4 bỏ qua số chưa dùng năm 2026 (cá biệt): 3."]),
            ("03", []),
        ],
    )
    def test_numbers_left_out_are_told_on_saving(self, client, cast, number, told):
        numbered(cast, "1", "2")
        client.force_login(cast.lan)
        posted = {"title": "Về giá", "number": number, "symbol": "NQ-HĐND", "procedure": "ordinary"}
        answer = client.post(url("resolution-create"), posted | {"adopted_on": "10/7/2026"}, follow=True)
        assert [str(row) for row in answer.context["messages"] if row.level_tag == "warning"] == told
        record = Resolution.objects.get(title="Về giá")
        Resolution.objects.filter(pk=record.pk).update(number="", year=None)
        answer = client.post(
            url("resolution-move", record.pk, "number"), {"number": number, "year": "2026"}, follow=True
        )
        assert [str(row) for row in answer.context["messages"] if row.level_tag == "warning"] == told

    def test_the_list_of_a_year_tells_offices_what_is_left_out(self, client, cast):
        numbered(cast, "1", "4")
        for user, told in ((cast.lan, [("cá biệt", "2–3")]), (cast.ubnd, []), (cast.minh, []), (cast.stranger, [])):
            client.force_login(user)
            assert client.get(url("resolution-list"), {"year": "2026"}).context["unused"] == told
        client.force_login(cast.lan)
        page = client.get(url("resolution-list"), {"year": "2026"}).content.decode()
        assert "Số chưa dùng năm 2026: cá biệt <b>2–3</b>." in page
        htmx = {"HX-Request": "true", "HX-Target": "ket-qua"}
        part = client.get(url("resolution-list"), {"year": "2026"}, headers=htmx).content.decode()
        assert '<div id="so-chua-dung" hx-swap-oob="true">' in part
        assert "<b>2–3</b>" in part
        assert client.get(url("resolution-list")).context["unused"] == []
        answer = client.get(url("resolution-list"), {"year": "hai nghìn"})
        assert (answer.status_code, answer.context["unused"]) == (400, [])


class TestSteps:
    def test_in_their_order_each_writes_its_day_once(self, cast):
        record = adopted(cast, is_normative=True, number="5")
        by = {"by": cast.lan}
        actions.authenticate(record, **by, signed_on=date(2026, 7, 11), signed_by=cast.tu.person)
        assert owed(record) == [("Thường trực HĐND tỉnh", date(2026, 7, 14), "open", None)]
        actions.send_to_gazette(record, **by, sent_to_gazette_on=date(2026, 7, 13))
        assert owed(record) == [
            ("Thường trực HĐND tỉnh", date(2026, 7, 14), "done", date(2026, 7, 14)),
            ("UBND tỉnh", date(2026, 7, 20), "open", None),
        ]
        actions.publish_resolution(record, **by, published_on=TODAY, published_in="Công báo số 18")
        assert [row[2] for row in owed(record)] == ["done", "done"]
        actions.send_resolution_up(record, **by, sent_up_on=TODAY)
        actions.post_resolution(record, **by, posted_on=TODAY)
        actions.hold_rollout(record, **by, rollout_conference_on=date(2026, 8, 1))
        actions.set_effect(record, **by, effective_from=date(2026, 7, 21))
        stored = Resolution.objects.get(pk=record.pk)
        assert (stored.signed_by, stored.published_in, stored.state) == (
            cast.tu.person,
            "Công báo số 18",
            ("soon", "đã ký chứng thực"),
        )
        with pytest.raises(AlreadyDone, match="Ký chứng thực đã ghi rồi: 11/07/2026."):
            actions.authenticate(record, **by, signed_on=TODAY)

    def test_an_individual_one_owes_nothing_to_the_gazette(self, cast):
        record = actions.authenticate(adopted(cast, number="5"), by=cast.lan, signed_on=TODAY)
        assert owed(record) == []
        names = [button.label for button in buttons.offered(record, cast.lan) if button.enabled]
        assert not [name for name in names if "Công báo" in name]

    @pytest.mark.parametrize(
        ("name", "field", "day", "words"),
        [
            ("authenticate", "signed_on", date(2026, 7, 9), "Ngày này trước ngày thông qua (10/07/2026)."),
            ("hold_rollout", "rollout_conference_on", date(2026, 7, 9), "Ngày này trước ngày thông qua (10/07/2026)."),
            ("set_effect", "effective_from", date(2026, 7, 9), "Ngày này trước ngày thông qua (10/07/2026)."),
        ],
    )
    def test_a_day_before_the_one_it_follows_is_refused(self, cast, name, field, day, words):
        with pytest.raises(ValidationError) as refused:
            getattr(actions, name)(adopted(cast), by=cast.lan, **{field: day})
        assert refused.value.message_dict == {field: [words]}

    def test_what_needs_the_signature_waits_for_it(self, cast):
        record = adopted(cast, is_normative=True, number="5")
        offered = {button.label: button.reason for button in buttons.offered(record, cast.lan)}
        assert offered["Ghi đã gửi đăng Công báo"] == "Nghị quyết chưa ký chứng thực."
        assert offered["Ghi đã ký chứng thực"] == ""
        with pytest.raises(NotNow):
            actions.send_to_gazette(record, by=cast.lan, sent_to_gazette_on=TODAY)
        assert Resolution.objects.get(pk=record.pk).sent_to_gazette_on is None

    def test_only_those_who_write_resolutions_are_offered_a_step(self, client, cast):
        record = adopted(cast, number="5")
        for user, count in ((cast.lan, 5), (cast.thu_ky, 5), (cast.ubnd, 0), (cast.dai_bieu, 0), (cast.stranger, 0)):
            assert len(buttons.offered(record, user)) == count
        step = url("resolution-move", record.pk, "authenticate")
        posted = {"signed_on": "15/7/2026"}
        for user, status in ((cast.ubnd, 403), (cast.hoa, 403), (cast.dai_bieu, 403), (cast.stranger, 404)):
            client.force_login(user)
            assert (client.get(step).status_code, client.post(step, posted).status_code) == (status, status)
        client.force_login(cast.lan)
        assert client.post(step, posted).status_code == 302
        assert Resolution.objects.get(pk=record.pk).signed_on == TODAY

    def test_a_second_secretary_is_told(self, client, cast):
        record = adopted(cast, number="5")
        client.force_login(cast.thu_ky)
        client.post(url("resolution-move", record.pk, "authenticate"), {"signed_on": "14/7/2026"})
        client.force_login(cast.lan)
        answer = client.post(url("resolution-move", record.pk, "authenticate"), {"signed_on": "15/7/2026"}, follow=True)
        assert Resolution.objects.get(pk=record.pk).signed_on == date(2026, 7, 14)
        assert answer.redirect_chain

    def test_only_a_numbered_one_is_signed(self, client, cast):
        record = adopted(cast)
        offered = {button.label: button for button in buttons.offered(record, cast.lan)}
        assert offered["Cấp số"].primary
        assert offered["Ghi đã ký chứng thực"].reason == "Chưa cấp số nghị quyết."
        client.force_login(cast.lan)
        client.post(url("resolution-move", record.pk, "authenticate"), {"signed_on": "15/7/2026"})
        record.refresh_from_db()
        assert record.signed_on is None
        posted = {"title": "Về giá", "symbol": "NQ-HĐND", "procedure": "ordinary", "adopted_on": "10/7/2026"}
        answer = client.post(url("resolution-create"), posted | {"signed_on": "11/7/2026"})
        words = "Nghị quyết chưa có số: cấp số rồi mới ghi ký chứng thực."
        assert answer.context["form"].errors["number"] == [words]
        record.number = "6"
        actions.edit_resolution(record, by=cast.lan)
        actions.authenticate(record, by=cast.lan, signed_on=TODAY)
        record.number = ""
        with pytest.raises(ValidationError):
            actions.correct_resolution(record, by=cast.lan, reason="Nhầm")

    def test_a_step_says_what_was_written(self, client, cast):
        record = adopted(cast, number="5")
        client.force_login(cast.lan)
        answer = client.post(url("resolution-move", record.pk, "authenticate"), {"signed_on": "15/7/2026"}, follow=True)
        assert [str(message) for message in answer.context["messages"]] == ["Đã ghi: đã ký chứng thực."]

    def test_who_signs_sits_in_the_council_or_leads_it(self, client, cast):
        record = adopted(cast, number="5")
        AppointmentFactory(person=cast.tu.person, body=cast.standing, post="Chủ tịch HĐND tỉnh")
        client.force_login(cast.lan)
        form = client.get(url("resolution-move", record.pk, "authenticate")).context["form"]
        assert set(form.fields["signed_by"].queryset) == {cast.tu.person, cast.dai_bieu.person}

    def test_a_resolution_is_not_changed_by_itself(self, client, cast):
        first, second = adopted(cast, number="5"), adopted(cast, number="6")
        client.force_login(cast.lan)
        form = client.get(url("resolutionchange-create"), {"resolution": first.pk}).context["form"]
        assert list(form.fields["by_resolution"].queryset) == [second]
        form = client.get(url("resolutionchange-create"), {"resolution": "x"}).context["form"]
        assert set(form.fields["by_resolution"].queryset) == {first, second}

    def test_a_past_that_is_loaded_owes_nothing(self, cast):
        record = Resolution(
            locality=cast.locality, number="1", title="Cũ", is_normative=True, adopted_on=ADOPTED, signed_on=ADOPTED
        )
        assert owed(actions.create_resolution(record, by=System("demo"))) == []

    def test_a_past_that_is_edited_owes_nothing_either(self, cast):
        record = adopted(cast, is_normative=True, signed_on=ADOPTED)
        record.topic = "Đất đai"
        actions.edit_resolution(record, by=cast.lan)
        assert owed(record) == []

    def test_the_duty_follows_a_correction(self, cast):
        record = actions.authenticate(
            adopted(cast, is_normative=True, number="5"), by=cast.lan, signed_on=date(2026, 7, 13)
        )
        record.signed_on = date(2026, 7, 14)
        actions.correct_resolution(record, by=cast.lan, reason="Ghi nhầm ngày")
        assert [row[1:3] for row in owed(record)] == [(date(2026, 7, 17), "open")]
        record.is_normative = False
        actions.correct_resolution(record, by=cast.lan, reason="Là nghị quyết cá biệt")
        assert [row[2] for row in owed(record)] == ["waived"]

    def test_every_page_opens_for_its_people(self, client, cast):
        record = adopted(cast, is_normative=True, signed_on=ADOPTED)
        client.force_login(cast.lan)
        for name in ("number", "send_up", "send_to_gazette", "publish", "post", "set_effect", "rollout"):
            assert client.get(url("resolution-move", record.pk, name)).status_code == 200, name
        assert client.get(url("resolution-move", record.pk, "annul")).status_code == 404


class TestEffect:
    def test_the_earliest_day_says_why(self, cast):
        earliest = deadlines.earliest_effect(adopted(cast, is_normative=True))
        assert earliest.day == date(2026, 7, 20)
        assert earliest.words.startswith("Sớm nhất 20/07/2026: ít nhất 10 ngày sau ngày thông qua (DR-13, ")
        assert earliest.words.endswith("; theo nguồn thứ cấp).")

    def test_a_shortened_one_may_hold_at_once(self, cast):
        assert deadlines.earliest_effect(adopted(cast, is_normative=True, procedure="shortened")).day == ADOPTED

    def test_an_individual_one_waits_for_nothing(self, cast):
        assert deadlines.earliest_effect(adopted(cast)) is None

    def test_what_is_not_verified_warns_and_is_saved(self, client, cast):
        record = adopted(cast, is_normative=True)
        client.force_login(cast.lan)
        step = url("resolution-move", record.pk, "set_effect")
        assert client.get(step).context["form"]["effective_from"].value() == date(2026, 7, 20)
        answer = client.post(step, {"effective_from": "12/7/2026"}, follow=True)
        assert Resolution.objects.get(pk=record.pk).effective_from == date(2026, 7, 12)
        told = [str(message) for message in answer.context["messages"]]
        assert told[0].startswith("Có hiệu lực từ 12/07/2026 là sớm hơn quy định. Sớm nhất 20/07/2026: ")

    def test_what_is_verified_blocks_and_keeps_the_text(self, client, cast):
        RuleVersion.objects.filter(rule__code="DR-13").update(verification="verified")
        record = adopted(cast, is_normative=True)
        client.force_login(cast.lan)
        step = url("resolution-move", record.pk, "set_effect")
        answer = client.post(step, {"effective_from": "12/7/2026"})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["effective_from"]
        assert answer.context["form"]["effective_from"].value() == "12/7/2026"
        assert client.post(step, {"effective_from": "20/7/2026"}).status_code == 302

    def test_a_districts_resolution_has_a_last_day(self, cast):
        district = LocalityFactory(level=Level.DISTRICT, slug="huyen-thu", name="Huyện Thử", parent=cast.locality)
        record = ResolutionFactory(locality=district, is_normative=True, adopted_on="2024-12-10")
        assert deadlines.replace_by(record).day == date(2027, 2, 28)
        assert deadlines.replace_by(adopted(cast, is_normative=True)) is None


class TestOnceSigned:
    @pytest.fixture
    def signed(self, cast):
        return adopted(cast, number="5", title="Về giá đất", signed_on=ADOPTED)

    def test_the_paper_is_closed_to_editing(self, cast, signed):
        signed.title = "Về giá đất năm 2027"
        with pytest.raises(NotNow):
            actions.edit_resolution(signed, by=cast.lan)
        assert Resolution.objects.get(pk=signed.pk).title == "Về giá đất"

    def test_what_was_left_open_on_it_may_be_filled_in(self, cast):
        record = adopted(cast, signed_on=ADOPTED)
        record.number, record.signed_by = "6", cast.tu.person
        actions.edit_resolution(record, by=cast.lan)
        assert Resolution.objects.get(pk=record.pk).code == "6/NQ-HĐND"

    def test_the_form_leaves_the_paper_out(self, client, cast, signed):
        client.force_login(cast.lan)
        page = client.get(url("resolution-edit", signed.pk))
        assert not {"title", "number", "symbol", "year", "adopted_on", "signed_on"} & set(page.context["form"].fields)
        posted = {"revision": signed.revision, "procedure": "ordinary", "topic": "Đất đai", "title": "Khác"}
        assert client.post(url("resolution-edit", signed.pk), posted).status_code == 302
        stored = Resolution.objects.get(pk=signed.pk)
        assert (stored.topic, stored.title) == ("Đất đai", "Về giá đất")

    def posted(self, record, **fields):
        typed = {
            "number": record.number,
            "symbol": record.symbol,
            "year": record.year,
            "title": record.title,
            "adopted_on": "10/7/2026",
            "signed_on": "10/7/2026",
            "revision": record.revision,
        }
        return typed | fields

    def test_a_correction_keeps_its_reason(self, client, cast, signed):
        client.force_login(cast.lan)
        page = url("resolution-correct", signed.pk)
        answer = client.post(page, self.posted(signed, title="Về bảng giá đất"))
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
        assert answer.context["form"]["title"].value() == "Về bảng giá đất"
        posted = self.posted(signed, title="Về bảng giá đất", reason="Thiếu một chữ")
        assert client.post(page, posted).status_code == 302
        history = client.get(signed.get_absolute_url()).context["history"]
        assert (history[0].what, history[0].note) == ("Sửa: trích yếu", "Đính chính: Thiếu một chữ")

    def test_a_correction_without_a_change_says_so(self, client, cast, signed):
        client.force_login(cast.lan)
        answer = client.post(url("resolution-correct", signed.pk), self.posted(signed, reason="Nhầm"))
        assert answer.context["form"].errors == {"__all__": ["Chưa sửa ô nào."]}

    def test_it_is_not_for_others_nor_before_the_signature(self, client, cast, signed):
        for user, status in ((cast.ubnd, 403), (cast.dai_bieu, 403), (cast.stranger, 404)):
            client.force_login(user)
            assert client.get(url("resolution-correct", signed.pk)).status_code == status
        with pytest.raises(NotNow):
            actions.correct_resolution(adopted(cast, title="Chưa ký"), by=cast.lan, reason="Nhầm")

    def test_two_secretaries_at_once(self, client, cast, signed):
        client.force_login(cast.lan)
        first = self.posted(signed, title="Về bảng giá đất", reason="Thiếu chữ")
        assert client.post(url("resolution-correct", signed.pk), first).status_code == 302
        client.force_login(cast.thu_ky)
        second = self.posted(signed, title="Giá đất", reason="Thừa chữ")
        answer = client.post(url("resolution-correct", signed.pk), second)
        assert answer.status_code == 409
        assert answer.context["differing"] == [("Trích yếu", "Về bảng giá đất", "Giá đất")]
        assert answer.context["form"]["title"].value() == "Giá đất"
        assert Resolution.objects.get(pk=signed.pk).title == "Về bảng giá đất"
        stale = Resolution.objects.get(pk=signed.pk)
        stale.revision -= 1
        stale.topic = "Đất"
        with pytest.raises(Conflict):
            actions.edit_resolution(stale, by=cast.thu_ky)


class TestChanges:
    @pytest.fixture
    def record(self, cast):
        return adopted(cast, effective_from="2026-07-11", title="Về giá đất", adopted_on="2026-06-01")

    def change(self, cast, record, kind, day="2026-07-12", **fields):
        later = fields.pop("by_resolution", None) or adopted(cast, title="Nghị quyết sau")
        return ResolutionChangeFactory(
            locality=cast.locality, resolution=record, kind=kind, effective_on=day, by_resolution=later, **fields
        )

    @pytest.mark.parametrize(
        ("kinds", "ended", "state"),
        [
            (["amended"], None, ("done", "có hiệu lực")),
            (["suspended"], None, ("pause", "ngưng hiệu lực")),
            (["suspended", "resumed"], None, ("done", "có hiệu lực")),
            (["replaced"], date(2026, 7, 12), ("none", "hết hiệu lực")),
            (["repealed"], date(2026, 7, 12), ("none", "hết hiệu lực")),
            (["expired"], date(2026, 7, 12), ("none", "hết hiệu lực")),
        ],
    )
    def test_what_each_kind_does(self, cast, record, kinds, ended, state):
        for kind in kinds:
            self.change(cast, record, kind)
        stored = Resolution.objects.get(pk=record.pk)
        assert (stored.ended_on, stored.state) == (ended, state)

    def test_the_end_follows_a_correction_of_its_day(self, cast, record):
        change = self.change(cast, record, "repealed", "2026-08-01")
        stored = Resolution.objects.get(pk=record.pk)
        assert (stored.ended_on, stored.state[1]) == (date(2026, 8, 1), "có hiệu lực")
        change.kind = "amended"
        actions.edit_change(change, by=cast.lan)
        assert Resolution.objects.get(pk=record.pk).ended_on is None

    def test_is_shown_on_both_pages(self, client, cast, record):
        later = adopted(cast, title="Nghị quyết sau")
        self.change(cast, record, "replaced", by_resolution=later, note="Toàn bộ")
        client.force_login(cast.lan)
        counts = {
            page.pk: {panel.title: panel.count for panel in client.get(page.get_absolute_url()).context["sections"]}
            for page in (record, later)
        }
        assert (counts[record.pk]["Thay đổi hiệu lực"], counts[later.pk]["Thay đổi hiệu lực"]) == (1, 0)
        assert counts[later.pk]["Nghị quyết này làm thay đổi"] == 1
        assert "Nghị quyết này làm thay đổi" not in counts[record.pk]

    def test_a_secret_resolution_is_not_named_by_its_change(self, client, cast):
        secret = adopted(cast, title="Về nhân sự", confidential=True)
        later = adopted(cast, title="Nghị quyết sau")
        change = self.change(cast, secret, "repealed", by_resolution=later)
        assert change.confidential
        client.force_login(cast.ubnd)
        assert client.get(change.get_absolute_url()).status_code == 404
        assert "Về nhân sự" not in client.get(later.get_absolute_url()).content.decode()

    def test_what_an_ended_place_left_is_ended_by_the_one_that_succeeded_it(self, client, cast, record):
        old = ResolutionFactory(locality=cast.ended, number="7", adopted_on="2024-12-10", title="Về phí chợ")
        client.force_login(cast.lan)
        html = client.get(old.get_absolute_url()).content.decode()
        assert f"{url('resolutionchange-create')}?resolution={old.pk}" in html
        assert client.get(url("resolution-edit", old.pk)).status_code == 403
        posted = {"resolution": old.pk, "kind": "repealed", "by_resolution": record.pk, "effective_on": "12/07/2026"}
        assert client.post(url("resolutionchange-create"), posted).status_code == 302
        change = old.changes.get()
        stored = Resolution.objects.get(pk=old.pk)
        assert (change.locality, stored.ended_on, stored.locality) == (cast.locality, date(2026, 7, 12), cast.ended)
        assert stored.state == ("none", "hết hiệu lực")
        last = client.get(old.get_absolute_url()).context["history"][0]
        assert last.note == "Hết hiệu lực từ 12/07/2026 (Nguyễn Thị Lan)"

    def test_not_by_a_place_that_did_not_succeed_it(self, client, cast):
        old = ResolutionFactory(locality=cast.ended, number="7", adopted_on="2024-12-10")
        foreign = ResolutionFactory(locality=cast.other, number="1", adopted_on="2026-06-01")
        client.force_login(cast.stranger)
        posted = {"resolution": old.pk, "kind": "repealed", "by_resolution": foreign.pk, "effective_on": "12/07/2026"}
        answer = client.post(url("resolutionchange-create"), posted)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["resolution"])
        client.force_login(cast.xa)
        assert client.get(old.get_absolute_url()).status_code == 404

    def test_bad_input_is_told_at_its_field(self, client, cast, record):
        client.force_login(cast.lan)
        posted = {"resolution": record.pk, "kind": "repealed", "effective_on": "12/7/2026"}
        answer = client.post(url("resolutionchange-create"), posted)
        words = ["Chọn nghị quyết hoặc văn bản làm thay đổi hiệu lực."]
        assert (answer.status_code, answer.context["form"].errors) == (422, {"by_resolution": words})
        posted |= {"by_resolution": adopted(cast).pk, "effective_on": "1/5/2026"}
        answer = client.post(url("resolutionchange-create"), posted)
        words = ["Nghị quyết được thông qua ngày 01/06/2026: ghi từ ngày ấy."]
        assert (answer.status_code, answer.context["form"].errors) == (422, {"effective_on": words})
        answer = client.post(url("resolutionchange-create"), posted | {"effective_on": "12/7/2026"})
        change = ResolutionChange.objects.get()
        assert (answer.status_code, answer.url) == (302, change.get_absolute_url())
        assert client.get(url("resolutionchange-edit", change.pk)).status_code == 200

    def test_who_may_not_gets_403_and_a_stranger_404(self, client, cast, record):
        change = self.change(cast, record, "amended")
        for user, statuses in (
            (cast.ubnd, [403, 200, 403]),
            (cast.dai_bieu, [403, 200, 403]),
            (cast.stranger, [200, 404, 404]),
        ):
            client.force_login(user)
            pages = [
                url("resolutionchange-create"),
                change.get_absolute_url(),
                url("resolutionchange-edit", change.pk),
            ]
            assert [client.get(page).status_code for page in pages] == statuses


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_a_year_takes_a_fixed_number_of_queries(client, cast, django_assert_num_queries, count):
    for _ in range(count):
        ResolutionChangeFactory(locality=cast.locality)
    client.force_login(cast.lan)
    client.get(url("resolution-list"), {"year": "2026"})
    with django_assert_num_queries(16):
        client.get(url("resolution-list"), {"year": "2026"})


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(client, cast, django_assert_num_queries, count):
    record = adopted(cast, is_normative=True)
    for _ in range(count):
        ResolutionChangeFactory(locality=cast.locality, resolution=record, kind="amended", effective_on=TODAY)
    client.force_login(cast.lan)
    client.get(record.get_absolute_url())
    with django_assert_num_queries(29):
        client.get(record.get_absolute_url())


class TestRollout:
    def test_the_conference_is_a_meeting_that_was_written_down(self, client, cast):
        record = adopted(cast, number="5", signed_on="2026-07-11")
        meeting = MeetingFactory(locality=cast.locality, title="Hội nghị triển khai nghị quyết")
        MeetingFactory(locality=cast.other, title="Của tỉnh khác")
        client.force_login(cast.lan)
        page = url("resolution-move", record.pk, "rollout")
        offered = list(client.get(page).context["form"].fields["rollout_meeting"].queryset)
        posted = {"rollout_conference_on": "15/07/2026", "rollout_meeting": meeting.pk}
        assert (offered, client.post(page, posted).status_code) == ([meeting], 302)
        stored = Resolution.objects.get(pk=record.pk)
        assert (stored.rollout_conference_on, stored.rollout_meeting) == (date(2026, 7, 15), meeting)
        assert meeting.get_absolute_url() in client.get(record.get_absolute_url()).content.decode()
        assert record.get_absolute_url() in client.get(meeting.get_absolute_url()).content.decode()

    def test_a_meeting_without_a_resolution_says_nothing(self, client, cast):
        client.force_login(cast.lan)
        html = client.get(MeetingFactory(locality=cast.locality).get_absolute_url()).content.decode()
        assert "Nghị quyết được triển khai" not in html
