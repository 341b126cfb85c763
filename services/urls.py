"""The face of the app: gathers the addresses of its slices."""

from django.urls import path

from services.bookings.coach_urls import urlpatterns as coaching
from services.bookings.feeds import provider_feed
from services.bookings.urls import urlpatterns as bookings
from services.calendar.urls import urlpatterns as calendar
from services.funding.urls import urlpatterns as funding
from services.introductions.urls import urlpatterns as introductions
from services.ledger.urls import urlpatterns as ledger
from services.requests.urls import urlpatterns as requests
from services.rescue.urls import urlpatterns as rescue
from services.trainings.urls import urlpatterns as trainings

app_name = "services"
urlpatterns = [
    *ledger,
    *calendar,
    path("coaching/feed/<str:token>.ics", provider_feed, name="provider_feed"),
    *bookings,
    *coaching,
    *rescue,
    *requests,
    *trainings,
    *introductions,
    *funding,
]
