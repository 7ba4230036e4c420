from django.urls import include, path

from coordination.documents.views import attachments, books, documents, letters
from coordination.ui.crud import routes

app_name = "documents"
urlpatterns = [
    path("tep/<int:pk>/", attachments.download, name="version-download"),
    path("tep/<int:pk>/ban-moi/", attachments.ReplacePage.as_view(), name="attachment-replace"),
    path("dinh-kem/<int:content_type>/<int:object_id>/", attachments.AttachPage.as_view(), name="attachment-create"),
    path("so-den/", books.IncomingBook.as_view(), name="incoming-book"),
    path("so-di/", books.OutgoingBook.as_view(), name="outgoing-book"),
    path(
        "soan/<slug:code>/<int:content_type>/<int:object_id>/",
        letters.LetterCreate.as_view(),
        name="letterdraft-create",
    ),
    path("soan/<int:pk>/ban-hanh/", letters.LetterIssue.as_view(), name="letterdraft-issue"),
    path("soan/<int:pk>/docx/", letters.as_docx, name="letterdraft-docx"),
    path("soan/<int:pk>/pdf/", letters.as_pdf, name="letterdraft-pdf"),
    path(
        "soan/",
        include(routes("letterdraft", list=letters.LetterList, detail=letters.LetterDetail, edit=letters.LetterEdit)),
    ),
    *routes(
        "officialdocument",
        list=documents.DocumentList,
        detail=documents.DocumentDetail,
        create=documents.DocumentCreate,
        edit=documents.DocumentEdit,
    ),
]
