"""What each act does: status, days, history, obligations; and who may not."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from complaints import actions, queries, workflow
from complaints.models import Letter, Reception
from coordination.audit.actors import System
from coordination.deadlines.models import Obligation
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow
from coordination.workflow import buttons, door
from coordination.workflow.models import StatusChange
from tests.complaints.factories import RECEIVED, LetterFactory, ReceptionFactory
from tests.people.factories import AppointmentFactory

TODAY = date(2026, 7, 15)
DUE = date(2026, 8, 1)
DEMO = System("demo")

TABLES = {Reception: (workflow.RECEPTION, ReceptionFactory), Letter: (workflow.LETTER, LetterFactory)}
# What a step must set for the database to accept its target.
FIELDS = {(Reception, "hold"): {"held_on": TODAY}, (Letter, "settle"): {"settled_on": TODAY}}
STEPS = [
    pytest.param(model, step, id=f"{model.__name__}-{step.name}")
    for model, (table, _factory) in TABLES.items()
    for step in table
    if not step.is_creation
]
EVERYBODY = ("lan", "tu", "thu_ky", "minh", "ubnd", "hoa", "dai_bieu", "xa", "admin", "stranger")


def owed(record):
    """Who owes what to whom by when, who watches over it, and how it ended."""
    rows = Obligation.objects.about(record).order_by("id")
    return [
        (row.owner.short_name, row.beneficiary and row.beneficiary.short_name, row.due_on, row.status, row.closed_on)
        for row in rows
    ]


def history(record):
    """Steps with the day on which they stand."""
    rows = StatusChange.objects.about(record).order_by("id")
    return [(row.transition, timezone.localtime(row.at).date()) for row in rows]


@pytest.fixture
def reception(cast):
    return ReceptionFactory(locality=cast.locality, body=cast.standing)


@pytest.fixture
def letter(cast):
    """Handled by Mrs Lan, read by Mr Tu, received at her desk, due on 1/8/2026."""
    letter = Letter(
        locality=cast.locality,
        kind="complaint",
        received_on=RECEIVED,
        summary="Khiếu nại bồi thường",
        handler=cast.lan.person,
        due_on=DUE,
    )
    return actions.receive(letter, by=cast.lan, related={"readers": [cast.tu.person]})


@pytest.mark.parametrize(("model", "step"), STEPS)
def test_every_step_from_every_status(cast, model, step):
    _table, factory = TABLES[model]
    for status, _words in model._meta.get_field("status").choices:
        record = factory(locality=cast.locality, status=status)
        fields = FIELDS.get((model, step.name), {})
        if status in step.sources:
            door.move(record, step.name, by=System("test"), **fields)
            assert model.objects.get(pk=record.pk).status == step.target
            continue
        with pytest.raises(AlreadyDone if status == step.target else NotNow):
            door.move(record, step.name, by=System("test"), **fields)
        assert model.objects.get(pk=record.pk).status == status


@pytest.mark.parametrize(("model", "step"), STEPS)
def test_every_step_is_for_some(cast, reception, letter, model, step):
    record = reception if model is Reception else letter
    allowed = {"lan", "tu", "ubnd", "hoa"} if model is Reception else {"lan", "tu"}
    assert {name for name in EVERYBODY if step.is_for(record, getattr(cast, name))} == allowed


class TestReception:
    def test_is_held(self, cast, reception):
        actions.hold(reception, by=cast.lan, on=date(2026, 6, 12), citizens=7, summary="Năm vụ việc")
        stored = Reception.objects.get(pk=reception.pk)
        assert (stored.status, stored.held_on, stored.citizens, stored.summary) == (
            "held",
            date(2026, 6, 12),
            7,
            "Năm vụ việc",
        )

    def test_cancelled_and_on_the_schedule_again(self, cast, reception):
        actions.cancel(reception, by=cast.lan, note="Bão")
        assert StatusChange.objects.about(reception).last().note == "Bão"
        actions.replan(reception, by=cast.lan)
        assert Reception.objects.get(pk=reception.pk).status == "planned"

    def test_people_write_down_what_has_happened(self, cast, reception):
        with pytest.raises(ValidationError) as error:
            actions.hold(reception, by=cast.lan, on=date(2026, 7, 16))
        assert error.value.message_dict == {"on": ["Ngày này chưa tới."]}

    def test_what_a_job_loads_stands_on_its_day(self, cast):
        reception = ReceptionFactory(locality=cast.ended, body=cast.ended_council, planned_on=date(2024, 5, 15))
        actions.hold(reception, by=DEMO, on=date(2024, 5, 16))
        assert history(reception) == [("plan", date(2024, 5, 15)), ("hold", date(2024, 5, 16))]

    def test_others_do_not_write(self, cast, reception):
        for person in (cast.minh, cast.thu_ky, cast.stranger):
            with pytest.raises(Forbidden):
                actions.hold(reception, by=person)
        reception.place = "Trụ sở"
        assert actions.edit_reception(reception, by=cast.lan).revision == 2


class TestReceiving:
    def test_gets_a_code_a_desk_and_an_obligation(self, cast, letter):
        assert (letter.code, letter.received_by, letter.confidential) == ("DT-2026-0001", cast.office, True)
        obligation = Obligation.objects.about(letter).get()
        assert (obligation.owner, obligation.beneficiary, obligation.assignee) == (cast.office, None, cast.lan.person)
        assert (obligation.title, obligation.basis, obligation.opened_on) == (
            "Giải quyết đơn DT-2026-0001",
            "Đơn DT-2026-0001",
            RECEIVED,
        )

    def test_the_competent_body_owes_it_to_the_desk(self, cast):
        letter = LetterFactory(
            locality=cast.locality, received_by=cast.office, competent_body=cast.department, due_on=DUE
        )
        assert owed(letter) == [("Sở Y tế", "Văn phòng HĐND tỉnh", DUE, "open", None)]

    def test_at_a_reception_the_receiving_body_has_it(self, cast, reception):
        assert LetterFactory(locality=cast.locality, reception=reception).received_by == cast.standing

    def test_a_job_finds_the_desk_of_the_handler(self, cast):
        AppointmentFactory(person=cast.hoa.person, body=cast.front)
        assert LetterFactory(locality=cast.locality, handler=cast.hoa.person).received_by == cast.front

    @pytest.mark.parametrize("fields", [{"due_on": None}, {"received_by": None}])
    def test_without_day_or_desk_nothing_is_owed(self, cast, fields):
        letter = LetterFactory(**{"locality": cast.locality, "received_by": cast.office, "due_on": DUE} | fields)
        assert owed(letter) == []

    def test_an_ended_place_owes_nothing(self, cast):
        letter = LetterFactory(locality=cast.ended, received_by=cast.ended_council, due_on=DUE)
        assert owed(letter) == []

    def test_people_of_other_roles_or_places_do_not(self, cast):
        for person in (cast.minh, cast.thu_ky, cast.stranger, cast.admin):
            with pytest.raises(Forbidden):
                LetterFactory(locality=cast.locality, by=person)
        assert not Letter.objects.exists()

    def test_not_received_tomorrow(self, cast):
        with pytest.raises(ValidationError) as error:
            LetterFactory(locality=cast.locality, by=cast.lan, received_on=date(2026, 7, 16))
        assert error.value.message_dict == {"received_on": ["Ngày này chưa tới."]}

    def test_another_clerk_was_faster(self, cast, monkeypatch):
        LetterFactory(locality=cast.locality)
        codes = iter(["DT-2026-0001", "DT-2026-0002"])
        monkeypatch.setattr(queries, "next_code", lambda *args: next(codes))
        monkeypatch.setattr(Letter, "validate_constraints", lambda self, exclude=None: None)
        assert LetterFactory(locality=cast.locality, by=cast.lan).code == "DT-2026-0002"

    def test_a_given_code_is_not_replaced(self, cast, monkeypatch):
        LetterFactory(locality=cast.locality, code="DT-2026-0007")
        monkeypatch.setattr(Letter, "validate_constraints", lambda self, exclude=None: None)
        with pytest.raises(IntegrityError):
            LetterFactory(locality=cast.locality, code="DT-2026-0007")


class TestHandling:
    def test_forwarded_and_settled(self, cast, letter):
        actions.accept(letter, by=cast.lan)
        actions.forward(letter, by=cast.lan, to=cast.department, on=date(2026, 7, 14), note="Đúng thẩm quyền")
        assert owed(letter) == [
            ("Văn phòng HĐND tỉnh", None, DUE, "waived", TODAY),
            ("Sở Y tế", "Văn phòng HĐND tỉnh", DUE, "open", None),
        ]
        actions.settle(letter, by=cast.lan, outcome="Đã đền bù", on=TODAY)
        stored = Letter.objects.get(pk=letter.pk)
        assert (stored.status, stored.settled_on, stored.outcome) == ("settled", TODAY, "Đã đền bù")
        assert owed(letter)[1] == ("Sở Y tế", "Văn phòng HĐND tỉnh", DUE, "done", TODAY)
        assert [name for name, _day in history(letter)] == ["receive", "accept", "forward", "settle"]

    def test_a_new_day_comes_with_forwarding(self, cast, letter):
        actions.forward(letter, by=cast.lan, to=cast.department, due_on=date(2026, 8, 20))
        assert Letter.objects.get(pk=letter.pk).due_on == date(2026, 8, 20)
        assert owed(letter)[1] == ("Sở Y tế", "Văn phòng HĐND tỉnh", date(2026, 8, 20), "open", None)

    def test_settled_late_names_who_was_late(self, cast):
        letter = LetterFactory(locality=cast.locality, competent_body=cast.department, due_on=date(2026, 7, 1))
        actions.settle(letter, by=DEMO, outcome="Xong", on=date(2026, 7, 3))
        obligation = Obligation.objects.about(letter).get()
        assert (obligation.closed_on, obligation.late_body) == (date(2026, 7, 3), cast.department)

    def test_returned_it_is_owed_by_nobody(self, cast, letter):
        actions.send_back(letter, by=cast.lan, note="Thiếu chữ ký của ông N.V.A.")
        assert owed(letter) == [("Văn phòng HĐND tỉnh", None, DUE, "waived", TODAY)]
        assert "N.V.A." not in Obligation.objects.about(letter).get().outcome

    def test_not_settled_before_it_came(self, cast, letter):
        with pytest.raises(ValidationError) as error:
            actions.settle(letter, by=cast.lan, outcome="Xong", on=date(2026, 6, 2))
        assert error.value.message_dict == {"on": ["Trước ngày nhận đơn (03/06/2026)."]}

    def test_what_a_job_loads_stands_on_its_day(self, cast):
        letter = LetterFactory(locality=cast.locality, competent_body=cast.department)
        actions.forward(letter, by=DEMO, to=cast.department, on=date(2026, 6, 5))
        actions.settle(letter, by=DEMO, outcome="Xong", on=date(2026, 7, 3))
        assert history(letter) == [
            ("receive", RECEIVED),
            ("forward", date(2026, 6, 5)),
            ("settle", date(2026, 7, 3)),
        ]

    def test_the_obligation_follows_day_and_handler(self, cast, letter):
        letter.due_on, letter.handler = date(2026, 8, 20), cast.tu.person
        actions.edit_letter(letter, by=cast.lan)
        obligation = Obligation.objects.about(letter).get()
        assert (obligation.due_on, obligation.assignee) == (date(2026, 8, 20), cast.tu.person)
        assert list(Obligation.objects.visible_to(cast.lan)) == []
        assert list(Obligation.objects.visible_to(cast.tu)) == [obligation]
        letter.due_on = None
        actions.edit_letter(letter, by=cast.tu)
        assert owed(letter)[0][3] == "waived"

    def test_correcting_a_settled_one_opens_nothing(self, cast, letter):
        actions.settle(letter, by=cast.lan, outcome="Xong")
        letter.summary = "Khiếu nại bồi thường đất"
        actions.edit_letter(letter, by=cast.lan)
        assert [row[3] for row in owed(letter)] == ["done"]

    def test_nobody_but_the_named_touches_it(self, cast, letter):
        colleague = cast.acting_as(cast.office, "council_clerk")
        for person in (colleague, cast.hoa, cast.ubnd):
            for act in (
                lambda by: actions.edit_letter(letter, by=by),
                lambda by: actions.forward(letter, by=by, to=cast.department),
                lambda by: actions.settle(letter, by=by, outcome="Xong"),
            ):
                with pytest.raises(Forbidden):
                    act(person)
            assert buttons.offered(letter, person) == []
        assert Letter.objects.get(pk=letter.pk).revision == 1

    def test_who_takes_the_own_name_out_is_out(self, cast, letter):
        letter.handler = cast.hoa.person
        actions.edit_letter(letter, by=cast.lan, related={"readers": []})
        assert [
            user.username for user in (cast.lan, cast.tu, cast.hoa) if Letter.objects.visible_to(user).exists()
        ] == ["hoa"]
        with pytest.raises(Forbidden):
            actions.edit_letter(letter, by=cast.lan)

    def test_a_save_in_between_is_told(self, cast, letter):
        second = Letter.objects.get(pk=letter.pk)
        letter.summary, second.summary = "Chữ của chị Lan", "Chữ của anh Tú"
        actions.edit_letter(letter, by=cast.lan)
        with pytest.raises(Conflict):
            actions.edit_letter(second, by=cast.tu)
