"""The audit trail: what the user may see of it."""

from coordination.administration.filters import EventFilter
from coordination.administration.navigation import tabs
from coordination.administration.tables import EventTable
from coordination.audit.models import Event
from coordination.people.permissions import Permission
from coordination.ui.crud import ListPage


class AuditTrail(ListPage):
    model = Event
    permission = Permission.AUDIT_VIEW
    table_class = EventTable
    filterset_class = EventFilter
    template_name = "administration/list.html"
    title = "Nhật ký"
    lead = "Nhật ký chỉ được ghi thêm, không ai sửa hay xóa được."

    def sheet(self):
        filterset, rows, table = super().sheet()
        table.opens_accounts = self.request.user.can(Permission.PEOPLE_MANAGE)
        return filterset, rows, table

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"tabs": tabs(self.request)}
