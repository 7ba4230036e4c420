"""The readiness board counts and groups what it is given; the countdown says how far the opening is."""

from datetime import date

import pytest
import time_machine

from sessions.board import Board, countdown
from sessions.choices import SessionStatus
from sessions.models import CouncilSession
from tests.sessions.factories import AgendaItemFactory, CouncilSessionFactory

TODAY = date(2026, 7, 15)


@pytest.fixture(autouse=True)
def mid_july():
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


@pytest.fixture
def board(cast):
    session = CouncilSessionFactory(locality=cast.locality)

    def item(title, body, due, **fields):
        place = {"locality": cast.locality, "session": session, "preparing_body": body}
        return AgendaItemFactory(**place, title=title, due_on=due, **fields)

    items = [
        item("Đã gửi", cast.front, date(2026, 7, 7), status="sent_to_delegates"),
        item("Chưa đến hạn", cast.board, date(2026, 7, 20)),
        item("Đã nhận", cast.department, date(2026, 7, 7), status="received"),
        item("Quá hạn", cast.department, date(2026, 7, 7)),
        item("Rút", cast.committee, date(2026, 7, 7), status="withdrawn"),
        item("Chưa giao", None, None),
    ]
    return Board(items, "/ky-hop/tai-lieu/?session=1")


def test_who_is_overdue_comes_first(board):
    assert [(group.body, [item.title for item in group.items], group.words) for group in board.groups] == [
        ("Sở Y tế", ["Quá hạn", "Đã nhận"], "nợ 1, quá hạn 1; đã nộp 1"),
        ("Ban Kinh tế - Ngân sách", ["Chưa đến hạn"], "nợ 1, chưa đến hạn"),
        ("Chưa giao cơ quan chuẩn bị", ["Chưa giao"], "nợ 1, chưa đến hạn"),
        ("MTTQ tỉnh", ["Đã gửi"], "đã nộp 1"),
    ]
    assert [group.body for group in board.debtors] == [
        "Sở Y tế",
        "Ban Kinh tế - Ngân sách",
        "Chưa giao cơ quan chuẩn bị",
    ]


def test_shares_close_and_link_to_their_rows(board):
    assert [(share.label, share.value, share.kind, share.url) for share in board.shares] == [
        ("Gửi đại biểu", 1, "done", "/ky-hop/tai-lieu/?session=1&stage=sent"),
        ("Đã nhận, đang thẩm tra", 1, "mid", "/ky-hop/tai-lieu/?session=1&stage=working"),
        ("Chưa đến hạn", 2, "open", "/ky-hop/tai-lieu/?session=1&stage=waiting"),
        ("Quá hạn", 1, "late", "/ky-hop/tai-lieu/?session=1&stage=overdue"),
    ]
    assert (board.ready, board.total, [item.title for item in board.stopped]) == (1, 5, ["Rút"])


@pytest.mark.parametrize(
    ("status", "planned", "words"),
    [
        ("preparing", "2026-07-28", ("13 ngày", "đến khai mạc", "thứ Ba, 28/07/2026")),
        ("convened", "2026-07-15", ("Hôm nay", "khai mạc", "thứ Tư, 15/07/2026")),
        ("preparing", "2026-07-12", ("3 ngày", "sau ngày dự kiến khai mạc", "Chủ nhật, 12/07/2026")),
        ("preparing", "2026-12", ("Chưa rõ ngày", "dự kiến 12/2026", "")),
        ("preparing", None, ("Chưa rõ ngày", "", "")),
        ("open", None, ("Đang họp", "khai mạc", "thứ Ba, 23/06/2026")),
        ("closed", None, ("Đã họp", "khai mạc", "thứ Ba, 23/06/2026")),
        ("postponed", None, ("Hoãn", "", "")),
        ("cancelled", None, ("Không tổ chức", "", "")),
    ],
)
def test_countdown(db, status, planned, words):
    pk = CouncilSessionFactory(status=SessionStatus(status), planned_opening=planned).pk
    shown = countdown(CouncilSession.objects.get(pk=pk), TODAY)
    assert (shown.big, shown.small, shown.day) == words
