"""The pages: who sees what, how many queries a list takes, what a form says."""

from datetime import date

import pytest
from django.urls import reverse

from complaints.models import Letter, Reception
from coordination.deadlines.models import Obligation
from tests.complaints.factories import LetterFactory, ReceptionFactory

TYPED = {"kind": "complaint", "received_on": "14/7/2026", "summary": "Khiếu nại bồi thường", "due_on": "1/8/2026"}


def url(model, name, *args):
    return reverse(f"complaints:{model._meta.model_name}-{name}", args=args)


@pytest.fixture
def reception(cast):
    return ReceptionFactory(locality=cast.locality, body=cast.standing)


@pytest.fixture
def letter(cast):
    return LetterFactory(locality=cast.locality, handler=cast.lan.person)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [(Reception, 13), (Letter, 12)])
def test_lists_take_a_fixed_number_of_queries(client, cast, django_assert_num_queries, model, queries, count):
    make = {
        Reception: lambda: ReceptionFactory(locality=cast.locality, body=cast.standing, chair=cast.tu.person),
        Letter: lambda: LetterFactory(locality=cast.locality, handler=cast.lan.person, competent_body=cast.department),
    }[model]
    rows = [make() for _ in range(count)]
    client.force_login(cast.lan)
    client.get(url(model, "list"))
    with django_assert_num_queries(queries):
        answer = client.get(url(model, "list"))
    assert {row.record for row in answer.context["table"].rows} == set(rows)


class TestReceptions:
    def test_a_stranger_finds_no_page(self, client, cast, reception):
        client.force_login(cast.stranger)
        for name in ("detail", "edit"):
            assert client.get(url(Reception, name, reception.pk)).status_code == 404
        assert list(client.get(url(Reception, "list")).context["table"].rows) == []

    def test_without_the_permission_403(self, client, cast, reception):
        client.force_login(cast.thu_ky)
        assert client.get(reception.get_absolute_url()).status_code == 200
        assert client.get(url(Reception, "edit", reception.pk)).status_code == 403
        assert client.get(url(Reception, "create")).status_code == 403
        assert client.post(url(Reception, "move", reception.pk, "hold"), {}).status_code == 403
        for person in (cast.admin, cast.dai_bieu):
            client.force_login(person)
            assert client.get(url(Reception, "list")).status_code == 403

    def test_who_reads_no_letters_has_no_section_for_them(self, client, cast, reception):
        client.force_login(cast.thu_ky)
        sections = client.get(reception.get_absolute_url()).context["sections"]
        assert [panel.title for panel in sections] == ["Tệp đính kèm"]

    def test_scheduled_and_corrected(self, client, cast):
        client.force_login(cast.lan)
        posted = {"body": cast.standing.pk, "chair": cast.tu.person_id, "planned_on": "1/8/2026", "place": "Trụ sở"}
        answer = client.post(url(Reception, "create"), posted)
        reception = Reception.objects.get()
        assert (answer.status_code, answer.url, reception.locality) == (
            302,
            reception.get_absolute_url(),
            cast.locality,
        )
        client.post(url(Reception, "edit", reception.pk), posted | {"planned_on": "2/8/2026", "revision": "1"})
        assert Reception.objects.get().planned_on == date(2026, 8, 2)

    def test_the_planned_day_is_proposed_and_kept(self, client, cast, reception):
        client.force_login(cast.lan)
        where = url(Reception, "move", reception.pk, "hold")
        assert client.get(where).context["form"]["on"].value() == date(2026, 6, 11)
        assert client.post(where, {"on": "11/6/2026", "citizens": "7"}).status_code == 302
        assert (Reception.objects.get().held_on, Reception.objects.get().citizens) == (date(2026, 6, 11), 7)

    @pytest.mark.parametrize(
        ("posted", "errors"),
        [
            ({"on": "31/6/2026", "citizens": "7"}, {"on": ["Tháng 6 chỉ có 30 ngày."]}),
            (
                {"on": "16/7/2026", "citizens": "7"},
                {"on": ["Ngày này còn ở phía trước; việc đã xảy ra thì ghi ngày đến hôm nay."]},
            ),
        ],
    )
    def test_a_wrong_day_is_told_and_the_rest_kept(self, client, cast, reception, posted, errors):
        client.force_login(cast.lan)
        answer = client.post(url(Reception, "move", reception.pk, "hold"), posted)
        form = answer.context["form"]
        assert (answer.status_code, form.errors) == (422, errors)
        assert {name: form[name].value() for name in posted} == posted

    def test_cancelled_and_replanned(self, client, cast, reception):
        client.force_login(cast.lan)
        client.post(url(Reception, "move", reception.pk, "cancel"), {"note": "Bão"})
        assert Reception.objects.get().status == "cancelled"
        client.post(url(Reception, "move", reception.pk, "replan"), {})
        assert Reception.objects.get().status == "planned"

    @pytest.mark.parametrize(
        ("query", "days"),
        [({}, [12, 11]), ({"status": "held"}, [12]), ({"den": "11/6/2026"}, [11]), ({"q": "tru so"}, [12])],
    )
    def test_filters(self, client, cast, reception, query, days):
        ReceptionFactory(
            locality=cast.locality, body=cast.committee, planned_on=date(2026, 6, 12), status="held", place="Trụ sở"
        )
        client.force_login(cast.lan)
        table = client.get(url(Reception, "list"), query).context["table"]
        assert [row.record.planned_on.day for row in table.rows] == days


class TestLetters:
    def test_whoever_receives_it_handles_it_unless_another_is_chosen(self, client, cast):
        client.force_login(cast.lan)
        form = client.get(url(Letter, "create")).context["form"]
        assert (form["handler"].value(), form["received_on"].value()) == (cast.lan.person_id, date(2026, 7, 15))
        answer = client.post(url(Letter, "create"), TYPED | {"handler": cast.lan.person_id}, follow=True)
        letter = Letter.objects.get()
        assert answer.request["PATH_INFO"] == letter.get_absolute_url()
        assert [str(message) for message in answer.context["messages"]] == [
            "Đã lưu đơn thư.",
            "Mã vụ việc: DT-2026-0001.",
        ]
        assert Obligation.objects.about(letter).get().assignee == cast.lan.person

    def test_who_gives_it_away_is_told_the_code_and_sees_it_no_more(self, client, cast):
        client.force_login(cast.lan)
        answer = client.post(url(Letter, "create"), TYPED | {"handler": cast.hoa.person_id}, follow=True)
        letter = Letter.objects.get()
        assert answer.request["PATH_INFO"] == url(Letter, "list")
        assert str(list(answer.context["messages"])[1]) == f"Mã vụ việc: {letter.code}."
        assert client.get(letter.get_absolute_url()).status_code == 404

    def test_only_those_who_may_read_can_be_named(self, client, cast):
        client.force_login(cast.lan)
        form = client.get(url(Letter, "create")).context["form"]
        able = {user.person for user in (cast.lan, cast.tu, cast.ubnd, cast.hoa)}
        assert set(form.fields["handler"].queryset) == set(form.fields["readers"].queryset) == able

    def test_who_was_named_stays_a_choice(self, client, cast, letter):
        letter.readers.add(cast.minh.person)
        client.force_login(cast.lan)
        form = client.get(url(Letter, "edit", letter.pk)).context["form"]
        assert cast.minh.person in form.fields["readers"].queryset

    def test_edited_by_the_handler(self, client, cast, letter):
        client.force_login(cast.lan)
        posted = TYPED | {"handler": cast.lan.person_id, "readers": [cast.tu.person_id], "revision": letter.revision}
        assert client.post(url(Letter, "edit", letter.pk), posted).status_code == 302
        assert Letter.objects.visible_to(cast.tu).get().summary == "Khiếu nại bồi thường"

    @pytest.mark.parametrize(
        ("wrong", "field", "message"),
        [
            ({"summary": ""}, "summary", "Chưa ghi ô này."),
            ({"handler": ""}, "handler", "Chưa chọn."),
            (
                {"received_on": "16/7/2026"},
                "received_on",
                "Ngày này còn ở phía trước; việc đã xảy ra thì ghi ngày đến hôm nay.",
            ),
            ({"due_on": "1/7/2026"}, None, "Hạn phải từ ngày nhận đơn trở đi."),
        ],
    )
    def test_a_wrong_form_says_what_is_wrong_and_keeps_the_text(self, client, cast, wrong, field, message):
        client.force_login(cast.lan)
        answer = client.post(url(Letter, "create"), TYPED | {"handler": cast.lan.person_id} | wrong)
        form = answer.context["form"]
        assert (answer.status_code, form.errors) == (422, {field or "__all__": [message]})
        assert {name: form[name].value() for name in wrong} == wrong
        assert not Letter.objects.exists()

    def test_without_the_permission_403(self, client, cast):
        for person in (cast.minh, cast.thu_ky, cast.xa, cast.dai_bieu, cast.admin):
            client.force_login(person)
            assert [client.get(url(Letter, name)).status_code for name in ("list", "create")] == [403, 403]

    def test_from_hand_to_hand(self, client, cast, letter):
        client.force_login(cast.lan)
        for name, posted in (
            ("accept", {}),
            ("forward", {"to": cast.department.pk, "on": "14/7/2026", "due_on": "1/8/2026"}),
            ("settle", {"on": "15/7/2026", "outcome": "Đã đền bù"}),
        ):
            assert client.get(url(Letter, "move", letter.pk, name)).status_code == 200
            assert client.post(url(Letter, "move", letter.pk, name), posted).status_code == 302
        stored = Letter.objects.get()
        assert (stored.status, stored.competent_body, stored.outcome) == ("settled", cast.department, "Đã đền bù")

    def test_returned(self, client, cast, letter):
        client.force_login(cast.lan)
        assert client.post(url(Letter, "move", letter.pk, "return"), {"on": "15/7/2026"}).status_code == 422
        posted = {"on": "15/7/2026", "note": "Thiếu chữ ký"}
        assert client.post(url(Letter, "move", letter.pk, "return"), posted).status_code == 302
        assert Letter.objects.get().status == "returned"

    def test_forwarding_proposes_what_is_known(self, client, cast):
        letter = LetterFactory(
            locality=cast.locality, handler=cast.lan.person, competent_body=cast.department, due_on=date(2026, 8, 1)
        )
        client.force_login(cast.lan)
        form = client.get(url(Letter, "move", letter.pk, "forward")).context["form"]
        assert (form["to"].value(), form["due_on"].value()) == (cast.department.pk, date(2026, 8, 1))

    @pytest.mark.parametrize(
        ("query", "kinds"),
        [
            ({}, ["reflection", "complaint"]),
            ({"kind": "complaint"}, ["complaint"]),
            ({"status": "settled"}, []),
            ({"tu": "10/6/2026"}, ["reflection"]),
            ({"q": "0002"}, ["reflection"]),
            ({"q": "khieu nai"}, []),
        ],
    )
    def test_filters(self, client, cast, letter, query, kinds):
        LetterFactory(locality=cast.locality, handler=cast.lan.person, kind="reflection", received_on=date(2026, 6, 12))
        client.force_login(cast.lan)
        table = client.get(url(Letter, "list"), query).context["table"]
        assert [row.record.kind for row in table.rows] == kinds

    def test_a_reception_shows_the_letters_given_to_the_user(self, client, cast, reception):
        own = LetterFactory(locality=cast.locality, handler=cast.lan.person, reception=reception)
        LetterFactory(locality=cast.locality, reception=reception)
        client.force_login(cast.lan)
        panel = client.get(reception.get_absolute_url()).context["sections"][0]
        assert [row.record for row in panel.context["table"].rows] == [own]
        assert panel.link == ("Ghi đơn", f"{url(Letter, 'create')}?reception={reception.pk}")

    def test_tabs_lead_to_the_other_book(self, client, cast):
        client.force_login(cast.lan)
        tabs = client.get(url(Letter, "list")).context["tabs"]
        assert [(words, shown) for words, _url, shown in tabs] == [
            ("Tiếp công dân", False),
            ("Đơn thư được giao", True),
        ]
        client.force_login(cast.thu_ky)
        tabs = client.get(url(Reception, "list")).context["tabs"]
        assert [words for words, _url, _shown in tabs] == ["Tiếp công dân"]
