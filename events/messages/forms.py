from django import forms
from django.utils.translation import gettext_lazy as _

from events.messages.states import AUDIENCES, EVERYBODY
from incubator.mailings.forms import MailingForm, Rewritten


class MessageForm(MailingForm):
    audience = forms.ChoiceField(label=_("To"), choices=AUDIENCES, initial=EVERYBODY)


class RewriteForm(Rewritten, MessageForm):
    """What was written before stands in it."""
