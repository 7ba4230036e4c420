"""The office's pages of what is public: the list, one version, the setting of the room, the slip with a follow code."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.debug import sensitive_variables

from coordination.people.permissions import Permission
from coordination.records.errors import Refused
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
from voters.open_data import absolute
from voters.queries import publishing as queries
from voters.tables.publishing import PublicationTable
from voters.views.common import RoomList

TITLE = "Trang công khai"


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
        }
        return super().get_context_data(**kwargs) | context


class PublicationPrepare(CreatePage):
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

    def get_context_data(self, **kwargs):
        context = {"petition": self.petition, "struck": actions.struck_out(self.petition)}
        return super().get_context_data(**kwargs) | context | {"cancel": self.petition.get_absolute_url()}


class PublicationEdit(EditPage):
    model = Publication
    permission = Permission.PETITION_PUBLISH
    form_class = PublicationForm
    action = actions.edit_publication
    list_title = TITLE
    select_related = ("petition__locality", "locality")

    def get_context_data(self, **kwargs):
        context = {"petition": self.record.petition, "struck": actions.struck_out(self.record.petition)}
        return super().get_context_data(**kwargs) | context


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
    context = {
        "title": "Phiếu theo dõi kiến nghị",
        "petition": petition,
        "code": codes.grouped(petition.follow_code or ""),
        "room": queries.room_of(petition.locality),
        "address": absolute(reverse("public:follow")),
        "crumbs": [
            ("Kiến nghị cử tri", reverse("voters:petition-list")),
            (petition.public_title, petition.get_absolute_url()),
        ],
    }
    response = render(request, "voters/follow_slip.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
