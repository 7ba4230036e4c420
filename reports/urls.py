"""Addresses under bao-cao/."""

from django.urls import include, path

from coordination.ui.crud import routes
from reports.views import dashboard, figures, ground, reviews

app_name = "reports"

review_pages = routes(
    "review",
    list=reviews.ReviewList,
    detail=reviews.ReviewDetail,
    create=reviews.ReviewCreate,
    edit=reviews.ReviewEdit,
    move=reviews.ReviewMove,
)

urlpatterns = [
    path("toan-canh/", dashboard.dashboard, name="dashboard"),
    path("so-lieu/", figures.figure_list, name="figure-list"),
    path("so-lieu/<str:key>/", figures.figure_records, name="figure-records"),
    path("pham-vi-so/", include(ground.coverage)),
    path("nguon/", include(ground.sources)),
    path("so-mang-vao/", include(ground.reported)),
    path("chi-tieu/", include(ground.indicators)),
    path("<int:pk>/pdf/", reviews.export_pdf, name="review-pdf"),
    path("<int:pk>/muc/<slug:key>/", reviews.section_edit, name="review-section"),
    path("<int:pk>/dong/<slug:kind>/", reviews.line_edit, name="review-line"),
    path("<int:pk>/dong/<slug:kind>/<int:line>/", reviews.line_edit, name="review-line-edit"),
    path("<int:pk>/dong/<slug:kind>/<int:line>/bo/", reviews.line_remove, name="review-line-remove"),
    path("<int:pk>/nguoi-ky/<int:party>/", reviews.signer_edit, name="review-signer"),
    *review_pages,
]
