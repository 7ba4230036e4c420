"""What can be found of documents."""

from coordination.documents.models import OfficialDocument
from coordination.people.permissions import Permission
from coordination.search.registry import SearchIndex, register


@register
class OfficialDocumentIndex(SearchIndex):
    model = OfficialDocument
    label = "Văn bản"
    url_permission = Permission.DOCUMENT_VIEW
    fields = (("reference", 100), ("abstract", 80), ("kind_words", 40), ("issuer_words", 30), ("entry_number", 20))
