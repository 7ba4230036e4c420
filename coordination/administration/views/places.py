"""Localities, terms, constituencies."""

from coordination.administration import actions
from coordination.administration.filters import ConstituencyFilter, LocalityFilter, TermFilter
from coordination.administration.forms import ConstituencyForm, LocalityForm, TermForm
from coordination.administration.tables import (
    BodyTable,
    ConstituencyTable,
    LineageTable,
    LocalityTable,
    MandateTable,
    TermTable,
)
from coordination.administration.views.base import CreatePage, DetailPage, EditPage, ListPage
from coordination.people.models import Body, Constituency, DelegateMandate, Lineage, Locality, Term
from coordination.ui.crud import table_panel


class LocalityList(ListPage):
    model = Locality
    create_permission = None  # a locality comes with its lineage, by loading
    table_class = LocalityTable
    filterset_class = LocalityFilter
    title = "Địa phương"


class LocalityDetail(DetailPage):
    model = Locality

    def sections(self, record):
        user = self.request.user
        lineage = Lineage.objects.visible_to(user).filter(predecessor=record)
        lineage |= Lineage.objects.visible_to(user).filter(successor=record)
        bodies = Body.objects.visible_to(user).filter(locality=record).by_name()
        terms = Term.objects.visible_to(user).filter(locality=record)
        return [
            table_panel("Kế thừa", self.table(LineageTable, lineage, record)),
            table_panel("Nhiệm kỳ", self.table(TermTable, terms, record), self.add("Ghi nhiệm kỳ", Term, record)),
            table_panel("Cơ quan", self.table(BodyTable, bodies, record), self.add("Ghi cơ quan", Body, record)),
        ]


class LocalityEdit(EditPage):
    model = Locality
    form_class = LocalityForm
    action = actions.edit


class TermList(ListPage):
    model = Term
    table_class = TermTable
    filterset_class = TermFilter
    title = "Nhiệm kỳ"


class TermDetail(DetailPage):
    model = Term

    def facts(self, record):
        return [("Địa phương", record.locality), *super().facts(record)]

    def sections(self, record):
        seats = DelegateMandate.objects.visible_to(self.request.user).filter(term=record).by_name()
        add = self.add("Ghi đại biểu", DelegateMandate, record, term=record.pk)
        return [table_panel("Đại biểu", self.table(MandateTable, seats, record), add)]


class TermCreate(CreatePage):
    model = Term
    form_class = TermForm
    action = actions.create


class TermEdit(EditPage):
    model = Term
    form_class = TermForm
    action = actions.edit


class ConstituencyList(ListPage):
    model = Constituency
    table_class = ConstituencyTable
    filterset_class = ConstituencyFilter
    title = "Đơn vị bầu cử"


class ConstituencyDetail(DetailPage):
    model = Constituency

    def facts(self, record):
        return [("Địa phương", record.locality), *super().facts(record)]

    def sections(self, record):
        seats = DelegateMandate.objects.visible_to(self.request.user).filter(constituency=record).by_name()
        add = self.add("Ghi đại biểu", DelegateMandate, record, constituency=record.pk)
        return [table_panel("Đại biểu", self.table(MandateTable, seats, record), add)]


class ConstituencyCreate(CreatePage):
    model = Constituency
    form_class = ConstituencyForm
    action = actions.create


class ConstituencyEdit(EditPage):
    model = Constituency
    form_class = ConstituencyForm
    action = actions.edit
