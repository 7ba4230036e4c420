"""`explain` from the command line: whole answers, the rules that acceptance names, one line for every mistake."""

import json
from datetime import date

import pytest

from coordination.deadlines import calendars
from coordination.deadlines.management.commands.explain import Command
from coordination.deadlines.models import RuleVersion
from tests.deadlines.days import YEARS
from tests.deadlines.factories import RuleFactory, RuleVersionFactory
from tests.people.factories import LocalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys, monkeypatch):
    """Run as from the command line, in this process: exit code, standard output, standard error."""
    monkeypatch.setattr("coordination.ui.commands.connections.close_all", lambda: None)  # the test's own connection

    def command(*arguments) -> tuple[int, str, str]:
        try:
            Command().run_from_argv(["manage.py", "explain", "--skip-checks", *arguments])
            code = 0
        except SystemExit as end:
            code = end.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def rule(monkeypatch):
    """AB-01: ten working days, two extensions of ten; AB-01 of complex cases since 2026 only; with a known calendar."""
    monkeypatch.setattr("coordination.deadlines.management.commands.explain.calendar_of", lambda *args: YEARS)
    rule = RuleFactory(code="AB-01", title="Thông báo tiến độ cho cử tri")
    fields = {"rule": rule, "anchor": "ngày tiếp nhận", "law": "Luật Thử số 1/2020/QH14", "article": "Điều 9"}
    RuleVersionFactory(key="AB-01/1", extension_limit=2, extension_value=10, **fields)
    RuleVersionFactory(
        key="AB-01/2", variant="complex", variant_label="vụ việc phức tạp", effective_from=date(2026, 1, 1), value=15,
        **fields,
    )  # fmt: skip
    before = RuleFactory(code="AB-02", title="Gửi tài liệu kỳ họp")
    fields = {"direction": "before", "unit": "calendar_day", "value": 3, "verification": "unverified"}
    RuleVersionFactory(
        rule=before, key="AB-02/1", anchor="ngày khai mạc", law="Luật Thử số 1/2020/QH14", article="", level="commune",
        note="Giữ giá trị cũ.", **fields,
    )  # fmt: skip
    RuleVersionFactory(rule=before, key="AB-02/2", level="district", **fields)
    return rule


def test_text_with_a_folded_pause(run, rule):
    assert run("AB-01", "--anchor", "2026-02-12", "--pause", "2026-02-25..2026-07-06") == (
        0,
        """\
AB-01 Thông báo tiến độ cho cử tri
Hạn: Thứ Tư 15/07/2026
Mốc 12/02/2026 + 10 ngày làm việc + 5 ngày nghỉ Tết + 6 ngày cuối tuần + 132 ngày tạm dừng = 15/07/2026

  Thứ Năm 12/02/2026: ngày mốc, không tính
  Thứ Sáu 13/02/2026: tính, ngày thứ 1
  Thứ Bảy 14/02/2026: cuối tuần, không tính
  Chủ nhật 15/02/2026: cuối tuần, không tính
  Thứ Hai 16/02/2026: ngày nghỉ (Tết Nguyên đán), không tính
  Thứ Ba 17/02/2026: ngày nghỉ (Tết Nguyên đán), không tính
  Thứ Tư 18/02/2026: ngày nghỉ (Tết Nguyên đán), không tính
  Thứ Năm 19/02/2026: ngày nghỉ (Tết Nguyên đán), không tính
  Thứ Sáu 20/02/2026: ngày nghỉ (Tết Nguyên đán), không tính
  Thứ Bảy 21/02/2026: cuối tuần, không tính
  Chủ nhật 22/02/2026: cuối tuần, không tính
  Thứ Hai 23/02/2026: tính, ngày thứ 2
  Thứ Ba 24/02/2026: tính, ngày thứ 3
  25/02/2026 – 06/07/2026: tạm dừng 132 ngày, không tính
  Thứ Ba 07/07/2026: tính, ngày thứ 4
  Thứ Tư 08/07/2026: tính, ngày thứ 5
  Thứ Năm 09/07/2026: tính, ngày thứ 6
  Thứ Sáu 10/07/2026: tính, ngày thứ 7
  Thứ Bảy 11/07/2026: cuối tuần, không tính
  Chủ nhật 12/07/2026: cuối tuần, không tính
  Thứ Hai 13/07/2026: tính, ngày thứ 8
  Thứ Ba 14/07/2026: tính, ngày thứ 9
  Thứ Tư 15/07/2026: hạn, ngày thứ 10

Căn cứ: Luật Thử số 1/2020/QH14, Điều 9 (Đã đối chiếu văn bản; phiên bản AB-01/1: 10 ngày làm việc sau ngày tiếp nhận)
Cách tính ngày: Bộ luật Dân sự số 91/2015/QH13, Điều 147, 148: không tính ngày mốc; hạn rơi vào ngày nghỉ thì sang \
ngày làm việc kế tiếp; những ngày tạm dừng không tính. Bộ luật Lao động số 45/2019/QH14, Điều 111, 112: ngày nghỉ hằng \
tuần và nghỉ lễ, Tết không là ngày làm việc.
Câu cho công văn: Căn cứ Điều 9 Luật Thử số 1/2020/QH14 về việc thông báo tiến độ cho cử tri, thời hạn là 10 ngày làm \
việc kể từ ngày tiếp nhận (12/02/2026); không tính thời gian tạm dừng từ ngày 25/02/2026 đến hết ngày 06/7/2026. \
Như vậy, thời hạn kết thúc vào hết ngày 15/7/2026.
""",
        "",
    )


def test_text_of_an_unverified_period_before(run, rule):
    assert run("ab-02", "--anchor", "21/07/2026", "--level", "commune") == (
        0,
        """\
AB-02 Gửi tài liệu kỳ họp
Hạn: Thứ Sáu 17/07/2026
Mốc 21/07/2026 − 3 ngày − 1 ngày lùi về ngày làm việc trước = 17/07/2026

  Thứ Sáu 17/07/2026: hạn, ngày làm việc gần nhất
  Thứ Bảy 18/07/2026: tính, ngày thứ 3
  Chủ nhật 19/07/2026: tính, ngày thứ 2
  Thứ Hai 20/07/2026: tính, ngày thứ 1
  Thứ Ba 21/07/2026: ngày mốc, không tính

Căn cứ: Luật Thử số 1/2020/QH14 (Chưa kiểm chứng; phiên bản AB-02/1: chậm nhất 3 ngày trước ngày khai mạc)
Cách tính ngày: Đếm lùi, không tính ngày mốc; rơi vào ngày nghỉ thì lùi về ngày làm việc liền trước, là cách thận trọng.
Lưu ý: Quy định này chưa kiểm chứng: vẫn dùng được, nhưng cần đối chiếu văn bản trước khi viện dẫn.
Lưu ý: Giữ giá trị cũ.
Câu cho công văn: Căn cứ Luật Thử số 1/2020/QH14 về việc gửi tài liệu kỳ họp (cấp xã), thời hạn là chậm nhất 03 ngày \
trước ngày khai mạc (21/7/2026); ngày 18/7/2026 là ngày nghỉ nên lấy ngày làm việc liền trước. Như vậy, hạn cuối là \
hết ngày 17/7/2026. [Căn cứ chưa kiểm chứng, cần đối chiếu văn bản trước khi phát hành.]
""",
        "",
    )


def test_json(run, rule):
    code, out, err = run("AB-01", "--anchor", "2026-07-10", "--extend", "--format", "json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert list(answer) == [
        "due", "rule", "version", "variant", "unit", "anchor", "steps", "citation", "verification", "warnings",
    ]  # fmt: skip
    steps = answer.pop("steps")
    assert answer == {
        "due": "2026-08-07",
        "rule": "AB-01",
        "version": RuleVersion.objects.get(key="AB-01/1").pk,
        "variant": "",
        "unit": "working_day",
        "anchor": "2026-07-10",
        "citation": "Luật Thử số 1/2020/QH14, Điều 9",
        "verification": "verified",
        "warnings": [],
    }
    assert [step["ordinal"] for step in steps if step["ordinal"]] == list(range(1, 21))
    assert (steps[0]["kind"], steps[-1]["kind"], steps[-1]["day"]) == ("anchor", "due", "2026-08-07")


def test_a_locality_brings_its_calendar(run, rule, monkeypatch):
    place, asked = LocalityFactory(slug="noi-thu"), []
    monkeypatch.setattr(
        "coordination.deadlines.management.commands.explain.calendar_of", lambda pk: asked.append(pk) or YEARS
    )
    assert run("AB-01", "--anchor", "2026-07-10", "--locality", "noi-thu")[0] == 0
    assert asked == [place.pk]


ANCHOR = ("--anchor", "2026-02-12")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["AB-01", "--anchor", "2026-02-30"], "--anchor: 2026-02-30: Tháng 2 năm 2026 chỉ có 28 ngày."),
        (
            ["AB-01", "--anchor", "mai"],
            "--anchor: mai: “mai” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 29/7/2021.",
        ),
        (["AB-01"], "Thiếu đối số: --anchor."),
        ([*ANCHOR], "Thiếu đối số: QUY-ĐỊNH."),
        (["XX-99", *ANCHOR], "Không có quy định mang mã XX-99."),
        (
            ["AB-01", *ANCHOR, "--variant", "remote"],
            "AB-01 không có trường hợp “remote”; các trường hợp có: complex (vụ việc phức tạp); hoặc để trống.",
        ),
        (
            ["AB-02", "--anchor", "2026-07-21", "--level", "commune", "--variant", "remote,complex"],
            "AB-02 không chia trường hợp: không có “complex,remote”.",
        ),
        (
            ["AB-01", "--anchor", "2025-12-31", "--variant", "complex"],
            "AB-01 áp dụng từ ngày 01/01/2026, sau ngày mốc 31/12/2025.",
        ),
        (["AB-02", "--anchor", "2026-07-21"], "AB-02 quy định riêng cho cấp huyện, cấp xã: hãy chọn cấp."),
        (
            ["AB-02", "--anchor", "2026-07-21", "--level", "province"],
            "AB-02 không áp dụng cho cấp tỉnh; chỉ cho cấp huyện, cấp xã.",
        ),
        (
            ["AB-01", *ANCHOR, "--level", "xa"],
            "--level: không có 'xa'; chọn một trong: 'province', 'district', 'commune'.",
        ),
        (["AB-01", *ANCHOR, "--locality", "khong-co"], "Không có địa phương “khong-co”. Các mã đang có: noi-thu."),
        (["AB-01", *ANCHOR, "--extend", "3"], "AB-01 chỉ được gia hạn nhiều nhất 2 lần; đang tính với 3 lần."),
        (["AB-01", *ANCHOR, "--extend", "-1"], "Số lần gia hạn không được âm."),
        (["AB-01", *ANCHOR, "--extend", "x"], "--extend: 'x' không phải là số nguyên."),
        (
            ["AB-02", "--anchor", "2026-07-21", "--level", "commune", "--extend"],
            "AB-02 tính lùi từ ngày mốc nên không tạm dừng, không gia hạn được.",
        ),
        (
            ["AB-01", *ANCHOR, "--pause", "2026-02-27..2026-02-25"],
            "--pause: 2026-02-27..2026-02-25: Đợt tạm dừng kết thúc (25/02/2026) trước khi bắt đầu (27/02/2026).",
        ),
        (
            ["AB-01", *ANCHOR, "--pause", "2026-02-27"],
            "--pause: 2026-02-27: ghi ngày đầu..ngày cuối, ví dụ 2026-02-25..2026-07-06.",
        ),
        (
            ["AB-01", *ANCHOR, "--pause", "2026-02-25..2026-02-30"],
            "--pause: 2026-02-30: Tháng 2 năm 2026 chỉ có 28 ngày.",
        ),
        (
            ["AB-01", *ANCHOR, "--pause", "2026-02-23..2026-02-25", "--pause", "2026-02-25..2026-02-27"],
            "Đợt tạm dừng từ 25/02/2026 nằm trong hoặc trước đợt tạm dừng 23/02/2026 – 25/02/2026.",
        ),
        (
            ["AB-01", *ANCHOR, "--pause", "2026-02-11..2026-02-25"],
            "Đợt tạm dừng từ 11/02/2026 bắt đầu trước ngày mốc 12/02/2026.",
        ),
        (
            ["AB-01", *ANCHOR, "--pause", "2026-04-01..2026-04-02"],
            "Đợt tạm dừng từ 01/04/2026 bắt đầu sau khi đã hết hạn (05/03/2026).",
        ),
        (
            ["AB-01", *ANCHOR, "--format", "xml"],
            "--format: không có 'xml'; chọn một trong: 'text', 'json'.",
        ),
    ],
)
def test_a_mistake_is_one_line_and_1(run, rule, arguments, line):
    LocalityFactory(slug="noi-thu")
    assert run(*arguments) == (1, "", f"{line}\n")


# --- The rules of law that come with the program ----------------------------------------------------------------------


@pytest.fixture
def seeded_calendar():
    """The table of days that comes with the program."""
    calendars.forget()
    yield
    calendars.forget()


@pytest.mark.parametrize(
    ("arguments", "due", "unit", "counted", "verification"),
    [
        ("KN-02 --anchor 2026-06-29", "2026-07-09", "calendar_day", 10, "verified"),
        ("KN-02 --anchor 2026-07-01", "2026-07-10", "working_day", 7, "verified"),
        ("KN-03 --anchor 2026-03-02", "2026-04-01", "calendar_day", 30, "verified"),
        ("KN-03 --anchor 2026-03-02 --variant complex,remote", "2026-05-04", "calendar_day", 60, "verified"),
        ("KN-03 --anchor 2026-03-02 --variant remote,complex", "2026-05-04", "calendar_day", 60, "verified"),
        ("OV-10 --anchor 2026-02-02", "2026-02-23", "calendar_day", 15, "verified"),
        ("TC-05 --anchor 2026-06-18 --extend 2", "2026-09-16", "calendar_day", 90, "verified"),
        ("TC-05 --anchor 2026-06-18 --extend", "2026-08-17", "calendar_day", 60, "verified"),
        ("RC-08 --anchor 2026-02-12", "2026-03-05", "working_day", 10, "verified"),
        (
            "RC-08 --anchor 2026-02-12 --pause 2026-02-25..2026-07-06",
            "2026-07-15",
            "working_day",
            10,
            "verified",
        ),
        ("SES-06 --anchor 2026-07-28", "2026-07-08", "calendar_day", 20, "unverified"),
    ],
)
def test_the_law_that_comes_with_the_program(run, seeded_calendar, arguments, due, unit, counted, verification):
    code, out, err = run(*arguments.split(), "--format", "json")
    answer = json.loads(out)
    version = RuleVersion.objects.get(pk=answer["version"])
    assert (code, err) == (0, "")
    assert (answer["due"], answer["unit"], answer["verification"]) == (due, unit, verification)
    assert (answer["rule"], answer["variant"]) == (version.rule.code, version.variant)
    assert sum(step["ordinal"] is not None for step in answer["steps"]) == counted
    assert version.law in answer["citation"]
    assert any("chưa kiểm chứng" in words for words in answer["warnings"]) == (verification == "unverified")


def test_the_two_versions_of_one_rule(run, seeded_calendar):
    old, new = (
        json.loads(run("KN-02", "--anchor", day, "--format", "json")[1]) for day in ("2026-06-30", "2026-07-01")
    )
    assert old["version"] != new["version"]
    assert old["citation"] != new["citation"]
