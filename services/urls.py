"""The face of the app: gathers the addresses of its slices."""

from services.ledger.urls import urlpatterns as ledger
from services.requests.urls import urlpatterns as requests

app_name = "services"
urlpatterns = [*ledger, *requests]
