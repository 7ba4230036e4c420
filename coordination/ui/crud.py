"""Lists, pages, forms and steps of records, declared by a few attributes (docs/screens.md). As soon as a page decides
something of its own, it is a function with the two questions of `policy.py` instead of a subclass with tricks."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ImproperlyConfigured, PermissionDenied, ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import NoReverseMatch, path, reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from django_tables2 import LazyPaginator
from django_tables2.utils import AttributeDict

from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow, Refused
from coordination.records.ties import has_none, note_ties_of
from coordination.ui import counting, registry, saved, together
from coordination.ui.counting import counted
from coordination.ui.facts import facts_of, foreign_keys
from coordination.ui.filters import UNFOLD
from coordination.ui.forms import MoveForm
from coordination.ui.opened import Opened
from coordination.ui.paging import page_of
from coordination.ui.picks import BulkAction, Picks, bulk_buttons, picks_of
from coordination.ui.policy import allow, record_or_404
from coordination.ui.registry import Button, Panel
from coordination.ui.show import capfirst, lowfirst, show


class RecordPage:
    """What all pages over one kind of record share."""

    model: Any = None
    permission: Any = None
    kind = ""
    template_name = ""
    list_title = ""

    def get_template_names(self):
        """The page's own template, the app's for this model, or the kit's."""
        own = f"{self.model._meta.app_label}/{self.model._meta.model_name}_{self.kind}.html"
        return [name for name in (self.template_name, own, f"ui/{self.kind}.html") if name]

    @property
    def noun(self) -> str:
        """What one of them is called: "kiến nghị"."""
        return str(self.model._meta.verbose_name)

    def url_of(self, model, name, *args, **query) -> str:
        """Address of a page of a model (list, create; detail, edit with a key), or "" while it has none."""
        try:
            url = reverse(f"{model._meta.app_label}:{model._meta.model_name}-{name}", args=args)
        except NoReverseMatch:
            return ""
        return f"{url}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else url

    def back(self) -> str:
        """Where the list is, or the start."""
        return self.url_of(self.model, "list") or "/"


class ListPage(RecordPage, TemplateView):
    """All records of a kind that the user may see: filters, pills, count, sort, pages."""

    kind = "list"
    table_class: Any = None
    filterset_class: Any = None
    create_permission: Any = None
    create_label = ""
    title = ""
    lead = ""
    empty = ""
    presets: tuple[tuple[str, str], ...] = ()
    bulk_actions: tuple[BulkAction, ...] = ()
    row_noun = ""
    per_page = 25
    select_related: tuple[str, ...] = ()
    prefetch_related: tuple[str, ...] = ()

    def get(self, request, *args, **kwargs):
        allow(request.user, self.permission)
        if not request.GET and (default := saved.default_of(request, self.saved_views)):
            return redirect(default.url)
        if saved.FILE in request.GET and (answer := registry.list_file_of(self)):
            return answer
        context = self.get_context_data(**kwargs)
        status = 400 if context["filter"] and not context["filter"].form.is_valid() and request.GET else 200
        if gone := saved.out_of_date(request.GET, context["filter"], context["table"]):
            messages.warning(request, f"Cách xem này lưu từ trước, nay không dùng được: {', '.join(gone)}.")
            status = 200
        response = self.render_to_response(context, status=status)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def get_template_names(self):
        htmx = getattr(self.request, "htmx", None)
        if htmx and not htmx.history_restore_request and htmx.target == "ket-qua":
            return ["ui/list_results.html"]
        return super().get_template_names()

    def get_queryset(self):
        """Rows through the gate, with what the table needs."""
        rows = self.model.objects.visible_to(self.request.user)
        if self.select_related:
            rows = rows.select_related(*self.select_related)
        rows = rows.prefetch_related(*self.prefetch_related)
        return self.table_class.fetched(rows) if hasattr(self.table_class, "fetched") else rows

    @cached_property
    def saved_views(self) -> list:
        """Ways to look at this list that the user or the office has saved."""
        return saved.views_of(self.request)

    def sheet(self) -> tuple[Any, Any, Any]:
        """The filters, the rows that they leave, and the table of these rows in the order asked for."""
        rows = self.get_queryset()
        filterset = self.filterset_class(self.request.GET, rows, request=self.request) if self.filterset_class else None
        rows = filterset.qs if filterset else rows
        table = self.table_class(rows)
        _sort(table, self.request)
        return filterset, rows, table

    def get_context_data(self, **kwargs):
        filterset, rows, table = self.sheet()
        page = page_of(table, self.request.GET.get("page", ""), self.per_page)
        total = count_of(rows, page, self.per_page)
        picks = self._picks(page)
        if picks:
            _with_ticks(table)
        context = {
            "title": self.title or capfirst(self.noun),
            "filter": filterset,
            "table": table,
            "page": page,
            "total": total,
            "count_words": f"{counting.words(total)} {self.noun}",
            "total_words": counting.words(total),
            "filtered": bool(filterset and filterset.pills()),
            "noun": self.noun,
            "create": self.create_button(),
            "acts": self.acts(),
            "presets": self._presets(),
            "saved": saved.tabs_of(self.request, self.saved_views),
            "saving_url": saved.saving_url(self.request, self.saved_views),
            "all_url": self._all_url(),
            "has_file": registry.list_file_of.answer is not registry.list_file_of.default,
            "picks": picks,
        }
        return super().get_context_data(**kwargs) | context

    def create_button(self) -> Button | None:
        """The page's one primary button, for those who may use it."""
        user, url = self.request.user, self.url_of(self.model, "create")
        if not (self.create_permission and url and user.can(self.create_permission) and _open(user)):
            return None
        return Button(self.create_label or f"Ghi {self.noun}", url, primary=True)

    def acts(self) -> list[Button]:
        """Further buttons in the head."""
        return list(registry.list_buttons_of(self.model, self.request.user))

    def bulk_buttons(self) -> list[Button]:
        """What this user may do with ticked rows; a list with bulk pages of its own names their addresses here."""
        return bulk_buttons(self.request.user, self.model, self.bulk_actions)

    def _picks(self, page) -> Picks | None:
        """The bar over ticked rows, where there are rows and something to do with them."""
        if not page.object_list:
            return None
        has_pages = page.has_next() or page.has_previous()
        return picks_of(self.request, self.bulk_buttons(), self.row_noun or self.noun, has_pages)

    def _presets(self) -> list[tuple[str, str, bool]]:
        """Ready-made views as tabs: words, address, whether it is the one shown."""
        if not (self.presets or self.saved_views):
            return []
        shown = self.request.GET.copy()
        for key in ("page", "sort", saved.SHOWING, UNFOLD):
            shown.pop(key, None)
        now = shown.urlencode()
        if any(tab.is_shown for tab in saved.tabs_of(self.request, self.saved_views)):
            now = None
        tabs = [("Tất cả", self._all_url(), now == "")]
        return [*tabs, *((words, f"?{query}", query == now) for words, query in self.presets)]

    def _all_url(self) -> str:
        """The whole list, also where a saved view opens by itself."""
        return f"?{saved.SHOWING}={saved.ALL}" if saved.default_of(self.request, self.saved_views) else "?"


def _open(user) -> bool:
    """Whether the locality acted for still exists: an ended one is read-only."""
    return not getattr(getattr(user.acting, "locality", None), "is_ended", False)


def _with_ticks(table) -> None:
    """Give every row of the table a tick box; the look without a column for it is taken off."""
    table.has_ticks = True
    names = [name for name in table.attrs.get("class", "").split() if name != "no-pick"]
    table.attrs = AttributeDict(table.attrs | {"class": " ".join(names)})


def _sort(table, request) -> None:
    """The order asked for, made stable."""
    table.request = request
    asked = request.GET.getlist(table.prefixed_order_by_field)
    if sort := [name for name in asked if name.removeprefix("-") in table.columns]:
        table.order_by = sort
    ordered = table.data.data
    order = ordered.query.order_by or ordered.model._meta.ordering or ()
    table.data.data = ordered.order_by(*order, "-pk")


def count_of(rows, page, per_page) -> int:
    """How many rows there are, up to one above the limit; known without asking on a last page."""
    before = (page.number - 1) * per_page
    if not page.has_next():
        return before + len(page.object_list)
    number = counted([rows])[0] if hasattr(rows, "query") else len(rows)
    return max(number, before + len(page.object_list))


class DetailPage(RecordPage, TemplateView):
    """One record: facts, sections, next steps, panels of other apps, history."""

    kind = "detail"
    edit_permission: Any = None
    select_related: tuple[str, ...] = ()
    prefetch_related: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    """Relations, and models of rows that point at the record, of which it is asked first whether there is anything."""

    @cached_property
    def record(self):
        """The record, or 404; what is fetched with it only where there is anything."""
        related = self.select_related or foreign_keys(self.model)
        record = record_or_404(self.model, self.kwargs["pk"], self.request.user, related)
        note_ties_of(record, self.ties)
        wanted = (row for row in self.prefetch_related if not has_none(record, getattr(row, "prefetch_through", row)))
        prefetch_related_objects([record], *wanted)
        return record

    def get(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        return super().get(request, *args, **kwargs)

    def facts(self, record) -> list[tuple[str, object]]:
        """(label, value); values without text are left out."""
        return facts_of(record, self.request.user)

    def sections(self, record) -> list[Panel]:
        """Blocks under the facts, made with `table_panel` or `Panel`."""
        return []

    def crumbs(self, record) -> list[tuple[str, str]]:
        """(words, address) of the way here, without the record itself."""
        url = self.url_of(self.model, "list")
        return [(self.list_title or capfirst(self.noun), url)] if url else []

    def get_context_data(self, **kwargs):
        record, user = self.record, self.request.user
        buttons = registry.buttons_of(record, user)
        panels = [*registry.panels_of(record, user)]
        context = {
            "record": record,
            "title": getattr(record, "public_title", str(record)),
            "crumbs": self.crumbs(record),
            "facts": [(label, text) for label, value in self.facts(record) if (text := show(value)) != ""],
            "sections": self.sections(record),
            "buttons": buttons,
            "first_button": next((button for button in buttons if button.enabled and button.primary), None),
            "margin_panels": [panel for panel in panels if not panel.wide],
            "main_panels": [panel for panel in panels if panel.wide],
            "history": self.history(record),
            "edit_url": self.edit_url(record),
            "noun": self.noun,
        }
        return super().get_context_data(**kwargs) | context

    def history(self, record) -> list[registry.Entry]:
        """What happened to it, newest first; nothing where the page asks for it once it stands."""
        return registry.history_of(record, self.request.user)

    def edit_url(self, record) -> str:
        """Where it is edited, for those who may."""
        if self.edit_permission is None or not self.request.user.can(self.edit_permission, record):
            return ""
        return self.url_of(self.model, "edit", record.pk)


def table_panel(title, table, add=None, empty="", limit=25, more="") -> Panel:
    """A section with a table of rows that belong to the record, `limit` of them; `more` is the address of all.

    `add`: (words, address) of a link in its head; without an address there is no link.
    """
    page = table.paginate(LazyPaginator, limit).page
    total = count_of(table.data.data, page, limit) if page.has_next() else len(page.object_list)
    context = {"table": table, "empty": empty or "Chưa có.", "rest": total - len(page.object_list), "more": more}
    return Panel(title, "ui/panel_table.html", context, wide=True, count=total, link=add if add and add[1] else None)


class FormPage(RecordPage, FormView):
    """A form whose action does the work: error summary, text kept, refusals told in words."""

    kind = "form"
    form_class: Any = None
    action: Any = None
    title = ""
    lead = ""
    submit = ""
    done = ""

    def run(self, form):
        """Call the action; what it raises is told by `form_valid`."""
        raise ImproperlyConfigured("A form page names its action.")

    def form_valid(self, form):
        try:
            record = self.run(form)
        except Conflict as conflict:
            return self.conflict(form, conflict)
        except Forbidden as refusal:
            raise PermissionDenied(refusal.message) from refusal
        except ValidationError as error:
            _add_errors(form, error)
            return self.form_invalid(form)
        except Refused as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, self.done_words())
        return HttpResponseRedirect(self.after(record))

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def refused(self, form, refusal):
        """Not possible now: said at the form, text kept."""
        form.add_error(None, refusal.message)
        return self.form_invalid(form)

    def conflict(self, form, conflict):
        """Somebody else saved in between."""
        form.add_error(None, conflict.message)
        return self.render_to_response(self.get_context_data(form=form), status=409)

    def stored(self):
        """The record at hand, which the form or its action may have filled: once something was sent, as it is kept."""
        return record_or_404(self.model, self.kwargs["pk"], self.request.user) if self.request.POST else self.record

    def heading(self) -> str:
        """The page's title."""
        return self.title

    def done_words(self) -> str:
        """One quiet line."""
        return self.done or f"Đã lưu {self.noun}."

    def after(self, record) -> str:
        """The record's page; the list when it is no longer the user's to see."""
        if type(record).objects.visible_to(self.request.user).filter(pk=record.pk).exists():
            return record.get_absolute_url()
        return self.back()

    def get_context_data(self, **kwargs):
        context = {
            "title": self.heading(),
            "submit": self.submit or f"Lưu {self.noun}",
            "noun": self.noun,
            "cancel": self.back(),
            "crumbs": [(self.list_title or capfirst(self.noun), self.url_of(self.model, "list"))],
        }
        return context | super().get_context_data(**kwargs)


def _add_errors(form, error: ValidationError) -> None:
    """Show each message at its field; at the top, with the field's name, where the form has no such field."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        if name in form.fields:
            form.add_error(name, errors)
        else:
            form.add_error(None, [f"{_label(form, name)}{text}" for one in errors for text in one.messages])


def _label(form, name) -> str:
    """What to call a field that is not on the form."""
    if name == NON_FIELD_ERRORS or not hasattr(form, "instance"):
        return ""
    return f"{capfirst(str(form.instance._meta.get_field(name).verbose_name))}: "


class CreatePage(FormPage):
    """Write down a new record."""

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission)
        if not _open(request.user):
            raise PermissionDenied("Địa phương này đã kết thúc nên chỉ xem được, không ghi thêm.")
        return super().dispatch(request, *args, **kwargs)

    def blank(self):
        """The new record before the form fills it: it belongs to the locality acted for."""
        names = {field.name for field in self.model._meta.fields}
        return self.model(locality=self.request.user.acting.locality) if "locality" in names else self.model()

    def get_initial(self):
        """What the address says about fields ("?petition=12")."""
        named = {name: value for name, value in self.request.GET.items() if name in self.form_class.base_fields}
        return super().get_initial() | named

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "instance": self.blank()}

    def run(self, form):
        record = form.instance
        return type(self).action(record, by=self.request.user, related=form.related() or None) or record

    def heading(self) -> str:
        return self.title or f"Ghi {self.noun}"


class EditPage(FormPage):
    """Change a record; told when somebody else saved in between."""

    select_related: tuple[str, ...] = ()

    @cached_property
    def record(self):
        """The record, or 404."""
        return record_or_404(self.model, self.kwargs["pk"], self.request.user, self.select_related)

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "instance": self.record}

    def run(self, form):
        saved = type(self).action(form.instance, by=self.request.user, related=form.related() or None)
        if labels := ", ".join(together.kept(form)):
            messages.info(self.request, f"Trong lúc bạn sửa, người khác đã sửa: {labels}. Phần ấy được giữ nguyên.")
        return saved or form.instance

    def conflict(self, form, conflict):
        """Show both versions where they clash; the next save then stands over the stored one there, knowingly."""
        self.__dict__.pop("record", None)  # filled by the form: read again what is stored
        form = self.get_form()
        form.is_valid()
        form.add_error(None, conflict.message)
        form.take_revision(form.stored_revision)
        context = self.get_context_data(form=form, differing=together.clashes(form), kept=together.kept(form))
        return self.render_to_response(context, status=409)

    def get_context_data(self, **kwargs):
        record = self.stored()
        context = super().get_context_data(**kwargs)
        title = getattr(record, "public_title", str(record))
        crumbs = [*context["crumbs"], (title, record.get_absolute_url())]
        return context | {"cancel": record.get_absolute_url(), "crumbs": crumbs}

    def heading(self) -> str:
        return self.title or f"Sửa {self.noun}"


class MovePage(Opened, FormPage):
    """Take a record through one step of its workflow. `moves`: name → (form class or None, action).

    A step that stands in the model's transition table carries its permission there; for others the page declares one.
    """

    kind = "move"
    moves: dict = {}

    @cached_property
    def record(self):
        """The record, or 404."""
        return record_or_404(self.model, self.kwargs["pk"], self.request.user)

    @cached_property
    def step(self):
        """The transition behind the step, if the model has a table."""
        return registry.step_of(self.record, self.kwargs["name"])

    def dispatch(self, request, *args, **kwargs):
        if self.kwargs["name"] not in self.moves:
            raise Http404
        if self.step is None:
            allow(request.user, self.permission, self.record)
        elif not self.step.is_for(self.record, request.user):
            raise PermissionDenied(Forbidden.sentence)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        button = self.offered()
        if button is None and self.step is None:
            raise PermissionDenied(Forbidden.sentence)
        if button is None or not button.enabled:
            return self._not_now(getattr(button, "reason", "") or NotNow.sentence)
        return super().get(request, *args, **kwargs)

    def offered(self):
        """The button of this step on the record's page, if it stands there."""
        here = self.url_of(self.model, "move", self.record.pk, self.kwargs["name"])
        return next((b for b in registry.buttons_of(self.record, self.request.user) if b.url == here), None)

    @cached_property
    def label(self) -> str:
        """The step in words."""
        found = self.step or self.offered()
        return found.label if found else capfirst(self.noun)

    def get_form_class(self):
        return self.moves[self.kwargs["name"]][0] or MoveForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "record": self.record}

    def run(self, form):
        action = self.moves[self.kwargs["name"]][1]
        self.check_unchanged()
        return action(self.record, by=self.request.user, **form.cleaned_data) or self.record

    def refused(self, form, refusal):
        if isinstance(refusal, NotNow | AlreadyDone):
            return self._not_now(refusal.message)
        return super().refused(form, refusal)

    def _not_now(self, words):
        messages.warning(self.request, words)
        return redirect(self.record.get_absolute_url())

    def done_words(self) -> str:
        """ "Phân loại" is done as "Đã phân loại."; "Ghi đã làm" and "Không tổ chức" are noted, not done."""
        if self.done:
            return self.done
        words = lowfirst(self.label)
        if words.startswith(("ghi đã ", "không ")):
            return f"Đã ghi: {words.removeprefix('ghi ')}."
        return f"Đã {words}."

    def heading(self) -> str:
        return self.label

    def sentence(self, record, name) -> str:
        """What is about to happen, above the button."""
        return self.lead

    def get_context_data(self, **kwargs):
        record = self.stored()
        title = getattr(record, "public_title", str(record))
        context = super().get_context_data(**kwargs)
        return context | {
            "record": record,
            "record_title": title,
            "opened_at": self.opened_at,
            "opened_as": json.dumps(self.opened_as, separators=(",", ":")),
            "submit": self.submit or self.label,
            "lead": self.sentence(record, self.kwargs["name"]),
            "cancel": record.get_absolute_url(),
            "crumbs": [*context["crumbs"], (title, record.get_absolute_url())],
        }


# Page -> where it stands under the model's prefix.
PLACES = {
    "list": "",
    "create": "moi/",
    "bulk": "nhieu/<slug:name>/",
    "detail": "<int:pk>/",
    "edit": "<int:pk>/sua/",
    "move": "<int:pk>/<slug:name>/",
}


def routes(name, **pages) -> list:
    """Addresses of a model's pages, named `<name>-list` and so on. `name` is the model's name in lower case."""
    for page in pages.values():
        if page.model._meta.model_name != name:
            raise ImproperlyConfigured(f"routes(“{name}”): {page.__name__} is about “{page.model._meta.model_name}”.")
    title = pages["list"].title if "list" in pages else ""
    return [
        path(where, pages[kind].as_view(**({"list_title": title} if title else {})), name=f"{name}-{kind}")
        for kind, where in PLACES.items()
        if kind in pages
    ]
