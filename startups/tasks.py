from datetime import datetime

from celery import shared_task
from django.utils import timezone

from startups.actions import invitations, transfers
from startups.models import Invitation, OwnershipTransfer


@shared_task(name="startups.expire_invitations")
def expire_invitations() -> None:
    """Offers of a seat and of the ownership alike."""
    for pk in Invitation.objects.due_to_expire().values_list("pk", flat=True):
        invitations.expire(pk)
    due: datetime = timezone.now() - transfers.LASTS
    for pk in OwnershipTransfer.objects.pending().filter(offered_at__lte=due).values_list("pk", flat=True):
        transfers.expire(pk)
