"""Who is signed in, with what the frame of every page asks of her: read in the one query that fetches the account."""

from datetime import date
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from incubator.accounts.models import User
from incubator.prepared import prepared
from programs.partners.models import Mandate
from services.calendar.models import Provider
from services.calendar.states import ProviderState


@prepared
def _known(pk: int, today: date) -> QuerySet[User]:
    mine = Provider.objects.filter(person=OuterRef("pk")).exclude(state=ProviderState.LEFT)
    mandates = Mandate.objects.live(today).filter(person=OuterRef("pk"))
    return User.objects.filter(pk=pk).annotate(receives=Exists(mine), reads=Exists(mandates))


class Backend(AuthenticationBackend):
    """`receives`: whether she has the pages of those who receive startups; `reads`: whether she reads for a partner today."""

    def get_user(self, user_id: Any) -> Any:
        user = next(iter(_known(pk=user_id, today=timezone.localdate())), None)
        return user if user is not None and self.user_can_authenticate(user) else None
