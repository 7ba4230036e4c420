"""Bodies, persons, the posts and seats they hold."""

from coordination.administration import actions
from coordination.administration.filters import BodyFilter, PersonFilter
from coordination.administration.forms import AppointmentForm, BodyForm, MandateForm, PersonForm
from coordination.administration.tables import AppointmentTable, BodyTable, MandateTable, MembershipTable, PersonTable
from coordination.administration.views.base import CreatePage, DetailPage, EditPage, ListPage
from coordination.people.models import Appointment, Body, DelegateMandate, Membership, Person, User
from coordination.ui.crud import table_panel


class BodyList(ListPage):
    model = Body
    table_class = BodyTable
    filterset_class = BodyFilter
    title = "Cơ quan"


class BodyDetail(DetailPage):
    model = Body

    def facts(self, record):
        return [("Địa phương", record.locality), *super().facts(record)]

    def sections(self, record):
        user = self.request.user
        parts = Body.objects.visible_to(user).filter(parent=record).by_name()
        posts = Appointment.objects.visible_to(user).filter(body=record)
        panels = [
            table_panel("Cơ quan trực thuộc", self.table(BodyTable, parts, record)),
            table_panel("Người giữ chức vụ", self.table(AppointmentTable, posts, record, without=("body",))),
        ]
        if self.may_manage(record):
            workers = Membership.objects.visible_to(user).filter(body=record).by_name()
            add = self.add("Giao vai", Membership, record, body=record.pk)
            table = self.table(MembershipTable, workers, record, without=("body",))
            panels.append(table_panel("Người dùng", table, add))
        return panels


class BodyCreate(CreatePage):
    model = Body
    form_class = BodyForm
    action = actions.create


class BodyEdit(EditPage):
    model = Body
    form_class = BodyForm
    action = actions.edit


class PersonList(ListPage):
    model = Person
    table_class = PersonTable
    filterset_class = PersonFilter
    title = "Người"


class PersonDetail(DetailPage):
    model = Person

    def facts(self, record):
        facts = [("Địa phương", record.locality)]
        account = User.objects.visible_to(self.request.user).filter(person=record).first()
        return [*facts, ("Tên đăng nhập", account.username)] if account and self.may_manage(account) else facts

    def sections(self, record):
        user = self.request.user
        posts = Appointment.objects.visible_to(user).filter(person=record)
        seats = DelegateMandate.objects.visible_to(user).filter(person=record)
        panels = [
            table_panel(
                "Chức vụ",
                self.table(AppointmentTable, posts, record, without=("person",)),
                self.add("Ghi chức vụ", Appointment, record, person=record.pk),
            ),
            table_panel(
                "Tư cách đại biểu",
                self.table(MandateTable, seats, record, without=("person",)),
                self.add("Ghi tư cách đại biểu", DelegateMandate, record, person=record.pk),
            ),
        ]
        if self.may_manage(record):
            roles = Membership.objects.visible_to(user).filter(user__person=record)
            has_account = User.objects.visible_to(user).filter(person=record).exists()
            add = None if has_account else self.add("Mở tài khoản", User, record, person=record.pk)
            empty = "Chưa có vai nào." if has_account else "Chưa có tài khoản."
            table = self.table(MembershipTable, roles, record, without=("user",))
            panels.append(table_panel("Tài khoản và vai", table, add, empty))
        return panels


class PersonCreate(CreatePage):
    model = Person
    form_class = PersonForm
    action = actions.create


class PersonEdit(EditPage):
    model = Person
    form_class = PersonForm
    action = actions.edit


class AppointmentCreate(CreatePage):
    model = Appointment
    form_class = AppointmentForm
    action = actions.create


class AppointmentEdit(EditPage):
    model = Appointment
    form_class = AppointmentForm
    action = actions.edit


class MandateCreate(CreatePage):
    model = DelegateMandate
    form_class = MandateForm
    action = actions.create


class MandateEdit(EditPage):
    model = DelegateMandate
    form_class = MandateForm
    action = actions.edit
