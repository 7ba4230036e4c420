"""What can be found of documents."""

from coordination.documents.models import LetterDraft, OfficialDocument
from coordination.search.registry import SearchIndex, register


@register
class OfficialDocumentIndex(SearchIndex):
    model = OfficialDocument
    label = "Văn bản"
    fields = (("reference", 100), ("abstract", 80), ("kind_words", 40), ("issuer_words", 30), ("entry_number", 20))


@register
class LetterDraftIndex(SearchIndex):
    """Of a letter what stands over its text: the text may name voters and senders of complaints."""

    model = LetterDraft
    label = "Văn bản soạn theo mẫu"
    fields = (("abstract", 100), ("kind_words", 60), ("document.reference", 50), ("symbol", 40), ("issuer.name", 30))
