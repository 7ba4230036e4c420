"""The review: list, draft, page with its outline, sections, shortcomings, directions, signers, PDF."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from coordination.people.permissions import Permission
from coordination.records.errors import Conflict, Forbidden, Refused
from coordination.ui.crud import CreatePage, DetailPage, EditPage, ListPage, MovePage
from coordination.ui.policy import allow, record_or_404, requires
from coordination.ui.registry import Button
from reports import actions, documents, forms, periods, printing, snapshots
from reports.content import Content
from reports.filters import ReviewFilter
from reports.models import Direction, Limitation, Review
from reports.tables import ReviewTable

LINES = {"han-che": (Limitation, forms.LimitationForm), "phuong-huong": (Direction, forms.DirectionForm)}


class ReviewList(ListPage):
    model = Review
    permission = Permission.REVIEW_VIEW
    create_permission = Permission.REVIEW_EDIT
    create_label = "Soạn báo cáo"
    table_class = ReviewTable
    filterset_class = ReviewFilter
    title = "Báo cáo tổng kết"
    lead = "Báo cáo kết quả thực hiện Quy chế phối hợp: số liệu từ hồ sơ, mỗi số mở ra hồ sơ của nó."

    def acts(self):
        """The figures that the reports are made of."""
        figures = Button("Số liệu phối hợp", reverse("reports:figure-list"))
        return [*super().acts(), figures] if self.request.user.can(Permission.FIGURE_VIEW) else super().acts()


class ReviewDetail(DetailPage):
    """The review as it will be printed, with what can be done to each part."""

    model = Review
    permission = Permission.REVIEW_VIEW
    edit_permission = Permission.REVIEW_EDIT
    select_related = ("locality", "regulation", "lead_party", "conference")

    def get_context_data(self, **kwargs):
        review = self.record
        content = Content.of(review)
        texts = content.sections
        may_write = self.request.user.can(Permission.REVIEW_EDIT, review)
        return super().get_context_data(**kwargs) | {
            "content": content,
            "written": f"{sum(bool(row.paragraphs) for row in texts)}/{len(texts)} mục có chữ",
            "parts": printing.parts(review, content),
            "silence": printing.silence(review),
            "reported": printing.reported_rows(review),
            "indicators": printing.indicator_rows(review),
            "moved": snapshots.moved(review),
            "may_edit": may_write and review.is_editable,
            "may_name": may_write and not review.is_final,
            "period_query": periods.query(review.period),
        }

    def edit_url(self, record) -> str:
        """Head data may change until the report is signed."""
        return "" if record.is_final else super().edit_url(record)


class ReviewCreate(CreatePage):
    model = Review
    permission = Permission.REVIEW_EDIT
    form_class = forms.ReviewForm
    action = actions.create_review
    title = "Soạn báo cáo tổng kết"
    lead = "Các bên lấy theo Quy chế; số liệu của kỳ được đưa vào bản thảo, chỗ chưa có số liệu được ghi rõ."
    submit = "Dựng bản thảo"

    def get_initial(self):
        """The year that is due, the regulation in force and its first party: for most drafts the right ones."""
        period = periods.last_year_to_review()
        regulation = documents.regulation_of(self.request.user.acting.locality, period)
        lead = regulation.bodies[0] if regulation else None
        initial = {"start": period.start, "end": period.end, "regulation": regulation, "lead_party": lead}
        return initial | super().get_initial()


class ReviewEdit(EditPage):
    model = Review
    permission = Permission.REVIEW_EDIT
    form_class = forms.ReviewHeadForm
    action = actions.edit_review
    title = "Sửa phần đầu báo cáo"


class ReviewMove(MovePage):
    model = Review
    moves = {
        "consult": (forms.NoteForm, actions.consult),
        "take_back": (forms.NoteForm, actions.take_back),
        "agree": (forms.NoteForm, actions.agree),
        "reopen": (forms.NoteForm, actions.reopen),
        "sign": (forms.NoteForm, actions.sign),
    }


@requires(Permission.REVIEW_EDIT)
def section_edit(request, pk, key):
    """Write one section."""
    review = _own_to_write(request, pk)
    section = get_object_or_404(review.sections, key=key)
    section.review = review
    return _row_page(
        request,
        forms.SectionForm,
        section,
        actions.edit_section,
        title=f"Sửa mục: {section.heading}",
        submit="Lưu mục",
        back=f"#muc-{section.key}",
    )


@requires(Permission.REVIEW_EDIT)
def line_edit(request, pk, kind, line=None):
    """Add or change a shortcoming or a direction."""
    review = _own_to_write(request, pk)
    model, form_class = _line_kind(kind)
    row = get_object_or_404(model, pk=line, review=review) if line else model()
    row.review = review
    noun = model._meta.verbose_name
    return _row_page(
        request,
        form_class,
        row,
        actions.save_line,
        title=f"Sửa {noun}" if line else f"Ghi {noun}",
        submit="Lưu dòng này",
        back=f"#{kind}",
        remove_url=reverse("reports:review-line-remove", args=[pk, kind, line]) if line else "",
    )


@requires(Permission.REVIEW_EDIT)
def signer_edit(request, pk, party):
    """Name who signs for a party."""
    review = _own_to_write(request, pk)
    row = get_object_or_404(review.parties.select_related("body"), pk=party)
    row.review = review
    title = f"Người ký của {row.body}"
    return _row_page(
        request, forms.SignerForm, row, actions.name_signer, title=title, submit="Lưu người ký", back="#cac-ben"
    )


@require_POST
@requires(Permission.REVIEW_EDIT)
def line_remove(request, pk, kind, line):
    """Take a line out."""
    review = _own_to_write(request, pk)
    model, _form_class = _line_kind(kind)
    row = get_object_or_404(model, pk=line, review=review)
    row.review = review
    try:
        actions.remove_line(row, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Đã bỏ dòng ấy.")
    return redirect(f"{review.get_absolute_url()}#{kind}")


@require_POST
@requires(Permission.REVIEW_VIEW)
def export_pdf(request, pk):
    """Queue the PDF and show its progress."""
    review = record_or_404(Review, pk, request.user, ("locality",))
    job = actions.export_pdf(review, by=request.user)
    return redirect(job.get_absolute_url())


def _own_to_write(request, pk) -> Review:
    """The review if this user may write in it: 404 unseen, 403 otherwise."""
    review = record_or_404(Review, pk, request.user, ("locality",))
    allow(request.user, Permission.REVIEW_EDIT, review)
    return review


def _line_kind(kind: str):
    if kind not in LINES:
        raise Http404
    return LINES[kind]


def _row_page(request, form_class, row, action, *, back, **context):
    """Form, action, message for a row of a review; what somebody else saved in between is shown beside one's own."""
    review = row.review
    form = form_class(request.POST or None, instance=row, user=request.user)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            action(form.instance, by=request.user)
        except Conflict as conflict:
            saved = get_object_or_404(type(row), pk=row.pk, review=review)
            context["differing"] = _differing(form, saved)
            form.add_error(None, conflict.message)
            form.take_revision(saved.revision)
            status = 409
        except Forbidden as refusal:
            raise PermissionDenied(refusal.message) from refusal
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = 422
        else:
            messages.success(request, "Đã lưu.")
            return redirect(f"{review.get_absolute_url()}{back}")
    elif form.errors:
        status = 422
    context |= {"review": review, "form": form}
    return render(request, "reports/review_row.html", context, status=status)


def _differing(form, saved) -> list[tuple[str, str]]:
    """(label, what is saved) of each field in which the saved row differs from what was typed."""
    theirs = type(form)(instance=saved, user=form.user)
    names = [box.name for box in theirs.visible_fields()]
    return [
        (theirs.fields[name].label, getattr(saved, name) or "để trống")
        for name in names
        if getattr(saved, name) != form.cleaned_data[name]
    ]
