"""What follows from every save of a petition or a reply, whoever saved it: the version that is up is compared."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from voters.actions.publishing import compare
from voters.models import Petition, Reply


@receiver(post_save, sender=Petition)
def petition_saved(instance, created, raw=False, **kwargs):
    """A new petition has no public version yet."""
    if not created and not raw:
        compare(instance)


@receiver(post_save, sender=Reply)
def reply_saved(instance, raw=False, **kwargs):
    if not raw:
        compare(instance.petition)
