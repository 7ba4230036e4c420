"""The books of outgoing and incoming documents: one year at a time, with the next number and the gaps."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode

from coordination.documents import books
from coordination.documents.choices import Direction
from coordination.documents.filters import BookFilter
from coordination.documents.models import OfficialDocument
from coordination.documents.tables import IncomingTable, OutgoingTable
from coordination.people.permissions import Permission
from coordination.ui.crud import ListPage


class BookPage(ListPage):
    """One book in one year: that of the filter, else the current one."""

    model = OfficialDocument
    permission = Permission.DOCUMENT_VIEW
    create_permission = Permission.DOCUMENT_EDIT
    filterset_class = BookFilter
    template_name = "documents/book.html"
    direction = Direction.OUTGOING
    words = "Sổ văn bản đi"

    @property
    def year(self) -> int:
        """The year shown."""
        asked = self.request.GET.get("year", "")
        known = len(asked) == 4 and asked.isascii() and asked.isdigit() and 1900 <= int(asked) <= 2200
        return int(asked) if known else timezone.localdate().year

    def get_queryset(self):
        rows = super().get_queryset().filter(locality=self.request.user.acting.locality, direction=self.direction)
        return rows.filter(book_year=self.year)

    def series(self) -> list[books.Series]:
        """The rows of numbers of the year."""
        return books.outgoing(self.request.user.acting.locality, self.year)

    def create_button(self):
        button = super().create_button()
        if button is None:
            return None
        return type(button)(self.create_label, f"{button.url}?direction={self.direction}", primary=True)

    def get_context_data(self, **kwargs):
        may_write = self.create_button() is not None
        series = self.series() if self.request.user.can(Permission.DOCUMENT_EDIT) else []
        return super().get_context_data(**kwargs) | {
            "title": f"{self.words} năm {self.year}",
            "series": [(row, self.add_url(row) if may_write else "") for row in series],
            "years": [(str(year), f"?year={year}", year == self.year) for year in self.years()],
        }

    def years(self) -> tuple[int, ...]:
        """The year shown with its neighbours, and the current one."""
        now = timezone.localdate().year
        return tuple(sorted({now - 1, now, self.year - 1, self.year, self.year + 1} - {now + 1}, reverse=True))

    def add_url(self, series) -> str:
        """Where the next document of a row is entered, its number filled in."""
        return f"{self.url_of(OfficialDocument, 'create')}?{urlencode(series.query | self.proposed(series))}"

    def proposed(self, series) -> dict:
        """The field of the number."""
        return {"number": series.next_number}


class OutgoingBook(BookPage):
    table_class = OutgoingTable
    prefetch_related = ("recipients",)
    title = "Sổ văn bản đi"
    create_label = "Ghi văn bản đi"


class IncomingBook(BookPage):
    table_class = IncomingTable
    direction = Direction.INCOMING
    title = words = "Sổ văn bản đến"
    create_label = "Ghi văn bản đến"

    @cached_property
    def keeper(self):
        """Whose book it is: of the reader's own side."""
        return books.keeper(self.request.user)

    def get_queryset(self):
        return super().get_queryset().filter(book_of=self.keeper)

    def series(self):
        return [books.incoming(self.request.user.acting.locality, self.keeper, self.year)]

    def proposed(self, series) -> dict:
        return {"entry_number": series.next_number}
