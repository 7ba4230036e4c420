"""Pages that said too much, too little or something that is not so: views of another list, figures that moved on, a
paper that does not exist, a way that was missing."""

import re
from datetime import date as D

import pytest
from django.urls import reverse

from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_batches import asked, batch_of, group_of, petitions_in, said
from tests.voters.factories_drafting import draft_of
from tests.voters.factories_publishing import open_room
from tests.voters.factories_supervision import SettlementReportFactory, reminder
from voters import actions, public_access
from voters.actions.batches import arrive
from voters.letters.supervision import follow_up
from voters.models import Petition, PublicRoom
from voters.queries.publishing import progress_of


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def fresh(record):
    return type(record).objects.get(pk=record.pk)


# --- Lists of competence ---------------------------------------------------------------------------------------------


def test_the_list_of_ended_bodies_has_no_views_of_the_whole_register(clerk, cast):
    page = clerk.get(reverse("voters:ended-list"))
    assert [words in text_of(page) for words in ("Chờ phân loại", reverse("voters:petition-tabs"))] == [False, False]


def test_the_panel_of_proposals_is_no_page(clerk, cast):
    about = {"petition": petition_of(cast.locality).pk}
    assert [clerk.get(reverse("voters:proposals"), asked).status_code for asked in ({}, about)] == [404, 404]


# --- Batches ---------------------------------------------------------------------------------------------------------

FRONT = "Thống nhất với MTTQ"


def front_words(client, batch) -> str:
    return dict(client.get(batch.get_absolute_url()).context["facts"])[FRONT]


def explaining(client, batch) -> list[tuple]:
    """Buttons that lead to the explanation of an objection: words, place, whether it comes first."""
    found = client.get(batch.get_absolute_url()).context
    first = found["first_button"]
    rows = [button for button in found["buttons"] if button.label.startswith("Giải trình")]
    return [(button.label, button.url, button == first) for button in rows]


def test_a_batch_says_what_the_front_said_of_it(clerk, cast):
    batch = batch_of(cast.locality)
    petitions_in(batch, competent_body=cast.department)
    words = [front_words(clerk, batch)]
    asked(batch, group_of(cast))
    words.append(front_words(clerk, batch))
    _group, opinion = asked(batch, cast.front)
    words.append(front_words(clerk, batch))
    said(opinion, agrees=False, text="Chưa rõ nơi kiến nghị.")
    words.append(front_words(clerk, batch))
    opinion = fresh(opinion)
    said(opinion)
    words.append(front_words(clerk, batch))
    said(batch.opinions.get(body__kind="delegate_group"))
    actions.agree_batch(fresh(batch), by=cast.lan, on=D(2026, 6, 8))
    words.append(front_words(clerk, batch))
    assert words == [
        "chưa lấy ý kiến MTTQ",
        "chưa lấy ý kiến MTTQ",
        "đang chờ ý kiến MTTQ",
        "MTTQ chưa thống nhất",
        "MTTQ cho ý kiến thống nhất, đợt chưa chốt",
        "MTTQ đã thống nhất",
    ]


def test_an_objection_that_was_taken_up_leaves_no_objection(clerk, cast):
    batch = batch_of(cast.locality)
    out, _kept = petitions_in(batch, 2, competent_body=cast.department)
    (opinion,) = asked(batch, cast.front)
    said(opinion, agrees=False, text="Bỏ kiến nghị này.", petitions=[out])
    actions.take_out(fresh(out), by=cast.lan)
    assert front_words(clerk, batch) == "ý kiến khác của MTTQ đã được tiếp thu, đợt chưa chốt"


def test_the_batch_leads_to_the_explanation_of_each_objection(client, cast):
    batch = batch_of(cast.locality)
    petitions_in(batch, competent_body=cast.department)
    front, group = asked(batch, cast.front, group_of(cast))
    client.force_login(cast.lan)
    before = explaining(client, batch)
    for opinion in (front, group):
        said(opinion, agrees=False, text="Chưa rõ nơi kiến nghị.")
    first, second = (reverse("voters:batchopinion-answer", args=[row.pk]) for row in (front, group))
    both = [
        (f"Giải trình ý kiến của {front.body}", first, True),
        (f"Giải trình ý kiến của {group.body}", second, False),
    ]
    assert (before, explaining(client, batch)) == ([], both)
    assert client.get(first).status_code == 200
    client.force_login(cast.hoa)  # the Front gives its opinion and explains nothing
    assert explaining(client, batch) == []
    client.force_login(cast.lan)
    actions.answer_objection(answered(front), by=cast.lan)
    assert explaining(client, batch) == [(f"Giải trình ý kiến của {group.body}", second, True)]


def answered(opinion):
    opinion = fresh(opinion)
    opinion.reply, opinion.replied_on = "Cử tri nêu ở thôn Đông.", D(2026, 6, 6)
    return opinion


# --- The committee's report ------------------------------------------------------------------------------------------


TODAYS, KEPT = "Số liệu của sổ hôm nay.", "Số liệu của sổ khi thẩm tra, được giữ lại."


def compared(client, report) -> tuple:
    """Over which figures of the register the page writes what, and the rows."""
    panel = client.get(report.get_absolute_url()).context["sections"][0]
    return panel.context["held"], [row[2] for row in panel.context["rows"]]


def verified(report, cast):
    actions.assign_verification(report, by=cast.lan, board=cast.board)
    return actions.verify_report(report, by=cast.thu_ky, findings="Số liệu lệch sổ.")


def test_a_verified_report_keeps_the_figures_that_the_board_read(clerk, cast):
    brought_to(petition_of(cast.locality), "answered", cast.department)
    petition_of(cast.locality)
    report = SettlementReportFactory(locality=cast.locality, body=cast.committee, said_total=3)
    open_one = compared(clerk, report)
    verified(report, cast)
    brought_to(petition_of(cast.locality), "answered", cast.department)
    kept = compared(clerk, fresh(report))
    assert (open_one, kept) == (
        (TODAYS, [2, 1, 0]),
        (KEPT, [2, 1, 0]),
    )
    assert KEPT in text_of(clerk.get(report.get_absolute_url()))


def test_a_report_verified_before_figures_were_kept_says_that_they_are_of_today(clerk, cast):
    petition_of(cast.locality)
    report = verified(SettlementReportFactory(locality=cast.locality, body=cast.committee), cast)
    type(report).objects.filter(pk=report.pk).update(numbers={})
    assert compared(clerk, report) == (TODAYS, [1, 0, 0])


# --- The code of a petition that was sent up -------------------------------------------------------------------------


@pytest.fixture
def sent_up(cast):
    """A petition of the commune, whose public page is closed, and its copy in the province, whose page is open."""
    public_access.store().clear()
    open_room(cast.locality)
    petition = petition_of(cast.commune, level="province", title="Cầu treo", due_on=D(2026, 12, 1))
    petition = fresh(actions.forward(petition, by=LOADER, to=cast.standing, on=D(2026, 6, 1)))
    return petition, arrive(petition, to=cast.standing, on=D(2026, 6, 1), by=LOADER)


def followed(client, code) -> tuple:
    context = client.post(reverse("public:follow"), {"code": code}).context
    return context.get("found", False), context.get("code"), context.get("is_above")


def test_a_closed_commune_leads_its_code_to_the_open_register_above(client, cast, sent_up):
    petition, above = sent_up
    assert followed(client, petition.follow_code) == (True, above.code, True)
    assert followed(client, above.follow_code) == (True, above.code, False)
    page = text_of(client.post(reverse("public:follow"), {"code": petition.follow_code}))
    assert f'được gửi lên <b>{above.locality.full_name}</b>, ở đó là <b class="nb">{above.code}</b>' in page
    open_room(cast.commune)
    assert followed(client, petition.follow_code) == (True, petition.code, False)


@pytest.mark.parametrize(
    "hide",
    [
        lambda below, above: set_to(below, confidential=True),
        lambda below, above: set_to(above, confidential=True),
        lambda below, above: set_to(above, draft_of=below.competent_body),
        lambda below, above: actions.return_petition(above, by=LOADER, reason="Thuộc xã.", on=D(2026, 6, 2)),
    ],
    ids=["secret below", "secret above", "draft above", "back below"],
)
def test_nothing_that_is_not_followed_above_is_reached_through_the_code_below(client, sent_up, hide):
    hide(*sent_up)
    assert followed(client, sent_up[0].follow_code) == (False, None, None)


def set_to(petition, **fields):
    Petition.objects.filter(pk=petition.pk).update(**fields)


def test_a_closed_province_is_not_reached_through_the_code_below(client, cast, sent_up):
    PublicRoom.objects.update(is_open=False)
    assert followed(client, sent_up[0].follow_code) == (False, None, None)


def test_the_slip_says_where_the_code_leads(client, cast, sent_up):
    petition, _above = sent_up
    own = petition_of(cast.commune)
    client.force_login(cast.xa)
    pages = [text_of(client.get(reverse("voters:petition-follow", args=[row.pk]))) for row in (petition, own)]
    leads = f"mã này cho xem tiến độ ở {cast.locality.full_name}, nơi kiến nghị được gửi lên"
    assert [(leads in page, "mã này dùng được khi trang mở" in page) for page in pages] == [
        (True, False),
        (False, True),
    ]


# --- Days and papers -------------------------------------------------------------------------------------------------


def links_of_promise(client, user, petition) -> list[str]:
    """Where the day of a promise leads on the page of a petition."""
    client.force_login(user)
    return re.findall(r'hẹn xong <a class="due" href="([^"]+)"', text_of(client.get(petition.get_absolute_url())))


def test_who_may_not_see_the_duty_has_no_link_to_its_reason(client, cast):
    petition = brought_to(petition_of(cast.locality, place=cast.commune), "in_progress", cast.department)
    actions.reply(petition, by=LOADER, result="planned", text="Sẽ làm.", promised_on=D(2027, 6, 30))
    duty = petition.replies.get().promise
    officials = {
        user: Petition.objects.visible_to(user).filter(pk=petition.pk).exists() for user in (cast.xa, cast.lan)
    }
    assert officials == {cast.xa: True, cast.lan: True}
    assert [links_of_promise(client, user, petition) for user in (cast.lan, cast.xa)] == [[duty.why_url], []]
    client.force_login(cast.xa)
    assert client.get(duty.why_url).status_code == 404
    assert "30/06/2027" in text_of(client.get(petition.get_absolute_url()))


def inherited(cast):
    """A petition sent with a numbered paper to a body that ended since, and that its successor has now."""
    old = BodyFactory(locality=cast.locality, code="so-gt", name="Sở Giao thông", parent=cast.committee)
    heir = BodyFactory(locality=cast.locality, code="so-xd", name="Sở Xây dựng", parent=cast.committee)
    petition = petition_of(cast.locality, due_on=D(2026, 12, 1))
    actions.forward(petition, by=LOADER, to=old, on=D(2026, 6, 3), number="203/PC-HĐND")
    actions.accept(petition, by=LOADER, on=D(2026, 6, 10))
    old.valid_to, old.successor = D(2026, 8, 31), heir
    old.save()
    actions.succeed(fresh(petition), by=cast.lan)
    return fresh(petition), old, heir


def test_the_successors_line_names_the_paper_that_exists(clerk, cast):
    petition, _old, heir = inherited(cast)
    page = re.sub("<[^>]+>", "", text_of(clerk.get(petition.get_absolute_url())))
    there = ["203/PC-HĐND ngày 03/06/2026 (kế thừa từ 01/10/2026)" in page, "203/PC-HĐND ngày 01/10/2026" in page]
    referral = petition.referrals.get(to=heir)
    facts = {label: re.sub("<[^>]+>", "", str(value)) for label, value in page_facts(clerk, referral)}
    named = [facts[label] for label in ("Số, ký hiệu phiếu chuyển", "Ngày phiếu chuyển", "Kế thừa từ ngày")]
    assert (there, str(referral)) == ([True, False], "Sở Xây dựng kế thừa từ ngày 01/10/2026")
    assert (named, "Ngày chuyển" in facts) == (["203/PC-HĐND", "03/06/2026", "01/10/2026"], False)


def page_facts(client, record) -> list[tuple]:
    return client.get(record.get_absolute_url()).context["facts"]


def test_a_reminder_to_the_successor_names_the_paper_and_to_whom_it_went(cast):
    petition, _old, heir = inherited(cast)
    text = follow_up(reminder(cast, petition), cast.lan).body
    assert f"chuyển ngày 03/6/2026 tại văn bản số 203/PC-HĐND, gửi Sở Giao thông; {heir} kế thừa từ 01/10/2026" in text


def test_the_voter_reads_that_a_successor_goes_on(cast):
    petition, _old, heir = inherited(cast)
    steps = [(step.on, step.words, step.note) for step in progress_of(petition)]
    assert steps[-1] == (D(2026, 10, 1), "Cơ quan kế thừa giải quyết tiếp", heir.name)


# --- Words -----------------------------------------------------------------------------------------------------------


def test_a_draft_does_not_say_twice_that_it_is_one(client, cast):
    petition = brought_to(petition_of(cast.locality, due_on=None), "in_progress", cast.department)
    officer = cast.acting_as(cast.department, "department_officer", "Phan Thị Soạn")
    draft = draft_of(petition, cast.department, by=officer)
    client.force_login(officer)
    page = text_of(client.get(draft.get_absolute_url()))
    meta = re.search('<p class="meta mt-1">(.*?)</p>', page)[1]
    assert re.findall("</svg>([^<]+)<", meta) == ["Đang soạn"]


def line(client, petition) -> list[tuple]:
    return [(step.words, step.note) for step in client.get(petition.get_absolute_url()).context["life"]]


def test_the_line_of_a_merged_petition_says_what_came_with_its_group(clerk, cast):
    lead, part = (petition_of(cast.locality, due_on=None) for _ in range(2))
    lead = brought_to(lead, "in_progress", cast.department)
    actions.merge_many(fresh(lead), [fresh(part)], by=cast.lan)
    actions.reply(fresh(lead), by=LOADER, result="planned", text="Sẽ làm.", roadmap="Năm 2027.", sent_on=D(2026, 9, 1))
    together = f"cùng {lead.code}"
    answered = ("Đã trả lời", f"01/09 · {together}")
    first = line(clerk, part)
    actions.resolve(fresh(lead), by=LOADER, evidence="Biên bản nghiệm thu.", on=D(2026, 10, 1))
    received = first[0]
    assert (received[0], first) == ("Tiếp nhận", [received, answered, ("Kết thúc", "chưa có ngày")])
    ended = [("Giải quyết xong", f"01/10 · {together}"), ("Kết thúc", "chưa có ngày")]
    assert line(clerk, part)[1:] == [answered, *ended]


def test_an_answer_that_says_all_is_an_answer(clerk, cast):
    lead, part = (petition_of(cast.locality, due_on=None) for _ in range(2))
    lead = brought_to(lead, "in_progress", cast.department)
    actions.merge_many(fresh(lead), [fresh(part)], by=cast.lan)
    actions.reply(fresh(lead), by=LOADER, result="explained", text="Đúng quy định.", sent_on=D(2026, 10, 1))
    assert line(clerk, part)[1:] == [("Đã trả lời", f"01/10 · cùng {lead.code}"), ("Kết thúc", "chưa có ngày")]
