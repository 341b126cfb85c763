"""The face of the app: gathers the addresses of its slices."""

from events.afterwards.urls import urlpatterns as afterwards
from events.agenda.urls import urlpatterns as agenda
from events.door.urls import urlpatterns as door
from events.registrations.urls import urlpatterns as registrations

app_name = "events"
urlpatterns = [*agenda, *registrations, *door, *afterwards]
