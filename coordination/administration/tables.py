"""Tables of who and where, and of the trail."""

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from coordination.audit.models import Event
from coordination.people.models import (
    Appointment,
    Body,
    Constituency,
    DelegateMandate,
    Lineage,
    Locality,
    Membership,
    Person,
    Term,
    User,
)
from coordination.ui.tables import Column, DateColumn, LinkColumn, RecordTable, StateColumn


class EditColumn(Column):
    """A link to the form of a row that has no page of its own; left out for those who may not."""

    empty_values = ()

    def __init__(self):
        super().__init__("", accessor="pk", orderable=False, phone="bare")

    def render(self, value, record):
        url = reverse(f"administration:{record._meta.model_name}-edit", args=[value])
        hidden = format_html('<span class="visually-hidden"> {}</span>', record)
        return format_html('<a href="{}">Sửa{}</a>', url, hidden)


class NamedTable(RecordTable):
    """Sorted by name, the Vietnamese way."""

    def order_name(self, rows, is_descending):
        rows = rows.by_name()
        return rows.reverse() if is_descending else rows, True


class LocalityTable(NamedTable):
    name = LinkColumn("Địa phương", sub=("kind",), order_by="name")
    parent = Column("Trực thuộc", accessor="parent__full_name")
    valid_from = DateColumn("Có từ ngày", phone="hide")
    valid_to = DateColumn("Đến hết ngày")

    class Meta(RecordTable.Meta):
        model = Locality
        fields = ()
        select_related = ("parent",)


class LineageTable(RecordTable):
    predecessor = Column("Đơn vị trước", accessor="predecessor__full_name")
    successor = Column("Đơn vị kế thừa", accessor="pk", orderable=False)
    on = DateColumn("Từ ngày")
    basis = Column("Căn cứ", phone="hide")

    class Meta(RecordTable.Meta):
        model = Lineage
        fields = ()
        select_related = ("predecessor", "successor")

    def render_successor(self, record):
        return str(record.successor or record.successor_name)


class TermTable(NamedTable):
    name = LinkColumn("Nhiệm kỳ", order_by="name")
    number = Column("Khóa", phone="label")
    start = DateColumn("Bắt đầu")
    end = DateColumn("Kết thúc")
    locality = Column("Địa phương", accessor="locality__name", phone="hide")

    class Meta(RecordTable.Meta):
        model = Term
        fields = ()
        select_related = ("locality",)


class ConstituencyTable(NamedTable):
    name = LinkColumn("Đơn vị bầu cử", order_by="name")
    locality = Column("Địa phương", accessor="locality__name")

    class Meta(RecordTable.Meta):
        model = Constituency
        fields = ()
        select_related = ("locality",)


class BodyTable(NamedTable):
    name = LinkColumn("Cơ quan", text="name", sub=("known_as", "symbol"), order_by="name")
    kind = Column("Loại", accessor="get_kind_display", order_by="kind")
    parent = Column("Trực thuộc", accessor="parent__short_name", phone="hide")
    locality = Column("Địa phương", accessor="locality__name")

    class Meta(RecordTable.Meta):
        model = Body
        fields = ()
        select_related = ("locality", "parent")


class PersonTable(NamedTable):
    name = LinkColumn("Họ tên", order_by="name")
    posts = Column("Chức vụ", accessor="pk", orderable=False)
    locality = Column("Địa phương", accessor="locality__name", phone="hide")

    class Meta(RecordTable.Meta):
        model = Person
        fields = ()
        select_related = ("locality",)
        prefetch_related = ("appointments__body",)

    def render_posts(self, record):
        return "; ".join(f"{post.post}, {post.body}" if post.body else post.post for post in record.appointments.all())


class AppointmentTable(RecordTable):
    person = LinkColumn("Họ tên", text="person", orderable=False)
    post = Column("Chức vụ")
    body = Column("Cơ quan", accessor="body__short_name")
    valid_from = DateColumn("Từ ngày")
    valid_to = DateColumn("Đến hết ngày")
    edit = EditColumn()

    class Meta(RecordTable.Meta):
        model = Appointment
        fields = ()
        select_related = ("person", "body")


class MandateTable(RecordTable):
    person = LinkColumn("Đại biểu", text="person", orderable=False)
    term = Column("Nhiệm kỳ", accessor="term__name")
    constituency = Column("Đơn vị bầu cử", accessor="constituency__name")
    group = Column("Tổ đại biểu", accessor="group__short_name", phone="hide")
    edit = EditColumn()

    class Meta(RecordTable.Meta):
        model = DelegateMandate
        fields = ()
        select_related = ("person", "term", "constituency", "group")


class AccountTable(NamedTable):
    name = LinkColumn("Người dùng", text=str, sub=("username",), order_by="person__name")
    roles = Column("Vai", accessor="pk", orderable=False)
    last_login = DateColumn("Đăng nhập gần nhất", phone="hide")
    state = StateColumn(order_by="is_active")

    class Meta(RecordTable.Meta):
        model = User
        fields = ()
        select_related = ("person",)
        prefetch_related = ("memberships__body",)

    def render_roles(self, record):
        return "; ".join(str(membership) for membership in record.memberships.all())


class MembershipTable(RecordTable):
    user = LinkColumn("Người dùng", text="user", orderable=False)
    role = Column("Vai", accessor="get_role_display", order_by="role")
    body = Column("Cơ quan", accessor="body__short_name")
    valid_from = DateColumn("Từ ngày")
    valid_to = DateColumn("Đến hết ngày")
    edit = EditColumn()

    class Meta(RecordTable.Meta):
        model = Membership
        fields = ()
        select_related = ("user__person", "body")


class EventTable(RecordTable):
    """What happened, newest first; the subject leads to its page if it has one, an account for whoever manages them."""

    opens_accounts = False

    at = DateColumn("Lúc")
    kind = Column("Việc", accessor="get_kind_display", order_by="kind")
    subject_label = Column("Hồ sơ", orderable=False)
    actor_name = Column("Người làm")
    acting_body = Column("Làm cho", accessor="acting_body__short_name", phone="hide")
    note = Column("Ghi chú", orderable=False, phone="hide")

    class Meta(RecordTable.Meta):
        model = Event
        fields = ()
        order_by = "-at"
        select_related = ("content_type", "acting_body")

    def render_subject_label(self, value, record):
        is_account = record.content_type and record.content_type.model in ("user", "membership")
        url = "" if is_account and not self.opens_accounts else page_of(record.content_type, record.object_id)
        return format_html('<a href="{}">{}</a>', url, value) if url else value


def page_of(content_type, object_id) -> str:
    """The address of the page about a row known by its type and key, or nothing; the page itself asks the gate."""
    if content_type is None:
        return ""
    space = "administration" if content_type.app_label == "people" else content_type.app_label
    try:
        return reverse(f"{space}:{content_type.model}-detail", args=[object_id])
    except NoReverseMatch:
        return ""
