"""Groups of petitions that ask for the same: what a merge does, refuses and takes back; the board; pairs told apart."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.audit.models import Event
from coordination.deadlines.queries import about, open_about
from coordination.records.errors import Forbidden, NotNow
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from voters import actions
from voters.models import Merge, NotSame, Petition

ROAD = "Mặt đường liên xã nhiều ổ gà, đề nghị vá sửa"
SAME = "Tuyến đường nối hai xã hư hỏng nặng, xin sửa sớm"
ON = date(2026, 6, 20)


@pytest.fixture
def lead(cast):
    return petition_of(cast.locality, title="", content=ROAD, place=cast.commune, place_detail="thôn Đông")


@pytest.fixture
def part(cast):
    return petition_of(cast.locality, title="", content=SAME, place_detail="thôn Tây", voter="Nguyễn Thử Cử Tri")


def facts(petition):
    petition.refresh_from_db()
    return petition.status, petition.result, petition.answered_on, petition.finished_on, petition.merged_into_id


def answer(lead, **fields):
    lead.refresh_from_db()
    actions.reply(lead, by=LOADER, text="Sẽ sửa trong quý III.", sent_on=ON, **{"result": "explained"} | fields)


# --- what a merge does


def test_a_merged_petition_keeps_its_source_and_is_counted(cast, lead, part):
    actions.merge_many(lead, [part], by=cast.lan, note="cùng tuyến đường")
    part.refresh_from_db()
    assert (part.merged_into, part.place_detail, part.voter, part.origin) == (
        lead,
        "thôn Tây",
        "Nguyễn Thử Cử Tri",
        "before",
    )
    assert Petition.objects.counted_in(cast.locality).count() == 2
    notes = Event.objects.about(part).order_by("-id").values_list("note", flat=True)
    assert notes[0] == f"Gộp vào {lead.code}: cùng tuyến đường"


def test_the_answer_of_the_lead_answers_the_group(cast, lead, part):
    brought_to(lead, "in_progress", cast.department)
    actions.merge_many(lead, [part], by=cast.lan)
    answer(lead)
    assert facts(part) == ("answered", "explained", ON, ON, lead.pk)
    actions.finish(lead, by=LOADER, on=date(2026, 6, 25))
    assert facts(part)[0] == "finished"


def test_a_reopened_lead_reopens_the_group(cast, lead, part):
    brought_to(lead, "in_progress", cast.department)
    actions.merge_many(lead, [part], by=cast.lan)
    answer(lead)
    actions.judge(lead, by=LOADER, judgement="unsatisfied", body=cast.front, on=date(2026, 6, 22), text="Chưa rõ.")
    actions.reopen(lead, by=LOADER, on=date(2026, 6, 23))
    assert facts(part) == ("reopened", "in_progress", ON, None, lead.pk)


def test_merged_into_an_answered_one_it_shares_the_answer_at_once(cast, lead, part):
    brought_to(lead, "in_progress", cast.department)
    answer(lead, result="planned", promised_on=date(2026, 12, 1))
    actions.merge_many(lead, [part], by=cast.lan)
    assert facts(part) == ("answered", "planned", date(2026, 10, 1), None, lead.pk)


def test_what_is_owed_for_a_merged_one_stays_owed_until_the_group_is_answered(cast, lead, part):
    brought_to(lead, "in_progress", cast.department)
    brought_to(part, "in_progress", cast.department)
    actions.merge_many(lead, [part], by=cast.lan)
    assert [duty.owner for duty in open_about(part)] == [cast.department]
    answer(lead)
    assert [(duty.closed_on, duty.evidence) for duty in about(part)] == [(ON, f"Trả lời chung ở {lead.code}")]


def test_what_another_body_owes_is_not_closed_by_the_answer(cast, lead, part):
    other = BodyFactory(locality=cast.locality, parent=cast.committee)
    brought_to(lead, "in_progress", cast.department)
    brought_to(part, "in_progress", other)
    actions.merge_many(lead, [part], by=cast.lan)
    answer(lead)
    assert facts(part)[:2] == ("in_progress", "in_progress")
    assert [duty.owner for duty in open_about(part)] == [other]


def test_one_that_ended_by_itself_is_not_moved_again(cast, lead, part):
    brought_to(lead, "in_progress", cast.department)
    actions.merge_many(lead, [part], by=cast.lan)
    Petition.objects.filter(pk=part.pk).update(status="returned")  # as registers written before may hold it
    answer(lead)
    assert facts(part)[0] == "returned"


def test_a_lead_is_not_given_back_before_its_group_is_dissolved(cast, lead, part):
    actions.merge_many(lead, [part], by=cast.lan)
    with pytest.raises(NotNow) as refused:
        actions.return_petition(lead, by=cast.lan, reason="Việc riêng.", on=ON)
    assert refused.value.message == "Có kiến nghị khác gộp vào kiến nghị này; gỡ nhóm trước."


# --- what it refuses


def refused(lead, *parts, by):
    with pytest.raises(ValidationError) as refusal:
        actions.merge_many(lead, parts, by=by)
    assert Merge.objects.count() <= 1
    return refusal.value.messages


def test_not_into_itself(cast, lead):
    assert refused(lead, lead, by=cast.lan) == ["Không gộp một kiến nghị vào chính nó."]


def test_not_into_its_own_copy(cast, lead, part):
    actions.merge_many(lead, [part], by=cast.lan)
    lead.refresh_from_db()
    assert refused(part, lead, by=cast.lan) == [
        f"{part.code} đã gộp vào kiến nghị khác; chọn kiến nghị đứng đầu nhóm.",
        f"{lead.code} đang đứng đầu một nhóm; hãy gỡ nhóm trước.",
    ]


def test_not_twice_and_nothing_half_done(cast, lead, part):
    third = petition_of(cast.locality)
    actions.merge_many(lead, [part], by=cast.lan)
    part.refresh_from_db()
    assert refused(third, lead, part, by=cast.lan) == [
        f"{lead.code} đang đứng đầu một nhóm; hãy gỡ nhóm trước.",
        f"{part.code} đã gộp vào một kiến nghị rồi.",
    ]
    assert facts(lead)[-1] is None


def test_not_across_localities(cast, lead):
    foreign = petition_of(cast.other)
    assert refused(lead, foreign, by=LOADER) == ["Chỉ gộp kiến nghị trong cùng một địa phương."]
    with pytest.raises(ValidationError):
        actions.merge_many(foreign, [lead], by=cast.stranger)


def test_not_with_one_that_has_ended(cast, lead, part):
    brought_to(lead, "finished", cast.department)
    lead.refresh_from_db()
    assert refused(lead, part, by=cast.lan) == [
        f"{lead.code} đã kết thúc; ghi {part.code} là kiến nghị lần sau của nó."
    ]
    assert refused(part, lead, by=cast.lan) == [
        f"{lead.code} đã kết thúc; ghi kiến nghị mới là kiến nghị lần sau của nó."
    ]


def test_not_a_secret_one_with_an_open_one(cast, lead):
    secret = petition_of(cast.locality, confidential=True)
    assert refused(lead, secret, by=LOADER) == [
        f"{lead.code} và {secret.code}: chỉ một bên là hồ sơ mật nên không gộp."
    ]


def test_nothing_ticked(cast, lead):
    assert refused(lead, by=cast.lan) == ["Chọn ít nhất một kiến nghị để gộp."]


@pytest.mark.parametrize("who", ["minh", "hoa", "dai_bieu", "stranger", "ubnd"])
def test_only_who_keeps_the_register(cast, lead, part, who):
    with pytest.raises(Forbidden):
        actions.merge_many(lead, [part], by=getattr(cast, who))
    merge = actions.merge_many(lead, [part], by=cast.lan)
    with pytest.raises(Forbidden):
        actions.undo_merge(merge, by=getattr(cast, who))
    with pytest.raises(Forbidden):
        actions.not_same(lead, part, by=getattr(cast, who), reason="khác tuyến")


# --- taking back


def test_a_whole_merge_is_taken_back(cast, lead, part):
    third = petition_of(cast.locality, title="", content=SAME)
    merge = actions.merge_many(lead, [part, third], by=cast.lan)
    actions.undo_merge(merge, by=cast.lan)
    assert (facts(part), facts(third)) == (("new", "none", None, None, None),) * 2
    with pytest.raises(NotNow):
        actions.undo_merge(merge, by=cast.lan)


def test_after_the_answer_everything_returns_to_how_it_stood(cast, lead, part):
    brought_to(lead, "in_progress", cast.department)
    brought_to(part, "in_progress", cast.department)
    merge = actions.merge_many(lead, [part], by=cast.lan)
    answer(lead)
    assert list(open_about(part)) == []
    actions.undo_merge(merge, by=cast.lan)
    assert facts(part) == ("in_progress", "in_progress", None, None, None)
    assert [(duty.owner, duty.closed_on) for duty in about(part)] == [(cast.department, None)]
    assert facts(lead)[0] == "answered"


def test_one_answered_by_itself_since_keeps_that(cast, lead, part):
    brought_to(lead, "in_progress", cast.department)
    brought_to(part, "in_progress", cast.department)
    merge = actions.merge_many(lead, [part], by=cast.lan)
    part.refresh_from_db()
    answer(part)
    actions.undo_merge(merge, by=cast.lan)
    assert facts(part) == ("answered", "explained", ON, ON, None)


def test_one_can_leave_and_the_others_stay(cast, lead, part):
    third = petition_of(cast.locality, title="", content=SAME)
    actions.merge_many(lead, [part, third], by=cast.lan)
    part.refresh_from_db()
    actions.unmerge(part, by=cast.lan)
    assert list(lead.merged.all()) == [third]


# --- pairs told apart


def test_told_apart_once_with_the_reason(cast, lead, part):
    actions.not_same(part, lead, by=cast.lan, reason="khác tuyến đường")
    actions.not_same(lead, part, by=cast.lan, reason="lần nữa")
    assert list(NotSame.objects.values_list("first", "second", "reason")) == [(lead.pk, part.pk, "khác tuyến đường")]
    assert Event.objects.about(lead).filter(note=f"Không trùng với {part.code}: khác tuyến đường").count() == 1


@pytest.mark.parametrize("same", [True, False])
def test_not_told_apart_from_itself_or_from_elsewhere(cast, lead, same):
    other = lead if same else petition_of(cast.other)
    with pytest.raises(ValidationError):
        actions.not_same(lead, other, by=LOADER, reason="khác")


# --- pages


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def group_url(*petitions, name="voters:merge-group"):
    return f"{reverse(name)}?{'&'.join(f'kn={petition.pk}' for petition in petitions)}"


def test_the_board_proposes_a_pair_once_and_not_after_it_was_told_apart(clerk, cast, lead, part):
    board = clerk.get(reverse("voters:merge-board"))
    assert [(group.seed, [row for row, _why in group.others]) for group in board.context["groups"]] == [(part, [lead])]
    answer = clerk.post(group_url(lead, part, name="voters:merge-apart"), {"reason": "khác tuyến đường"})
    assert answer.status_code == 302
    assert clerk.get(reverse("voters:merge-board")).context["groups"] == []


def test_the_board_leaves_out_what_is_merged_and_what_is_finished(clerk, cast, lead, part):
    brought_to(part, "finished", cast.department)
    assert clerk.get(reverse("voters:merge-board")).context["groups"] == []


def test_the_original_has_to_be_chosen(clerk, lead, part):
    answer = clerk.post(group_url(lead, part), {"parts": [part.pk], "gop": "1"})
    assert answer.status_code == 422
    assert "Chọn kiến nghị đứng đầu nhóm." in answer.content.decode()
    assert facts(part)[-1] is None


def test_first_a_preview_then_the_merge(clerk, cast, lead, part):
    brought_to(part, "in_progress", cast.department)
    said = {"lead": lead.pk, "parts": [lead.pk, part.pk], "note": ""}
    preview = clerk.post(group_url(lead, part), said | {"xem": "1"})
    page = preview.content.decode()
    assert preview.status_code == 200
    assert f"Khi gộp vào {lead.code}" in page
    assert "Vẫn còn nợ: Trả lời kiến nghị" in page
    assert "cử tri ở thôn Tây" in page
    assert facts(part)[-1] is None
    seen = preview.context["plan"].mark
    done = clerk.post(group_url(lead, part), said | {"gop": "1", "da-xem": seen})
    assert (done.status_code, done.url) == (302, lead.get_absolute_url())
    assert facts(part)[-1] == lead.pk
    board = clerk.get(reverse("voters:merge-board")).content.decode()
    assert f'Gỡ lần gộp này <span class="visually-hidden">vào {lead.code}' in board


@pytest.mark.parametrize("said", [{}, {"lead": "x", "parts": ["y"]}, {"lead": "9" * 30, "parts": ["9" * 30]}])
def test_bad_input_is_answered_in_words(clerk, lead, part, said):
    answer = clerk.post(group_url(lead, part), said | {"gop": "1"})
    assert answer.status_code == 422
    assert Merge.objects.count() == 0


def test_only_itself_ticked(clerk, lead, part):
    answer = clerk.post(group_url(lead, part), {"lead": lead.pk, "parts": [lead.pk], "gop": "1"})
    assert "Không gộp một kiến nghị vào chính nó" in answer.content.decode()


@pytest.mark.parametrize("query", ["", "?kn=1", "?kn=x&kn=y", f"?kn={'9' * 30}&kn=2"])
@pytest.mark.parametrize("name", ["voters:merge-group", "voters:merge-apart"])
def test_fewer_than_two_petitions_are_no_group(clerk, name, query):
    assert back_at_the_board(clerk.get(reverse(name) + query, follow=True)) == TOO_FEW


def back_at_the_board(response) -> list:
    """Where it ended, and what was said there."""
    return [response.redirect_chain, [str(message) for message in response.context["messages"]]]


TOO_FEW = [
    [(reverse("voters:merge-board"), 302)],
    ["Chọn hai kiến nghị trở lên, trong những kiến nghị bạn được xem."],
]


@pytest.mark.parametrize("name", ["voters:merge-group", "voters:merge-apart"])
def test_one_petition_twice_is_no_group(clerk, lead, name):
    assert back_at_the_board(clerk.get(group_url(lead, lead, name=name), follow=True)) == TOO_FEW


def test_a_petition_of_elsewhere_is_not_there(clerk, cast, lead):
    assert back_at_the_board(clerk.get(group_url(lead, petition_of(cast.other)), follow=True)) == TOO_FEW


def sent_up_by(commune, cast):
    """A petition of the commune's register that the province sees."""
    below = petition_of(commune, due_on=date(2026, 12, 1))
    return actions.forward(below, by=LOADER, to=cast.standing, on=date(2026, 5, 20))


@pytest.mark.parametrize("name", ["voters:merge-group", "voters:merge-apart"])
def test_petitions_of_two_registers_are_not_merged(clerk, cast, lead, name):
    below = sent_up_by(cast.commune, cast)
    response = clerk.get(group_url(lead, below, name=name), follow=True)
    assert back_at_the_board(response) == [
        [(reverse("voters:merge-board"), 302)],
        [f"Chỉ nơi giữ sổ kiến nghị mới gộp kiến nghị trong sổ ấy: {below.code} ở sổ {cast.commune}."],
    ]


@pytest.mark.parametrize("is_lead", [True, False])
def test_one_of_another_register_on_the_board_is_refused_at_the_form(clerk, cast, lead, part, is_lead):
    below = sent_up_by(cast.commune, cast)
    said = {"lead": below.pk, "parts": [lead.pk]} if is_lead else {"lead": lead.pk, "parts": [below.pk]}
    for button in ("xem", "gop"):
        answer = clerk.post(group_url(lead, part, below), said | {"note": "", button: "1"})
        assert (answer.status_code, answer.context["form"].non_field_errors()) == (
            422,
            ["Chỉ gộp kiến nghị trong cùng một địa phương."],
        )
    assert Merge.objects.count() == 0


@pytest.mark.parametrize("who", ["minh", "dai_bieu"])
def test_the_pages_are_for_those_who_keep_a_register(client, cast, lead, part, who):
    merge = actions.merge_many(lead, [part], by=cast.lan)
    client.force_login(getattr(cast, who))
    for url in (
        reverse("voters:merge-board"),
        group_url(lead, part),
        group_url(lead, part, name="voters:merge-apart"),
        reverse("voters:merge-undo", args=[merge.pk]),
    ):
        assert client.get(url).status_code == 403


def test_a_stranger_finds_nothing(client, cast, lead, part):
    merge = actions.merge_many(lead, [part], by=cast.lan)
    client.force_login(cast.stranger)
    assert back_at_the_board(client.get(group_url(lead, part), follow=True)) == TOO_FEW
    assert client.post(reverse("voters:merge-undo", args=[merge.pk])).status_code == 404
    assert client.get(reverse("voters:merge-board")).context["merges"] == []


def test_the_commune_sees_its_own_board_only(client, cast, lead, part):
    client.force_login(cast.xa)
    assert client.get(reverse("voters:merge-board")).context["groups"] == []


def test_taking_back_on_the_page(clerk, cast, lead, part):
    merge = actions.merge_many(lead, [part], by=cast.lan)
    url = reverse("voters:merge-undo", args=[merge.pk])
    assert part.code in clerk.get(url).content.decode()
    assert clerk.post(url).status_code == 302
    assert facts(part)[-1] is None
    again = clerk.post(url, follow=True).content.decode()
    assert "Lần gộp này đã được gỡ rồi." in again


def test_the_lead_says_who_is_told_and_the_part_shows_the_answer(clerk, cast, lead, part):
    brought_to(lead, "in_progress", cast.department)
    actions.merge_many(lead, [part], by=cast.lan)
    answer(lead)
    page = clerk.get(lead.get_absolute_url()).content.decode()
    assert "Báo cho những nơi đã kiến nghị" in page
    assert "cử tri Nguyễn Thử Cử Tri" in page
    page = clerk.get(part.get_absolute_url()).content.decode()
    assert f"Trả lời chung, ở {lead.code}" in page
    assert "Sẽ sửa trong quý III." in page
    assert f"Gỡ lần gộp vào {lead.code}" in page


def test_the_name_of_a_voter_is_for_those_who_write_petitions_down(client, cast, lead, part):
    actions.merge_many(lead, [part], by=cast.lan)
    client.force_login(cast.thu_ky)
    page = client.get(lead.get_absolute_url()).content.decode()
    assert "Báo cho những nơi đã kiến nghị" in page
    assert "Nguyễn Thử Cử Tri" not in page
