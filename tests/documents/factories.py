"""Documents and files made up for tests."""

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from coordination.audit.actors import System
from coordination.documents import actions
from coordination.documents.choices import Direction, DocumentKind
from coordination.documents.models import Attachment, OfficialDocument, Version
from tests.people.factories import LocalityFactory

PDF = b"%PDF-1.7\n% made up\n"


class OfficialDocumentFactory(DjangoModelFactory):
    """A report kept for reference, saved through its action by a system job unless `by` is given."""

    class Meta:
        model = OfficialDocument

    locality = factory.SubFactory(LocalityFactory)
    direction = Direction.REFERENCE
    kind = DocumentKind.REPORT
    number = factory.Sequence(lambda n: str(n + 1))
    symbol = "BC-UBND"
    issued_on = "2026-03-05"
    abstract = factory.Sequence(lambda n: f"Kết quả công tác tháng thứ {n + 1}")

    @classmethod
    def _create(cls, model_class, *args, by=None, related=None, **kwargs):
        return actions.create(model_class(*args, **kwargs), by=by or System("test"), related=related)


def upload(name: str = "bien-ban.pdf", content: bytes = PDF) -> ContentFile:
    """A file as a form hands it over."""
    return ContentFile(content, name=name)


class AttachmentFactory(DjangoModelFactory):
    """A file of a record, through the action; give `record`."""

    class Meta:
        model = Attachment

    title = factory.Sequence(lambda n: f"Tệp {n}")

    @classmethod
    def _create(cls, model_class, *args, record=None, by=None, file=None, **kwargs):
        record = record or OfficialDocumentFactory()
        return actions.attach(record, file or upload(), by=by or System("test"), title=kwargs["title"])


class VersionFactory(DjangoModelFactory):
    """The first version of a new attachment."""

    class Meta:
        model = Version

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return AttachmentFactory(**kwargs).latest
