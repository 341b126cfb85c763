"""allauth in this house: its mails are letters of the outbox, its limits know accents, its redirects stay here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from incubator.accounts.doors import is_ours
from incubator.accounts.entrance import actions, notices
from incubator.accounts.queries import unread_notice
from incubator.addresses import canonical, limiter_key


class PortalAccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, or ask for a new password."),
    }

    def clean_email(self, email: str) -> str:
        try:
            return canonical(email)
        except ValueError as wrong:
            raise ValidationError(
                _("Enter one e-mail address, with only plain letters before the @."), code="invalid"
            ) from wrong

    def is_safe_url(self, url: str) -> bool:
        return is_ours(url, self.request)

    # Attempts ------------------------------------------------------------------------------------------------------
    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # With the network in the key a stranger cannot lock somebody out; accents and case make no new key.
        return f"{get_ip(request)}:{limiter_key(credentials.get('email', ''))}"

    # Mails ---------------------------------------------------------------------------------------------------------
    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        with transaction.atomic():
            notices.address_confirmation(emailconfirmation.email_address, is_new=signup)

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        # To the stored address of the account, whatever look-alike was typed (CVE-2019-19844).
        actions.send_password_key(user.pk, by=None)

    def send_account_already_exists_mail(self, email: str) -> None:
        with transaction.atomic():
            notices.account_exists(email)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        what, facts = template_prefix.rpartition("/")[2], context or {}
        if what == "email_changed":
            actions.note_changed_address(user, old=facts["from_email"], new=facts["to_email"])
        else:
            actions.note_changed_keys(user, what=what, ip=get_ip(self.request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if not template_prefix.endswith("/unknown_account"):
            raise NotImplementedError(f"no letter stands for {template_prefix}")
        with transaction.atomic():
            notices.account_unknown(email)

    # Sign-in -------------------------------------------------------------------------------------------------------
    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """A newer notice is shown until it is agreed to; told once per session so that no page asks the database."""
        if notice := unread_notice(user):
            request.session["unread_notice"] = notice.version
        return super().post_login(request, user, **kwargs)
