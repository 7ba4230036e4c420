"""One petition from the hall of the village to the end: entered, put together with the Front, sent, refused, routed
anew, answered, told, published, judged off the point, reopened and resolved; its voter follows the code of the slip."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import expect

from coordination.deadlines.models import Obligation
from coordination.people.choices import BodyKind
from tests.journeys.browser import PHONE, WIDE, follow, press
from tests.journeys.story import Story, morning
from tests.people.factories import BodyFactory, member
from voters import public_access
from voters.models import Batch, BatchOpinion, CompetenceRule, ContactMeeting, Petition, Publication, ReplyDraft

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LAN, HOA, MINH, AN, BINH, CHI = "lan", "hoa", "minh", "an", "binh", "chi"
"""The council's office, the Front, the body that refuses; in the one that answers who writes, checks, leads."""
ROAD = "Đường vào trạm y tế thôn Thượng hỏng nặng, đề nghị sửa chữa"
STOCK = "Trạm y tế xã thiếu thuốc thiết yếu, đề nghị bổ sung"
NOT_OURS = "Đường giao thông không thuộc Sở Y tế, đề nghị chuyển Sở Xây dựng."
VAGUE = "Sở Xây dựng đã nhận được kiến nghị và đang xem xét quy hoạch giao thông toàn xã."
CLEAR = "Đoạn đường 1,2 km được sửa trong quý I năm 2027 bằng nguồn vốn bảo trì đường bộ."
OFF_THE_POINT = "Trả lời không đúng trọng tâm: cử tri hỏi bao giờ sửa đoạn đường, không hỏi quy hoạch."
PROOF = "Biên bản nghiệm thu số 15/BB-SXD ngày 08/01/2027."


def day(number: int, month: int, year: int = 2026) -> date:
    return date(year, month, number)


@pytest.fixture(autouse=True)
def clock():
    """The server's clock; it runs on within a day, and the story turns its days."""
    with time_machine.travel(morning(day(1, 10)), tick=True) as clock:
        yield clock


@pytest.fixture
def council(cast):
    """With a department of roads: an officer who writes, one who checks, a leader who clears."""
    public_access.store().clear()
    cast.roads = BodyFactory(
        locality=cast.locality,
        code="so-xay-dung",
        kind=BodyKind.DEPARTMENT,
        name="Sở Xây dựng",
        parent=cast.committee,
    )
    cast.an = member(cast.roads, "department_officer", "Lý Thị An", AN)
    cast.binh = member(cast.roads, "department_officer", "Mai Văn Bình", BINH)
    cast.chi = member(cast.roads, "department_leader", "Võ Thị Chi", CHI)
    return cast


class PetitionStory(Story):
    """With the petition that the story is about, its meeting, its batch and the code of its voter."""

    def tick(self, *records) -> None:
        """Choose rows of a list, or of a panel."""
        for record in records:
            self.journey.page.locator(f"input[name=chon][value='{record.pk}']").check()

    def with_ticked(self, label: str, look: bool = False, **fields) -> None:
        """Press a button of the bar of chosen rows, fill in what it asks for."""
        press(self.journey.page.get_by_role("button", name=label, exact=True))
        self.send(look, **fields)

    def voter_follows(self, look: bool = False) -> list[str]:
        """Somebody without account types the code of the slip on a phone: each step, with its day and note."""
        journey = self.journey
        journey.sign_out()
        page = journey.open(reverse("public:follow"))
        page.set_viewport_size(PHONE)
        page.get_by_label("Mã theo dõi").fill(self.code)
        press(page.get_by_role("button", name="Xem tiến độ"))
        if look:
            journey.look()
        page.set_viewport_size(WIDE)  # for whoever comes to work next
        return [" ".join(words.split()) for words in page.locator(".open-steps li").all_inner_texts()]


# Heard, put together, sent


def the_office_opens_the_public_room(story) -> None:
    story.enter(day(1, 10), LAN)
    story.journey.open(reverse("voters:publication-room"))
    story.send(look=True, is_open=True, contact="Văn phòng HĐND tỉnh")


def a_meeting_is_noted_and_held(story) -> None:
    page = story.enter(day(2, 10), LAN)
    story.journey.open(reverse("voters:contactmeeting-list"))
    story.journey.look()
    follow(page.get_by_role("link", name="Ghi cuộc tiếp xúc").first)
    story.send(look=True, kind="before", held_on=day(2, 10), place=story.cast.commune, place_detail="Nhà văn hóa")
    story.meeting = ContactMeeting.objects.get()
    petitions_are_typed_in_the_hall(story)
    story.step(story.meeting, "Ghi kết quả", look=True, attending=85, speaking=2, petitions_raised=2)
    story.journey.look()


def petitions_are_typed_in_the_hall(story) -> None:
    page = story.journey.page
    story.journey.open(story.meeting.get_absolute_url())
    follow(page.get_by_role("link", name="Ghi nhanh kiến nghị").first)
    page.set_viewport_size(PHONE)
    for number, (content, voter) in enumerate(((ROAD, "Cử tri Một"), (STOCK, "")), start=1):
        page.locator("textarea").fill(content)
        page.get_by_label("Cử tri").fill(voter)
        page.locator("textarea").press("Enter")
        expect(page.locator("[data-entry-state]")).to_have_text(f"Còn trong máy này: 0, đã ghi: {number}")
    story.journey.look()
    story.petition, story.other = Petition.objects.order_by("pk")
    assert [(row.content, row.voter, row.status) for row in (story.petition, story.other)] == [
        (ROAD, "Cử tri Một", "new"),
        (STOCK, "", "new"),
    ]


def the_voter_gets_a_slip(story) -> None:
    page = story.journey.page
    story.journey.open(story.petition.get_absolute_url())
    story.journey.look()
    follow(page.get_by_role("link", name="Phiếu cho cử tri"))
    story.journey.look()
    story.code = page.locator(".follow-code").inner_text()
    assert story.voter_follows(look=True) == [
        "02/10/2026 Đã tiếp nhận vào sổ kiến nghị của cử tri",
        "tiếp theo Đang chờ bước sau",
    ]


def both_are_classified_and_put_together(story) -> None:
    page = story.enter(day(5, 10), LAN)
    for petition, field in ((story.petition, "giao_thong"), (story.other, "y_te")):
        look = petition == story.petition
        department = story.cast.department
        story.step(petition, "Phân loại", look=look, field=field, level="province", competent_body=department)
    story.journey.open(reverse("voters:batch-list"))
    story.journey.look()
    follow(page.get_by_role("link", name="Lập đợt tổng hợp").first)
    story.send(look=True, name=BATCH, addressee=story.cast.committee)
    story.batch = Batch.objects.get()
    story.journey.open(story.batch.get_absolute_url())
    follow(page.get_by_role("link", name="Thêm kiến nghị"))
    story.tick(story.petition, story.other)
    story.journey.look()
    story.with_ticked("Đưa vào đợt", look=True)
    assert set(story.batch.petitions.all()) == {story.petition, story.other}


def the_front_says_what_it_thinks(story, look: bool = False, **fields) -> BatchOpinion:
    """Each on its own account: nobody gives the opinion of another side."""
    page = story.journey.page
    story.journey.open(story.batch.get_absolute_url())
    if look:
        story.journey.look()
    follow(page.get_by_role("link", name="Ghi ý kiến của MTTQ tỉnh").first)
    story.send(look, **fields)
    return BatchOpinion.objects.latest("pk")


def the_front_objects_is_answered_and_agrees(story) -> None:
    story.step(story.batch, "Lấy ý kiến MTTQ, Tổ đại biểu", look=True, bodies=[story.cast.front], due_on=day(12, 10))
    story.enter(day(6, 10), HOA)
    words = "Nêu rõ trạm y tế nào thiếu thuốc."
    objection = the_front_says_what_it_thinks(story, look=True, agrees="false", text=words, petitions=[story.other])

    page = story.enter(day(7, 10), LAN)
    story.journey.open(story.batch.get_absolute_url())
    open_still = "Ý kiến khác chưa được giải trình hoặc tiếp thu: MTTQ tỉnh."
    assert page.locator("#lam-tiep").get_by_text(open_still).count() == 1
    story.step(objection, "Giải trình ý kiến khác", look=True, reply="Phụ lục ghi rõ trạm y tế xã Phú Hòa.")
    assert objection.state == ("unsure", "Ý kiến khác, đã giải trình")
    story.step(story.batch, "Hỏi thêm cơ quan", bodies=[story.cast.front])

    story.enter(day(8, 10), HOA)
    the_front_says_what_it_thinks(story, agrees="true")
    story.enter(day(8, 10), LAN)
    story.step(story.batch, "Ghi đã thống nhất", look=True)
    assert list(story.batch.agreed_with.all()) == [story.cast.front]


def the_batch_is_sent(story) -> None:
    story.enter(day(9, 10), LAN)
    fields = {"dispatch_number": "120/HĐND-VP", "due_on": day(30, 10), "answer_by": day(16, 10)}
    story.step(story.batch, "Gửi đợt kiến nghị", look=True, **fields)
    story.journey.look()
    story.petition.refresh_from_db()
    assert (story.batch.status, story.petition.status, story.petition.due_on) == ("sent", "forwarded", day(30, 10))
    assert story.voter_follows()[1:] == [
        "09/10/2026 Đã chuyển giải quyết Sở Y tế",
        "tiếp theo Đang chờ bước sau",
    ]


# Refused, and routed anew


def the_receiving_body_refuses(story) -> None:
    story.enter(day(13, 10), MINH)
    fields = {"reason": NOT_OURS, "right_body": story.cast.roads}
    story.step(story.petition, "Từ chối, trả lại nơi chuyển", look=True, **fields)
    story.journey.look()
    assert (story.petition.status, story.petition.competent_body) == ("new", None)
    assert story.voter_follows()[2:] == [
        "13/10/2026 Trả lại nơi chuyển Sở Y tế",
        "tiếp theo Đang chờ bước sau",
    ]


def another_body_is_proposed(story) -> None:
    """With the reason; one press chooses it, saving decides."""
    page = story.enter(day(14, 10), LAN)
    story.journey.open(story.petition.get_absolute_url())
    story.journey.look()
    follow(page.locator("#lam-tiep").get_by_role("link", name="Chuyển giải quyết", exact=True))
    proposals = page.locator("#de-xuat")
    assert proposals.locator("li b").all_inner_texts() == ["Sở Xây dựng"]
    assert "Sở Y tế chỉ ra khi từ chối ngày 13/10/2026" in proposals.inner_text()
    assert NOT_OURS in proposals.inner_text()
    story.journey.look()
    press(proposals.get_by_role("button", name="Chọn Sở Xây dựng"))
    expect(page.locator("[name=to]")).to_have_value(str(story.cast.roads.pk))
    assert list(story.petition.referrals.values_list("refusal", flat=True)) == [NOT_OURS]
    story.send(due_on=day(6, 11), answer_by=day(21, 10), number="131/PC-HĐND")


def the_refusal_teaches_a_rule(story) -> None:
    page = story.journey.page
    story.journey.open(story.petition.get_absolute_url())
    follow(page.get_by_role("link", name="Ghi thành quy tắc").first)
    story.send(look=True)
    story.journey.look()
    story.rule = CompetenceRule.objects.get()
    story.journey.open(reverse("voters:bounce-list"))
    story.journey.look()
    assert page.locator("#ket-qua tbody tr").count() == 1
    follow(page.locator("#ket-qua tbody tr a.title"))
    assert page.url == f"{story.journey.origin}{story.petition.get_absolute_url()}"


# Answered, told, published


def a_reply_is_written_checked_cleared_and_sent(story, on: date, number: str, look: bool = False, **fields) -> None:
    page = story.enter(on, AN)
    story.journey.open(story.petition.get_absolute_url())
    follow(page.locator("#lam-tiep").get_by_role("link", name="Soạn trả lời", exact=True))
    story.send(look, **fields)
    draft = ReplyDraft.objects.latest("pk")
    story.step(draft, "Trình kiểm tra")
    assert page.locator("#lam-tiep").get_by_role("link", name="Trình duyệt", exact=True).count() == 0
    story.enter(on, BINH)
    story.step(draft, "Trình duyệt")
    page = story.enter(on, CHI)
    story.journey.open(f"{reverse('voters:replydraft-list')}?status=clearing")
    if look:
        story.journey.look()
    follow(page.locator("#ket-qua tbody tr a.title"))
    story.step(draft, "Duyệt", look)
    story.enter(on, AN)
    story.step(draft, "Gửi trả lời", look, number=number)
    if look:
        story.journey.look()
    assert draft.status == "sent"
    story.petition.refresh_from_db()
    assert (story.petition.status, story.petition.result) == ("answered", fields["result"])


def the_right_body_accepts_and_answers(story) -> None:
    story.enter(day(16, 10), AN)
    story.step(story.petition, "Nhận giải quyết", look=True)
    a_reply_is_written_checked_cleared_and_sent(
        story, day(26, 10), "210/SXD-KT", look=True, result="explained", text=VAGUE
    )


def voters_are_told(story, on: date) -> ContactMeeting:
    """At a meeting in their place, of the replies that they have not heard of yet."""
    page = story.enter(on, LAN)
    story.journey.open(reverse("voters:contactmeeting-create"))
    story.send(kind="after", held_on=on, place=story.cast.commune)
    meeting = ContactMeeting.objects.latest("pk")
    story.step(meeting, "Ghi kết quả", attending=40)
    story.journey.look()
    story.tick(story.petition.replies.latest("pk"))
    story.with_ticked("Ghi đã báo cử tri", look=True)
    assert page.get_by_text("Đã báo cử tri tại cuộc này").count() == 1
    return meeting


def the_answer_is_published(story) -> None:
    page = story.journey.page
    story.journey.open(story.petition.get_absolute_url())
    follow(page.locator("#lam-tiep").get_by_role("link", name="Soạn bản công khai", exact=True))
    story.send(look=True)
    publication = Publication.objects.get()
    story.step(publication, "Đăng công khai", look=True, checked=True)
    story.journey.look()
    story.journey.sign_out()
    story.journey.open(reverse("public:room", args=[story.cast.locality.slug]))
    page.set_viewport_size(PHONE)
    follow(page.locator("article h2 a"))
    assert (ROAD in page.locator("main").inner_text(), VAGUE in page.locator("main").inner_text()) == (True, True)
    assert "Cử tri Một" not in page.content()
    story.journey.look()


# Off the point


def the_voters_find_it_off_the_point(story, meeting) -> None:
    story.enter(day(4, 11), LAN)
    fields = {"judgement": "unsatisfied", "text": OFF_THE_POINT, "by_voters": True, "meeting": meeting}
    story.step(story.petition, "Đánh giá trả lời", look=True, **fields)
    story.step(story.petition, "Mở lại", look=True, due_on=day(20, 11), note="Nói rõ bao giờ sửa đoạn đường.")
    story.journey.look()
    assert (story.petition.status, story.petition.result) == ("reopened", "in_progress")
    assert story.voter_follows()[-3:] == [
        "04/11/2026 Trả lời được đánh giá: chưa thỏa đáng cử tri",
        "04/11/2026 Mở lại để giải quyết tiếp",
        "tiếp theo Đang chờ bước sau",
    ]


def it_is_answered_again_and_done(story) -> None:
    fields = {"result": "planned", "text": CLEAR, "promised_on": day(31, 3, 2027)}
    a_reply_is_written_checked_cleared_and_sent(story, day(16, 11), "245/SXD-KT", **fields)
    meeting = voters_are_told(story, day(20, 11))
    story.step(story.petition, "Đánh giá trả lời", judgement="satisfied", by_voters=True, meeting=meeting)
    story.enter(day(11, 1, 2027), LAN)
    story.step(story.petition, "Ghi đã giải quyết xong", look=True, evidence=PROOF)
    story.step(story.petition, "Kết thúc", look=True)
    story.journey.look()


def the_public_version_follows(story) -> None:
    page = story.journey.page
    publication = Publication.objects.get()
    story.journey.open(reverse("voters:publication-edit", args=[publication.pk]))
    follow(page.get_by_role("button", name="Lấy trả lời mới", exact=True))
    story.send(look=True, checked=True)
    assert story.voter_follows(look=True) == FOLLOWED
    follow(page.get_by_role("link", name="Đọc nội dung và trả lời đã đăng công khai"))
    assert CLEAR in page.locator("main").inner_text()


# What is left of it

FOLLOWED = [
    "02/10/2026 Đã tiếp nhận vào sổ kiến nghị của cử tri",
    "09/10/2026 Đã chuyển giải quyết Sở Y tế",
    "13/10/2026 Trả lại nơi chuyển Sở Y tế",
    "14/10/2026 Đã chuyển giải quyết Sở Xây dựng",
    "16/10/2026 Đã nhận giải quyết Sở Xây dựng",
    "26/10/2026 Đã trả lời Sở Xây dựng",
    "04/11/2026 Trả lời được đánh giá: chưa thỏa đáng cử tri",
    "04/11/2026 Mở lại để giải quyết tiếp",
    "16/11/2026 Đã trả lời Sở Xây dựng",
    "20/11/2026 Trả lời được đánh giá: thỏa đáng cử tri",
    "11/01/2027 Đã giải quyết xong",
]
"""What the voter reads at the end; the petition is finished, so nothing is awaited."""
BATCH = "Kiến nghị trước kỳ họp cuối năm 2026"
LEDGER = [
    # (what, who, due, status, closed), in the order of the due days
    (f"Cho ý kiến về đợt tổng hợp: {BATCH}", "MTTQ tỉnh", day(12, 10), "done", day(6, 10)),
    (f"Nhận hoặc từ chối kiến nghị: {ROAD}", "Sở Y tế", day(16, 10), "done", day(13, 10)),
    (f"Nhận hoặc từ chối kiến nghị: {STOCK}", "Sở Y tế", day(16, 10), "open", None),
    (f"Nhận hoặc từ chối kiến nghị: {ROAD}", "Sở Xây dựng", day(21, 10), "done", day(16, 10)),
    (f"Trả lời kiến nghị: {ROAD}", "Sở Y tế", day(30, 10), "waived", day(13, 10)),
    (f"Trả lời kiến nghị: {STOCK}", "Sở Y tế", day(30, 10), "open", None),
    (f"Trả lời kiến nghị: {ROAD}", "Sở Xây dựng", day(6, 11), "done", day(26, 10)),
    (f"Làm rõ trả lời: {ROAD}", "Sở Xây dựng", day(20, 11), "done", day(16, 11)),
    (f"Thực hiện lời hẹn: {ROAD}", "Sở Xây dựng", day(31, 3, 2027), "done", day(11, 1, 2027)),
]


def then_the_register_agrees(story) -> None:
    petition = story.petition
    petition.refresh_from_db()
    facts = (petition.status, petition.result, petition.answered_on, petition.resolved_on, petition.finished_on)
    assert facts == ("finished", "resolved", day(26, 10), day(11, 1, 2027), day(11, 1, 2027))
    assert list(petition.referrals.values_list("to__name", "sent_on", "accepted_on", "refused_on", "refusal")) == [
        ("Sở Y tế", day(9, 10), None, day(13, 10), NOT_OURS),
        ("Sở Xây dựng", day(14, 10), day(16, 10), None, ""),
    ]
    assert list(petition.replies.values_list("number", "sent_on", "result", "text", "told_on")) == [
        ("210/SXD-KT", day(26, 10), "explained", VAGUE, day(30, 10)),
        ("245/SXD-KT", day(16, 11), "planned", CLEAR, day(20, 11)),
    ]
    assert list(petition.verdicts.values_list("judgement", "on", "by_voters", "text")) == [
        ("unsatisfied", day(4, 11), True, OFF_THE_POINT),
        ("satisfied", day(20, 11), True, ""),
    ]
    assert list(petition.result_changes.values_list("step", "on", "result")) == [
        ("accept", day(16, 10), "in_progress"),
        ("reply", day(26, 10), "explained"),
        ("reopen", day(4, 11), "in_progress"),
        ("reply", day(16, 11), "planned"),
        ("resolve", day(11, 1, 2027), "resolved"),
        ("finish", day(11, 1, 2027), "resolved"),
    ]
    rule = (story.rule.field, story.rule.place, story.rule.body, story.rule.ground)
    ground = f"Sở Y tế từ chối {petition.code} ngày 13/10/2026"
    assert rule == ("giao_thong", story.cast.commune, story.cast.roads, ground)
    story.other.refresh_from_db()
    assert (story.other.status, story.other.competent_body) == ("forwarded", story.cast.department)
    opinions = story.batch.opinions.order_by("pk").values_list("agrees", "is_past")
    assert list(opinions) == [(False, True), (True, False)]
    assert Publication.objects.values_list("status", "content", "answer", "show_voter").get() == (
        "published",
        ROAD,
        CLEAR,
        False,
    )


def then_the_ledger_agrees() -> None:
    rows = Obligation.objects.values_list("title", "owner__name", "due_on", "status", "closed_on")
    assert sorted(rows, key=lambda row: (row[2], row[0], row[1])) == sorted(
        LEDGER, key=lambda row: (row[2], row[0], row[1])
    )


def test_a_petition_from_the_hall_to_its_end(journey, clock, council):
    story = PetitionStory(journey=journey, clock=clock, cast=council)
    the_office_opens_the_public_room(story)
    a_meeting_is_noted_and_held(story)
    the_voter_gets_a_slip(story)
    both_are_classified_and_put_together(story)
    the_front_objects_is_answered_and_agrees(story)
    the_batch_is_sent(story)
    the_receiving_body_refuses(story)
    another_body_is_proposed(story)
    the_refusal_teaches_a_rule(story)
    the_right_body_accepts_and_answers(story)
    meeting = voters_are_told(story, day(30, 10))
    the_answer_is_published(story)
    the_voters_find_it_off_the_point(story, meeting)
    it_is_answered_again_and_done(story)
    the_public_version_follows(story)
    then_the_register_agrees(story)
    then_the_ledger_agrees()
