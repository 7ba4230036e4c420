"""The page on which a petition is tied to the draft resolutions it led to."""

from django.core.exceptions import PermissionDenied

from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.ui.crud import EditPage
from voters import actions
from voters.forms.petitions import PetitionDraftsForm
from voters.models import Petition
from voters.rules import links_drafts


class PetitionDrafts(EditPage):
    """For those who forward petitions, and for those who write down drafts."""

    model = Petition
    permission = Permission.PETITION_VIEW
    form_class = PetitionDraftsForm
    title = "Gắn kiến nghị với dự thảo nghị quyết"
    submit = "Lưu chuỗi nguồn gốc"
    done = "Đã lưu chuỗi nguồn gốc."

    def dispatch(self, request, *args, **kwargs):
        if request.user.can(self.permission) and not links_drafts(request.user, self.record):
            raise PermissionDenied(Forbidden.sentence)
        return super().dispatch(request, *args, **kwargs)

    def run(self, form):
        return actions.link_drafts(form.instance, by=self.request.user, drafts=list(form.cleaned_data["drafts"]))
