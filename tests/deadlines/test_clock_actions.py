"""Pausing, resuming, extending, annulling: what becomes of the due day, who may, and what is refused in which words."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from coordination.audit.actors import System
from coordination.audit.models import Event
from coordination.deadlines import actions
from coordination.deadlines.models import ClockEvent, Obligation
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow
from coordination.workflow.models import StatusChange
from tests.deadlines.factories import ObligationFactory, RuleVersionFactory

pytestmark = pytest.mark.django_db

DEMO = System("demo")


def D(day: int, month: int = 7) -> date:
    return date(2026, month, day)


@pytest.fixture(autouse=True)
def wednesday():
    """15 July 2026; no day off but weekends is near."""
    with time_machine.travel("2026-07-15T09:00+07:00", tick=False):
        yield


@pytest.fixture
def version():
    """Ten working days after the anchor; may be extended twice by ten."""
    return RuleVersionFactory(
        rule__code="TEST-01", extension_limit=2, extension_value=10, extension_by="Chủ tịch UBND", anchor="ngày thụ lý"
    )


@pytest.fixture
def duty(cast, version):
    """Anchored on Wednesday 8 July, so due on Wednesday 22 July."""
    return ruled(version, owner=cast.department)


def ruled(version, **fields):
    return ObligationFactory(basis_kind="rule", version=version, **{"anchor_on": D(8), "due_on": D(22)} | fields)


def stored(duty) -> tuple:
    row = Obligation.objects.get(pk=duty.pk)
    return row.due_on, row.paused_on, row.status


def pause(duty, by, **fields):
    return actions.pause(duty, by=by, **{"on": D(10), "category": "dossier", "reason": "Thiếu bản đồ"} | fields)


def resume(duty, by, **fields):
    return actions.resume(duty, by=by, **{"on": D(15)} | fields)


def extend(duty, by, **fields):
    return actions.extend(duty, by=by, **{"on": D(15), "document": "QĐ 12/QĐ-UBND"} | fields)


def annul(duty, by, reason="Ghi nhầm ngày"):
    return actions.annul_event(duty, by=by, reason=reason)


def notes(duty) -> list[str]:
    return list(StatusChange.objects.about(duty).order_by("id").values_list("note", flat=True))[1:]


def test_a_pause_keeps_the_day_until_it_ends(cast, duty):
    pause(duty, cast.lan, document="Công văn 5/UBND")

    assert stored(duty) == (D(22), D(10), "open")
    event = ClockEvent.objects.get()
    assert (event.kind, event.on, event.category, event.reason, event.document, event.by, event.by_name) == (
        "pause",
        D(10),
        "dossier",
        "Thiếu bản đồ",
        "Công văn 5/UBND",
        cast.lan,
        "Nguyễn Thị Lan",
    )

    resume(duty, cast.lan)

    assert stored(duty) == (D(27), None, "open")  # 10, 13 and 14 July were not counted
    assert notes(duty) == [
        "Tạm dừng từ 10/07/2026, chờ bổ sung hồ sơ: Thiếu bản đồ. Hạn giữ nguyên 22/07/2026.",
        "Tính tiếp từ 15/07/2026. Hạn 22/07/2026 → 27/07/2026.",
    ]


def test_each_step_is_in_the_history_and_in_the_audit(cast, duty):
    pause(duty, cast.lan)
    resume(duty, cast.lan)

    steps = StatusChange.objects.about(duty).order_by("id")
    assert [(row.transition, row.from_status, row.to_status, row.by) for row in steps][1:] == [
        ("pause", "open", "open", cast.lan),
        ("resume", "open", "open", cast.lan),
    ]
    told = Event.objects.about(duty).order_by("id")
    assert [(row.actor, row.data["transition"]) for row in told if row.kind == "moved"] == [
        (cast.lan, "pause"),
        (cast.lan, "resume"),
    ]


def test_an_extension_counts_from_the_anchor(cast, duty):
    extend(duty, cast.lan, amount=5)
    assert stored(duty)[0] == D(29)

    extend(duty, cast.lan, on=D(14), amount=10)

    assert stored(duty)[0] == D(12, 8)
    assert notes(duty)[1] == "Gia hạn thêm 10 ngày làm việc theo QĐ 12/QĐ-UBND. Hạn 29/07/2026 → 12/08/2026."


def test_without_an_amount_it_is_all_that_the_rule_allows(cast, duty):
    assert extend(duty, cast.lan).due_on == D(5, 8)


def test_while_it_stands_still_it_can_be_extended_after_its_day(cast, version):
    duty = ruled(version, anchor_on=D(22, 6), due_on=D(6), owner=cast.department)
    pause(duty, cast.lan, on=D(1))

    extend(duty, cast.lan, on=D(10), amount=1)

    assert stored(duty) == (D(7), D(1), "open")


def test_annulling_takes_back_the_last_event_that_people_wrote(cast, duty):
    pause(duty, cast.lan)
    resume(duty, cast.lan)

    annul(duty, cast.lan)
    assert stored(duty) == (D(22), D(10), "open")
    annul(duty, cast.lan)
    assert stored(duty) == (D(22), None, "open")

    assert notes(duty)[2:] == [
        "Hủy lần ghi “tính tiếp 15/07/2026”: Ghi nhầm ngày. Hạn 27/07/2026 → 22/07/2026.",
        "Hủy lần ghi “tạm dừng 10/07/2026”: Ghi nhầm ngày. Hạn giữ nguyên 22/07/2026.",
    ]
    kept = ClockEvent.objects.order_by("id")
    assert [(row.annulled_by_name, row.annulled_reason) for row in kept] == [("Nguyễn Thị Lan", "Ghi nhầm ngày")] * 2
    pause(duty, cast.lan)  # the same day again
    assert stored(duty) == (D(22), D(10), "open")


def begun(duty):
    pause(duty, DEMO)


def ended(duty):
    pause(duty, DEMO)
    resume(duty, DEMO, on=D(14))


def extended(duty):
    extend(duty, DEMO, on=D(9))


def extended_twice(duty):
    extended(duty)
    extend(duty, DEMO, on=D(10))


def nothing(duty):
    """As it was opened."""


@pytest.mark.parametrize(
    ("before", "step", "wrong"),
    [
        (nothing, lambda d, by: pause(d, by, on=D(16)), {"on": "Ngày này chưa tới."}),
        (
            nothing,
            lambda d, by: pause(d, by, on=D(7)),
            {"on": "Đợt tạm dừng từ 07/07/2026 bắt đầu trước ngày mốc 08/07/2026."},
        ),
        (nothing, lambda d, by: pause(d, by, reason=""), {"reason": "Ghi lý do tạm dừng."}),
        (
            ended,
            lambda d, by: pause(d, by, on=D(13)),
            {"on": "Đợt tạm dừng từ 13/07/2026 nằm trong hoặc trước đợt tạm dừng 10/07/2026 – 13/07/2026."},
        ),
        (
            ended,
            lambda d, by: pause(d, by, on=D(9)),
            {"on": "Đợt tạm dừng từ 09/07/2026 nằm trong hoặc trước đợt tạm dừng 10/07/2026 – 13/07/2026."},
        ),
        (begun, lambda d, by: resume(d, by, on=D(16)), {"on": "Ngày này chưa tới."}),
        (
            begun,
            lambda d, by: resume(d, by, on=D(10)),
            {"on": "Ngày tính tiếp phải sau ngày bắt đầu tạm dừng (10/07/2026)."},
        ),
        (nothing, lambda d, by: extend(d, by, on=D(16)), {"on": "Ngày này chưa tới."}),
        (
            nothing,
            lambda d, by: extend(d, by, on=D(7)),
            {"on": "Ngày này trước ngày mốc (08/07/2026), khi thời hạn chưa bắt đầu."},
        ),
        (
            nothing,
            lambda d, by: extend(d, by, amount=11),
            {"amount": "TEST-01 cho gia hạn mỗi lần nhiều nhất 10 ngày làm việc."},
        ),
        (nothing, lambda d, by: extend(d, by, amount=0), {"amount": "Gia hạn ít nhất 1 ngày làm việc."}),
        (
            nothing,
            lambda d, by: extend(d, by, document=""),
            {"document": "Ghi số, ký hiệu, ngày quyết định gia hạn."},
        ),
        (extended, lambda d, by: extend(d, by, on=D(9)), {"on": "Ngày này đã ghi một lần gia hạn."}),
        (begun, lambda d, by: annul(d, by, reason=""), {"reason": "Ghi lý do hủy."}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast, duty, before, step, wrong):
    before(duty)
    as_it_was = stored(duty), list(ClockEvent.objects.values()), StatusChange.objects.count()

    with pytest.raises(ValidationError) as refused:
        step(Obligation.objects.get(pk=duty.pk), cast.lan)

    assert refused.value.message_dict == {name: [words] for name, words in wrong.items()}
    assert (stored(duty), list(ClockEvent.objects.values()), StatusChange.objects.count()) == as_it_was


@pytest.mark.parametrize(
    ("before", "step", "words"),
    [
        (begun, pause, "Đang tạm dừng từ ngày 10/07/2026: ghi tính tiếp trước đã."),
        (nothing, resume, "Thời hạn đang chạy, chưa tạm dừng."),
        (extended_twice, extend, "Đã gia hạn đủ 2 lần mà TEST-01 cho phép."),
        (nothing, annul, "Chưa có lần ghi nào để hủy."),
    ],
)
def test_what_is_not_possible_now_says_why(cast, duty, before, step, words):
    before(duty)
    as_it_was = stored(duty), ClockEvent.objects.count()

    with pytest.raises(NotNow) as refused:
        step(Obligation.objects.get(pk=duty.pk), cast.lan)

    assert refused.value.message == words
    assert (stored(duty), ClockEvent.objects.count()) == as_it_was


STEPS = {"pause": pause, "resume": resume, "extend": extend, "annul_event": annul}


@pytest.mark.parametrize("step", STEPS)
def test_a_closed_duty_has_no_clock(cast, duty, step):
    actions.close(duty, by=cast.minh, closed_on=D(14), evidence="Công văn 45")

    with pytest.raises(NotNow) as refused:
        STEPS[step](duty, cast.lan)

    assert refused.value.message == "Việc này đã đóng ngày 14/07/2026: mở lại rồi mới ghi được."
    assert ClockEvent.objects.count() == 0


@pytest.mark.parametrize("step", STEPS)
def test_a_set_date_is_kept_as_written(cast, step):
    duty = ObligationFactory(owner=cast.department)

    with pytest.raises(NotNow) as refused:
        STEPS[step](duty, cast.lan)

    assert refused.value.message == "Hạn ấn định giữ đúng như đã viết: không tạm dừng, không gia hạn."


@pytest.mark.parametrize("step", STEPS)
def test_a_period_before_its_anchor_has_no_clock(cast, step):
    duty = ruled(RuleVersionFactory(direction="before"), owner=cast.department)

    with pytest.raises(NotNow) as refused:
        STEPS[step](duty, cast.lan)

    words = "Hạn này tính ngược từ ngày mốc hoặc là ngày cố định: không tạm dừng, không gia hạn."
    assert refused.value.message == words


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (pause, "Đợt tạm dừng từ 07/07/2026 bắt đầu sau khi đã hết hạn (06/07/2026)."),
        (extend, "Hạn 06/07/2026 đã qua trước ngày này: chỉ gia hạn khi còn hạn."),
    ],
)
def test_what_is_over_is_neither_stopped_nor_lengthened(cast, version, step, words):
    duty = ruled(version, anchor_on=D(22, 6), due_on=D(6), owner=cast.department)

    with pytest.raises(ValidationError) as refused:
        step(duty, cast.lan, on=D(7))

    assert refused.value.message_dict == {"on": [words]}
    assert stored(duty) == (D(6), None, "open")


def test_a_rule_that_allows_no_extension_says_so(cast):
    duty = ruled(RuleVersionFactory(rule__code="TEST-02"), owner=cast.department)

    with pytest.raises(NotNow) as refused:
        extend(duty, cast.lan)

    assert refused.value.message == "TEST-02 không cho gia hạn."


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("who", ["minh", "ubnd", "hoa", "thu_ky", "dai_bieu", "xa", "admin", "stranger"])
def test_only_those_who_keep_the_ledger(cast, duty, who, step):
    pause(duty, DEMO) if step in ("resume", "annul_event") else None
    as_it_was = stored(duty), ClockEvent.objects.count()

    with pytest.raises(Forbidden):
        STEPS[step](duty, getattr(cast, who))

    assert (stored(duty), ClockEvent.objects.count(), ClockEvent.objects.filter(annulled_at=None).count()) == (
        *as_it_was,
        as_it_was[1],
    )


def test_two_people_at_the_same_clock(cast, duty):
    mine, theirs = Obligation.objects.get(), Obligation.objects.get()
    extend(theirs, cast.tu)

    with pytest.raises(Conflict):
        pause(mine, cast.lan)

    assert [row.kind for row in ClockEvent.objects.all()] == ["extension"]


def test_two_people_close_at_the_same_moment(cast, duty):
    pause(duty, DEMO)
    mine, theirs = Obligation.objects.get(), Obligation.objects.get()
    actions.close(theirs, by=cast.minh, evidence="Công văn 45")

    with pytest.raises(AlreadyDone) as refused:
        actions.close(mine, by=cast.lan, evidence="Công văn 45")

    assert refused.value.message == "Việc này đã được Lê Minh làm lúc 09:00 ngày 15/07/2026."
    assert [row.kind for row in ClockEvent.objects.all()] == ["pause", "resume"]


def test_what_is_done_while_the_clock_stands_is_not_late(cast, version):
    duty = ruled(version, anchor_on=D(22, 6), due_on=D(6), owner=cast.department)
    pause(duty, cast.lan, on=D(1))
    assert duty.state == ("pause", "tạm dừng từ 01/07/2026")

    actions.close(duty, by=cast.minh, evidence="Công văn 45")

    assert stored(duty) == (D(20), None, "done")  # four of the ten days were left from 1 July on
    assert duty.state == ("done", "xong 15/07/2026, đúng hạn")


def test_waiving_ends_a_pause_too(cast, duty):
    pause(duty, cast.lan)

    actions.waive(duty, by=cast.lan, reason="Đã gộp")

    assert stored(duty) == (D(27), None, "waived")


def test_reopening_replays_and_the_pause_can_be_taken_up_again(cast, duty):
    pause(duty, cast.lan)
    actions.close(duty, by=cast.minh, evidence="Công văn 45")

    actions.reopen(duty, by=cast.lan, reason="Gửi thiếu phụ lục")
    assert stored(duty) == (D(27), None, "open")

    annul(duty, cast.lan, reason="Việc chưa xong")
    assert stored(duty) == (D(22), D(10), "open")
