"""A committee gives a petition on to a body that leads and others that support: taken, refused, answered."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.audit.models import Event
from coordination.deadlines import closing
from coordination.deadlines.queries import about, open_about
from coordination.notices.models import Notice
from coordination.people.choices import BodyKind
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow import history
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, ReferralFactory, brought_to, petition_of
from tests.voters.factories_drafting import assigned_to, department_of
from voters import actions, queries
from voters.choices import Result
from voters.models import Petition, Referral

D = date


@pytest.fixture
def petition(cast):
    return petition_of(cast.locality, place=cast.commune, due_on=D(2026, 11, 18))


@pytest.fixture
def other(cast):
    return department_of(cast)


def duties(petition):
    return [(row.owner.short_name, row.beneficiary.short_name, row.due_on, row.status) for row in about(petition)]


class TestAssigning:
    def test_the_outer_referral_stays_the_committees_and_the_inner_has_its_own_day(self, cast, petition, other):
        brought_to(petition, "in_progress", cast.committee)
        actions.assign(
            petition,
            by=cast.ubnd,
            to=cast.department,
            supporting=[other],
            due_on=D(2026, 11, 1),
            answer_by=D(2026, 10, 5),
            number="31/UBND-VP",
        )
        outer, inner = petition.referrals.all()
        assert (outer.to, outer.refused_on, inner.under, inner.to, inner.due_on) == (
            cast.committee,
            None,
            outer,
            cast.department,
            D(2026, 11, 1),
        )
        assert (petition.status, petition.competent_body) == ("in_progress", cast.committee)
        assert sorted(duties(petition), key=lambda row: row[2]) == [
            (cast.department.short_name, cast.committee.short_name, D(2026, 10, 5), "open"),
            (cast.department.short_name, cast.committee.short_name, D(2026, 11, 1), "open"),
            (cast.committee.short_name, cast.standing.short_name, D(2026, 11, 18), "open"),
        ]
        assert queries.open_referral(petition) == outer
        assert inner.duty.basis == "Phiếu giao 31/UBND-VP ngày 01/10/2026"

    def test_who_it_is_assigned_to_sees_it(self, cast, petition, other):
        officer = cast.acting_as(other, "department_officer")
        brought_to(petition, "in_progress", cast.committee)
        before = [Petition.objects.visible_to(user).count() for user in (cast.minh, officer)]
        actions.assign(petition, by=cast.ubnd, to=cast.department, supporting=[other])
        after = [Petition.objects.visible_to(user).count() for user in (cast.minh, officer)]
        assert (before, after) == ([0, 0], [1, 1])

    def test_a_later_day_is_kept_and_pointed_out(self, client, cast, petition):
        brought_to(petition, "in_progress", cast.committee)
        actions.assign(petition, by=cast.ubnd, to=cast.department, due_on=D(2026, 12, 1))
        inner = petition.referrals.get(under__isnull=False)
        assert inner.is_beyond
        client.force_login(cast.ubnd)
        page = client.get(petition.get_absolute_url())
        assert "sau hạn trả lời chung" in page.content.decode()
        assert history.of(petition, cast.ubnd)[0].note == (
            f"Giao {cast.department} chủ trì. Hạn giao sau hạn trả lời chung (18/11/2026)."
        )

    @pytest.mark.parametrize("user", ["lan", "minh", "hoa", "xa", "stranger"])
    def test_only_the_committees_office_assigns(self, cast, petition, user):
        brought_to(petition, "in_progress", cast.committee)
        with pytest.raises(Forbidden):
            actions.assign(petition, by=getattr(cast, user), to=cast.department)
        assert petition.referrals.count() == 1

    def test_a_department_does_not_assign_on(self, cast, petition, other):
        brought_to(petition, "in_progress", cast.department)
        with pytest.raises(Forbidden):
            actions.assign(petition, by=cast.minh, to=other)

    def test_first_it_is_accepted_and_one_leads_at_a_time(self, client, cast, petition, other):
        brought_to(petition, "forwarded", cast.committee)
        with pytest.raises(NotNow):
            actions.assign(petition, by=cast.ubnd, to=cast.department)
        actions.accept(petition, by=cast.ubnd)
        actions.assign(petition, by=cast.ubnd, to=cast.department)
        with pytest.raises(NotNow) as refusal:
            actions.assign(petition, by=cast.ubnd, to=other)
        assert refusal.value.message == f"Đang giao {cast.department}; thu hồi trước khi giao nơi khác."

    @pytest.mark.parametrize(("who", "field"), [("committee", "to"), ("board", "to"), ("front", "to")])
    def test_it_gives_work_to_its_own_side_only(self, cast, petition, who, field):
        brought_to(petition, "in_progress", cast.committee)
        with pytest.raises(ValidationError) as error:
            actions.assign(petition, by=cast.ubnd, to=getattr(cast, who))
        assert list(error.value.message_dict) == [field]

    def test_the_lead_does_not_support_itself(self, cast, petition):
        brought_to(petition, "in_progress", cast.committee)
        with pytest.raises(ValidationError) as error:
            actions.assign(petition, by=cast.ubnd, to=cast.department, supporting=[cast.department])
        assert error.value.message_dict == {"supporting": [f"{cast.department} đã là cơ quan chủ trì."]}

    def test_a_body_that_has_ended_is_refused_with_its_heir(self, cast, petition, other):
        gone = BodyFactory(
            locality=cast.locality,
            short_name="Sở TNMT",
            valid_to=D(2025, 6, 30),
            successor=other,
            parent=cast.committee,
        )
        brought_to(petition, "in_progress", cast.committee)
        with pytest.raises(ValidationError) as error:
            actions.assign(petition, by=cast.ubnd, to=gone)
        assert error.value.message_dict == {
            "to": ["Sở TNMT đã kết thúc ngày 30/06/2025. Cơ quan kế thừa: Sở Xây dựng."]
        }

    def test_nor_does_one_that_has_ended_support(self, cast, petition, other):
        gone = BodyFactory(locality=cast.locality, short_name="Sở TNMT", valid_to=D(2025, 6, 30), successor=other)
        for act, to in ((actions.forward, cast.committee), (actions.assign, cast.department)):
            with pytest.raises(ValidationError) as error:
                act(petition, by=LOADER, to=to, supporting=[gone])
            assert list(error.value.message_dict) == ["supporting"]
            if petition.status == "new":
                brought_to(petition, "in_progress", cast.committee)

    def test_a_reopened_petition_is_assigned_again(self, cast, petition):
        brought_to(petition, "reopened", cast.committee)
        actions.assign(petition, by=cast.ubnd, to=cast.department)
        assert (petition.status, petition.referrals.count()) == ("reopened", 2)


class TestTheAssigned:
    def test_accepts_and_answers_in_its_own_name(self, cast, petition):
        inner = assigned_to(petition, cast, cast.department, accepted=False, answer_by=D(2026, 6, 1))
        with pytest.raises((Forbidden, ValidationError)):
            actions.reply(petition, by=cast.chief, result=Result.EXPLAINED, text="Giải trình.")
        actions.accept_assigned(inner, by=cast.minh, on=D(2026, 5, 26))
        actions.reply(petition, by=cast.chief, result=Result.EXPLAINED, text="Giải trình.")
        assert (petition.status, petition.replies.get().body) == ("answered", cast.department)
        assert open_about(petition).count() == 0
        assert inner.answer_duty.closed_on == D(2026, 5, 26)

    def test_does_not_answer_in_the_committees_name(self, cast, petition):
        assigned_to(petition, cast, cast.department)
        with pytest.raises(ValidationError) as error:
            actions.reply(petition, by=cast.chief, result=Result.EXPLAINED, text="Giải trình.", body=cast.committee)
        assert list(error.value.message_dict) == ["body"]

    def test_the_committee_still_may_answer_itself(self, cast, petition):
        assigned_to(petition, cast, cast.department)
        leader = cast.acting_as(cast.committee, "committee_leader")
        actions.reply(petition, by=leader, result=Result.EXPLAINED, text="Giải trình.")
        assert petition.replies.get().body == cast.committee

    def test_a_refusal_goes_back_to_the_committee_not_to_the_council(self, cast, petition):
        inner = assigned_to(petition, cast, cast.department, accepted=False, answer_by=D(2026, 6, 1))
        actions.refuse_assigned(inner, by=cast.minh, reason="Thuộc Sở Xây dựng.", on=D(2026, 5, 28))
        petition.refresh_from_db()
        inner.refresh_from_db()
        assert (petition.status, petition.competent_body) == ("in_progress", cast.committee)
        assert (inner.refused_on, inner.refusal) == (D(2026, 5, 28), "Thuộc Sở Xây dựng.")
        assert [(row.owner, row.status) for row in open_about(petition)] == [(cast.committee, "open")]
        assert set(Notice.objects.filter(text__contains="từ chối").values_list("recipient", flat=True)) == {
            cast.ubnd.pk
        }
        note = Event.objects.about(petition).order_by("-id").first().note
        assert note == f"{cast.department} từ chối việc được giao: Thuộc Sở Xây dựng."
        assert queries.bounced(Petition.objects.all(), D(2026, 10, 1)).count() == 1
        assert list(queries.assigned(petition)) == []

    def test_is_taken_back_without_counting_as_refused(self, cast, petition, other):
        inner = assigned_to(petition, cast, cast.department)
        with pytest.raises(Forbidden):
            actions.recall_assigned(inner, by=cast.minh, reason="Tự thôi.")
        actions.recall_assigned(inner, by=cast.ubnd, reason="Giao nhầm.")
        bounced = queries.bounced(Petition.objects.all(), D(2026, 10, 1)).count()
        assert (bounced, inner.state) == (0, ("pause", "Đã thu hồi"))
        with pytest.raises((Forbidden, ValidationError)):
            actions.reply(petition, by=cast.chief, result=Result.EXPLAINED, text="Giải trình.")
        actions.assign(petition, by=cast.ubnd, to=other)
        assert [row.to for row in queries.assigned(petition)] == [other]

    @pytest.mark.parametrize("user", ["lan", "hoa", "xa", "stranger", "dai_bieu"])
    def test_nobody_else_settles_for_it(self, cast, petition, user):
        inner = assigned_to(petition, cast, cast.department, accepted=False)
        for act in (
            lambda by: actions.accept_assigned(inner, by=by),
            lambda by: actions.refuse_assigned(inner, by=by, reason="Không."),
            lambda by: actions.recall_assigned(inner, by=by, reason="Không."),
        ):
            with pytest.raises(Forbidden):
                act(getattr(cast, user))
        inner.refresh_from_db()
        assert (inner.accepted_on, inner.refused_on, inner.recalled_on) == (None, None, None)

    def test_is_settled_once(self, cast, petition):
        inner = assigned_to(petition, cast, cast.department)
        for act in (
            lambda: actions.accept_assigned(inner, by=cast.minh),
            lambda: actions.refuse_assigned(inner, by=cast.minh, reason="Không."),
        ):
            with pytest.raises(NotNow) as refusal:
                act()
            assert refusal.value.message == "Việc này đã được nhận."

    def test_another_due_day_of_the_petition_leaves_its_own(self, cast, petition):
        inner = assigned_to(
            petition, cast, cast.department, accepted=False, due_on=D(2026, 11, 1), answer_by=D(2026, 6, 1)
        )
        petition.refresh_from_db()
        petition.due_on = D(2026, 12, 20)
        actions.edit_petition(petition, by=cast.lan)
        days = {row.pk: row.due_on for row in about(petition)}
        assert (days.pop(inner.duty_id), days.pop(inner.answer_duty_id), *days.values()) == (
            D(2026, 11, 1),
            D(2026, 6, 1),
            D(2026, 12, 20),
        )


class TestAcceptInTime:
    def test_accepting_and_refusing_close_the_duty(self, cast):
        ends = []
        for act in ("accept", "refuse"):
            petition = petition_of(cast.locality, due_on=D(2026, 11, 18))
            actions.forward(
                petition,
                by=LOADER,
                to=cast.department,
                on=D(2026, 9, 1),
                answer_by=D(2026, 9, 10),
                due_on=D(2026, 11, 18),
            )
            said = {"reason": "Thuộc Sở Xây dựng."} if act == "refuse" else {}
            getattr(actions, act)(petition, by=cast.minh, on=D(2026, 9, 12), **said)
            referral = petition.referrals.get()
            duty = referral.answer_duty
            ends.append((duty.status, duty.closed_on, duty.late_body, duty.evidence))
        assert ends == [
            ("done", D(2026, 9, 12), cast.department, "Nhận giải quyết ngày 12/09/2026."),
            ("done", D(2026, 9, 12), cast.department, "Từ chối ngày 12/09/2026: Thuộc Sở Xây dựng."),
        ]

    def test_overdue_is_seen(self, client, cast, petition):
        actions.forward(petition, by=LOADER, to=cast.department, on=D(2026, 9, 1), answer_by=D(2026, 9, 10))
        referral = petition.referrals.get()
        assert referral.state == ("late", "Quá hạn nhận")
        client.force_login(cast.lan)
        page = client.get(petition.get_absolute_url()).content.decode()
        assert "Quá hạn nhận" in page
        assert "10/09/2026" in page

    def test_without_a_day_nothing_is_owed(self, cast, petition):
        actions.forward(petition, by=LOADER, to=cast.department, on=D(2026, 9, 1))
        assert petition.referrals.get().answer_duty is None

    def test_it_is_not_closed_by_hand(self, cast, petition):
        actions.forward(petition, by=LOADER, to=cast.department, on=D(2026, 9, 1), answer_by=D(2026, 10, 10))
        duty = petition.referrals.get().answer_duty
        assert closing.why_not_close(duty) == "Nhận hoặc từ chối ở hồ sơ kiến nghị thì việc này tự xong."

    def test_the_day_lies_after_the_forwarding(self, client, cast, petition):
        client.force_login(cast.lan)
        url = reverse("voters:petition-move", args=[petition.pk, "forward"])
        data = {"to": cast.department.pk, "due_on": "18/11/2026", "answer_by": "01/09/2026", "on": "01/10/2026"}
        answer = client.post(url, data)
        assert answer.status_code == 422
        assert answer.context["form"].errors["answer_by"] == ["Hạn nhận hoặc từ chối phải từ ngày chuyển trở đi."]
        answer = client.post(url, data | {"answer_by": "20/11/2026"})
        assert answer.context["form"].errors["answer_by"] == ["Hạn nhận hoặc từ chối phải trước hạn trả lời."]


class TestContributions:
    def test_a_supporting_body_hands_in_what_all_see(self, client, cast, petition, other):
        officer = cast.acting_as(other, "department_officer")
        inner = assigned_to(petition, cast, cast.department, supporting=[other])
        client.force_login(officer)
        url = reverse("voters:referral-move", args=[inner.pk, "contribute"])
        assert url in [button.url for button in client.get(petition.get_absolute_url()).context["buttons"]]
        assert client.get(url).context["form"].fields["body"].initial == other.pk
        answer = client.post(url, {"body": other.pk, "text": "Đường do Sở quản lý.", "on": "28/05/2026"})
        assert (answer.status_code, answer.url) == (302, petition.get_absolute_url())
        row = petition.contributions.get()
        assert (row.body, row.referral, row.on) == (other, inner, D(2026, 5, 28))
        client.force_login(cast.minh)
        assert "Đường do Sở quản lý." in client.get(petition.get_absolute_url()).content.decode()
        assert client.get(row.get_absolute_url()).status_code == 200
        client.force_login(cast.stranger)
        assert client.get(row.get_absolute_url()).status_code == 404

    @pytest.mark.parametrize("user", ["minh", "lan", "hoa"])
    def test_only_who_supports(self, cast, petition, other, user):
        inner = assigned_to(petition, cast, cast.department, supporting=[other])
        with pytest.raises(Forbidden):
            actions.contribute(inner, by=getattr(cast, user), body=other, text="Ý kiến.")
        with pytest.raises(ValidationError):
            actions.contribute(inner, by=cast.ubnd, body=cast.department, text="Ý kiến.")
        assert petition.contributions.count() == 0

    def test_not_after_the_answer(self, cast, petition, other):
        inner = assigned_to(petition, cast, cast.department, supporting=[other])
        actions.reply(petition, by=LOADER, result=Result.EXPLAINED, text="Giải trình.", sent_on=D(2026, 6, 1))
        inner.petition.refresh_from_db()
        with pytest.raises(NotNow):
            actions.contribute(inner, by=cast.ubnd, body=other, text="Ý kiến.")


class TestPages:
    def test_the_whole_way(self, client, cast, petition):
        brought_to(petition, "in_progress", cast.committee)
        client.force_login(cast.ubnd)
        url = reverse("voters:petition-move", args=[petition.pk, "assign"])
        form = client.get(url).context["form"]
        assert form.fields["due_on"].initial == D(2026, 11, 18)
        answer = client.post(url, {"to": cast.department.pk, "due_on": "01/11/2026", "on": "01/10/2026"})
        assert answer.status_code == 302
        inner = Referral.objects.get(under__isnull=False)
        client.force_login(cast.minh)
        buttons = {button.label: button.url for button in client.get(petition.get_absolute_url()).context["buttons"]}
        assert {"Nhận việc được giao", "Từ chối việc được giao"} <= set(buttons)
        assert client.post(buttons["Nhận việc được giao"], {"on": "01/10/2026"}).status_code == 302
        inner.refresh_from_db()
        assert inner.accepted_on == D(2026, 10, 1)

    @pytest.mark.parametrize("name", ["accept", "refuse", "recall", "contribute"])
    @pytest.mark.parametrize(("user", "status"), [("stranger", 404), ("lan", 403), ("hoa", 403)])
    def test_steps_are_not_for_others(self, client, cast, petition, name, user, status):
        inner = assigned_to(petition, cast, cast.department, accepted=False)
        client.force_login(getattr(cast, user))
        url = reverse("voters:referral-move", args=[inner.pk, name])
        assert client.get(url).status_code == status
        assert client.post(url, {"on": "01/10/2026", "reason": "x", "text": "x"}).status_code in (status, 403, 422)
        inner.refresh_from_db()
        assert (inner.accepted_on, inner.refused_on, inner.recalled_on) == (None, None, None)

    def test_forward_proposes_no_day_that_has_passed(self, client, cast):
        past, ahead = (petition_of(cast.locality, due_on=day) for day in (D(2026, 7, 18), D(2026, 11, 18)))
        client.force_login(cast.lan)
        proposed = [
            client.get(reverse("voters:petition-move", args=[row.pk, "forward"]))
            .context["form"]
            .fields["due_on"]
            .initial
            for row in (past, ahead)
        ]
        assert proposed == [None, D(2026, 11, 18)]

    def test_many_at_once(self, client, cast, petition):
        brought_to(petition, "in_progress", cast.committee)
        other = petition_of(cast.locality)
        client.force_login(cast.ubnd)
        url = reverse("voters:petition-bulk", args=["assign"])
        picked = {"chon": [petition.pk, other.pk]}
        page = client.get(url, picked)
        assert [row.pk for row, _words in page.context["ready"]] == [petition.pk]
        client.post(url, picked | {"to": cast.department.pk, "on": "01/10/2026"})
        assert [row.petition for row in Referral.objects.filter(under__isnull=False)] == [petition]


@pytest.mark.parametrize(
    ("kind", "place", "words"),
    [
        (BodyKind.CENTRAL, "locality", "chuyển lên Trung ương"),
        (BodyKind.NA_DELEGATION, "locality", "chuyển lên Trung ương, qua Đoàn đại biểu Quốc hội"),
        (BodyKind.VERTICAL, "locality", "chuyển sang ngành dọc"),
        (BodyKind.COMMITTEE, "commune", "chuyển xuống cấp xã"),
        (BodyKind.DEPARTMENT, "locality", ""),
    ],
)
def test_the_direction_in_words(cast, kind, place, words):
    to = BodyFactory(locality=getattr(cast, place), kind=kind)
    petition = petition_of(cast.locality)
    assert ReferralFactory.build(petition=petition, locality=cast.locality, to=to).direction == words


def test_a_commune_forwards_upwards_and_through_the_delegation(cast):
    from_below = petition_of(cast.commune)
    assert ReferralFactory.build(petition=from_below, locality=cast.commune, to=cast.department).direction == (
        "chuyển lên cấp tỉnh"
    )
    delegation = BodyFactory(locality=cast.locality, kind=BodyKind.NA_DELEGATION, short_name="Đoàn ĐBQH tỉnh")
    ministry = BodyFactory(locality=cast.locality, kind=BodyKind.CENTRAL, short_name="Bộ Y tế")
    petition = petition_of(cast.locality, due_on=D(2026, 11, 18))
    actions.forward(petition, by=cast.lan, to=ministry, through=delegation)
    referral = petition.referrals.get()
    assert referral.direction == "chuyển lên Trung ương, qua Đoàn ĐBQH tỉnh"
    assert ("addressee", delegation) in [(kind, body) for kind, body in petition.concerned() if body]
