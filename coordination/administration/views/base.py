"""What the pages over who and where share: their addresses and the tabs over their lists."""

from django.urls import NoReverseMatch, reverse

from coordination.administration.navigation import tabs
from coordination.people.permissions import Permission
from coordination.ui import crud


class Place:
    """Mixed in before a page of the kit: the models belong to *people*, their pages to *administration*."""

    permission = Permission.PEOPLE_VIEW

    def url_of(self, model, name, *args, **query) -> str:
        """Address of a page of a model, or nothing while it has none."""
        try:
            url = reverse(f"administration:{model._meta.model_name}-{name}", args=args)
        except NoReverseMatch:
            return ""
        return f"{url}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else url

    def may_manage(self, row) -> bool:
        """Whether the user may change the row."""
        return self.request.user.can(Permission.PEOPLE_MANAGE, row)

    def table(self, table_class, rows, owner, without=()):
        """The table of a section; its links to edit a row only for those who may."""
        hidden = without if self.may_manage(owner) else (*without, "edit")
        return table_class(table_class.fetched(rows), exclude=hidden)

    def add(self, words, model, owner, **query) -> tuple[str, str] | None:
        """A link in a section's head, for those who may add there."""
        return (words, self.url_of(model, "create", **query)) if self.may_manage(owner) else None


class ListPage(Place, crud.ListPage):
    """Sorted by name the Vietnamese way unless the reader sorts by something else."""

    create_permission = Permission.PEOPLE_MANAGE
    template_name = "administration/list.html"

    def get_queryset(self):
        return super().get_queryset().by_name()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"tabs": tabs(self.request)}


class DetailPage(Place, crud.DetailPage):
    edit_permission = Permission.PEOPLE_MANAGE


class CreatePage(Place, crud.CreatePage):
    permission = Permission.PEOPLE_MANAGE


class EditPage(Place, crud.EditPage):
    permission = Permission.PEOPLE_MANAGE


class MovePage(Place, crud.MovePage):
    permission = Permission.PEOPLE_MANAGE
