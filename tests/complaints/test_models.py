"""Names, states, whom each record concerns, and what the database refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from complaints.models import Letter
from coordination.people.choices import ConcernKind as K
from tests.complaints.factories import LetterFactory, ReceptionFactory


def refused(make, **kwargs) -> list[str]:
    """The messages with which the record is refused."""
    with pytest.raises(ValidationError) as error:
        make(**kwargs)
    return error.value.messages


class TestReception:
    @pytest.mark.parametrize("fields", [{"status": "held", "held_on": None}, {"held_on": date(2026, 6, 11)}])
    def test_held_has_a_day(self, db, fields):
        assert refused(ReceptionFactory, **fields) == ["Buổi đã tiếp phải có ngày tiếp; chưa tiếp thì không."]

    @pytest.mark.parametrize(
        ("fields", "state"),
        [
            ({"planned_on": date(2026, 7, 14)}, ("late", "chưa ghi kết quả")),
            ({"planned_on": date(2026, 7, 15)}, ("today", "hôm nay")),
            ({"planned_on": date(2026, 7, 17)}, ("soon", "còn 2 ngày làm việc")),
            ({"status": "held"}, ("done", "đã tiếp")),
            ({"status": "cancelled"}, ("pause", "không tổ chức")),
        ],
    )
    def test_states(self, db, fields, state):
        assert ReceptionFactory(**fields).state == state

    def test_is_called_by_its_day(self, cast):
        reception = ReceptionFactory(
            locality=cast.locality, body=cast.standing, status="held", held_on=date(2026, 6, 12)
        )
        assert str(reception) == "Tiếp công dân 12/06/2026"
        assert list(reception.concerned()) == [(K.OWNER, cast.standing)]


class TestLetter:
    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"status": "settled", "settled_on": None}, "Đơn đã giải quyết phải có ngày giải quyết; chưa thì không."),
            ({"settled_on": date(2026, 7, 1)}, "Đơn đã giải quyết phải có ngày giải quyết; chưa thì không."),
            (
                {"status": "settled", "settled_on": date(2026, 6, 2)},
                "Ngày giải quyết không được trước ngày nhận đơn.",
            ),
            ({"due_on": date(2026, 6, 2)}, "Hạn phải từ ngày nhận đơn trở đi."),
        ],
    )
    def test_days_fit_the_status(self, db, fields, message):
        assert refused(LetterFactory, **fields) == [message]

    def test_is_always_confidential(self, db):
        letter = LetterFactory(confidential=False)
        assert letter.confidential
        letter.confidential = False
        assert refused(letter.full_clean) == ["Đơn thư luôn là hồ sơ mật."]
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(confidential=False)

    def test_a_reception_of_another_place_is_refused(self, db):
        assert refused(LetterFactory, reception=ReceptionFactory()) == ["Hồ sơ này thuộc địa phương khác."]

    def test_is_called_by_its_code_and_names_persons_only(self, cast):
        letter = LetterFactory(
            locality=cast.locality, handler=cast.lan.person, related={"readers": [cast.tu.person, cast.hoa.person]}
        )
        assert (str(letter), letter.public_title, letter.case_code) == ("DT-2026-0001",) * 3
        assert set(letter.concerned()) == {(K.NAMED, person.person) for person in (cast.lan, cast.tu, cast.hoa)}
        named = {name: letter.names(getattr(cast, name).person_id) for name in ("lan", "tu", "minh")}
        assert named == {"lan": True, "tu": True, "minh": False}
        assert not letter.names(None)

    def test_a_code_stands_once_in_a_place(self, cast):
        LetterFactory(locality=cast.locality, code="DT-2026-0001")
        again = {"locality": cast.locality, "code": "DT-2026-0001"}
        assert refused(LetterFactory, **again) == ["Mã vụ việc này đã dùng cho một đơn khác."]
        assert LetterFactory(locality=cast.other).code == "DT-2026-0001"

    @pytest.mark.parametrize(
        ("fields", "state", "progress"),
        [
            ({}, ("wait", "đã tiếp nhận"), ("wait", "đã tiếp nhận")),
            ({"due_on": date(2026, 7, 15)}, ("wait", "đã tiếp nhận"), ("wait", "đã tiếp nhận")),
            (
                {"status": "forwarded", "due_on": date(2026, 7, 5)},
                ("late", "quá hạn 10 ngày"),
                ("wait", "đã chuyển cơ quan có thẩm quyền"),
            ),
            ({"status": "settled", "due_on": date(2026, 7, 1)}, ("done", "đã giải quyết"), ("done", "đã giải quyết")),
            (
                {"status": "settled", "due_on": date(2026, 6, 21)},
                ("done", "xong, trễ 10 ngày"),
                ("done", "đã giải quyết"),
            ),
            (
                {"status": "returned", "due_on": date(2026, 6, 21)},
                ("done", "trả lại, hướng dẫn"),
                ("done", "trả lại, hướng dẫn"),
            ),
        ],
    )
    def test_states(self, db, fields, state, progress):
        letter = LetterFactory(**fields)
        assert (letter.state, letter.progress) == (state, progress)
