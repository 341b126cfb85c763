from django.utils.translation import pgettext_lazy

from events.registrations.states import LIVE, RegistrationState

#: Everybody who may still come; then one state of a registration.
EVERYBODY = "everybody"
AUDIENCES = [
    (EVERYBODY, pgettext_lazy("message to", "everybody who has not left")),
    *((state.value, state.label) for state in RegistrationState if state in LIVE or state == RegistrationState.LAPSED),
]
