from coordination.documents.models.attachments import Attachment, Version
from coordination.documents.models.documents import OfficialDocument

__all__ = ["Attachment", "OfficialDocument", "Version"]
