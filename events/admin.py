"""The face of the app: gathers the admin pages of its slices. An event's page has steps of several of them."""

from django.contrib import admin

from events.agenda import admin as agenda
from events.agenda.models import Event
from events.messages import admin as messages
from events.places import admin as places
from events.registrations import admin as registrations
from events.registrations.admin.events import RegisteredEventAdmin
from events.upkeep import admin as upkeep

__all__ = ["agenda", "messages", "places", "registrations", "upkeep"]


@admin.register(Event)
class EventAdmin(RegisteredEventAdmin):
    steps = [*RegisteredEventAdmin.steps, *messages.STEPS]
