import factory
from factory.django import DjangoModelFactory

from coordination.notices.choices import NoticeKind
from coordination.notices.models import Letter, Notice
from tests.people.factories import UserFactory


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    recipient = factory.SubFactory(UserFactory)
    kind = NoticeKind.CHANGE
    text = factory.Sequence(lambda n: f"Tin số {n}")
    by_name = "Nguyễn Thị Lan"


class ReaderFactory(UserFactory):
    """Somebody with an address."""

    email = factory.LazyAttribute(lambda user: f"{user.username}@anbinh.gov.vn")


class LetterFactory(DjangoModelFactory):
    """Queued a moment ago, by e-mail, to somebody new."""

    class Meta:
        model = Letter

    kind = "plain"
    key = factory.Sequence(lambda n: f"plain:{n}")
    recipient = factory.SubFactory(ReaderFactory)
