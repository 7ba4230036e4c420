"""Who: bodies, persons, the posts they hold, constituencies and mandates."""

from django.db import models
from django.urls import reverse

from coordination.people.choices import BodyKind
from coordination.people.models.querysets import OfPersonQuerySet, PlaceQuerySet
from coordination.people.models.validity import Kept, ends_after_it_begins


class Body(Kept):
    """An organisation that owes or is owed something: council, committee, Front, their boards, offices, departments."""

    locality = models.ForeignKey(
        "people.Locality", on_delete=models.PROTECT, related_name="bodies", verbose_name="địa phương"
    )
    kind = models.CharField("loại", max_length=24, choices=BodyKind)
    name = models.CharField("tên đầy đủ", max_length=200)
    short_name = models.CharField("tên gọn", max_length=80)
    code = models.SlugField("mã", max_length=60, help_text="Duy nhất trong địa phương, để nạp dữ liệu và kịch bản.")
    symbol = models.CharField("ký hiệu văn bản", max_length=30, blank=True, help_text="Ví dụ UBND, BKTNS.")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="trực thuộc"
    )
    serves = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="served_by", verbose_name="giúp việc cho"
    )
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan kế thừa"
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "code"],
                name="people_body_code_once_per_locality",
                violation_error_message="Mã này đã dùng cho một cơ quan khác trong địa phương.",
            ),
            ends_after_it_begins("people_body_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("administration:body-detail", args=[self.pk])

    @property
    def known_as(self) -> str:
        """The short name, where it is not the full one."""
        return "" if self.short_name == self.name else self.short_name

    @property
    def principal(self) -> "Body":
        """The council, committee or Front this body belongs to: the top of its chain."""
        body = self
        while body.parent_id:
            body = body.parent
        return body


class Person(Kept):
    """Somebody named in a record: an official, a delegate, a member of staff. Not a citizen (those stay in letters)."""

    locality = models.ForeignKey(
        "people.Locality", on_delete=models.PROTECT, related_name="persons", verbose_name="địa phương"
    )
    name = models.CharField("họ tên", max_length=120)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "người"
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("administration:person-detail", args=[self.pk])


class OfPerson(Kept):
    """A row that belongs to a person: kept where the person is, shown on the person's page."""

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return self.person.get_absolute_url()

    @property
    def locality(self):
        """The locality that keeps the person."""
        return self.person.locality

    @property
    def locality_id(self) -> int:
        """Key of `locality`."""
        return self.person.locality_id


class Appointment(OfPerson):
    """A post somebody holds in a body, from–to; one person may hold several at once (Party and state posts)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments", verbose_name="người")
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name="cơ quan"
    )
    post = models.CharField("chức vụ", max_length=160)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = OfPersonQuerySet.as_manager()

    class Meta:
        verbose_name = "chức vụ"
        ordering = ["order", "id"]
        constraints = [ends_after_it_begins("people_appointment_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.person}, {self.post}"


class Constituency(Kept):
    """An electoral unit (đơn vị bầu cử) and the localities it covers."""

    locality = models.ForeignKey(
        "people.Locality", on_delete=models.PROTECT, related_name="constituencies", verbose_name="địa phương"
    )
    name = models.CharField("tên", max_length=120)
    covers = models.ManyToManyField("people.Locality", blank=True, related_name="+", verbose_name="gồm các địa bàn")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị bầu cử"
        verbose_name_plural = "đơn vị bầu cử"
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("administration:constituency-detail", args=[self.pk])


class DelegateMandate(OfPerson):
    """A person's seat in a council for a term and a constituency."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates", verbose_name="đại biểu")
    term = models.ForeignKey("people.Term", on_delete=models.PROTECT, related_name="mandates", verbose_name="nhiệm kỳ")
    constituency = models.ForeignKey(
        Constituency, on_delete=models.PROTECT, related_name="mandates", verbose_name="đơn vị bầu cử"
    )
    group = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates", verbose_name="tổ đại biểu"
    )
    is_full_time = models.BooleanField("chuyên trách", default=False)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    ended_reason = models.CharField(
        "lý do thôi", max_length=200, blank=True, help_text="Hết nhiệm kỳ, chuyển công tác, miễn nhiệm …"
    )

    objects = OfPersonQuerySet.as_manager()

    class Meta:
        verbose_name = "tư cách đại biểu"
        ordering = ["term", "person", "id"]
        constraints = [ends_after_it_begins("people_mandate_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.person}, {self.term}"
