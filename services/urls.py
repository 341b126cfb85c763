"""The face of the app: gathers the addresses of its slices."""

from services.bookings.urls import urlpatterns as bookings
from services.ledger.urls import urlpatterns as ledger

app_name = "services"
urlpatterns = [*ledger, *bookings]
