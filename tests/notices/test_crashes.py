"""Killed at every numbered place and started again after the lease: the mailbox is as it should be."""

from datetime import timedelta

import pytest

from coordination.notices import delivery
from coordination.notices.models import Letter
from tests.notices.conftest import Killed
from tests.notices.factories import LetterFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("point", "copies", "doubtful"),
    [("outbox-1", 1, False), ("outbox-2", 1, False), ("outbox-3", 2, True), ("outbox-4", 1, False)],
)
def test_killed_and_started_again(smtp, clock, crash_at, point, copies, doubtful):
    first = LetterFactory(recipient__email="mot@anbinh.gov.vn")
    second = LetterFactory(recipient__email="hai@anbinh.gov.vn")
    crash_at(point)
    with pytest.raises(Killed):
        delivery.deliver()
    crash_at()
    delivery.deliver()  # the others do not wait
    assert Letter.objects.get(pk=second.pk).state == "sent"
    clock.shift(delivery.LEASE + timedelta(seconds=1))
    delivery.deliver()
    assert sorted(smtp.received()) == ["hai@anbinh.gov.vn", *["mot@anbinh.gov.vn"] * copies]
    assert len({mail["Message-ID"] for mail in smtp.mailbox}) == 2
    assert list(Letter.objects.order_by("id").values_list("state", "is_doubtful")) == [
        ("sent", doubtful),
        ("sent", False),
    ]
    assert first.pk < second.pk


def test_killed_again_and_again_at_the_same_place(smtp, clock, crash_at):
    LetterFactory()
    for point in ("outbox-1", "outbox-2", "outbox-1", "outbox-2"):
        crash_at(point)
        with pytest.raises(Killed):
            delivery.deliver()
        clock.shift(delivery.LEASE + timedelta(seconds=1))
    crash_at()
    delivery.deliver()
    assert len(smtp.mailbox) == 1
    assert list(Letter.objects.values_list("state", "attempts", "is_doubtful")) == [("sent", 5, False)]
