"""Pages on which one statement becomes several petitions, and one again."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property

from coordination.lib.numbers import vi
from coordination.people.permissions import Permission
from coordination.ui.crud import FormPage
from coordination.ui.forms import MoveForm
from coordination.ui.policy import allow, record_or_404
from voters import actions
from voters.actions.splitting import why_not_join, why_not_split
from voters.forms.splitting import MORE, STEP, SplitForm
from voters.models import Petition


class OfPetition(FormPage):
    """A page about one petition; where it is not possible now, the petition's page says why."""

    model = Petition
    permission = Permission.PETITION_REGISTER
    list_title = "Kiến nghị cử tri"

    @cached_property
    def record(self):
        """The petition, or 404."""
        return record_or_404(Petition, self.kwargs["pk"], self.request.user, ("batch", "locality", "merged_into"))

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if reason := self.why_not(self.record):
            messages.warning(request, reason)
            return HttpResponseRedirect(self.record.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "record": self.record}

    def get_context_data(self, **kwargs):
        context, record = super().get_context_data(**kwargs), self.record
        here = (record.public_title, record.get_absolute_url())
        return context | {
            "record": record,
            "more": MORE,
            "record_title": record.public_title,
            "cancel": record.get_absolute_url(),
            "crumbs": [*context["crumbs"], here],
        }


class PetitionSplit(OfPetition):
    form_class = SplitForm
    template_name = "voters/petition_split.html"
    title = "Tách thành nhiều kiến nghị"
    submit = "Tách kiến nghị"
    why_not = staticmethod(why_not_split)

    def post(self, request, *args, **kwargs):
        """More boxes asked for: the same form with them, nothing is checked or done yet."""
        if MORE not in request.POST:
            return super().post(request, *args, **kwargs)
        typed = {name: text for name, text in request.POST.items() if name.startswith("part_")}
        form = SplitForm(user=request.user, record=self.record, initial=typed, boxes=len(typed) + STEP)
        return self.render_to_response(self.get_context_data(form=form))

    def run(self, form):
        self.made = actions.split(self.record, by=self.request.user, parts=form.parts())
        return self.record

    def done_words(self) -> str:
        codes = ", ".join(part.code for part in self.made)
        return f"Đã tách: thêm {vi(len(self.made))} kiến nghị ({codes})."


class PetitionJoin(OfPetition):
    form_class = MoveForm
    template_name = "ui/move.html"
    title = "Hợp lại kiến nghị đã tách"
    submit = "Hợp lại"
    done = "Đã hợp lại thành một kiến nghị."
    why_not = staticmethod(why_not_join)

    def run(self, form):
        return actions.join(self.record, by=self.request.user)

    def get_context_data(self, **kwargs):
        codes = ", ".join(part.code for part in self.record.split_parts.order_by("pk"))
        lead = f"Các phần {codes} bị bỏ khỏi sổ; kiến nghị này trở lại nguyên văn như trước khi tách."
        return super().get_context_data(**kwargs) | {"lead": lead}
