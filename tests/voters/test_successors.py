"""Open petitions of ended bodies and places go on to their successors; figures then and now."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.audit.models import Event
from coordination.deadlines.models import Obligation
from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from coordination.records.errors import Forbidden, NotNow
from tests.people.factories import BodyFactory, LineageFactory, LocalityFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_drafting import assigned_to
from voters import actions
from voters.models import Petition
from voters.queries import routing
from voters.queries.succession import Heirs, succession

D = date
TODAY = D(2026, 10, 1)
ENDED = D(2026, 8, 31)
LIST = reverse("voters:ended-list")
BULK = reverse("voters:ended-bulk", args=["ke-thua"])
THEN = reverse("voters:then-and-now")


def text_of(response) -> str:
    """The page as one line."""
    return " ".join(response.content.decode().split())


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.fixture
def works(cast):
    return BodyFactory(locality=cast.locality, code="so-xd", name="Sở Xây dựng", parent=cast.committee)


@pytest.fixture
def old(cast, works):
    """A department that still exists while petitions go to it; `end` closes it."""
    return BodyFactory(locality=cast.locality, code="so-gt", name="Sở Giao thông", parent=cast.committee)


def end(body, successor=None, on=ENDED):
    body.valid_to, body.successor = on, successor
    body.save()


def sent(cast, old, status="forwarded", **fields) -> Petition:
    return brought_to(petition_of(cast.locality, **fields), status, old)


def fresh(petition) -> Petition:
    return Petition.objects.get(pk=petition.pk)


# --- Who takes over --------------------------------------------------------------------------------------------------


def test_successors_are_followed_to_the_end(cast, old, works):
    later = BodyFactory(locality=cast.locality, name="Sở mới")
    end(old, works)
    end(works, later)
    assert Heirs(TODAY).of(old) == later
    assert Heirs(D(2026, 8, 31)).of(old) == old


def test_a_loop_of_successors_ends(old, works):
    end(old, works)
    end(works, old)
    assert Heirs(TODAY).of(old) is None


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        ([("ubnd", BodyKind.COMMITTEE)], "ubnd"),
        ([("uy-ban", BodyKind.COMMITTEE)], "uy-ban"),
        ([("uy-ban", BodyKind.COMMITTEE), ("ubnd", BodyKind.COMMITTEE)], "ubnd"),
        ([("mot", BodyKind.COMMITTEE), ("hai", BodyKind.COMMITTEE)], None),
        ([("ubnd", BodyKind.COUNCIL)], None),
    ],
)
def test_a_body_of_an_ended_place_has_its_counterpart(cast, kinds, found):
    district = LocalityFactory(level="district", valid_to=D(2025, 6, 30))
    place = LocalityFactory(commune=True)
    LineageFactory(predecessor=district, successor=place)
    body = BodyFactory(locality=district, code="ubnd", kind=BodyKind.COMMITTEE)
    for code, kind in kinds:
        BodyFactory(locality=place, code=code, kind=kind)
    heir = Heirs(TODAY).of(body)
    assert (heir.code if heir else None) == found


def test_a_place_that_was_split_or_left_the_program_has_no_successor(cast):
    split, gone = (LocalityFactory(valid_to=D(2025, 6, 30)) for _ in range(2))
    LineageFactory(predecessor=split, successor=LocalityFactory(full_name="Xã Đông"))
    LineageFactory(predecessor=split, successor=LocalityFactory(full_name="Xã Tây"))
    LineageFactory(predecessor=gone, successor=None, successor_name="Tỉnh Phú Xa")
    heirs = Heirs(TODAY)
    assert (heirs.of_place(split), heirs.of_place(gone)) == (None, None)
    reasons = [succession(petition_of(cast.locality, place=place), heirs).why_not for place in (split, gone)]
    assert reasons == [
        f"{split} chia về Xã Đông, Xã Tây: sửa địa bàn của kiến nghị.",
        f"Chưa có trong hệ thống đơn vị kế thừa {gone}.",
    ]


# --- Taking over -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["forwarded", "in_progress", "reopened"])
def test_a_petition_goes_to_the_successor_with_what_is_owed(cast, old, works, status):
    petition = sent(cast, old, status, due_on=D(2026, 12, 1))
    owed = list(Obligation.objects.about(petition).filter(closed_on=None).values_list("title", "due_on"))
    before = (petition.status, petition.result, petition.due_on)
    end(old, works)
    actions.succeed(fresh(petition), by=cast.lan, note="Biên bản bàn giao 5/BB")
    petition = fresh(petition)
    assert (petition.status, petition.result, petition.due_on) == before
    assert petition.competent_body == works
    first, second = petition.referrals.order_by("pk")
    assert (second.to, second.continues, second.sent_on, second.number) == (works, first, TODAY, first.number)
    assert (second.accepted_on, second.state) == (None, ("none", "Chờ nhận"))
    duties = Obligation.objects.about(petition).filter(closed_on=None)
    assert [(row.title, row.due_on) for row in duties] == owed
    assert {row.owner for row in duties} == ({works} if owed else set())
    note = Event.objects.about(petition).order_by("-pk").first().note
    assert note == "Kế thừa: Sở Giao thông → Sở Xây dựng. Biên bản bàn giao 5/BB"


def test_the_successor_sees_it_and_answers_and_the_duty_ends(client, cast, old, works):
    petition = sent(cast, old, "in_progress", due_on=D(2026, 12, 1))
    officer = cast.acting_as(works, "department_officer", "Phan Thị Mới")
    end(old, works)
    assert not Petition.objects.visible_to(officer).exists()
    actions.succeed(fresh(petition), by=cast.lan)
    assert list(Petition.objects.visible_to(officer)) == [petition]
    duty = Obligation.objects.about(petition).get(closed_on=None)
    client.force_login(officer)
    assert "thì việc này tự xong" in text_of(client.get(duty.get_absolute_url()))
    actions.reply(fresh(petition), by=LOADER, result="explained", text="Đã xem xét.", sent_on=D(2026, 10, 1))
    duty.refresh_from_db()
    assert duty.closed_on == TODAY


def test_a_successor_takes_on_what_it_inherited_and_does_not_refuse_it(client, cast, old, works):
    petition = sent(cast, old, "in_progress", due_on=D(2026, 12, 1))
    officer = cast.acting_as(works, "department_officer", "Phan Thị Mới")
    end(old, works)
    actions.succeed(fresh(petition), by=cast.lan)
    heir = petition.referrals.get(to=works)
    client.force_login(officer)
    page = text_of(client.get(petition.get_absolute_url()))
    assert ("Nhận việc kế thừa" in page, "Từ chối việc được giao" in page, "1 lần chuyển" in page) == (
        True,
        False,
        True,
    )
    with pytest.raises(NotNow):
        actions.refuse_assigned(heir, by=officer, reason="Không phải việc của Sở.")
    accept = reverse("voters:referral-move", args=[heir.pk, "accept"])
    assert client.post(accept, {"on": "01/10/2026"}).status_code == 302
    heir.refresh_from_db()
    assert (heir.accepted_on, fresh(petition).status) == (TODAY, "in_progress")
    assert "Nhận việc kế thừa" not in text_of(client.get(petition.get_absolute_url()))
    assert Event.objects.about(petition).filter(note="Sở Xây dựng nhận việc kế thừa.").exists()


def test_a_new_petition_only_changes_the_proposed_body(cast, old, works):
    petition = petition_of(cast.locality, competent_body=old)
    end(old, works)
    actions.succeed(fresh(petition), by=cast.lan)
    assert (fresh(petition).competent_body, petition.referrals.count()) == (works, 0)


def test_an_ended_place_is_exchanged_for_its_successor(cast):
    commune = LocalityFactory(commune=True, parent=cast.locality, full_name="Xã Cũ")
    petition = petition_of(cast.locality, place=commune)
    commune.valid_to = D(2026, 8, 31)
    commune.save()
    LineageFactory(predecessor=commune, successor=cast.commune)
    actions.succeed(fresh(petition), by=cast.lan)
    petition = fresh(petition)
    assert (petition.place, petition.constituency) == (cast.commune, cast.constituency)


def test_what_does_not_go(cast, old, works):
    living, done, stuck = sent(cast, works), sent(cast, old, "finished"), sent(cast, old)
    end(old)
    for petition, words in (
        (living, "không nằm ở cơ quan"),
        (done, "không nằm ở cơ quan"),
        (stuck, "Chưa biết cơ quan nào kế thừa Sở Giao thông"),
    ):
        with pytest.raises(NotNow, match=words):
            actions.succeed(fresh(petition), by=cast.lan)
    old.successor = works
    old.save()
    for user in (cast.hoa, cast.ubnd, cast.stranger):
        with pytest.raises(Forbidden):
            actions.succeed(fresh(stuck), by=user)
    assert fresh(stuck).competent_body == old


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_the_list_names_the_successor_and_many_go_at_once(clerk, cast, old, works):
    there = [sent(cast, old, title=f"Việc {number}") for number in range(2)]
    sent(cast, works, title="Ở cơ quan còn")
    sent(cast, old, "finished", title="Đã xong")
    end(old, works)
    page = clerk.get(LIST)
    assert sorted(row.record.title for row in page.context["page"].object_list) == ["Việc 0", "Việc 1"]
    assert "Sở Giao thông → Sở Xây dựng" in text_of(page)
    assert [button.url for button in page.context["picks"].buttons] == [BULK]
    chosen = "&".join(f"chon={petition.pk}" for petition in there)
    shown = text_of(clerk.get(f"{BULK}?{chosen}"))
    assert shown.count("Sở Giao thông → Sở Xây dựng") == 2
    assert [fresh(petition).competent_body for petition in there] == [old, old]
    wrong = clerk.post(BULK, {"chon": [petition.pk for petition in there], "on": "31/02/2026"})
    assert (wrong.status_code, "Tháng 2" in text_of(wrong)) == (422, True)
    answer = clerk.post(BULK, {"chon": [petition.pk for petition in there], "on": "01/10/2026"})
    assert (answer.status_code, answer.url) == (302, LIST)
    assert [fresh(petition).competent_body for petition in there] == [works, works]
    assert len(clerk.get(LIST).context["page"].object_list) == 0


def test_a_day_to_come_is_refused_in_words(clerk, cast, old, works):
    petition = sent(cast, old)
    end(old, works)
    page = clerk.post(BULK, {"chon": petition.pk, "on": "02/10/2026"}, follow=True)
    assert ("ngày này chưa tới" in text_of(page).lower(), fresh(petition).competent_body) == (True, old)


def test_what_cannot_go_is_left_with_its_reason(clerk, cast, old):
    petition = sent(cast, old)
    end(old)
    page = text_of(clerk.get(f"{BULK}?chon={petition.pk}"))
    assert "Chưa biết cơ quan nào kế thừa Sở Giao thông" in page


def test_one_petition_has_the_button(client, cast, old, works):
    petition = sent(cast, old)
    client.force_login(cast.lan)
    assert "Chuyển cho cơ quan kế thừa" not in text_of(client.get(petition.get_absolute_url()))
    end(old, works)
    assert "Chuyển cho cơ quan kế thừa" in text_of(client.get(petition.get_absolute_url()))
    client.force_login(cast.hoa)
    assert "Chuyển cho cơ quan kế thừa" not in text_of(client.get(petition.get_absolute_url()))


def test_registers_of_ended_localities_are_shown_and_stay_shut(clerk, cast):
    petition = petition_of(cast.ended, competent_body=cast.ended_council)
    page = clerk.get(LIST)
    assert [row.record for row in page.context["page"].object_list] == [petition]
    assert f"Sổ của {cast.ended} đã khép" in text_of(page)
    clerk.post(BULK, {"chon": petition.pk, "on": "01/10/2026"})
    assert fresh(petition).competent_body == cast.ended_council


@pytest.mark.parametrize("name", ["hoa", "ubnd", "minh", "dai_bieu", "stranger"])
def test_only_the_office_passes_petitions_on(client, cast, old, works, name):
    """An office elsewhere may do such a thing, but does not see these petitions: it is told nothing of them."""
    petition = sent(cast, old)
    end(old, works)
    client.force_login(getattr(cast, name))
    assert client.get(LIST).context["picks"] is None
    assert client.post(BULK, {"chon": petition.pk, "on": "01/10/2026"}).status_code == (
        302 if name == "stranger" else 403
    )
    assert fresh(petition).competent_body == old


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(clerk, cast, works, item_count, django_assert_num_queries):
    for _ in range(item_count):
        body = BodyFactory(locality=cast.locality)
        sent(cast, body)
        end(body, works)
    clerk.get(LIST)
    with django_assert_num_queries(16):
        response = clerk.get(LIST)
    assert len(response.context["page"].object_list) == item_count


# --- Then and now ----------------------------------------------------------------------------------------------------


def test_then_and_now_add_up_to_the_same(cast, old, works):
    for _ in range(2):
        sent(cast, old)
    moved = sent(cast, old)
    sent(cast, works)
    petition_of(cast.locality)
    petition_of(cast.locality, competent_body=works)
    petition_of(cast.locality, received_on=D(2026, 9, 1), due_on=None, competent_body=works)
    end(old, works)
    actions.succeed(fresh(moved), by=LOADER, on=D(2026, 9, 15))
    rows = routing.then_and_now(Petition.objects.all(), Period(D(2026, 5, 1), D(2026, 8, 31)), TODAY)
    assert [(str(row.body), row.then, row.now, row.heir) for row in rows] == [
        ("Sở Giao thông", 3, 0, works),
        ("Sở Xây dựng", 2, 5, None),
        ("None", 1, 1, None),
    ]


def test_an_ended_body_without_successor_keeps_its_petitions(cast, old):
    sent(cast, old)
    end(old)
    rows = routing.then_and_now(Petition.objects.all(), Period(None, None), TODAY)
    assert [(row.body, row.then, row.now, row.heir) for row in rows] == [(old, 1, 1, None)]


def test_the_page_of_then_and_now(clerk, cast, old, works):
    sent(cast, old)
    sent(cast, works)
    end(old, works)
    page = clerk.get(f"{THEN}?tu=01/05/2026&den=31/08/2026")
    assert (page.context["total"], page.context["total_now"]) == (2, 2)
    assert "đã kết thúc, nay là Sở Xây dựng" in text_of(page)
    part = text_of(clerk.get(THEN, headers={"HX-Request": "true", "HX-Target": "ket-qua"}))
    assert ("<html" in part, 'id="ket-qua"' in part) == (False, True)
    assert clerk.get(f"{THEN}?tu=31/02/2026").status_code == 400
    assert "Ngày đầu kỳ" in text_of(clerk.get(f"{THEN}?tu=02/05/2026&den=01/05/2026"))


@pytest.mark.parametrize("body_count", [1, 3])
def test_then_and_now_asks_the_same_number_of_queries(clerk, cast, works, body_count, django_assert_num_queries):
    for _ in range(body_count):
        body = BodyFactory(locality=cast.locality)
        sent(cast, body)
        end(body, works)
    clerk.get(THEN)
    with django_assert_num_queries(15):
        response = clerk.get(THEN)
    assert response.context["total"] == body_count


def test_then_and_now_counts_what_the_reader_sees(client, cast, old):
    sent(cast, old)
    client.force_login(cast.stranger)
    assert client.get(THEN).context["total"] == 0
    client.force_login(cast.admin)
    assert client.get(THEN).status_code == 403


# --- A body that the committee gave it to ----------------------------------------------------------------------------


def test_what_a_committee_gave_to_an_ended_body_goes_to_its_successor(clerk, cast, old, works):
    petition = petition_of(cast.locality, title="Giao tiếp", due_on=D(2026, 12, 1))
    inner = assigned_to(petition, cast, old, due_on=D(2026, 11, 1))
    assert len(clerk.get(LIST).context["page"].object_list) == 0
    end(old, works)
    page = clerk.get(LIST)
    assert [row.record for row in page.context["page"].object_list] == [petition]
    assert ("Sở Giao thông → Sở Xây dựng" in text_of(page), "UBND tỉnh →" in text_of(page)) == (True, False)
    assert "Chuyển cho cơ quan kế thừa" in text_of(clerk.get(petition.get_absolute_url()))
    clerk.post(BULK, {"chon": petition.pk, "on": "01/10/2026"})
    heir = petition.referrals.get(continues=inner)
    assert (heir.to, heir.under, heir.accepted_on, heir.due_on) == (works, inner.under, None, D(2026, 11, 1))
    owed = {(row.owner, row.due_on) for row in Obligation.objects.about(petition).filter(closed_on=None)}
    assert (owed, fresh(petition).competent_body) == (
        {(works, D(2026, 11, 1)), (cast.committee, D(2026, 12, 1))},
        cast.committee,
    )
    assert len(clerk.get(LIST).context["page"].object_list) == 0


def test_what_an_ended_body_refused_or_gave_back_is_not_its_own(cast, old, works):
    for act in (
        lambda row: actions.refuse_assigned(row, by=LOADER, reason="Không phải.", on=D(2026, 5, 26)),
        lambda row: actions.recall_assigned(row, by=LOADER, reason="Giao nhầm.", on=D(2026, 5, 26)),
    ):
        act(assigned_to(petition_of(cast.locality), cast, old, accepted=False))
    end(old, works)
    assert list(routing.of_ended(Petition.objects.all(), TODAY)) == []


def test_the_bulk_page_asks_the_same_for_many_that_were_given_on(clerk, cast, works):
    counts = []
    for number in (1, 3):
        rows = []
        for _ in range(number):
            body = BodyFactory(locality=cast.locality, parent=cast.committee)
            rows.append(petition_of(cast.locality))
            assigned_to(rows[-1], cast, body)
            end(body, works)
        query = "&".join(f"chon={row.pk}" for row in rows)
        with CaptureQueriesContext(connection) as asked:
            clerk.get(f"{BULK}?{query}")
        counts.append(len(asked))
    assert counts[0] == counts[1]
