"""Saving a view of a list, and what is done with the saved ones."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST

from coordination.records.errors import Forbidden
from coordination.ui.crud import ListPage
from coordination.ui.models import SavedView
from coordination.ui.policy import SIGNED_IN, allow, requires
from coordination.ui.saved import LONGEST, may_share, state_of
from coordination.ui.saved_forms import ViewForm
from coordination.ui.show import capfirst


@requires(SIGNED_IN)
def view_list(request):
    """One's own views, list by list."""
    views = SavedView.objects.visible_to(request.user).filter(user=request.user).select_related("body")
    context = {"title": "Cách xem của tôi", "views": views, "may_share": may_share(request.user)}
    return render(request, "ui/saved_views.html", context)


@requires(SIGNED_IN)  # the permission of the list itself is asked below
def view_create(request):
    """Give a name to the filters and the order that are in force."""
    path = request.GET.get("o", "")[:200]
    title = _title_of(path, request.user)
    state = state_of(QueryDict(request.GET.get("q", "")[:LONGEST]))
    if not state:
        raise Http404
    form = ViewForm(request.POST if request.method == "POST" else None, user=request.user, record=None, path=path)
    view = _kept(form, request.user, path, title, state) if request.method == "POST" and form.is_valid() else None
    if view is not None:
        messages.success(request, f"Đã lưu cách xem “{view.name}”.")
        return redirect(view.url)
    context = {
        "form": form,
        "title": "Lưu cách xem",
        "submit": "Lưu cách xem",
        "cancel": f"{path}?{state}",
        "crumbs": [(title, path)],
    }
    return render(request, "ui/form.html", context, status=422 if form.errors else 200)


@require_POST
@requires(SIGNED_IN)
def view_step(request, pk, name):
    """One press: opens by itself or no longer, shared or no longer, deleted."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user).filter(user=request.user), pk=pk)
    step = STEPS.get(name)
    if step is None:
        raise Http404
    if name == "dung-chung" and not may_share(request.user):
        raise PermissionDenied(Forbidden.sentence)
    messages.success(request, step(view, request.user))
    return redirect("saved:view-list")


def _kept(form, user, path: str, title: str, state: str) -> SavedView | None:
    """The saved view; None, told at the name, where a second press came in between."""
    try:
        return _save(user, path, title, state, form.cleaned_data)
    except IntegrityError:
        form.add_error("name", "Bạn đã có cách xem mang tên này.")
        return None


@transaction.atomic
def _save(user, path: str, title: str, state: str, said: dict) -> SavedView:
    view = SavedView(user=user, path=path, title=title[:120], name=said["name"], query=state)
    if said.get("is_shared"):
        view.body = user.acting.body
    view.save()
    if said["is_default"]:
        _make_default(view, user)
    return view


def _title_of(path: str, user) -> str:
    """The list at an address, if it is one of ours and theirs to see."""
    try:
        match = resolve(path)
    except Resolver404:
        raise Http404 from None
    page = getattr(match.func, "view_class", None)
    if not (isinstance(page, type) and issubclass(page, ListPage)):
        raise Http404
    allow(user, page.permission)
    return page.title or capfirst(str(page.model._meta.verbose_name))


@transaction.atomic
def _make_default(view: SavedView, user) -> str:
    SavedView.objects.visible_to(user).filter(user=user, path=view.path, is_default=True).update(is_default=False)
    view.is_default = True
    view.save(update_fields=["is_default"])
    return f"Từ nay vào “{view.title}” thì mở sẵn “{view.name}”."


def _no_default(view: SavedView, user) -> str:
    view.is_default = False
    view.save(update_fields=["is_default"])
    return f"Vào “{view.title}” thì lại xem tất cả."


def _share(view: SavedView, user) -> str:
    view.body = user.acting.body
    view.save(update_fields=["body"])
    return f"Mọi người ở {view.body} đã có cách xem “{view.name}”."


def _keep(view: SavedView, user) -> str:
    view.body = None
    view.save(update_fields=["body"])
    return f"Chỉ còn bạn có cách xem “{view.name}”."


def _delete(view: SavedView, user) -> str:
    view.delete()
    return f"Đã xóa cách xem “{view.name}”."


STEPS = {"mo-san": _make_default, "thoi-mo-san": _no_default, "dung-chung": _share, "rieng": _keep, "xoa": _delete}
