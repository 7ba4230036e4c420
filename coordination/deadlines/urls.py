"""viec/: one's own work, and the ledger behind it."""

from django.urls import include, path

from coordination.deadlines.views import calendar, law
from coordination.deadlines.views.absences import absence_end, absences
from coordination.deadlines.views.agenda import agenda
from coordination.deadlines.views.bulk import ObligationBulk
from coordination.deadlines.views.calculator import calculator
from coordination.deadlines.views.feed import feed, feed_revoke, feeds
from coordination.deadlines.views.morning import morning_sheet
from coordination.deadlines.views.obligations import (
    ObligationCreate,
    ObligationDetail,
    ObligationEdit,
    ObligationList,
    ObligationMove,
)
from coordination.deadlines.views.reminders import reminder_ladder, reminder_ladder_drop, reminder_policy
from coordination.deadlines.views.waiting import waiting_rows
from coordination.deadlines.views.why import why, why_of_record
from coordination.deadlines.views.work import my_work
from coordination.ui.crud import routes

app_name = "deadlines"

obligation_pages = routes(
    "obligation",
    list=ObligationList,
    bulk=ObligationBulk,
    detail=ObligationDetail,
    create=ObligationCreate,
    edit=ObligationEdit,
    move=ObligationMove,
)

rule_pages = [
    *routes("rule", list=law.RuleList, detail=law.RuleDetail),
    path("moi/", law.RuleCreate.as_view(), name="rule-create"),
    path("<int:pk>/sua/", law.RuleEdit.as_view(), name="rule-edit"),
    path("phien-ban/<int:pk>/sua/", law.VersionEdit.as_view(), name="version-edit"),
    path("phien-ban/<int:pk>/ket-thuc/", law.VersionEnd.as_view(), name="version-end"),
    path("phien-ban/<int:pk>/rieng/", law.VersionOverride.as_view(), name="version-override"),
    path("phien-ban/<int:pk>/thu/", law.suppose, name="version-suppose"),
]

calendar_pages = [
    path("", calendar.year_page, name="calendar"),
    path("<int:year>/", calendar.year_page, name="calendar-year"),
    path("mau/", calendar.template_file, name="calendar-template"),
    path("thay-doi/", calendar.ChangeList.as_view(), name="calendarchange-list"),
    path("thay-doi/moi/", calendar.change_create, name="calendarchange-create"),
    path("thay-doi/<int:pk>/", calendar.change_page, name="calendar-change"),
    path("thay-doi/<int:pk>/ngay/", calendar.change_day, name="calendar-change-day"),
    path("thay-doi/<int:pk>/nap/", calendar.change_import, name="calendar-change-import"),
    path("thay-doi/<int:pk>/<slug:name>/", calendar.change_step, name="calendar-change-step"),
]

urlpatterns = [
    path("", my_work, name="my-work"),
    path("nghia-vu/", include(obligation_pages)),
    path("cho-xu-ly/<slug:key>/", waiting_rows, name="waiting"),
    path("vi-sao/", why_of_record, name="why-of-record"),
    path("vi-sao/<int:pk>/", why, name="why"),
    path("tinh-han/", calculator, name="calculator"),
    path("lich/", agenda, name="agenda"),
    path("lich/dia-chi/", feeds, name="feeds"),
    path("lich/dia-chi/<int:pk>/thu-hoi/", feed_revoke, name="feed-revoke"),
    path("lich/<str:secret>.ics", feed, name="feed"),
    path("vang-mat/", absences, name="absences"),
    path("vang-mat/<int:pk>/bo/", absence_end, name="absence-end"),
    path("buoi-sang/<str:token>/", morning_sheet, name="morning"),
    path("cach-nhac/", reminder_policy, name="reminder-policy"),
    path("cach-nhac/thang/", reminder_ladder, name="reminder-ladder"),
    path("cach-nhac/thang/bo/", reminder_ladder_drop, name="reminder-ladder-drop"),
    path("lich-nam/", include(calendar_pages)),
    path("quy-dinh/", include(rule_pages)),
]
