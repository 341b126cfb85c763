"""The face of the app: gathers the addresses of its slices."""

from services.introductions.urls import urlpatterns as introductions
from services.ledger.urls import urlpatterns as ledger

app_name = "services"
urlpatterns = [*ledger, *introductions]
