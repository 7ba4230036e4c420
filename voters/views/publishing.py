"""The office's pages of what is public: the list, one version, the setting of the room, the slip with a follow code."""

from typing import NamedTuple

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.debug import sensitive_variables

from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.records.errors import Refused
from coordination.ui import together
from coordination.ui.bulk import BulkPage
from coordination.ui.crud import CreatePage, DetailPage, EditPage, MovePage
from coordination.ui.picks import BulkAction, Outlook
from coordination.ui.policy import allow, record_or_404, requires
from coordination.ui.registry import Button
from voters import codes
from voters.actions import publishing as actions
from voters.choices import PublicationStatus
from voters.filters.publishing import PublicationFilter
from voters.forms.publishing import PublicationForm, PublishForm, RoomForm, WithdrawForm
from voters.models import Petition, Publication
from voters.models.publishing import is_same_reply, is_same_source
from voters.open_data import absolute
from voters.queries import publishing as queries
from voters.tables.publishing import PublicationTable
from voters.views.common import RoomList

TITLE = "Trang công khai"
TAKE = "take"
"""Button of the form: follow the newest answer."""
BOXES = ("title", "content", "place_words", "answer")


class Newer(NamedTuple):
    """What the petition or its newest answer says and the words on a form do not follow: (label, newest, on the form);
    `label` is of the button that takes it over."""

    rows: list[tuple[str, str, str]]
    label: str


def _what_goes_up(publications, user) -> dict[int, Outlook]:
    """What will be read; a text in which something looks like personal data is published by itself only."""
    outlooks = {}
    for publication in publications:
        left = actions.left_in(publication)
        words = "; ".join(f"{finding.kind} “{finding.original}”" for finding in left[:3])
        why_not = f"Còn thấy {words}: mở bản này ra đọc lại và đăng riêng." if left else ""
        answer = "có trả lời" if publication.answer else "chưa có trả lời"
        outlooks[publication.pk] = Outlook(f"{publication.content[:160]} ({answer})", why_not)
    return outlooks


def _what_is_prepared(petitions, user) -> dict[int, Outlook]:
    """What the program would strike out."""
    queries.with_answers(petitions)
    outlooks = {}
    for petition in petitions:
        if reason := actions.unpreparable(petition):
            outlooks[petition.pk] = Outlook(why_not=reason)
            continue
        struck = actions.struck_out(petition)
        outlooks[petition.pk] = Outlook(f"che {len(struck)} chỗ" if struck else "không thấy dữ liệu cá nhân")
    return outlooks


BULK = (
    BulkAction(
        "publish",
        "Đăng công khai",
        Permission.PETITION_PUBLISH,
        actions.publish_with_others,
        PublishForm,
        icon="send",
        submit="Đăng",
        done="Đã đăng",
        lead="Ai cũng đọc được những dòng dưới đây, không cần đăng nhập.",
        preview=_what_goes_up,
    ),
    BulkAction(
        "withdraw",
        "Gỡ khỏi trang công khai",
        Permission.PETITION_PUBLISH,
        actions.withdraw,
        WithdrawForm,
        icon="pause",
        submit="Gỡ",
        done="Đã gỡ",
    ),
)

PREPARE = BulkAction(
    "prepare_public",
    "Soạn bản công khai",
    Permission.PETITION_PUBLISH,
    actions.prepare_proposed,
    icon="file",
    submit="Soạn",
    done="Đã soạn bản công khai cho",
    lead="Chưa đăng gì: các bản soạn nằm ở danh sách Trang công khai, đọc lại rồi đăng.",
    preview=_what_is_prepared,
)
"""For the list of petitions: drafts of many public versions at once."""


class PublicationList(RoomList):
    model = Publication
    permission = Permission.PETITION_PUBLISH
    table_class = PublicationTable
    filterset_class = PublicationFilter
    bulk_actions = BULK
    row_noun = "bản"
    title = TITLE
    presets = (
        ("Bản soạn", f"status={PublicationStatus.DRAFT}"),
        ("Đã đăng", f"status={PublicationStatus.PUBLISHED}"),
        ("Khác bản đã đăng", "outdated=true"),
    )

    def get_queryset(self):
        """Those of the own register, whose pages open; what others publish is read in their public room."""
        locality = self.request.user.acting.locality
        rows = super().get_queryset().filter(locality=locality)
        return rows.none() if locality.is_ended else rows

    def acts(self):
        room = queries.room_of(self.request.user.acting.locality)
        shown = [Button("Xem như người dân", room.public_url)] if room.is_open else []
        return [*super().acts(), *shown, Button("Cài đặt trang công khai", self.url_of(Publication, "room"))]


class PublicationBulk(BulkPage):
    model = Publication
    permission = Permission.PETITION_PUBLISH
    bulk_actions = BULK
    row_noun = "bản"
    list_title = TITLE
    select_related = ("petition__locality", "petition__place", "locality")


class PublicationDetail(DetailPage):
    model = Publication
    permission = Permission.PETITION_PUBLISH
    edit_permission = Permission.PETITION_PUBLISH
    select_related = ("petition", "locality", "place")

    def facts(self, record):
        return [
            ("Kiến nghị", record.petition),
            ("Địa bàn", record.place_words),
            ("Nêu tên cử tri", record.show_voter),
            ("Ngày đăng", record.published_on),
            ("Cơ quan trả lời", record.answered_by),
            ("Ngày trả lời", record.answered_on),
            ("Kết quả, như đã đăng", record.get_result_display() if record.published_on else ""),
        ]

    def get_context_data(self, **kwargs):
        record = self.record
        context = {
            "struck": actions.struck_out(record.petition),
            "left": actions.left_in(record),
            "is_shown": queries.shown_publication(record.petition) is not None,
            "is_behind": record.outdated or self._is_old_draft(),
        }
        return super().get_context_data(**kwargs) | context

    def _is_old_draft(self) -> bool:
        """Whether it cannot be published as it stands: something newer was said since it was written."""
        is_draft = self.record.status == PublicationStatus.DRAFT
        return is_draft and not is_same_source(self.record.source_mark, queries.source_of(self.record.petition))


class FromSource:
    """Mixin of the pages on which public words are written: what they were made from goes with them, and what changed
    meanwhile is shown beside them."""

    @property
    def petition(self):
        """The petition that the words are about."""
        return self.record.petition

    def post(self, request, *args, **kwargs):
        """The button for the newest answer fills the form and saves nothing."""
        if TAKE not in request.POST:
            return super().post(request, *args, **kwargs)
        typed, proposal = self.get_form().typed(), actions.proposed(self.petition)
        mark = proposal.source_mark
        taken = {} if is_same_reply(typed["source"] or "", mark) else {"answer": proposal.answer}
        kwargs = self.get_form_kwargs() | {"initial": typed | taken | {"source": mark, "seen": mark}}
        form = self.form_class(**{name: value for name, value in kwargs.items() if name not in ("data", "files")})
        return self.render_to_response(self.get_context_data(form=form, is_taken=True))

    def conflict(self, form, conflict):
        """A colleague's words are put together with these; a newer source is compared, and the next press stands."""
        if not isinstance(conflict, actions.SourceMoved):
            return super().conflict(form, conflict)
        form.take_notice()
        form.add_error(None, conflict.message)
        return self.render_to_response(self.get_context_data(form=form), status=409)

    def newer(self, form) -> Newer | None:
        """What the words on the form do not follow."""
        petition, source = self.petition, form["source"].value() or ""
        if is_same_source(source, queries.source_of(petition)):
            return None
        proposal, reply, before = actions.proposed(petition), *queries.replies_around(petition, source)
        answers, old, rows = (_said(reply), _said(before)), form.instance, []
        if old.status == PublicationStatus.PUBLISHED:
            answers = _said(reply), _shown(old.answered_by, old.answered_on)
            rows = [
                ("Lĩnh vực", petition.get_field_display(), old.get_field_display()),
                ("Kết quả", petition.get_result_display(), old.get_result_display()),
            ]
        rows.insert(0, ("Trả lời", *answers))
        boxes = [form[name] for name in BOXES]
        rows += [(str(box.label), getattr(proposal, box.name), box.value() or "") for box in boxes]
        rows = [row for row in rows if _plain(row[1]) != _plain(row[2])]
        return Newer(rows, "Theo bản mới nhất" if is_same_reply(source, proposal.source_mark) else "Lấy trả lời mới")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        sources = {"petition": self.petition, "struck": actions.struck_out(self.petition)}
        return context | sources | {"newer": self.newer(context["form"])}


def _said(reply) -> str:
    return _shown(reply.body.name, reply.sent_on) if reply else "chưa có, hoặc đã đổi"


def _shown(body: str, day) -> str:
    return f"{body}, {screen(day)}" if body else "chưa đăng trả lời"


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


class PublicationPrepare(FromSource, CreatePage):
    """The first draft: the words of the petition and its answer with personal data struck out."""

    model = Publication
    permission = Permission.PETITION_PUBLISH
    form_class = PublicationForm
    action = actions.prepare
    list_title = TITLE
    title = "Soạn bản công khai"
    submit = "Lưu bản soạn"
    done = "Đã lưu bản soạn; chưa ai ngoài cơ quan đọc được."

    @cached_property
    def petition(self):
        """The petition that it is about, or 404."""
        return record_or_404(Petition, self.kwargs["petition"], self.request.user, ("locality", "place"))

    def get(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.petition)
        if reason := actions.unpreparable(self.petition):
            messages.warning(request, reason)
            return redirect(self.petition.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.petition)
        return super().post(request, *args, **kwargs)

    def blank(self):
        return actions.proposed(self.petition)

    def run(self, form):
        form.instance.source_mark = form.cleaned_data["source"]
        return actions.prepare(form.instance, by=self.request.user, seen=form.cleaned_data["seen"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cancel": self.petition.get_absolute_url()}


class PublicationEdit(FromSource, EditPage):
    model = Publication
    permission = Permission.PETITION_PUBLISH
    form_class = PublicationForm
    action = actions.edit_publication
    list_title = TITLE
    select_related = ("petition__locality", "locality")

    def run(self, form):
        marks = {"made_from": form.cleaned_data["source"], "seen": form.cleaned_data["seen"]}
        saved = actions.edit_publication(form.instance, by=self.request.user, **marks)
        if labels := ", ".join(together.kept(form)):
            messages.info(self.request, f"Trong lúc bạn sửa, người khác đã sửa: {labels}. Phần ấy được giữ nguyên.")
        return saved


class PublicationMove(MovePage):
    model = Publication
    list_title = TITLE
    moves = {
        "publish": (PublishForm, actions.publish),
        "withdraw": (WithdrawForm, actions.withdraw),
        "redraft": (None, actions.redraft),
    }
    sentences = {
        "publish": "Ai cũng đọc được, không cần đăng nhập. Trả lời hay thay đổi sau này không tự đăng theo.",
        "withdraw": "Địa chỉ công khai của bản này từ nay trả lời như chưa từng có.",
        "redraft": "Bản đã gỡ trở lại thành bản soạn, chưa ai ngoài cơ quan đọc được.",
    }

    def sentence(self, record, name) -> str:
        return self.sentences[name]

    def get_context_data(self, **kwargs):
        going_up = self.kwargs["name"] == "publish"
        context = {"going_up": going_up, "left": actions.left_in(self.record) if going_up else []}
        return super().get_context_data(**kwargs) | context


@requires(Permission.PETITION_PUBLISH)
def public_room(request):
    """Whether the own locality has a public room, and what stands over it."""
    locality = request.user.acting.locality
    form = RoomForm(request.POST or None, instance=queries.room_of(locality), user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_room(form.instance, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Đã lưu cài đặt trang công khai.")
            return redirect("voters:publication-room")
    room = queries.room_of(locality)
    context = {"title": "Cài đặt trang công khai", "form": form, "room": room, "address": absolute(room.public_url)}
    return render(request, "voters/public_room.html", context, status=422 if form.errors else 200)


@requires(Permission.PETITION_REGISTER)
@sensitive_variables("context")
def follow_slip(request, pk):
    """The slip for the voter, to print: the code, where to type it. POST gives a code to a petition that has none."""
    petition = record_or_404(Petition, pk, request.user, ("locality",))
    allow(request.user, Permission.PETITION_REGISTER, petition)
    if request.method == "POST":
        try:
            actions.give_follow_code(petition, by=request.user)
            messages.success(request, "Đã cấp mã theo dõi.")
        except Refused as refusal:
            messages.warning(request, refusal.message)
        return redirect("voters:petition-follow", pk)
    room = queries.room_of(petition.locality)
    context = {
        "title": "Phiếu theo dõi kiến nghị",
        "petition": petition,
        "code": codes.grouped(petition.follow_code or ""),
        "room": room,
        "above": None if room.is_open else queries.followed_above(petition),
        "address": absolute(reverse("public:follow")),
        "crumbs": [
            ("Kiến nghị cử tri", reverse("voters:petition-list")),
            (petition.public_title, petition.get_absolute_url()),
        ],
    }
    response = render(request, "voters/follow_slip.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
