"""Which steps a draft has: by kind, procedure, level and the law of the day. Ids of rules as the law table has them."""

from datetime import date

import pytest

from sessions.choices import DraftStatus, StepKind
from sessions.draft_line import STANDS_AT
from sessions.path import GAP, ONLY_NORMATIVE_IS_SHORTENED, Anchor, Case, Doer, path_of, step_of, warnings_of, why_not

OLD, NEW = date(2025, 3, 31), date(2025, 4, 1)
ASSIGN, DRAFT, POST, CONSULT = "assignment", "drafting", "posting", "consultation"
CRITICISM, APPRAISE, APPROVE = "criticism", "appraisal", "approval"
AT_SESSION = ["dossier", "verification", "delegates", "debate", "revision", "vote"]


def kinds(**case):
    return [step.kind.value for step in path_of(Case(**case))]


@pytest.mark.parametrize(
    ("case", "before"),
    [
        ({"is_normative": True}, [ASSIGN, DRAFT, POST, CONSULT, APPRAISE, APPROVE]),
        (
            {"is_normative": True, "is_criticised": True},
            [ASSIGN, DRAFT, POST, CONSULT, CRITICISM, APPRAISE, APPROVE],
        ),
        ({"is_normative": True, "by_committee": False}, [ASSIGN, DRAFT, POST, CONSULT, APPRAISE]),
        ({"is_normative": True, "is_shortened": True}, [ASSIGN, DRAFT, CONSULT, APPRAISE, APPROVE]),
        (
            {"is_normative": True, "is_shortened": True, "is_posted": True},
            [ASSIGN, DRAFT, POST, CONSULT, APPRAISE, APPROVE],
        ),
        ({"is_normative": True, "level": "commune"}, [ASSIGN, DRAFT, POST, CONSULT, APPROVE]),
        ({"is_normative": True, "level": "district"}, [ASSIGN, DRAFT, POST, CONSULT, APPRAISE, APPROVE]),
        ({"is_normative": False}, [ASSIGN, DRAFT, CONSULT, APPROVE]),
        ({"is_normative": False, "is_shortened": True}, [ASSIGN, DRAFT, CONSULT, APPROVE]),
        (
            {"is_normative": False, "is_posted": True, "is_criticised": True},
            [ASSIGN, DRAFT, POST, CONSULT, CRITICISM, APPROVE],
        ),
    ],
)
def test_the_steps_before_the_session(case, before):
    assert kinds(**case) == before + AT_SESSION


RULES = {
    "ordinary": ({}, {"posting": "DR-04", "consultation": "DR-05", "appraisal": "DR-07", "dossier": "DR-09"}),
    "verification and delegates": ({}, {"verification": "DR-10", "delegates": "DR-11", "vote": "DR-13"}),
    "shortened": (
        {"is_shortened": True},
        {"consultation": "DR-24", "appraisal": "DR-22", "verification": "DR-22", "dossier": "", "delegates": ""},
    ),
    "commune, old law": (
        {"level": "commune", "on": OLD},
        {"posting": "DR-34", "consultation": "DR-05", "verification": "DR-10"},
    ),
    "commune, new law": ({"level": "commune", "on": date(2025, 7, 1)}, {"posting": "DR-34", "consultation": "DR-33"}),
    "criticised": ({"is_criticised": True}, {"criticism": "DR-06"}),
}


@pytest.mark.parametrize("name", RULES)
def test_each_step_knows_its_rule(name):
    more, rules = RULES[name]
    case = Case(is_normative=True, **more)
    assert {kind: step_of(case, kind).rule or step_of(case, kind).wait for kind in rules} == rules


def test_an_individual_one_has_no_days_by_law_but_the_fronts():
    case = Case(is_normative=False, is_criticised=True, is_posted=True)
    assert [(step.kind.value, step.rule or step.wait) for step in path_of(case) if step.rule or step.wait] == [
        ("criticism", "DR-06")
    ]
    commune = Case(is_normative=False, is_posted=True, level="commune")
    assert [step.wait for step in path_of(commune) if step.wait] == ["DR-34"]


def test_the_complex_case_is_longer_since_july_2025():
    def variants(on):
        case = Case(is_normative=True, is_shortened=True, is_complex=True, on=on)
        return [step_of(case, kind).variants for kind in ("appraisal", "verification")]

    assert variants(date(2025, 6, 30)) == [(), ()]
    assert variants(date(2025, 7, 1)) == [("complex",), ("complex",)]


def test_the_effect_of_the_shortened_procedure_is_its_own_since_april_2025():
    assert [step_of(Case(is_normative=True, is_shortened=True, on=on), "vote").wait_variants for on in (OLD, NEW)] == [
        (),
        ("shortened",),
    ]


def test_before_april_2025_a_proposal_was_agreed_to_first():
    words = [path_of(Case(is_normative=True, on=on))[0].words for on in (OLD, NEW)]
    assert words == ["Chấp thuận đề nghị, phân công soạn thảo", "Phân công soạn thảo"]


def test_who_does_what_and_from_which_day():
    path = path_of(Case(is_normative=True, is_criticised=True))
    assert [(step.doer, step.anchor) for step in path] == [
        (Doer.STANDING, Anchor.NONE),
        (Doer.DRAFTER, Anchor.NONE),
        (Doer.DRAFTER, Anchor.NONE),
        (Doer.CONSULTED, Anchor.STARTED),
        (Doer.FRONT, Anchor.SUBMISSION),
        (Doer.JUSTICE, Anchor.STARTED),
        (Doer.COMMITTEE, Anchor.NONE),
        (Doer.SUBMITTER, Anchor.OPENING),
        (Doer.BOARD, Anchor.OPENING),
        (Doer.STANDING, Anchor.OPENING),
        (Doer.COUNCIL, Anchor.NONE),
        (Doer.DRAFTER, Anchor.NONE),
        (Doer.COUNCIL, Anchor.NONE),
    ]


@pytest.mark.parametrize(
    ("case", "skippable"),
    [
        ({"is_normative": True}, ["revision"]),
        ({"is_normative": True, "is_shortened": True}, ["consultation", "revision"]),
        ({"is_normative": False}, ["assignment", "consultation", "approval", "revision"]),
    ],
)
def test_what_may_be_left_out(case, skippable):
    assert [step.kind.value for step in path_of(Case(**case)) if step.is_skippable] == skippable


@pytest.mark.parametrize(
    ("case", "kind", "reason"),
    [
        ({"is_normative": True}, "appraisal", None),
        ({"is_normative": False}, "appraisal", "Nghị quyết cá biệt không có bước này: thẩm định."),
        ({"is_normative": False}, "posting", "Nghị quyết cá biệt không có bước này: đăng tải lấy ý kiến."),
        (
            {"is_normative": True, "level": "commune"},
            "appraisal",
            "Dự thảo của HĐND cấp xã không qua thẩm định của cơ quan tư pháp.",
        ),
        (
            {"is_normative": True, "is_shortened": True},
            "posting",
            "Trình tự rút gọn không có bước “đăng tải lấy ý kiến”.",
        ),
        (
            {"is_normative": True, "by_committee": False},
            "approval",
            "Không phải UBND trình nên không có bước “UBND thông qua”.",
        ),
    ],
)
def test_why_a_path_has_no_such_step(case, kind, reason):
    assert why_not(Case(**case), kind) == reason


@pytest.mark.parametrize(
    ("on", "warned"),
    [
        (date(2025, 3, 31), []),
        (date(2025, 4, 1), [GAP]),
        (date(2025, 6, 30), [GAP]),
        (date(2025, 7, 1), []),
    ],
)
def test_the_gap_of_the_communes_is_a_warning(on, warned):
    """DR-30b is unverified: it warns, the path stays."""
    case = Case(is_normative=True, level="commune", on=on)
    assert warnings_of(case) == warned
    assert path_of(case)[-1].kind == StepKind.VOTE


def test_a_shortened_individual_one_is_doubted():
    assert warnings_of(Case(is_normative=False, is_shortened=True)) == [ONLY_NORMATIVE_IS_SHORTENED]


def test_every_status_stands_somewhere():
    assert set(STANDS_AT) == set(DraftStatus) - {DraftStatus.WITHDRAWN}
