"""The agenda as a tree: numbers, minutes, order, and who may change it."""

import pytest
from django.urls import reverse

from coordination.records.errors import Conflict, Forbidden, NotNow
from sessions import actions, programme
from sessions.choices import Activity
from sessions.models import AgendaItem
from sessions.queries.papers import whole_agenda
from tests.sessions.factories import AgendaItemFactory, CouncilSessionFactory, SittingFactory
from tests.sessions.factories_documents import version_of


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(locality=cast.locality, status="convened")


def item(session, title, order=0, **fields):
    return AgendaItemFactory(locality=session.locality, session=session, title=title, order=order, **fields)


def numbered(session):
    found = programme.numbers(whole_agenda(session))
    return {row.title: found[row.pk] for row in session.items.all()}


def titles(session, parent=None):
    rows = AgendaItem.objects.filter(session=session, parent=parent).order_by("order", "pk")
    return [row.title for row in rows]


def order_page(item, **posted):
    return reverse("council_sessions:agendaitem-reorder", args=[item.pk]), {"revision": item.revision} | posted


class TestNumbers:
    def test_a_flat_agenda_counts_on(self, session):
        item(session, "B", 2)
        item(session, "A", 1)
        item(session, "C", 3)
        assert numbered(session) == {"A": ("1", "1"), "B": ("2", "2"), "C": ("3", "3")}

    def test_parts_are_numbered_in_their_whole(self, session):
        whole = item(session, "Khai mạc", 1)
        second = item(session, "Báo cáo", 2)
        part = item(session, "Kinh tế", 1, parent=second)
        item(session, "Ngân sách", 2, parent=second)
        item(session, "Thu", 1, parent=part)
        item(session, "Chi", 2, parent=part)
        assert numbered(session) == {
            whole.title: ("I", "I"),
            "Báo cáo": ("II", "II"),
            "Kinh tế": ("1", "II.1"),
            "Ngân sách": ("2", "II.2"),
            "Thu": ("a", "II.1.a"),
            "Chi": ("b", "II.1.b"),
        }

    def test_what_was_stopped_has_no_number(self, session):
        item(session, "A", 1, status="withdrawn")
        item(session, "B", 2)
        assert numbered(session) == {"A": ("", ""), "B": ("1", "1")}

    @pytest.mark.parametrize(
        ("depth", "place", "shown"),
        [(0, 1, "I"), (0, 4, "IV"), (0, 49, "XLIX"), (1, 12, "12"), (2, 5, "đ"), (2, 24, "–"), (3, 1, "–")],
    )
    def test_numerals(self, depth, place, shown):
        assert programme.numeral(depth, place) == shown

    def test_one_whose_whole_is_not_seen_stands_alone_with_its_whole_number(self, session):
        above = item(session, "Báo cáo", 1)
        below = item(session, "Kinh tế", 1, parent=above)
        [node] = programme.tree([below], programme.numbers(whole_agenda(session)))
        assert (node.number, node.is_first, node.is_last) == ("I.1", True, True)


class TestMinutes:
    def test_are_those_of_the_parts_and_nothing_of_what_was_stopped(self, session):
        above = item(session, "Báo cáo", 1, minutes=200)
        item(session, "Kinh tế", 1, parent=above, minutes=20)
        item(session, "Ngân sách", 2, parent=above, minutes=25)
        item(session, "Thảo luận tại tổ", 2, kind="other", minutes=90)
        item(session, "Chất vấn", 3, kind="questioning", minutes=150)
        item(session, "Quy hoạch", 4, kind="draft", minutes=30, status="withdrawn")
        top = programme.tree(
            AgendaItem.objects.filter(session=session).order_by("order", "id"), programme.numbers(whole_agenda(session))
        )
        assert [node.minutes for node in top] == [45, 90, 150, 0]
        assert programme.planned(top) == [
            (Activity.REPORTS.label, 45),
            (Activity.DISCUSSION.label, 90),
            (Activity.QUESTIONING.label, 150),
        ]

    @pytest.mark.parametrize(("minutes", "words"), [(0, ""), (45, "45 phút"), (60, "1 giờ"), (90, "1 giờ 30 phút")])
    def test_in_words(self, minutes, words):
        assert programme.hours(minutes) == words


class TestOrder:
    def test_one_place_up_whatever_the_orders_were(self, cast, session):
        for title in "ABC":
            item(session, title)
        last = AgendaItem.objects.get(title="C")
        actions.reorder(last, by=cast.lan, up=True)
        assert titles(session) == ["A", "C", "B"]
        assert list(session.items.order_by("order").values_list("order", flat=True)) == [1, 2, 3]

    def test_parts_move_among_themselves(self, cast, session):
        above, other = item(session, "I", 1), item(session, "II", 2)
        first = item(session, "a", 1, parent=above)
        item(session, "b", 2, parent=above)
        actions.reorder(first, by=cast.lan, up=False)
        assert (titles(session), titles(session, above)) == (["I", "II"], ["b", "a"])
        assert AgendaItem.objects.get(pk=other.pk).revision == 1

    def test_the_ends_are_told(self, cast, session):
        first = item(session, "A", 1)
        for up, words in ((True, "Nội dung này đã ở đầu mục."), (False, "Nội dung này đã ở cuối mục.")):
            with pytest.raises(NotNow, match=words):
                actions.reorder(first, by=cast.lan, up=up)

    def test_a_second_secretary_is_told(self, cast, session):
        item(session, "A", 1)
        second = item(session, "B", 2)
        seen = AgendaItem.objects.get(pk=second.pk)
        actions.reorder(second, by=cast.lan, up=True)
        with pytest.raises(Conflict):
            actions.reorder(seen, by=cast.tu, up=False)
        assert titles(session) == ["B", "A"]

    @pytest.mark.parametrize("who", ["minh", "ubnd", "thu_ky"])
    def test_is_the_council_offices_to_say(self, cast, session, who):
        row = item(session, "A", 1, preparing_body=cast.department)
        item(session, "B", 2)
        with pytest.raises(Forbidden):
            actions.reorder(row, by=getattr(cast, who), up=False)


class TestPage:
    def page(self, client, gathering):
        return client.get(gathering.get_absolute_url(), {"phan": "chuong-trinh"})

    def test_buttons_move_an_item(self, client, cast, session):
        item(session, "A", 1)
        second = item(session, "B", 2)
        client.force_login(cast.lan)
        assert "Đưa lên: B" in self.page(client, session).content.decode()
        answer = client.post(*order_page(second, way="up"))
        assert (answer.status_code, answer.url) == (
            302,
            f"{session.get_absolute_url()}?phan=chuong-trinh#muc-{second.pk}",
        )
        assert titles(session) == ["B", "A"]

    def test_a_late_press_says_who_was_faster(self, client, cast, session):
        item(session, "A", 1)
        second = item(session, "B", 2)
        address, posted = order_page(second, way="up")
        client.force_login(cast.lan)
        client.post(address, posted)
        answer = client.post(address, posted, follow=True)
        assert [str(message) for message in answer.context["messages"]] == ["Nội dung này đã ở đầu mục."]
        answer = client.post(address, posted | {"way": "down"}, follow=True)
        assert "đã lưu hồ sơ này lúc" in str([*answer.context["messages"]][0])
        assert titles(session) == ["B", "A"]

    @pytest.mark.parametrize("posted", [{"way": "x"}, {"way": "up", "revision": "a"}, {"way": "up", "revision": "٣"}])
    def test_what_no_button_sends_is_404(self, client, cast, session, posted):
        row = item(session, "A", 1)
        client.force_login(cast.lan)
        address, _posted = order_page(row)
        assert client.post(address, {"revision": "1"} | posted).status_code == 404

    @pytest.mark.parametrize(("who", "status"), [("minh", 403), ("hoa", 403), ("dai_bieu", 403), ("stranger", 404)])
    def test_who_may_not(self, client, cast, session, who, status):
        row = item(session, "A", 1, preparing_body=cast.department, status="sent_to_delegates")
        client.force_login(getattr(cast, who))
        assert client.post(*order_page(row, way="down")).status_code == status
        if status == 403:
            assert "Đưa lên" not in self.page(client, session).content.decode()

    def test_a_sitting_has_an_agenda_too(self, client, cast):
        sitting = SittingFactory(locality=cast.locality)
        rows = [AgendaItemFactory(locality=cast.locality, session=None, sitting=sitting, title=t) for t in "AB"]
        client.force_login(cast.lan)
        client.post(*order_page(rows[1], way="up"))
        found = AgendaItem.objects.filter(sitting=sitting).order_by("order")
        assert [row.title for row in found] == ["B", "A"]

    @pytest.mark.parametrize("count", [1, 3])
    def test_takes_a_fixed_number_of_queries(self, client, cast, session, django_assert_num_queries, count):
        for n in range(count):
            row = item(session, f"Nội dung {n}", n, preparing_body=cast.department)
            version_of(row, text="a")
            version_of(row, text="b")
        client.force_login(cast.lan)
        self.page(client, session)
        with django_assert_num_queries(PROGRAMME_QUERIES):
            answer = self.page(client, session)
        [panel] = answer.context["sections"]
        assert (panel.count, [len(node.papers) for node in panel.context["top"]]) == (count, [1] * count)


PROGRAMME_QUERIES = 19
