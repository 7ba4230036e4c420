from django.urls import path

from coordination.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.JobList.as_view(), name="job-list"),
    path("<int:pk>/", views.job_detail, name="job-detail"),
    path("<int:pk>/tien-do/", views.job_progress, name="job-progress"),
    path("<int:pk>/tep/", views.job_result, name="job-result"),
]
