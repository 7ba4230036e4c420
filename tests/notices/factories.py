import factory
from factory.django import DjangoModelFactory

from coordination.notices.choices import NoticeKind
from coordination.notices.models import Notice
from tests.people.factories import UserFactory


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    recipient = factory.SubFactory(UserFactory)
    kind = NoticeKind.CHANGE
    text = factory.Sequence(lambda n: f"Tin số {n}")
    by_name = "Nguyễn Thị Lan"
