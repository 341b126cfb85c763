"""The face of the slices' admin pages. What allauth puts into the admin goes: keys and sessions are nobody's to edit."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group

from incubator.accounts.people.admin import UserAdmin
from incubator.accounts.privacy.admin import ErasureRequestAdmin, NoticeAdmin

__all__ = ["ErasureRequestAdmin", "NoticeAdmin", "UserAdmin"]

for model in (EmailAddress, Authenticator, UserSession, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
