"""Who is signed in, with what the frame of every page asks of her: read in the one query that fetches the account."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from incubator.accounts.models import User
from programs.partners.models import Mandate
from services.calendar.models import Provider
from services.calendar.states import ProviderState


class Backend(AuthenticationBackend):
    """`receives`: whether she has the pages of those who receive startups; `reads`: whether she reads for a partner today."""

    def get_user(self, user_id: Any) -> Any:
        mine = Provider.objects.filter(person=OuterRef("pk")).exclude(state=ProviderState.LEFT)
        mandates = Mandate.objects.live().filter(person=OuterRef("pk"))
        annotated = User.objects.annotate(receives=Exists(mine), reads=Exists(mandates))
        user = annotated.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
