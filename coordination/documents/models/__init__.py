from coordination.documents.models.attachments import Attachment, Version
from coordination.documents.models.documents import OfficialDocument
from coordination.documents.models.letters import LetterDraft

__all__ = ["Attachment", "LetterDraft", "OfficialDocument", "Version"]
