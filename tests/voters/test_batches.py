from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.deadlines.models import Obligation
from coordination.people.choices import BodyKind
from coordination.people.models import Concern
from coordination.records.errors import Forbidden, NotNow
from tests.people.factories import BodyFactory, LocalityFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_batches import (
    AGREED,
    SENT,
    agreed_batch,
    asked,
    batch_of,
    group_of,
    petitions_in,
    said,
)
from voters import actions, queries
from voters.choices import BatchStatus
from voters.models import Batch, BatchOpinion, Petition
from voters.workflow import BATCH

D = date


def page(name, record, *args):
    return reverse(f"voters:{name}", args=[record.pk, *args])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def batch(cast):
    return batch_of(cast.locality, name="Đợt trước kỳ họp")


def fresh(record):
    """The record as the database holds it."""
    return type(record).objects.get(pk=record.pk)


# --- Where a batch stands --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "status"),
    [
        ({}, "synthesising"),
        ({"agreed_on": AGREED}, "agreed"),
        ({"agreed_on": AGREED, "dispatched_on": SENT}, "sent"),
        ({"dispatched_on": SENT}, "sent"),
    ],
)
def test_a_batch_of_earlier_days_begins_where_its_dates_say(cast, days, status):
    batch = Batch(locality=cast.locality, name="Đợt cũ", **days)
    assert actions.create(batch, by=LOADER).status == status


GRID = {
    "synthesising": {"ask"},
    "asked": {"ask_more", "agree", "settle", "rework"},
    "agreed": {"rework", "dispatch"},
    "sent": set(),
}


@pytest.mark.parametrize("status", GRID)
def test_every_step_leaves_only_its_own_status(status):
    steps = {step.name for step in BATCH if status in step.sources}
    assert steps == GRID[status]


def test_nothing_is_asked_about_an_empty_batch(cast, batch):
    with pytest.raises(NotNow, match="chưa có kiến nghị nào"):
        actions.ask_batch(batch, by=cast.lan, bodies=[cast.front])


# --- In and out ------------------------------------------------------------------------------------------------------


def test_petitions_come_and_go_while_it_is_put_together(cast, batch):
    petition = petition_of(cast.locality)
    actions.put_in(petition, by=cast.lan, batch=batch)
    assert fresh(petition).batch == batch
    actions.take_out(fresh(petition), by=cast.lan, reason="Trùng")
    assert fresh(petition).batch is None


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda cast, row: brought_to(row, "forwarded", cast.department), "không còn chờ tổng hợp"),
        (lambda cast, row: actions.merge(row, by=LOADER, lead=petition_of(cast.locality)), "Đã gộp vào"),
        (lambda cast, row: actions.put_in(row, by=LOADER, batch=batch_of(cast.locality)), "Đã ở trong đợt"),
    ],
)
def test_what_does_not_wait_is_not_put_in(cast, batch, spoil, words):
    petition = petition_of(cast.locality)
    spoil(cast, petition)
    with pytest.raises(NotNow, match=words):
        actions.put_in(petition, by=cast.lan, batch=batch)


def test_a_petition_of_another_register_is_not_put_in(cast, batch):
    with pytest.raises(NotNow, match="địa phương khác"):
        actions.put_in(petition_of(cast.other), by=LOADER, batch=batch)


def test_a_department_puts_nothing_in(cast, batch):
    with pytest.raises(Forbidden):
        actions.put_in(petition_of(cast.locality), by=cast.minh, batch=batch)


def test_nothing_joins_or_leaves_an_agreed_batch(cast):
    batch = agreed_batch(cast)
    inside, outside = batch.petitions.get(), petition_of(cast.locality)
    with pytest.raises(NotNow, match="không nhận thêm"):
        actions.put_in(outside, by=cast.lan, batch=batch)
    with pytest.raises(NotNow, match="Tổng hợp lại"):
        actions.take_out(inside, by=cast.lan)
    inside.batch = None
    with pytest.raises(ValidationError, match="không đưa vào, bỏ ra"):
        actions.edit_petition(inside, by=cast.lan)
    outside.batch = batch
    with pytest.raises(ValidationError, match="không đưa vào, bỏ ra"):
        actions.edit_petition(outside, by=cast.lan)


# --- Opinions --------------------------------------------------------------------------------------------------------


def test_asked_bodies_owe_an_opinion_and_giving_it_closes_the_duty(cast, batch):
    petitions_in(batch)
    (opinion,) = asked(batch, cast.front)
    duty = Obligation.objects.about(opinion).get()
    assert (duty.owner, duty.due_on, duty.beneficiary, duty.closed_on) == (
        cast.front,
        D(2026, 6, 6),
        cast.standing,
        None,
    )
    said(opinion, by=cast.hoa)
    duty.refresh_from_db()
    assert (fresh(opinion).state, duty.closed_on) == (("done", "Thống nhất"), D(2026, 6, 5))


def test_a_duty_to_give_an_opinion_is_not_closed_by_hand(cast, batch):
    from coordination.deadlines.closing import why_not_close

    petitions_in(batch)
    (opinion,) = asked(batch, cast.front)
    assert why_not_close(Obligation.objects.about(opinion).get()) == "Ghi ý kiến ở đợt tổng hợp thì việc này tự xong."


def test_each_body_speaks_for_itself_and_the_office_for_delegate_groups(cast, batch):
    petitions_in(batch)
    front, group = asked(batch, cast.front, group_of(cast))
    with pytest.raises(Forbidden):
        said(front, by=cast.lan)
    with pytest.raises(Forbidden):
        said(group, by=cast.hoa)
    said(group, by=cast.lan)
    said(front, by=cast.hoa)
    assert [fresh(row).agrees for row in (front, group)] == [True, True]


def test_a_delegate_of_the_group_sees_the_batch_once_it_is_asked(cast, batch):
    petitions_in(batch)
    group = group_of(cast)
    delegate = cast.acting_as(group, "delegate")
    before = Batch.objects.visible_to(delegate).exists()
    asked(batch, group)
    assert (before, Batch.objects.visible_to(delegate).exists()) == (False, True)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"agrees": None}, "agrees"), ({"agrees": False}, "text"), ({"answered_on": D(2026, 5, 1)}, "answered_on")],
)
def test_an_opinion_that_says_nothing_is_refused(cast, batch, given, field):
    petitions_in(batch)
    (opinion,) = asked(batch, cast.front)
    for name, value in ({"agrees": True, "answered_on": D(2026, 6, 5)} | given).items():
        setattr(opinion, name, value)
    with pytest.raises(ValidationError) as refused:
        actions.give_opinion(opinion, by=cast.hoa)
    assert list(refused.value.message_dict) == [field]


def test_an_objection_names_petitions_of_the_batch_only(cast, batch):
    petitions_in(batch)
    (opinion,) = asked(batch, cast.front)
    with pytest.raises(ValidationError, match="Không ở trong đợt"):
        said(opinion, agrees=False, text="Chưa đúng ý cử tri.", petitions=[petition_of(cast.locality)])


def agreed_names(batch) -> list[str]:
    return sorted(str(body) for body in fresh(batch).agreed_with.all())


def test_it_is_agreed_when_all_who_were_asked_agree(cast, batch):
    petitions_in(batch)
    front, group = asked(batch, cast.front, group_of(cast))
    said(front)
    with pytest.raises(NotNow, match="Còn chờ ý kiến: Tổ đại biểu số 1"):
        actions.agree_batch(fresh(batch), by=cast.lan, on=AGREED)
    said(group)
    actions.agree_batch(fresh(batch), by=cast.lan, on=AGREED)
    batch = fresh(batch)
    assert (batch.status, batch.agreed_on, agreed_names(batch), batch.confirmed_by_front) == (
        "agreed",
        AGREED,
        ["MTTQ tỉnh", "Tổ đại biểu số 1"],
        True,
    )


def test_an_objection_stands_in_the_way_until_the_petition_is_taken_out(cast, batch):
    first, second = petitions_in(batch, 2)
    (opinion,) = asked(batch, cast.front)
    said(opinion, agrees=False, text="Việc này đã xong.", petitions=[second])
    with pytest.raises(NotNow, match="chưa được giải trình hoặc tiếp thu: MTTQ tỉnh"):
        actions.agree_batch(fresh(batch), by=cast.lan, on=AGREED)
    actions.take_out(fresh(second), by=cast.lan)
    actions.agree_batch(fresh(batch), by=cast.lan, on=AGREED)
    assert (agreed_names(batch), fresh(opinion).state) == (["MTTQ tỉnh"], ("done", "Ý kiến khác, đã tiếp thu"))


def test_an_answered_objection_lets_it_go_but_nobody_is_said_to_have_agreed(cast, batch):
    petitions_in(batch)
    (opinion,) = asked(batch, cast.front)
    said(opinion, agrees=False, text="Nên gộp với đợt sau.")
    opinion.reply = "Việc gấp trước mùa mưa."
    actions.answer_objection(opinion, by=cast.lan)
    actions.agree_batch(fresh(batch), by=cast.lan, on=AGREED)
    assert (fresh(batch).status, agreed_names(batch), fresh(batch).confirmed_by_front) == ("agreed", [], False)


def test_the_front_does_not_answer_its_own_objection(cast, batch):
    petitions_in(batch)
    (opinion,) = asked(batch, cast.front)
    said(opinion, agrees=False, text="Chưa rõ.")
    opinion.reply = "Tự giải trình."
    with pytest.raises(Forbidden):
        actions.answer_objection(opinion, by=cast.hoa)


def test_who_objected_may_be_asked_again_others_not(cast, batch):
    petitions_in(batch)
    front, group = asked(batch, cast.front, group_of(cast))
    said(front, agrees=False, text="Chưa rõ.")
    with pytest.raises(ValidationError, match="đang chờ hoặc đã thống nhất: Tổ đại biểu số 1"):
        actions.ask_batch(fresh(batch), by=cast.lan, bodies=[group.body])
    actions.ask_batch(fresh(batch), by=cast.lan, bodies=[front.body])
    rows = BatchOpinion.objects.filter(batch=batch, body=front.body).order_by("pk")
    assert [(row.is_past, row.agrees) for row in rows] == [(True, False), (False, None)]


def test_reworking_puts_opinions_aside_and_drops_duties(cast, batch):
    petitions_in(batch)
    front, group = asked(batch, cast.front, group_of(cast))
    said(front)
    actions.rework(fresh(batch), by=cast.lan, reason="Thêm kiến nghị mới")
    duty = Obligation.objects.about(group).get()
    assert (fresh(batch).status, fresh(front).is_past, fresh(group).is_past, duty.status) == (
        "synthesising",
        True,
        True,
        "waived",
    )
    with pytest.raises(NotNow, match="khép lại"):
        said(fresh(group))
    assert [row.body for row in asked(fresh(batch), cast.front)] == [cast.front]


# --- Dispatch --------------------------------------------------------------------------------------------------------


def ready_batch(cast, *specs) -> Batch:
    """An agreed batch with one petition for each dictionary of fields."""
    batch = batch_of(cast.locality)
    for fields in specs:
        petitions_in(batch, **fields)
    said(*asked(batch, cast.front))
    return actions.agree_batch(fresh(batch), by=LOADER, on=AGREED)


def test_dispatch_forwards_every_petition_with_the_number(cast):
    batch = ready_batch(
        cast,
        {"competent_body": cast.department},
        {"competent_body": cast.committee, "due_on": None, "level": "province"},
    )
    actions.dispatch(batch, by=cast.lan, dispatch_number="88/PC-HĐND", dispatched_on=SENT, due_on=D(2026, 7, 30))
    rows = [
        (row.status, str(row.competent_body), row.due_on, row.referrals.get().number, row.referrals.get().sent_on)
        for row in batch.petitions.order_by("pk")
    ]
    assert rows == [
        ("forwarded", "Sở Y tế", D(2026, 7, 18), "88/PC-HĐND", SENT),
        ("forwarded", "UBND tỉnh", D(2026, 7, 30), "88/PC-HĐND", SENT),
    ]
    assert (fresh(batch).status, fresh(batch).dispatch_number, fresh(batch).dispatched_on) == (
        "sent",
        "88/PC-HĐND",
        SENT,
    )
    assert Obligation.objects.filter(due_on__in=(D(2026, 7, 18), D(2026, 7, 30)), closed_on=None).count() == 2


def test_one_that_cannot_go_keeps_all_back(cast):
    batch = ready_batch(cast, {"competent_body": cast.department}, {"competent_body": None, "level": ""})
    with pytest.raises(ValidationError) as refused:
        actions.dispatch(batch, by=cast.lan, dispatch_number="88/PC", dispatched_on=SENT)
    words = refused.value.message_dict["leave_out"][0]
    assert "1 kiến nghị chưa gửi được" in words
    assert "thiếu cấp thẩm quyền, cơ quan giải quyết" in words
    assert (fresh(batch).status, {row.status for row in batch.petitions.all()}) == ("agreed", {"new"})


def test_what_is_left_out_by_choice_waits_for_the_next_synthesis(cast):
    batch = ready_batch(cast, {"competent_body": cast.department}, {"competent_body": None})
    left = batch.petitions.get(competent_body=None)
    actions.dispatch(batch, by=cast.lan, dispatch_number="88/PC", dispatched_on=SENT, leave_out=[left])
    assert (fresh(left).batch, fresh(left).status, batch.petitions.get().status) == (None, "new", "forwarded")
    assert left in queries.unbatched(Petition.objects.all(), cast.locality)


def test_a_merged_petition_is_named_with_its_lead(cast):
    batch = batch_of(cast.locality)
    lead, other = petitions_in(batch, 2, competent_body=cast.department)
    actions.merge(other, by=LOADER, lead=lead)
    said(*asked(batch, cast.front))
    actions.agree_batch(fresh(batch), by=LOADER, on=AGREED)
    plan = queries.dispatch_plan(batch, SENT)
    assert [(row, why) for row, why in plan.blocked] == [(other, f"Đã gộp vào {lead.code}: kiến nghị ấy đi thay.")]
    assert plan.ready == [lead]


def test_a_body_that_ended_is_named_with_its_heir(cast):
    heir = BodyFactory(locality=cast.locality, name="Sở Xây dựng")
    ended = BodyFactory(locality=cast.locality, name="Sở Giao thông", valid_to=D(2026, 1, 31), successor=heir)
    batch = ready_batch(cast, {"competent_body": ended})
    ((_row, why),) = queries.dispatch_plan(batch, SENT).blocked
    assert why == "Sở Giao thông đã kết thúc ngày 31/01/2026. Cơ quan kế thừa: Sở Xây dựng."


def test_a_day_that_is_over_needs_a_new_one(cast):
    batch = ready_batch(cast, {"competent_body": cast.department, "due_on": D(2026, 6, 9)})
    with pytest.raises(ValidationError) as refused:
        actions.dispatch(batch, by=cast.lan, dispatch_number="1/PC", dispatched_on=SENT)
    assert list(refused.value.message_dict) == ["due_on"]
    actions.dispatch(fresh(batch), by=cast.lan, dispatch_number="1/PC", dispatched_on=SENT, due_on=D(2026, 7, 9))
    assert batch.petitions.get().due_on == D(2026, 7, 9)


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"dispatched_on": D(2026, 6, 1)}, "dispatched_on"),
        ({"dispatched_on": D(2026, 12, 1)}, "dispatched_on"),
        ({"due_on": D(2026, 6, 9)}, "due_on"),
        ({"answer_by": D(2026, 6, 9)}, "answer_by"),
    ],
)
def test_days_that_cannot_be_are_refused(cast, days, field):
    batch = ready_batch(cast, {"competent_body": cast.department})
    with pytest.raises(ValidationError) as refused:
        actions.dispatch(batch, by=cast.lan, dispatch_number="1/PC", **({"dispatched_on": SENT} | days))
    assert list(refused.value.message_dict) == [field]


def test_a_failure_in_the_middle_leaves_nothing_half_done(cast, monkeypatch):
    batch = ready_batch(cast, {"competent_body": cast.department}, {"competent_body": cast.committee})
    real, calls = actions.batches.forward, []

    def second_fails(petition, **kwargs):
        calls.append(petition)
        if len(calls) == 2:
            raise RuntimeError("Mất điện.")
        return real(petition, **kwargs)

    monkeypatch.setattr(actions.batches, "forward", second_fails)
    with pytest.raises(RuntimeError):
        actions.dispatch(batch, by=cast.lan, dispatch_number="1/PC", dispatched_on=SENT)
    assert (fresh(batch).status, {row.status for row in batch.petitions.all()}) == ("agreed", {"new"})


def test_only_those_who_forward_send_it(cast):
    batch = ready_batch(cast, {"competent_body": cast.department})
    with pytest.raises(Forbidden):
        actions.dispatch(batch, by=cast.hoa, dispatch_number="1/PC", dispatched_on=SENT)


# --- Up to the province ----------------------------------------------------------------------------------------------


@pytest.fixture
def commune_batch(cast):
    """An agreed batch of the commune for the province: one petition of the province's competence, one of its own."""
    front = BodyFactory(locality=cast.commune, kind=BodyKind.FRONT, name="MTTQ xã Phú Hòa")
    committee = BodyFactory(locality=cast.commune, kind=BodyKind.COMMITTEE, name="UBND xã Phú Hòa")
    batch = batch_of(cast.commune, addressee=cast.standing)
    petitions_in(batch, level="province", title="Đường tỉnh hỏng", voter="Cử tri Đặt Tên", origin="front")
    petitions_in(batch, level="commune", title="Đường xóm hỏng", competent_body=committee)
    said(*asked(batch, front), by=cast.xa)
    return actions.agree_batch(fresh(batch), by=cast.xa, on=AGREED)


def test_a_commune_sends_up_what_belongs_above_and_keeps_the_rest(cast, commune_batch):
    actions.dispatch(commune_batch, by=cast.xa, dispatch_number="5/MTTQ", dispatched_on=SENT)
    up = Petition.objects.get(locality=cast.locality)
    below = {row.title: (row.status, str(row.competent_body)) for row in commune_batch.petitions.all()}
    assert below == {
        "Đường tỉnh hỏng": ("forwarded", "Thường trực HĐND tỉnh"),
        "Đường xóm hỏng": ("forwarded", "UBND xã Phú Hòa"),
    }
    assert (up.title, up.origin, up.status, up.received_on, up.place, up.came_from.title, up.voter) == (
        "Đường tỉnh hỏng",
        "front",
        "new",
        SENT,
        cast.commune,
        "Đường tỉnh hỏng",
        "",
    )
    assert up.code == "KN-2026-0001"


def test_the_commune_goes_on_seeing_what_became_of_it_and_the_province_where_it_came_from(client, cast, commune_batch):
    actions.dispatch(commune_batch, by=cast.xa, dispatch_number="5/MTTQ", dispatched_on=SENT)
    up = Petition.objects.get(locality=cast.locality)
    source = up.came_from
    actions.forward(up, by=cast.lan, to=cast.department, on=D(2026, 6, 12), due_on=D(2026, 7, 12))
    actions.accept(up, by=LOADER, on=D(2026, 6, 15))
    actions.reply(up, by=LOADER, result="planned", text="Sẽ sửa trong quý IV.", sent_on=D(2026, 7, 1))
    client.force_login(cast.xa)
    text = text_of(client.get(source.get_absolute_url()))
    assert (up.code in text, "Sẽ giải quyết" in text, "Sở Y tế trả lời" in text) == (True, True, True)
    client.force_login(cast.lan)
    assert source.title in text_of(client.get(up.get_absolute_url()))
    client.force_login(cast.stranger)
    assert client.get(up.get_absolute_url()).status_code == 404


def test_the_addressee_above_does_not_see_it_before_it_is_sent(cast, commune_batch):
    before = Batch.objects.visible_to(cast.lan).exists()
    actions.dispatch(commune_batch, by=cast.xa, dispatch_number="5/MTTQ", dispatched_on=SENT)
    assert (before, Batch.objects.visible_to(cast.lan).exists()) == (False, True)


def test_figures_count_a_petition_that_went_up_once_in_each_register(cast, commune_batch):
    actions.dispatch(commune_batch, by=cast.xa, dispatch_number="5/MTTQ", dispatched_on=SENT)
    counted = [Petition.objects.counted_in(place).count() for place in (cast.locality, cast.commune)]
    assert counted == [1, 2]


# --- The synthesis ---------------------------------------------------------------------------------------------------


def test_the_synthesis_goes_by_level_field_and_place(cast, batch):
    other = LocalityFactory(commune=True, name="Ân Thi", full_name="Xã Ân Thi", parent=cast.locality)
    for title, level, field, place in (
        ("4", "commune", "dien", cast.commune),
        ("3", "province", "dien", cast.commune),
        ("2", "province", "giao_thong", cast.commune),
        ("1", "province", "giao_thong", other),
        ("5", "", "", None),
    ):
        petitions_in(batch, title=title, level=level, field=field, place=place)
    rows = Petition.objects.filter(batch=batch).select_related("place")
    listed = [
        (level, count, [(group.field, [row.title for row in group.rows]) for group in groups])
        for level, count, groups in queries.by_competence(rows)
    ]
    assert listed == [
        ("Thẩm quyền cấp tỉnh", 3, [("Giao thông", ["1", "2"]), ("Điện", ["3"])]),
        ("Thẩm quyền cấp xã", 1, [("Điện", ["4"])]),
        ("Chưa rõ cấp thẩm quyền", 1, [("Chưa phân loại", ["5"])]),
    ]


def test_concerns_of_a_batch_follow_its_life(cast):
    batch = agreed_batch(cast)
    batch.addressee = cast.committee
    actions.edit(batch, by=LOADER)
    before = Concern.objects.filter(object_id=batch.pk, body=cast.committee, content_type__model="batch").exists()
    actions.dispatch(fresh(batch), by=cast.lan, dispatch_number="1/PC", dispatched_on=SENT)
    after = Concern.objects.filter(object_id=batch.pk, body=cast.committee, content_type__model="batch").exists()
    assert (before, after) == (False, True)
    assert fresh(batch).status == BatchStatus.SENT
