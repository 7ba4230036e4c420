"""Why a day is that day: formula, sentence, warnings, what is refused; obligations with and without a rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.deadlines import calendars
from coordination.deadlines.calendar import Calendar, DayKind, Mark, Pause, StepKind
from coordination.deadlines.explanation import Explanation, explain, explain_obligation, pause_of, set_date
from coordination.deadlines.models import ClockEvent, Rule, RuleVersion
from coordination.deadlines.strip import Band, Week, folded, said, spoken, weeks_of
from coordination.records.errors import Refused
from tests.deadlines.days import YEARS, d
from tests.deadlines.factories import ObligationFactory, RuleVersionFactory

RULE = Rule(code="AB-01", title="Thông báo tiến độ cho cử tri")
INSIDE = ("25/02/2026", "06/07/2026")


def version(**fields):
    """Ten working days from receipt, two extensions of ten, verified."""
    defaults = {
        "rule": RULE,
        "value": 10,
        "unit": "working_day",
        "anchor": "ngày tiếp nhận",
        "law": "Quy chế phối hợp số 12/QCPH-HĐND-UBND-UBMTTQ",
        "article": "khoản 3 Điều 9",
        "verification": "verified",
        "extension_limit": 2,
        "extension_value": 10,
    }
    return RuleVersion(**(defaults | fields))


def told(since="12/02/2026", /, pauses=(), extensions=0, calendar=YEARS, **fields):
    rows = [pause_of(d(first), d(last)) for first, last in pauses]
    return explain(version(**fields), d(since), calendar=calendar, pauses=rows, extensions=extensions)


def formula(explanation):
    return " ".join(f"{part.sign} {part.text}".strip() for part in explanation.formula)


def test_the_example_of_the_screen():
    explanation = told(pauses=[INSIDE])
    assert explanation.due == d("15/07/2026")
    assert formula(explanation) == (
        "Mốc 12/02/2026 + 10 ngày làm việc + 5 ngày nghỉ Tết + 6 ngày cuối tuần + 132 ngày tạm dừng = 15/07/2026"
    )
    assert explanation.sentence == (
        "Căn cứ khoản 3 Điều 9 Quy chế phối hợp số 12/QCPH-HĐND-UBND-UBMTTQ về việc thông báo tiến độ cho cử tri, "
        "thời hạn là 10 ngày làm việc kể từ ngày tiếp nhận (12/02/2026); không tính thời gian tạm dừng từ ngày "
        "25/02/2026 đến hết ngày 06/7/2026. Như vậy, thời hạn kết thúc vào hết ngày 15/7/2026."
    )
    assert explanation.how == (
        "Bộ luật Dân sự số 91/2015/QH13, Điều 147, 148: không tính ngày mốc; hạn rơi vào ngày nghỉ thì sang ngày làm "
        "việc kế tiếp; những ngày tạm dừng không tính. Bộ luật Lao động số 45/2019/QH14, Điều 111, 112: ngày nghỉ hằng "
        "tuần và nghỉ lễ, Tết không là ngày làm việc."
    )
    assert explanation.citation == "Quy chế phối hợp số 12/QCPH-HĐND-UBND-UBMTTQ, khoản 3 Điều 9"
    assert explanation.chip == ("done", "Đã đối chiếu văn bản")
    assert explanation.warnings == ()


BEFORE = {"value": 20, "unit": "calendar_day", "direction": "before", "anchor": "ngày khai mạc"}
WAIT = {"value": 10, "unit": "calendar_day", "sense": "at_least", "anchor": "ngày thông qua"}


@pytest.mark.parametrize(
    ("fields", "anchor", "asked", "words"),
    [
        (
            {"value": 30, "unit": "calendar_day"},
            "18/06/2026",
            {},
            "Mốc 18/06/2026 + 30 ngày + 2 ngày dời sang ngày làm việc = 20/07/2026",
        ),
        (
            {"value": 30, "unit": "calendar_day", "extension_value": 30},
            "15/06/2026",
            {"extensions": 2},
            "Mốc 15/06/2026 + 30 ngày + 60 ngày gia hạn + 1 ngày dời sang ngày làm việc = 14/09/2026",
        ),
        (BEFORE, "25/07/2026", {}, "Mốc 25/07/2026 − 20 ngày − 2 ngày lùi về ngày làm việc trước = 03/07/2026"),
        (WAIT, "15/07/2026", {}, "Mốc 15/07/2026 + 10 ngày = 25/07/2026"),
        (
            {"value": 1, "unit": "month"},
            "31/01/2026",
            {},
            "Mốc 31/01/2026 + 1 tháng + 2 ngày dời sang ngày làm việc = 02/03/2026",
        ),
        (
            {},
            "28/04/2026",
            {},
            "Mốc 28/04/2026 + 10 ngày làm việc + 2 ngày nghỉ lễ + 4 ngày cuối tuần = 14/05/2026",
        ),
        (
            {"kind": "frequency", "value": 2, "unit": "month", "sense": "at_least"},
            "15/07/2026",
            {},
            "Mốc 15/07/2026 → Hết tháng có ngày mốc = 31/07/2026",
        ),
        (
            {"kind": "fixed_date", "value": None, "unit": "", "day": 1, "month": 3, "year_offset": -1},
            "15/07/2026",
            {},
            "Mốc 15/07/2026 → Ngày 01/03 của năm trước = 01/03/2025",
        ),
    ],
)  # fmt: skip
def test_formula(fields, anchor, asked, words):
    assert formula(told(anchor, **asked, **fields)) == words


@pytest.mark.parametrize(
    ("fields", "anchor", "asked", "end"),
    [
        (
            {"value": 7},
            "01/07/2026",
            {},
            "thời hạn là 07 ngày làm việc kể từ ngày tiếp nhận (01/7/2026). Như vậy, thời hạn kết thúc vào hết ngày "
            "10/7/2026.",
        ),
        (
            {"value": 30, "unit": "calendar_day", "extension_value": 30},
            "18/06/2026",
            {"extensions": 1},
            "thời hạn là 30 ngày kể từ ngày tiếp nhận (18/6/2026); được gia hạn tổng cộng thêm 30 ngày. Như vậy, thời "
            "hạn kết thúc vào hết ngày 17/8/2026.",
        ),
        (
            {"value": 30, "unit": "calendar_day"},
            "18/06/2026",
            {},
            "thời hạn là 30 ngày kể từ ngày tiếp nhận (18/6/2026); ngày cuối cùng của thời hạn (18/7/2026) không phải "
            "là ngày làm việc nên thời hạn kết thúc vào ngày làm việc tiếp theo, theo khoản 5 Điều 148 Bộ luật Dân sự "
            "số 91/2015/QH13. Như vậy, thời hạn kết thúc vào hết ngày 20/7/2026.",
        ),
        (
            BEFORE,
            "25/07/2026",
            {},
            "thời hạn là chậm nhất 20 ngày trước ngày khai mạc (25/7/2026); ngày 05/7/2026 là ngày nghỉ nên lấy ngày "
            "làm việc liền trước. Như vậy, hạn cuối là hết ngày 03/7/2026.",
        ),
        (
            WAIT,
            "15/07/2026",
            {},
            "thời gian tối thiểu là 10 ngày kể từ ngày thông qua (15/7/2026). Như vậy, bước tiếp theo được thực hiện "
            "sớm nhất vào ngày 25/7/2026.",
        ),
        (
            {"kind": "frequency", "value": 2, "unit": "month", "sense": "at_least"},
            "15/07/2026",
            {},
            "phải thực hiện ít nhất 02 lần mỗi tháng. Kỳ có ngày 15/7/2026 kết thúc vào hết ngày 31/7/2026.",
        ),
        (
            {"kind": "fixed_date", "value": None, "unit": "", "day": 1, "month": 3, "year_offset": -1},
            "15/07/2026",
            {},
            "thời hạn là chậm nhất ngày 01/3/2025. Mốc là ngày tiếp nhận (15/7/2026).",
        ),
    ],
)
def test_sentence_for_a_letter(fields, anchor, asked, end):
    basis = "Căn cứ khoản 3 Điều 9 Quy chế phối hợp số 12/QCPH-HĐND-UBND-UBMTTQ về việc thông báo tiến độ cho cử tri, "
    assert told(anchor, **asked, **fields).sentence == basis + end


def test_the_sentence_names_the_case():
    sentence = told(variant="complex", variant_label="vụ việc phức tạp", level="province").sentence
    assert "về việc thông báo tiến độ cho cử tri (vụ việc phức tạp, cấp tỉnh), thời hạn là" in sentence


def test_a_period_before_its_anchor_cites_no_article_for_how_it_is_counted():
    assert told("25/07/2026", **BEFORE).how == (
        "Đếm lùi, không tính ngày mốc; rơi vào ngày nghỉ thì lùi về ngày làm việc liền trước, là cách thận trọng."
    )


@pytest.mark.parametrize(
    ("fields", "anchor", "warnings"),
    [
        ({}, "01/06/2026", ()),
        ({"note": "Chưa rõ mốc."}, "01/06/2026", ()),
        (
            {"verification": "unverified"},
            "01/06/2026",
            ("Quy định này chưa kiểm chứng: vẫn dùng được, nhưng cần đối chiếu văn bản trước khi viện dẫn.",),
        ),
        (
            {},
            "25/12/2026",
            ("Lịch nghỉ năm 2027 mới là dự kiến: ngày này có thể đổi khi có lịch chính thức.",),
        ),
        ({}, "01/06/2028", ("Chưa có lịch nghỉ năm 2028: mới chỉ trừ thứ Bảy, Chủ nhật.",)),
        ({}, "18/11/2026", ("Lịch của 23/11/2026 mới là dự kiến: ngày này có thể đổi.",)),
        ({"unit": "calendar_day"}, "18/11/2026", ()),
        (WAIT, "25/12/2026", ()),
        ({"unit": "calendar_day"}, "13/11/2026", ("Lịch của 23/11/2026 mới là dự kiến: ngày này có thể đổi.",)),
        (
            {"kind": "fixed_date", "value": None, "unit": "", "day": 1, "month": 3},
            "01/01/2026",
            ("Ngày 01/03/2026 là ngày nghỉ (cuối tuần); hạn vẫn giữ như đã viết.",),
        ),
    ],
)
def test_warnings(fields, anchor, warnings):
    assert told(anchor, **fields).warnings == warnings


def test_an_unverified_basis_is_marked_in_the_sentence_itself():
    explanation = told("01/06/2026", verification="unverified")
    assert explanation.sentence.endswith("[Căn cứ chưa kiểm chứng, cần đối chiếu văn bản trước khi phát hành.]")
    assert explanation.chip == ("unsure", "Chưa kiểm chứng")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"extensions": 3}, "AB-01 chỉ được gia hạn nhiều nhất 2 lần; đang tính với 3 lần."),
        ({"extensions": 1, "extension_limit": 0}, "AB-01 không được gia hạn; đang tính với 1 lần."),
        ({"extensions": -1}, "Số lần gia hạn không được âm."),
        (
            {"pauses": [("11/02/2026", "20/02/2026")]},
            "Đợt tạm dừng từ 11/02/2026 bắt đầu trước ngày mốc 12/02/2026.",
        ),
        (
            {"pauses": [("06/03/2026", "20/03/2026")]},
            "Đợt tạm dừng từ 06/03/2026 bắt đầu sau khi đã hết hạn (05/03/2026).",
        ),
        (
            {"pauses": [("25/02/2026", "27/02/2026"), ("23/02/2026", "25/02/2026")]},
            "Đợt tạm dừng từ 25/02/2026 nằm trong hoặc trước đợt tạm dừng 23/02/2026 – 25/02/2026.",
        ),
        (
            {"pauses": [("27/02/2026", "25/02/2026")]},
            "Đợt tạm dừng kết thúc (25/02/2026) trước khi bắt đầu (27/02/2026).",
        ),
        ({"extensions": 1, **BEFORE}, "AB-01 tính lùi từ ngày mốc nên không tạm dừng, không gia hạn được."),
        (
            {"pauses": [("20/02/2026", "21/02/2026")], **BEFORE},
            "AB-01 tính lùi từ ngày mốc nên không tạm dừng, không gia hạn được.",
        ),
        ({"extensions": 1, **WAIT}, "AB-01 là thời gian chờ tối thiểu nên không tạm dừng, không gia hạn được."),
        (
            {"extensions": 1, "kind": "frequency", "unit": "month"},
            "AB-01 là việc định kỳ nên không tạm dừng, không gia hạn được.",
        ),
        (
            {"extensions": 1, "kind": "fixed_date", "value": None, "unit": "", "day": 1, "month": 3},
            "AB-01 là ngày cố định nên không tạm dừng, không gia hạn được.",
        ),
    ],
)  # fmt: skip
def test_refused(asked, message):
    with pytest.raises(Refused) as refusal:
        told(**asked)
    assert refusal.value.message == message


def test_a_pause_without_end_is_refused_outside_an_obligation():
    with pytest.raises(Refused) as refusal:
        explain(version(), d("12/02/2026"), calendar=YEARS, pauses=[Pause(d("25/02/2026"))])
    assert refusal.value.message == "Đợt tạm dừng từ 25/02/2026 chưa có ngày kết thúc."


def test_a_second_pause_may_begin_after_the_first_due_day_was_moved():
    explanation = told(pauses=[("02/03/2026", "31/03/2026"), ("02/04/2026", "05/04/2026")])
    assert explanation.due == d("08/04/2026")


def test_json():
    explanation = told("10/07/2026", value=1, pk=7)
    assert explanation.as_json() == {
        "due": "2026-07-13",
        "rule": "AB-01",
        "version": 7,
        "variant": "",
        "unit": "working_day",
        "anchor": "2026-07-10",
        "steps": [
            {"day": "2026-07-10", "kind": "anchor", "ordinal": None, "name": "", "words": "ngày mốc, không tính"},
            {"day": "2026-07-11", "kind": "weekend", "ordinal": None, "name": "", "words": "cuối tuần, không tính"},
            {"day": "2026-07-12", "kind": "weekend", "ordinal": None, "name": "", "words": "cuối tuần, không tính"},
            {"day": "2026-07-13", "kind": "due", "ordinal": 1, "name": "", "words": "hạn, ngày thứ 1"},
        ],
        "citation": "Quy chế phối hợp số 12/QCPH-HĐND-UBND-UBMTTQ, khoản 3 Điều 9",
        "verification": "verified",
        "warnings": [],
    }


# --- The strip --------------------------------------------------------------------------------------------------------


def test_strip_of_the_example():
    rows = told(pauses=[INSIDE]).weeks
    assert [row.title if isinstance(row, Week) else f"tạm dừng {row.days} ngày" for row in rows] == [
        "Tuần 09/02 – 15/02/2026",
        "Tuần 16/02 – 22/02/2026",
        "Tuần 23/02 – 01/03/2026",
        "tạm dừng 132 ngày",
        "Tuần 06/07 – 12/07/2026",
        "Tuần 13/07 – 19/07/2026",
    ]
    marks = ["".join((cell.css if cell else "x") for cell in row.cells) for row in rows if isinstance(row, Week)]
    assert marks == ["xxxacss", "hhhhhss", "ccppppp", "pccccss", "ccdxxxx"]
    assert [cell.mark for cell in rows[0].cells[3:]] == ["mốc", "1", "", ""]
    assert rows[-1].cells[2].spoken == "Thứ Tư 15/07/2026: hạn, ngày thứ 10"


def test_legend_names_what_is_there():
    assert told("10/07/2026", value=1).legend == [("a", "mốc"), ("s", "cuối tuần"), ("d", "hạn")]
    assert [words for _, words in told(pauses=[INSIDE]).legend] == [
        "mốc",
        "ngày được tính",
        "cuối tuần",
        "nghỉ lễ, Tết",
        "tạm dừng",
        "hạn",
    ]


def test_a_short_pause_has_no_band_and_is_told_beside():
    explanation = told(pauses=[("25/02/2026", "26/02/2026")])
    assert not any(isinstance(row, Band) for row in explanation.weeks)
    assert explanation.plain_pauses == [Pause(d("25/02/2026"), d("26/02/2026"))]
    assert told(pauses=[INSIDE]).plain_pauses == []


def test_a_fixed_date_has_no_strip():
    fields = {"kind": "fixed_date", "value": None, "unit": "", "day": 1, "month": 3}
    assert (told(**fields).weeks, told(**fields).legend, weeks_of([])) == ([], [], [])


def test_words_of_days():
    steps = told("27/08/2026", value=2, unit="calendar_day").steps
    assert [spoken(step) for step in steps] == [
        "Thứ Năm 27/08/2026: ngày mốc, không tính",
        "Thứ Sáu 28/08/2026: tính, ngày thứ 1",
        "Thứ Bảy 29/08/2026: tính, ngày thứ 2",
        "Chủ nhật 30/08/2026: cuối tuần, không lấy làm ngày hạn",
        "Thứ Hai 31/08/2026: ngày nghỉ (Nghỉ hoán đổi), không lấy làm ngày hạn",
        "Thứ Ba 01/09/2026: ngày nghỉ (Quốc khánh), không lấy làm ngày hạn",
        "Thứ Tư 02/09/2026: ngày nghỉ (Quốc khánh), không lấy làm ngày hạn",
        "Thứ Năm 03/09/2026: hạn, ngày làm việc gần nhất",
    ]
    assert said(told("08/01/2026", value=3).steps[2]) == "tính, ngày thứ 2 (Làm bù cho ngày 02/01/2026)"


def test_only_long_runs_of_paused_days_are_folded():
    def rows(last):
        return [
            step if isinstance(step, tuple) else step.kind for step in folded(told(pauses=[("25/02/2026", last)]).steps)
        ]

    assert StepKind.PAUSED in rows("03/03/2026")
    assert [(first.day, last.day) for first, last in [row for row in rows("04/03/2026") if isinstance(row, tuple)]] == [
        (d("25/02/2026"), d("04/03/2026"))
    ]


@given(st.integers(0, 400), st.integers(1, 60), st.sampled_from(["calendar_day", "working_day"]), st.integers(0, 40))
def test_the_formula_adds_up(after, value, unit, paused):
    """Anchor and what is said to lie between come to the due day; the strip shows each day once."""
    anchor = date(2026, 1, 1) + timedelta(days=after)
    pauses = [Pause(anchor + timedelta(days=1), anchor + timedelta(days=paused))] if paused else []
    explanation = explain(version(value=value, unit=unit), anchor, calendar=YEARS, pauses=pauses)
    days = sum(int(part.text.split()[0]) for part in explanation.formula[1:-1])
    assert anchor + timedelta(days=days) == explanation.due
    shown = [cell for row in explanation.weeks if isinstance(row, Week) for cell in row.cells if cell]
    hidden = {step.day for step in explanation.steps if step.kind == StepKind.PAUSED}
    assert len(explanation.steps) - len(hidden) <= len(shown) <= len(explanation.steps)


# --- Obligations ------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def common_calendar(monkeypatch):
    """The calendar of these tests, whatever the table holds."""
    monkeypatch.setattr("coordination.deadlines.explanation.calendar_of", lambda *args, **kwargs: YEARS)


@pytest.fixture
def obligation(db):
    """Ten working days from 12/02/2026, due on 05/03/2026."""
    return ObligationFactory(
        basis_kind="rule", version=RuleVersionFactory(), anchor_on=d("12/02/2026"), due_on=d("05/03/2026"),
        opened_on=d("12/02/2026"),
    )  # fmt: skip


def event(obligation, kind, on, **fields):
    fields = {"category": "dossier", "reason": "chờ hồ sơ"} | fields if kind == "pause" else fields
    return ClockEvent.objects.create(obligation=obligation, kind=kind, on=d(on), by_name="Lan", **fields)


def test_an_obligation_that_rests_on_a_rule(obligation):
    explanation = explain_obligation(obligation, d("20/02/2026"))
    assert isinstance(explanation, Explanation)
    assert (explanation.due, explanation.paused_on, explanation.warnings) == (d("05/03/2026"), None, ())


def test_an_obligation_with_its_events(obligation):
    event(obligation, "pause", "25/02/2026")
    event(obligation, "resume", "07/07/2026")
    event(obligation, "extension", "08/07/2026", amount=5, document="QĐ 12")
    obligation.due_on = d("22/07/2026")
    explanation = explain_obligation(obligation, d("10/07/2026"))
    assert formula(explanation) == (
        "Mốc 12/02/2026 + 10 ngày làm việc + 5 ngày làm việc gia hạn + 5 ngày nghỉ Tết + 8 ngày cuối tuần + "
        "132 ngày tạm dừng = 22/07/2026"
    )
    assert explanation.warnings == ()


def test_a_paused_obligation_tells_what_would_be_if_it_went_on_tomorrow(obligation):
    event(obligation, "pause", "25/02/2026")
    obligation.paused_on = d("25/02/2026")
    explanation = explain_obligation(obligation, d("06/07/2026"))
    assert (explanation.paused_on, explanation.due) == (d("25/02/2026"), d("15/07/2026"))
    assert explanation.sentence.endswith(
        "Thời hạn đang tạm dừng từ ngày 25/02/2026; nếu tính tiếp ngay sau ngày 06/7/2026 thì kết thúc vào hết ngày "
        "15/7/2026."
    )
    assert explanation.warnings == ()


def test_a_closed_obligation_stands_still_until_it_was_closed(obligation):
    event(obligation, "pause", "25/02/2026")
    obligation.closed_on = d("06/07/2026")
    assert explain_obligation(obligation, d("01/12/2026")).due == d("15/07/2026")


def test_a_transition_is_explained_with_the_new_version(obligation):
    later = RuleVersionFactory(rule=obligation.version.rule, value=7)
    event(obligation, "transition", "01/03/2026", version=later)
    explanation = explain_obligation(obligation, d("02/03/2026"))
    assert (explanation.version, explanation.due) == (later, d("02/03/2026"))
    assert explanation.warnings == ("Sổ ghi hạn là 05/03/2026; tính theo lịch hiện nay thì đến 02/03/2026.",)


@pytest.mark.parametrize(("verification", "is_plain"), [("verified", True), ("secondary", True), ("unverified", False)])
def test_the_note_of_a_sure_rule_is_no_warning(verification, is_plain):
    explanation = told(note="Chưa rõ mốc.", verification=verification)
    assert ("Chưa rõ mốc." in explanation.notes, "Chưa rõ mốc." in explanation.warnings) == (is_plain, not is_plain)
    assert "Chưa rõ mốc." in explanation.as_json()["warnings"]


def test_a_set_date_says_where_it_comes_from(db):
    obligation = ObligationFactory(
        basis_kind="dispatch", basis="Phiếu chuyển số 12/PC ngày 01/07/2026", due_on=d("31/07/2026")
    )
    explanation = explain_obligation(obligation, d("15/07/2026"))
    assert explanation.origin == "Hạn ấn định theo Phiếu chuyển số 12/PC ngày 01/07/2026."
    assert explanation.sentence == (
        "Thời hạn hoàn thành là hết ngày 31/7/2026 theo Phiếu chuyển số 12/PC ngày 01/7/2026."
    )
    assert explanation.warnings == ()


def test_a_ground_that_says_it_is_set_says_it_once():
    explanation = set_date(d("08/07/2026"), "Ấn định cho cả tổ tại cuộc họp ngày 25/06/2026", YEARS)
    assert explanation.origin == "Hạn ấn định cho cả tổ tại cuộc họp ngày 25/06/2026."
    assert explanation.sentence == (
        "Thời hạn hoàn thành là hết ngày 08/7/2026, ấn định cho cả tổ tại cuộc họp ngày 25/6/2026."
    )


@pytest.mark.parametrize(
    ("day", "warnings"),
    [
        ("17/07/2026", ()),
        ("18/07/2026", ("Ngày 18/07/2026 là ngày nghỉ (cuối tuần); hạn vẫn giữ như đã viết.",)),
        ("01/09/2026", ("Ngày 01/09/2026 là ngày nghỉ (Quốc khánh); hạn vẫn giữ như đã viết.",)),
    ],
)
def test_a_set_date_warns_when_it_is_a_day_off(day, warnings):
    assert set_date(d(day), "", YEARS).warnings == warnings


def test_a_nameless_holiday_is_still_a_holiday():
    calendar = Calendar({d("17/07/2026"): Mark(DayKind.HOLIDAY)})
    assert set_date(d("17/07/2026"), "", calendar).warnings == (
        "Ngày 17/07/2026 là ngày nghỉ (nghỉ lễ); hạn vẫn giữ như đã viết.",
    )


def test_the_place_of_the_obligation_decides_its_calendar(obligation, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "coordination.deadlines.explanation.calendar_of", lambda place: asked.append(place) or calendars.Calendar()
    )
    explain_obligation(obligation, d("20/02/2026"))
    assert asked == [obligation.locality_id]
