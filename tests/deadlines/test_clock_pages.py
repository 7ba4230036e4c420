"""Pages of duties that rest on a rule, their clock, lateness and assignee."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from coordination.audit.actors import System
from coordination.deadlines import actions
from coordination.deadlines.models import ClockEvent, Obligation, ReminderPolicy, RuleVersion
from coordination.notices.models import Notice
from tests.deadlines.factories import ObligationFactory, RuleFactory, RuleVersionFactory

pytestmark = pytest.mark.django_db

LIST = "/viec/nghia-vu/"
CREATE = "/viec/nghia-vu/moi/"
DEMO = System("demo")


def D(day: int, month: int = 7) -> date:
    return date(2026, month, day)


@pytest.fixture(autouse=True)
def wednesday():
    """15 July 2026; no day off but weekends is near."""
    with time_machine.travel("2026-07-15T09:00+07:00", tick=False):
        yield


@pytest.fixture
def as_(client, cast):
    """Sign in as one of the cast."""

    def sign_in(name):
        client.force_login(getattr(cast, name))
        return client

    return sign_in


@pytest.fixture
def version():
    """Ten working days after the anchor; may be extended once by ten."""
    rule = RuleFactory(code="TEST-01", title="Thụ lý đơn")
    return RuleVersionFactory(
        rule=rule, extension_limit=1, extension_value=10, extension_by="Chủ tịch UBND", anchor="ngày nhận đơn"
    )


@pytest.fixture
def duty(cast, version):
    """Anchored on Wednesday 8 July, so due on Wednesday 22 July."""
    return ObligationFactory(
        owner=cast.department, basis_kind="rule", version=version, anchor_on=D(8), due_on=D(22), title="Thụ lý đơn"
    )


def url(name, obligation, *args):
    return reverse(f"deadlines:obligation-{name}", args=[obligation.pk, *args])


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# The page of a duty


def test_the_page_says_rule_version_anchor_and_events(cast, as_, duty):
    actions.pause(duty, by=cast.lan, on=D(10), category="dossier", reason="Thiếu bản đồ", document="CV 5/UBND")
    actions.resume(duty, by=cast.lan, on=D(15))
    actions.annul_event(duty, by=cast.tu, reason="Ghi nhầm ngày")

    response = as_("lan").get(url("detail", duty))

    page = response.content.decode()
    facts = dict(response.context["facts"])
    assert str(facts["Thời hạn"]) == "10 ngày làm việc sau ngày nhận đơn"
    assert facts["Được gia hạn"] == "Gia hạn một lần, 10 ngày làm việc (Chủ tịch UBND)"
    for words in (
        "TEST-01 Thụ lý đơn</a>",
        "Đã đối chiếu văn bản",
        "08/07/2026",
        "tạm dừng từ 10/07/2026",
        "Tạm dừng: chờ bổ sung hồ sơ",
        "Thiếu bản đồ",
        "CV 5/UBND",
        "<s>Tính tiếp</s>",
        "Đã hủy 15/07/2026 09:00, Trần Văn Tú: Ghi nhầm ngày",
    ):
        assert words in page


@pytest.mark.parametrize(("verification", "warned"), [("unverified", True), ("secondary", False)])
def test_an_unverified_rule_warns(as_, duty, verification, warned):
    RuleVersion.objects.update(verification=verification)

    page = as_("lan").get(url("detail", duty)).content.decode()

    assert ("<b>Chưa kiểm chứng.</b>" in page) == warned


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_queries(cast, as_, duty, django_assert_num_queries, rows):
    for day in (9, 11, 13)[:rows]:
        actions.pause(duty, by=DEMO, on=D(day), category="dossier", reason="Thiếu bản đồ")
        actions.resume(duty, by=DEMO, on=D(day + 1))
    browser = as_("lan")
    browser.get(url("detail", duty))

    with django_assert_num_queries(29):
        browser.get(url("detail", duty))


STEPS = ("pause", "resume", "extend", "annul_event", "reassign")


def offered(response, duty) -> set[str]:
    urls = {button.url for button in response.context["buttons"] if button.enabled}
    return {name for name in STEPS if url("move", duty, name) in urls}


def test_only_steps_that_are_possible_stand_there(cast, as_, duty):
    browser = as_("lan")
    seen = [offered(browser.get(url("detail", duty)), duty)]
    actions.pause(duty, by=DEMO, on=D(10), category="dossier", reason="Thiếu bản đồ")
    seen.append(offered(browser.get(url("detail", duty)), duty))
    actions.extend(duty, by=DEMO, on=D(10), document="QĐ 1")
    seen.append(offered(browser.get(url("detail", duty)), duty))
    response = as_("minh").get(url("detail", duty))
    seen.append(offered(response, duty))

    assert seen == [
        {"pause", "extend", "reassign"},
        {"resume", "extend", "annul_event", "reassign"},
        {"resume", "annul_event", "reassign"},
        {"reassign"},
    ]


def test_a_set_date_offers_no_clock(cast, as_):
    duty = ObligationFactory(owner=cast.department)
    browser = as_("lan")

    assert offered(browser.get(url("detail", duty)), duty) == {"reassign"}
    assert browser.get(url("move", duty, "pause")).url == duty.get_absolute_url()  # which says why


# The steps


def test_pausing_and_resuming(cast, as_, duty):
    browser = as_("lan")
    lead = browser.get(url("move", duty, "pause")).context["lead"]
    assert lead == "Hạn hiện nay 22/07/2026. Trong khi dừng, việc không bị tính là quá hạn."

    typed = {"on": "10/07/2026", "category": "dossier", "reason": "Thiếu bản đồ"}
    response = browser.post(url("move", duty, "pause"), typed, follow=True)
    assert messages(response) == ["Đã tạm dừng thời hạn: hạn giữ 22/07/2026 đến khi tính tiếp."]

    response = browser.post(url("move", duty, "resume"), {"on": "15/07/2026"}, follow=True)
    assert messages(response) == ["Đã tính tiếp thời hạn: hạn 27/07/2026."]
    assert Obligation.objects.get().due_on == D(27)


def test_extending(as_, duty):
    browser = as_("lan")
    page = browser.get(url("move", duty, "extend"))
    assert page.context["lead"] == (
        "Gia hạn một lần, 10 ngày làm việc (Chủ tịch UBND); đã gia hạn 0 lần. Hạn hiện nay 22/07/2026."
    )
    assert page.context["form"]["amount"].value() == 10

    typed = {"on": "15/07/2026", "amount": "5", "document": "QĐ 12/QĐ-UBND"}
    response = browser.post(url("move", duty, "extend"), typed, follow=True)

    assert messages(response) == ["Đã gia hạn: hạn 29/07/2026."]


@pytest.mark.parametrize(
    ("name", "typed", "errors"),
    [
        ("pause", {"on": "31/06/2026"}, {"on": ["Tháng 6 chỉ có 30 ngày."]}),
        ("pause", {"on": "16/07/2026"}, {"on": ["Ngày này chưa tới."]}),
        ("pause", {"category": ""}, {"category": ["Chưa chọn."]}),
        ("pause", {"category": "x"}, {"category": ["Không có lựa chọn này trong danh sách."]}),
        ("pause", {"reason": ""}, {"reason": ["Chưa ghi ô này."]}),
        ("extend", {"amount": "11"}, {"amount": ["TEST-01 cho gia hạn mỗi lần nhiều nhất 10 ngày làm việc."]}),
        ("extend", {"amount": "mười"}, {"amount": ["Ghi một số nguyên, ví dụ 12."]}),
        ("extend", {"document": ""}, {"document": ["Chưa ghi ô này."]}),
        ("reassign", {"assignee": ""}, {"assignee": ["Chưa chọn."]}),
        ("reassign", {"assignee": "999999"}, {"assignee": ["Không có lựa chọn này trong danh sách."]}),
    ],
)
def test_what_is_wrong_stands_at_its_field(cast, as_, duty, name, typed, errors):
    whole = {
        "on": "10/07/2026",
        "category": "dossier",
        "reason": "Thiếu bản đồ",
        "amount": "5",
        "document": "QĐ 12",
        "assignee": str(cast.minh.person_id),
    }

    response = as_("lan").post(url("move", duty, name), whole | typed)

    assert (response.status_code, dict(response.context["form"].errors)) == (422, errors)
    row = Obligation.objects.get()
    assert (row.due_on, row.paused_on, row.assignee, ClockEvent.objects.count()) == (D(22), None, None, 0)


def test_a_step_done_by_somebody_else_meanwhile_is_told(cast, as_, duty):
    browser = as_("lan")
    actions.pause(duty, by=cast.tu, on=D(10), category="dossier", reason="Thiếu bản đồ")

    typed = {"on": "13/07/2026", "category": "opinion", "reason": "Chờ ý kiến"}
    response = browser.post(url("move", duty, "pause"), typed, follow=True)

    assert messages(response) == ["Đang tạm dừng từ ngày 10/07/2026: ghi tính tiếp trước đã."]


def test_what_was_closed_is_not_closed_again(cast, as_, duty):
    actions.close(duty, by=cast.minh, evidence="Công văn 45")

    response = as_("lan").post(url("move", duty, "close"), {"closed_on": "15/07/2026"}, follow=True)

    assert messages(response) == ["Việc này đã được Lê Minh làm lúc 09:00 ngày 15/07/2026."]


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("minh", "pause", 403),
        ("hoa", "pause", 403),
        ("stranger", "pause", 404),
        ("lan", "follow_law", 404),
        ("minh", "reassign", 200),
        ("hoa", "reassign", 403),
        ("lan", "note_lateness", 403),
    ],
)
def test_who_meets_which_step(as_, duty, who, name, status):
    assert as_(who).get(url("move", duty, name)).status_code == status


# Lateness


def test_the_cause_can_be_written_afterwards(cast, as_):
    duty = ObligationFactory(owner=cast.department, due_on=D(10))
    actions.close_obligation(duty, by=cast.minh, closed_on=D(14))
    browser = as_("minh")
    form = browser.get(url("move", duty, "note_lateness")).context["form"]
    assert form["late_body"].value() == cast.department.pk

    response = browser.post(
        url("move", duty, "note_lateness"), {"late_cause": "other", "late_body": cast.department.pk}
    )
    assert dict(response.context["form"].errors) == {"late_reason": ["Ghi lý do cụ thể."]}

    typed = {"late_cause": "late_input", "late_body": cast.department.pk, "late_reason": "Chờ số liệu"}
    browser.post(url("move", duty, "note_lateness"), typed)

    row = Obligation.objects.get()
    assert (row.status, row.late_cause, row.late_reason, row.late_body) == (
        "done",
        "late_input",
        "Chờ số liệu",
        cast.department,
    )
    assert browser.get(url("move", duty, "note_lateness")).status_code == 403
    assert "tài liệu, ý kiến đầu vào đến chậm" in browser.get(url("detail", duty)).content.decode()


# Somebody else does it


def test_handing_it_to_a_colleague(cast, as_, duty):
    colleague = cast.acting_as(cast.department, "department_officer", "Phan Thị Nga")
    browser = as_("minh")
    people = set(browser.get(url("move", duty, "reassign")).context["form"].fields["assignee"].queryset)
    assert people == {cast.minh.person, colleague.person}

    browser.post(url("move", duty, "reassign"), {"assignee": colleague.person_id, "note": "Đi học"})

    assert Obligation.objects.get().assignee == colleague.person
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.text) == (colleague, "task", "Việc mới, hạn 22/07/2026: Thụ lý đơn")


# Giving out work by a rule

FILLED = {
    "title": "Thụ lý đơn của xã",
    "opened_on": "08/07/2026",
    "basis_kind": "rule",
    "rule": "TEST-01",
    "anchor_on": "08/07/2026",
}


def test_the_form_offers_rules_that_give_a_day(cast, as_, version):
    RuleVersionFactory(rule=version.rule, variant="complex", variant_label="vụ việc phức tạp", value=20)
    RuleVersionFactory(rule__code="TEST-02", sense="at_least")
    RuleVersionFactory(rule__code="TEST-03", kind="frequency", unit="month", value=1)

    groups = as_("lan").get(CREATE).context["form"].fields["rule"].choices

    rows = [row for _section, rows in groups[1:] for row in rows if row[0].startswith("TEST")]
    assert rows == [
        ("TEST-01", "TEST-01 Thụ lý đơn"),
        ("TEST-01|complex", "TEST-01 Thụ lý đơn: vụ việc phức tạp"),
    ]


def test_the_day_is_reckoned_by_the_program(cast, as_, version):
    response = as_("lan").post(CREATE, FILLED | {"owner": cast.department.pk}, follow=True)

    row = Obligation.objects.get()
    assert (row.version, row.anchor_on, row.due_on, row.basis) == (
        version,
        D(8),
        D(22),
        "TEST-01, Điều 1 Luật thử",
    )
    assert messages(response) == ["Đã giao việc. Hạn 22/07/2026, tính theo TEST-01."]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"rule": ""}, {"rule": ["Chọn quy định."]}),
        ({"rule": "TEST-77"}, {"rule": ["Không có lựa chọn này trong danh sách."]}),
        ({"rule": "TEST-01|remote"}, {"rule": ["Không có lựa chọn này trong danh sách."]}),
        ({"anchor_on": ""}, {"anchor_on": ["Ghi ngày mốc."]}),
        ({"anchor_on": "30/02/2026"}, {"anchor_on": ["Tháng 2 năm 2026 chỉ có 28 ngày."]}),
        (
            {"anchor_on": "01/01/2019"},
            {"rule": ["TEST-01 áp dụng từ ngày 01/01/2020, sau ngày mốc 01/01/2019."]},
        ),
        ({"due_on": "31/07/2026"}, {"due_on": ["Hạn theo quy định do chương trình tính: để trống ô này."]}),
        (
            {"basis_kind": "dispatch", "due_on": "31/07/2026"},
            {
                "basis_kind": [
                    "Đã ghi quy định hoặc ngày mốc: chọn căn cứ “quy định về thời hạn”, hoặc bỏ trống hai ô ấy."
                ]
            },
        ),
        ({"basis_kind": "dispatch", "rule": "", "anchor_on": ""}, {"due_on": ["Ghi hạn ấn định."]}),
    ],
)
def test_a_rule_half_written_is_said_at_its_field(cast, as_, version, typed, errors):
    response = as_("lan").post(CREATE, FILLED | {"owner": cast.department.pk} | typed)

    assert (response.status_code, dict(response.context["form"].errors)) == (422, errors)
    assert Obligation.objects.count() == 0


def test_editing_the_anchor_reckons_again(cast, as_, duty):
    browser = as_("lan")
    form = browser.get(url("edit", duty)).context["form"]
    assert (form["rule"].value(), form["due_on"].value()) == ("TEST-01", None)

    typed = FILLED | {"owner": cast.department.pk, "anchor_on": "09/07/2026", "revision": duty.revision}
    response = browser.post(url("edit", duty), typed, follow=True)

    row = Obligation.objects.get()
    assert (row.anchor_on, row.due_on, row.title) == (D(9), D(23), "Thụ lý đơn của xã")
    assert messages(response) == ["Đã lưu nghĩa vụ. Hạn 23/07/2026, tính theo TEST-01."]


def test_a_duty_keeps_its_version_while_rule_and_anchor_stay(cast, as_, duty, version):
    RuleVersionFactory(rule=version.rule, value=3, effective_from=date(2026, 1, 1))
    typed = FILLED | {"owner": cast.department.pk, "revision": duty.revision}

    as_("lan").post(url("edit", duty), typed)

    row = Obligation.objects.get()
    assert (row.version, row.due_on) == (version, D(22))


def test_from_a_rule_to_a_set_date_and_back(cast, as_, duty, version):
    browser = as_("lan")
    typed = FILLED | {"owner": cast.department.pk, "basis_kind": "dispatch", "due_on": "25/07/2026", "revision": "1"}
    browser.post(url("edit", duty), typed)
    row = Obligation.objects.get()
    assert (row.version, row.anchor_on, row.due_on, row.basis_kind) == (None, None, D(25), "dispatch")

    browser.post(url("edit", duty), FILLED | {"owner": cast.department.pk, "revision": "2"})
    row = Obligation.objects.get()
    assert (row.version, row.anchor_on, row.due_on) == (version, D(8), D(22))


def test_what_was_paused_cannot_change_its_ground(cast, as_, duty):
    actions.pause(duty, by=DEMO, on=D(10), category="dossier", reason="Thiếu bản đồ")
    typed = FILLED | {"owner": cast.department.pk, "basis_kind": "dispatch", "due_on": "25/07/2026", "revision": "2"}

    response = as_("lan").post(url("edit", duty), typed)

    assert dict(response.context["form"].errors) == {
        "basis_kind": ["Việc này đã ghi tạm dừng hoặc gia hạn: hủy các lần ấy rồi mới đổi căn cứ của hạn."]
    }
    row = Obligation.objects.get()
    assert (row.due_on, row.paused_on, row.basis_kind) == (D(22), D(10), "rule")


# How duties stand


@pytest.fixture
def standing(cast, duty):
    """One paused, one overdue, one seriously overdue, of which the office here speaks after three working days."""
    ReminderPolicy.objects.create(locality=cast.locality, serious_after=3)
    actions.pause(duty, by=DEMO, on=D(10), category="dossier", reason="Thiếu bản đồ")
    ObligationFactory(owner=cast.department, title="Báo cáo trễ", due_on=D(10))
    ObligationFactory(owner=cast.department, title="Báo cáo trễ lâu", due_on=D(9))
    return duty


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"tinh_trang": "tam-dung"}, ["Thụ lý đơn"]),
        ({"tinh_trang": "qua-han"}, ["Báo cáo trễ lâu", "Báo cáo trễ"]),
        ({"tinh_trang": "qua-han-nang"}, ["Báo cáo trễ lâu"]),
        ({"can_cu": "rule"}, ["Thụ lý đơn"]),
        ({"can_cu": "dispatch"}, ["Báo cáo trễ lâu", "Báo cáo trễ"]),
    ],
)
def test_filters(as_, standing, query, titles):
    response = as_("lan").get(LIST, query)

    assert [row.record.title for row in response.context["page"].object_list] == titles


def test_the_list_asked_by_rule(as_, standing, version):
    response = as_("lan").get(LIST, {"luat": version.rule_id})

    assert [row.record.title for row in response.context["page"].object_list] == ["Thụ lý đơn"]


def test_states_of_the_list(as_, standing):
    response = as_("lan").get(LIST)

    assert [row.record.state for row in response.context["page"].object_list] == [
        ("late", "quá hạn nghiêm trọng, 6 ngày"),
        ("late", "quá hạn 5 ngày"),
        ("pause", "tạm dừng từ 10/07/2026"),
    ]


# Born late, and whom a moved day reaches


@pytest.mark.parametrize(
    ("opened", "errors"),
    [
        (
            "15/07/2026",
            {
                "anchor_on": [
                    "Tính từ ngày mốc này thì hạn là 15/06/2026, trước ngày giao (15/07/2026). "
                    "Việc đã giao từ trước thì ghi ngày giao ấy."
                ]
            },
        ),
        ("01/06/2026", None),
    ],
)
def test_a_duty_by_a_rule_is_not_born_overdue(cast, as_, version, opened, errors):
    typed = {"title": "Thụ lý đơn", "owner": cast.department.pk, "opened_on": opened, "basis_kind": "rule"}

    response = as_("lan").post(CREATE, typed | {"rule": "TEST-01", "anchor_on": "01/06/2026"})

    assert (dict(response.context["form"].errors) if response.context else None) == errors
    assert Obligation.objects.count() == (0 if errors else 1)


def test_who_has_it_hears_of_every_step_of_the_clock(cast, duty):
    actions.pause(duty, by=cast.lan, on=D(10), category="dossier", reason="Thiếu bản đồ")
    actions.resume(duty, by=cast.lan, on=D(14))
    actions.extend(duty, by=cast.lan, on=D(15), document="QĐ 1")
    actions.annul_event(duty, by=cast.lan, reason="Ghi nhầm")
    actions.pause(duty, by=DEMO, on=D(15), category="dossier", reason="Thiếu bản đồ")

    assert [(notice.recipient, notice.text) for notice in Notice.objects.order_by("pk")] == [
        (cast.minh, "Tạm dừng thời hạn từ 10/07/2026: Thụ lý đơn"),
        (cast.minh, "Hạn 22/07/2026 → 24/07/2026: Thụ lý đơn"),
        (cast.minh, "Hạn 24/07/2026 → 07/08/2026: Thụ lý đơn"),
        (cast.minh, "Hạn 07/08/2026 → 24/07/2026: Thụ lý đơn"),
    ]
