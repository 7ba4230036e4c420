"""What people do with a review and with what figures rest on."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from coordination.audit.actors import System
from coordination.audit.models import Event
from coordination.jobs.models import Job
from coordination.people.models import Concern
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow
from coordination.workflow.models import StatusChange
from reports import actions, snapshots
from reports.choices import ReviewStatus, SectionKey
from reports.content import Content
from reports.models import Direction, Limitation, Review, ReviewParty, ReviewSection
from reports.workflow import REVIEW
from tests.regulations.factories import RegulationFactory
from tests.reports.factories import (
    CoverageFactory,
    LimitationFactory,
    ReportedFigureFactory,
    ReviewFactory,
)
from tests.voters.factories import PetitionFactory

D = date


@pytest.fixture
def regulation(cast):
    return RegulationFactory(locality=cast.locality, parties=[cast.standing, cast.committee, cast.front])


def new_review(cast, **fields):
    fields = {"lead_party": cast.standing, "start": D(2025, 1, 1), "end": D(2025, 12, 31)} | fields
    return Review(locality=cast.locality, title="Kết quả năm 2025", **fields)


@pytest.fixture
def review(cast, regulation):
    return actions.create_review(new_review(cast, regulation=regulation), by=cast.lan)


def brought_to(review, status, **fields):
    """The review put into a status as if it had come there."""
    Review.objects.filter(pk=review.pk).update(status=status, **fields)
    review.refresh_from_db()
    return review


# --- Drafting ----------------------------------------------------------------------------------------------------


def test_a_new_review_has_the_parties_of_its_regulation_and_drafted_sections(review, cast):
    assert [row.body for row in review.parties.all()] == [cast.standing, cast.committee, cast.front]
    assert [row.key for row in review.sections.all()] == list(SectionKey)
    assert review.status == ReviewStatus.DRAFTING
    concerned = Concern.objects.filter(object_id=review.pk, content_type__model="review", as_what="party")
    assert set(concerned.values_list("body", flat=True)) == {cast.standing.pk, cast.committee.pk, cast.front.pk}


def test_shortcomings_that_the_figures_show_are_saved_too(cast, regulation):
    CoverageFactory(locality=cast.locality)
    PetitionFactory(locality=cast.locality, received_on=D(2025, 3, 1), due_on=D(2025, 4, 1))
    review = actions.create_review(new_review(cast, regulation=regulation), by=cast.lan)
    assert [row.text for row in review.limitations.all()] == ["Còn 1 kiến nghị quá hạn mà chưa kết thúc."]


def test_an_unsent_draft_is_seen_by_its_own_side_alone(review, cast):
    assert review.draft_of == cast.council
    readers = {user: Review.objects.visible_to(user).count() for user in (cast.lan, cast.tu, cast.ubnd, cast.hoa)}
    assert readers == {cast.lan: 1, cast.tu: 1, cast.ubnd: 0, cast.hoa: 0}
    actions.consult(review, by=cast.lan)
    assert [Review.objects.visible_to(user).count() for user in (cast.ubnd, cast.hoa, cast.stranger)] == [1, 1, 0]


def test_a_draft_belongs_to_the_side_of_whoever_writes_it(cast):
    review = actions.create_review(new_review(cast), by=cast.hoa)
    assert review.draft_of == cast.front


def test_the_draft_of_a_job_is_nobodys(cast):
    assert actions.create_review(new_review(cast), by=System("test")).draft_of is None


def test_a_review_of_another_place_is_not_written_down(cast):
    review = new_review(cast)
    with pytest.raises(Forbidden):
        actions.create_review(review, by=cast.stranger)


def test_who_may_not_write_reviews_may_not_draft_one(cast):
    with pytest.raises(Forbidden):
        actions.create_review(new_review(cast), by=cast.minh)


def test_a_review_carried_in_is_stored_as_it_is(cast):
    review = new_review(cast)
    content = Content(
        [ReviewParty(review=review, body=cast.front, order=1)],
        [ReviewSection(review=review, key="overview", heading="Chung", text="Đã ký.", order=1)],
        [Limitation(review=review, text="Chậm.", order=1)],
        [Direction(review=review, text="Nhanh hơn.", order=1)],
    )
    actions.carry_in(review, content, by=System("test"))
    stored = Content.of(review)
    assert (review.is_stored, review.status, review.draft_of) == (True, "stored", None)
    assert [[str(row) for row in rows] for rows in (stored.parties, stored.sections)] == [["MTTQ tỉnh"], ["Chung"]]
    assert [[row.text for row in rows] for rows in (stored.limitations, stored.directions)] == [
        ["Chậm."],
        ["Nhanh hơn."],
    ]


# --- Text --------------------------------------------------------------------------------------------------------


def section_of(review, key="strengths"):
    return review.sections.select_related("review__locality").get(key=key)


def test_a_section_is_saved_and_history_says_which(review, cast):
    section = section_of(review)
    section.text = "Ba bên chủ động."
    actions.edit_section(section, by=cast.lan)
    section.refresh_from_db()
    assert (section.text, section.revision) == ("Ba bên chủ động.", 2)
    assert Event.objects.about(review).order_by("-id").first().note == "Sửa mục “Ưu điểm”"


def test_of_two_who_write_the_same_section_the_second_is_told(review, cast):
    first, second = section_of(review), section_of(review)
    first.text, second.text = "Một.", "Hai."
    actions.edit_section(first, by=cast.lan)
    with pytest.raises(Conflict):
        actions.edit_section(second, by=cast.tu)
    assert section_of(review).text == "Một."


def test_two_may_write_different_sections_at_once(review, cast):
    first, second = section_of(review), section_of(review, "causes")
    first.text, second.text = "Một.", "Hai."
    actions.edit_section(first, by=cast.lan)
    second.review.refresh_from_db()
    actions.edit_section(second, by=cast.tu)
    assert [section_of(review).text, section_of(review, "causes").text] == ["Một.", "Hai."]


def test_new_lines_go_last_and_changed_ones_stay(review, cast):
    first = actions.save_line(Limitation(review=review, text="Một."), by=cast.lan)
    actions.save_line(Limitation(review=review, text="Hai."), by=cast.lan)
    first.text = "Một, sửa."
    actions.save_line(first, by=cast.lan)
    assert [(row.order, row.text) for row in review.limitations.all()] == [(1, "Một, sửa."), (2, "Hai.")]


def test_a_line_that_somebody_else_saved_in_between_is_not_overwritten(review, cast):
    actions.save_line(Direction(review=review, text="Một."), by=cast.lan)
    one, other = Direction.objects.get(review=review), Direction.objects.get(review=review)
    one.text = "Hai."
    actions.save_line(one, by=cast.lan)
    other.review.refresh_from_db()
    with pytest.raises(Conflict):
        actions.save_line(other, by=cast.tu)


def test_an_empty_line_is_refused(review, cast):
    with pytest.raises(ValidationError):
        actions.save_line(Limitation(review=review, text=""), by=cast.lan)
    assert review.limitations.count() == 0


def test_a_line_is_taken_out_and_history_keeps_it(review, cast):
    line = actions.save_line(Direction(review=review, text="Họp giao ban."), by=cast.lan)
    actions.remove_line(line, by=cast.lan)
    assert review.directions.count() == 0
    assert Event.objects.about(review).order_by("-id").first().note == "Bỏ phương hướng, nhiệm vụ: Họp giao ban."


def test_who_signs_is_named_until_it_is_signed(review, cast):
    party = review.parties.select_related("review__locality", "body").first()
    party.signer, party.signer_post = "Nguyễn Văn A", "Chủ tịch"
    actions.name_signer(party, by=cast.lan)
    assert [row.signer for row in review.parties.all()] == ["Nguyễn Văn A", "", ""]
    brought_to(review, "signed")
    party.review = review
    with pytest.raises(NotNow):
        actions.name_signer(party, by=cast.lan)


@pytest.mark.parametrize("status", ReviewStatus.values)
def test_text_changes_only_until_the_parties_have_agreed(review, cast, status):
    brought_to(review, status)
    section = section_of(review)
    section.text = "Chữ mới."
    line = LimitationFactory(review=review)
    acts = (
        lambda: actions.edit_section(section, by=cast.lan),
        lambda: actions.save_line(Direction(review=review, text="Mới."), by=cast.lan),
        lambda: actions.remove_line(line, by=cast.lan),
    )
    for act in acts:
        if status in ReviewStatus.EDITABLE:
            act()
            section.review.refresh_from_db()
            review.refresh_from_db()
            line.review = review
        else:
            with pytest.raises(NotNow):
                act()
    assert (section_of(review).text == "Chữ mới.") is (status in ReviewStatus.EDITABLE)


@pytest.mark.parametrize("status", ReviewStatus.values)
def test_the_head_changes_until_it_is_signed(review, cast, status):
    brought_to(review, status)
    review.number = "12"
    if status in ReviewStatus.FINAL:
        with pytest.raises(NotNow, match="nên không sửa được"):
            actions.edit_review(review, by=cast.lan)
    else:
        actions.edit_review(review, by=cast.lan)
        assert Review.objects.get(pk=review.pk).number == "12"


def test_nothing_changes_in_an_ended_place(cast):
    review = ReviewFactory(locality=cast.ended, lead_party=cast.ended_council)
    section = section_of(review)
    with pytest.raises(NotNow):
        actions.edit_section(section, by=cast.lan)
    with pytest.raises(Forbidden):
        actions.edit_review(review, by=cast.lan)


# --- Steps -------------------------------------------------------------------------------------------------------

STEPS = {
    "consult": actions.consult,
    "take_back": actions.take_back,
    "agree": actions.agree,
    "reopen": actions.reopen,
    "sign": actions.sign,
}


def test_every_step_has_its_action():
    assert set(STEPS) == {step.name for step in REVIEW if not step.is_creation}


@pytest.mark.parametrize("status", ReviewStatus.values)
@pytest.mark.parametrize("name", STEPS)
def test_each_step_in_each_status(review, cast, name, status):
    step = REVIEW[name]
    brought_to(review, status, number="12", issued_on=D(2026, 1, 20))
    if status in step.sources:
        STEPS[name](review, by=cast.tu, note="Theo họp")
        review.refresh_from_db()
        assert review.status == step.target
        change = StatusChange.objects.about(review).order_by("id").last()
        assert (change.transition, change.by, change.note) == (name, cast.tu, "Theo họp")
    else:
        with pytest.raises(AlreadyDone if status == step.target else NotNow):
            STEPS[name](review, by=cast.tu)


@pytest.mark.parametrize("name", ["agree", "reopen", "sign"])
def test_what_binds_the_parties_is_for_leaders(review, cast, name):
    brought_to(review, REVIEW[name].sources[0], number="12", issued_on=D(2026, 1, 20))
    with pytest.raises(Forbidden):
        STEPS[name](review, by=cast.lan)


@pytest.mark.parametrize("missing", [{"number": ""}, {"issued_on": None}])
def test_a_report_without_number_or_date_is_not_signed(review, cast, missing):
    brought_to(review, "agreed", **({"number": "12", "issued_on": D(2026, 1, 20)} | missing))
    with pytest.raises(NotNow, match="Cần ghi số và ngày ban hành"):
        actions.sign(review, by=cast.tu)


# --- Frozen figures ----------------------------------------------------------------------------------------------


@pytest.fixture
def agreed(review, cast):
    CoverageFactory(locality=cast.locality)
    PetitionFactory(locality=cast.locality, received_on=D(2025, 3, 1))
    ReportedFigureFactory(
        locality=cast.locality, key="oversight.topics", start=D(2025, 1, 1), end=D(2025, 12, 31), bodies=[cast.board]
    )
    brought_to(review, "consulting")
    actions.agree(review, by=cast.tu)
    review.refresh_from_db()
    return review


def test_agreement_freezes_the_figures_with_a_hash(agreed):
    assert len(agreed.snapshot_hash) == 64
    assert agreed.snapshot_hash == snapshots.digest(agreed.snapshot)
    assert agreed.snapshot == [value.as_json() for value in snapshots.current(agreed)]
    assert snapshots.moved(agreed) == []


def test_a_changed_frozen_figure_no_longer_fits_its_hash(agreed):
    agreed.snapshot[0]["value"] = 99
    assert agreed.snapshot_hash != snapshots.digest(agreed.snapshot)


def test_later_the_report_says_what_it_said_and_what_has_moved(agreed, cast):
    PetitionFactory(locality=cast.locality, received_on=D(2025, 4, 1), due_on=None, times_raised=3)
    said = {(value.figure.key, value.bodies): value.number for value in snapshots.values(agreed)}
    assert (said["petitions.total", None], said["oversight.topics", ("Ban Kinh tế - Ngân sách",)]) == (1, 76)
    moved = {row.reported.figure.key: (row.reported.number, row.now.number) for row in snapshots.moved(agreed)}
    assert moved == {
        "petitions.total": (1, 2),
        "petitions.by_level": (1, 2),
        "petitions.by_field": (1, 2),
        "petitions.by_result": (1, 2),
        "petitions.repeated": (0, 1),
    }


def test_a_draft_has_no_frozen_figures(review):
    assert (review.snapshot, snapshots.moved(review)) == (None, [])


def test_a_reopened_review_forgets_its_frozen_figures(agreed, cast):
    actions.reopen(agreed, by=cast.tu)
    assert (agreed.snapshot, agreed.snapshot_hash) == (None, "")


# --- PDF and the ground ------------------------------------------------------------------------------------------


def test_the_pdf_is_a_job_and_leaves_a_trace(review, cast):
    job = actions.export_pdf(review, by=cast.lan)
    assert (job.kind, job.params, job.requested_by) == ("review_pdf", {"review": review.pk}, cast.lan)
    assert Event.objects.about(review).order_by("-id").first().data == {"format": "pdf"}


def test_two_presses_are_one_job(review, cast):
    assert actions.export_pdf(review, by=cast.lan) == actions.export_pdf(review, by=cast.lan)
    assert Job.objects.count() == 1


def test_the_ground_of_figures_is_written_and_changed_through_the_door(cast):
    coverage = CoverageFactory.build(locality=cast.locality)
    actions.create_row(coverage, by=cast.lan)
    coverage.valid_to = D(2025, 12, 31)
    actions.edit_row(coverage, by=cast.lan)
    assert [event.kind for event in Event.objects.about(coverage).order_by("id")] == ["created", "changed"]
