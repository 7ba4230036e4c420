"""Pages of what belongs to a petition: one referral, one reply, one verdict."""

from django.core.exceptions import PermissionDenied

from coordination.documents.panels import attachments_panel
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.ui.crud import DetailPage, EditPage, MovePage
from coordination.ui.policy import allow
from coordination.ui.show import capfirst
from voters import actions
from voters.forms.common import CancelForm
from voters.forms.referrals import AcceptAssignedForm, ContributeForm, RecallForm, ReferralForm, RefuseAssignedForm
from voters.forms.replies import CorrectReplyForm
from voters.models import Contribution, Petition, Referral, Reply, Verdict
from voters.queries.succession import place_before
from voters.rules import may_correct
from voters.views.petitions import TITLE


class PartDetail(DetailPage):
    """A part; the way here leads through its petition."""

    permission = Permission.PETITION_VIEW

    def crumbs(self, record):
        return [(TITLE, self.url_of(Petition, "list")), *_petition(record.petition, self.request.user)]

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


def _petition(petition, user) -> list[tuple[str, str]]:
    """The petition as a step of the way, for those who may see it."""
    seen = Petition.objects.visible_to(user).filter(pk=petition.pk).exists()
    return [(petition.code, petition.get_absolute_url())] if seen else []


class PartEdit(EditPage):
    """Corrections; what decides is changed by steps of the petition."""

    select_related = ("petition",)
    action = actions.edit
    list_title = TITLE

    def back(self):
        return self.record.petition.get_absolute_url()


class ReferralDetail(PartDetail):
    model = Referral
    edit_permission = Permission.PETITION_FORWARD

    def facts(self, record):
        """A successor was sent no paper: number and day are those of the one that its predecessor was sent."""
        found = super().facts(record)
        if record.continues_id is None:
            return found
        sent = capfirst(str(Referral._meta.get_field("sent_on").verbose_name))
        own = [("Ngày phiếu chuyển", record.paper.sent_on), ("Kế thừa từ ngày", record.sent_on)]
        return [fact for label, value in found for fact in (own if label == sent else [(label, value)])]


class ReferralMove(MovePage):
    """What is done with a referral itself; the buttons stand on the page of its petition."""

    model = Referral
    permission = Permission.PETITION_ANSWER
    moves = {
        "accept": (AcceptAssignedForm, actions.accept_assigned),
        "refuse": (RefuseAssignedForm, actions.refuse_assigned),
        "recall": (RecallForm, actions.recall_assigned),
        "contribute": (ContributeForm, actions.contribute),
        "take_back": (CancelForm, actions.take_back_succession),
    }
    sentences = {
        "refuse": "Kiến nghị trở lại nơi giao cùng lý do; cơ quan giao vẫn nợ trả lời.",
        "recall": "Cơ quan được giao không còn nợ trả lời; không tính là từ chối.",
    }

    def sentence(self, record, name) -> str:
        if name == "take_back" and record.continues_id:
            place = place_before(record)
            kept = f", địa bàn trở về {place}; hạn giữ nguyên" if place else "; địa bàn và hạn giữ nguyên"
            return f"Việc trở về {record.continues.to}{kept}, lịch sử ghi cả hai lần."
        return self.sentences.get(name, "")

    def after(self, record) -> str:
        return record.get_absolute_url()


class ContributionDetail(PartDetail):
    model = Contribution


class ReferralEdit(PartEdit):
    model = Referral
    permission = Permission.PETITION_FORWARD
    form_class = ReferralForm


class ReplyDetail(PartDetail):
    model = Reply
    edit_permission = Permission.PETITION_ANSWER

    def edit_url(self, record):
        return super().edit_url(record) if may_correct(self.request.user.acting, record) else ""


class ReplyEdit(PartEdit):
    model = Reply
    permission = Permission.PETITION_ANSWER
    form_class = CorrectReplyForm
    select_related = ("petition", "body__locality")
    action = actions.correct_reply

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if not may_correct(request.user.acting, self.record):
            raise PermissionDenied(Forbidden.sentence)
        return super().dispatch(request, *args, **kwargs)


class VerdictDetail(PartDetail):
    model = Verdict
