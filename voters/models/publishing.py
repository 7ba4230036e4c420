"""What the public may read without signing in: the public room of a locality and the petitions published in it."""

from hashlib import sha256

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from coordination.records.querysets import RecordQuerySet
from coordination.search.lookups import tokens
from voters.choices import Field, PublicationStatus, Result
from voters.codes import public_id
from voters.models.handling import PartOfPetition
from voters.rules import RESULT_STATES

SHOWN = ("title", "content", "place_words", "answer", "answered_by", "voter_shown")
"""The words of a publication that everybody reads, and that the public search looks through."""


class PublicRoom(models.Model):
    """Whether a locality shows published petitions to everybody, and what stands over them. Without a row: closed."""

    locality = models.OneToOneField(
        "people.Locality", on_delete=models.CASCADE, related_name="public_room", verbose_name="địa phương"
    )
    is_open = models.BooleanField("mở trang công khai", default=False)
    welcome = models.TextField("lời giới thiệu", blank=True, max_length=1000)
    contact = models.CharField(
        "liên hệ", max_length=300, blank=True, help_text="Cơ quan, điện thoại, địa chỉ để người dân hỏi thêm."
    )
    terms = models.CharField(
        "điều kiện dùng lại dữ liệu",
        max_length=300,
        blank=True,
        help_text="Bỏ trống thì ghi: được dùng lại khi nêu nguồn.",
    )
    changed_at = models.DateTimeField("lúc sửa", auto_now=True)

    class Meta:
        verbose_name = "trang công khai"

    def __str__(self) -> str:
        return f"Trang công khai của {self.locality}"

    @property
    def public_url(self) -> str:
        """Where everybody enters."""
        return reverse("public:room", args=[self.locality.slug])


class PublicationQuerySet(RecordQuerySet):
    """Publications of petitions."""

    def shown(self):
        """What everybody may read: published, of a petition that is neither confidential nor an unsent draft, in a
        locality that exists and whose public room is open. The petition itself is asked, not a copy of its columns.
        """
        today = timezone.localdate()
        return self.filter(
            Q(locality__valid_to=None) | Q(locality__valid_to__gte=today),
            status=PublicationStatus.PUBLISHED,
            confidential=False,
            draft_of=None,
            petition__confidential=False,
            petition__draft_of=None,
            petition__merged_into=None,
            locality__public_room__is_open=True,
        )


class Publication(PartOfPetition):
    """The public version of a petition and of its answer. Its words are typed and approved apart from the petition, and
    what it tells of place, field, result and days is a copy of the moment of publishing: nothing follows by itself.
    """

    petition = models.OneToOneField(
        "voters.Petition", on_delete=models.PROTECT, related_name="publication", verbose_name="kiến nghị"
    )
    public_id = models.CharField("mã công khai", max_length=16, unique=True, default=public_id, editable=False)
    title = models.CharField("tiêu đề công khai", max_length=300)
    content = models.TextField("nội dung công khai", max_length=20_000)
    place_words = models.CharField("địa bàn, bằng lời", max_length=200, blank=True)
    answer = models.TextField("trả lời công khai", blank=True, max_length=40_000)
    show_voter = models.BooleanField(
        "nêu tên cử tri", default=False, help_text="Chỉ khi cử tri đồng ý; mặc định không nêu tên."
    )
    status = models.CharField(
        "trạng thái",
        max_length=12,
        choices=PublicationStatus,
        default=PublicationStatus.DRAFT,
        editable=False,
    )
    published_on = models.DateField("ngày đăng", null=True, blank=True, editable=False)
    # Copies of the moment of publishing.
    voter_shown = models.CharField("cử tri, như đã đăng", max_length=160, blank=True, editable=False)
    answered_by = models.CharField("cơ quan trả lời", max_length=300, blank=True, editable=False)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True, editable=False)
    received_on = models.DateField("ngày nhận", null=True, blank=True, editable=False)
    place = models.ForeignKey(
        "people.Locality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="địa bàn",
    )
    field = models.CharField("lĩnh vực", max_length=32, choices=Field, blank=True, editable=False)
    result = models.CharField("kết quả", max_length=20, choices=Result, default=Result.NONE, editable=False)
    words = models.TextField("chữ để tìm", blank=True, editable=False)
    source_mark = models.CharField("dấu của bản gốc", max_length=64, blank=True, editable=False)
    outdated = models.BooleanField("khác bản đã đăng", default=False, editable=False)
    shown_at = models.DateTimeField("lúc phần công khai đổi", null=True, blank=True, editable=False)

    objects = PublicationQuerySet.as_manager()
    unshown = ("public_id", "voter_shown", "words", "source_mark", "shown_at")

    class Meta:
        verbose_name = "bản công khai"
        ordering = ["-published_on", "-id"]
        indexes = [models.Index(fields=["locality", "status", "-published_on"])]
        constraints = [
            models.CheckConstraint(
                name="voters_publication_published_with_date",
                condition=~Q(status=PublicationStatus.PUBLISHED) | Q(published_on__isnull=False),
                violation_error_message="Bản đã đăng thì có ngày đăng.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        """The gate is the petition's; when it moves, what the public sees has changed."""
        self.draft_of = self.petition.draft_of
        if self.pk and self.confidential != self.petition.confidential:
            self.shown_at = timezone.now()
        super().save(*args, **kwargs)

    @property
    def state(self) -> tuple[str, str]:
        if self.confidential:
            return "secret", "Mật, không ai ngoài thấy"
        if self.status == PublicationStatus.PUBLISHED:
            return ("soon", "Khác bản đã đăng") if self.outdated else ("done", "Đã đăng")
        return ("none", "Bản soạn") if self.status == PublicationStatus.DRAFT else ("pause", "Đã gỡ")

    @property
    def result_state(self) -> tuple[str, str]:
        """The chip of the public page: what had come of it on the day of publishing."""
        return RESULT_STATES.get(self.result, ("wait", self.get_result_display()))

    @property
    def public_url(self) -> str:
        """Where everybody reads it."""
        return reverse("public:petition", args=[self.locality.slug, self.public_id])


def words_of(publication: Publication) -> str:
    """What the public search looks through: the published words, folded, a space at both ends of each."""
    texts = [getattr(publication, name) for name in SHOWN]
    return f" {' '.join(tokens(' '.join([*texts, publication.get_field_display()])))} "


REPLY_DIGITS = 16
"""The end of a source mark: of the reply alone. What stands before it is of the petition and the reply together."""


def source_mark(petition, reply) -> str:
    """What the published text was made from; another mark: the petition or its newest reply has changed since."""
    answer = [reply.pk, reply.text, reply.body_id, reply.sent_on] if reply else []
    parts = [
        petition.title,
        petition.content,
        petition.place_id,
        petition.place_detail,
        petition.field,
        petition.result,
        *answer,
    ]
    return _digest(parts)[:-REPLY_DIGITS] + _digest(answer)[-REPLY_DIGITS:]


def is_same_source(mark: str, other: str) -> bool:
    """Whether two marks are of the same petition and reply, as both stood then."""
    return mark[:-REPLY_DIGITS] == other[:-REPLY_DIGITS]


def is_same_reply(mark: str, other: str) -> bool:
    """Whether two marks are of the same reply. Marks of older versions do not know theirs: it counts as another."""
    return mark[-REPLY_DIGITS:] == other[-REPLY_DIGITS:]


def _digest(parts) -> str:
    return sha256("\0".join(str(part) for part in parts).encode()).hexdigest()
