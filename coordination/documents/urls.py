from django.urls import path

from coordination.documents.views import attachments, documents
from coordination.ui.crud import routes

app_name = "documents"
urlpatterns = [
    path("tep/<int:pk>/", attachments.download, name="version-download"),
    path("tep/<int:pk>/ban-moi/", attachments.ReplacePage.as_view(), name="attachment-replace"),
    path("dinh-kem/<int:content_type>/<int:object_id>/", attachments.AttachPage.as_view(), name="attachment-create"),
    *routes(
        "officialdocument",
        list=documents.DocumentList,
        detail=documents.DocumentDetail,
        create=documents.DocumentCreate,
        edit=documents.DocumentEdit,
    ),
]
