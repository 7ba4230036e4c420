"""Pages of batches."""

from coordination.documents.panels import attachments_panel
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, ListPage, table_panel
from voters import actions, queries
from voters.filters.batches import BatchFilter
from voters.forms.batches import BatchForm
from voters.models import Batch, Petition
from voters.tables.batches import BatchTable
from voters.tables.petitions import PetitionTable


class BatchList(ListPage):
    model = Batch
    permission = Permission.PETITION_VIEW
    create_permission = Permission.PETITION_REGISTER
    create_label = "Lập đợt tổng hợp"
    table_class = BatchTable
    filterset_class = BatchFilter
    title = "Đợt tổng hợp kiến nghị"

    def get_queryset(self):
        return queries.with_size(super().get_queryset(), Petition.objects.visible_to(self.request.user))


class BatchDetail(DetailPage):
    model = Batch
    permission = Permission.PETITION_VIEW
    edit_permission = Permission.PETITION_REGISTER

    def facts(self, record):
        confirmed = "MTTQ đã thống nhất" if record.confirmed_by_front else "MTTQ chưa thống nhất"
        return [*super().facts(record), ("Thống nhất với MTTQ", confirmed)]

    def sections(self, record):
        user = self.request.user
        rows = PetitionTable.fetched(Petition.objects.visible_to(user).filter(batch=record))
        add = None
        if user.can(Permission.PETITION_REGISTER, record) and not record.dispatched_on:
            add = ("Ghi kiến nghị", self.url_of(Petition, "create", batch=record.pk))
        panel = table_panel(
            "Kiến nghị trong đợt",
            PetitionTable(rows),
            add=add,
            more=f"{self.url_of(Petition, 'list')}?batch={record.pk}",
        )
        return [panel, attachments_panel(record, user)]


class BatchCreate(CreatePage):
    model = Batch
    permission = Permission.PETITION_REGISTER
    form_class = BatchForm
    action = actions.create
    title = "Lập đợt tổng hợp kiến nghị"


class BatchEdit(EditPage):
    model = Batch
    permission = Permission.PETITION_REGISTER
    form_class = BatchForm
    action = actions.edit
