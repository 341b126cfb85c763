from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incubator.mailings.forms import MailingForm, Rewritten
from programs.cohorts.states import EnrolmentState
from programs.messages.models import present
from programs.messages.states import Reach


class CohortMessageForm(MailingForm):
    states = forms.MultipleChoiceField(
        label=_("Participations"),
        choices=EnrolmentState.choices,
        initial=present,
        widget=forms.CheckboxSelectMultiple,
    )
    is_for_late = forms.BooleanField(
        label=_("Only those that are late"),
        required=False,
        help_text=_("A milestone or a statement is behind its day. Goes out as a reminder, which people can refuse."),
    )
    reach = forms.ChoiceField(label=_("To"), choices=Reach.choices, initial=Reach.OWNERS, widget=forms.RadioSelect)


class LateForm(CohortMessageForm):
    """The same, begun for those that are late."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_for_late"] = True


class RewriteForm(Rewritten, CohortMessageForm):
    """What was written before stands in it; what is addressed to nobody yet is offered to all who take part."""

    def __init__(self, data: Any = None, *, thing: Any) -> None:
        super().__init__(data, thing=thing)
        self.initial["states"] = thing.states or present()
