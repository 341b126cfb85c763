"""The face of the app: gathers the addresses of its slices."""

from services.funding.urls import urlpatterns as funding
from services.ledger.urls import urlpatterns as ledger

app_name = "services"
urlpatterns = [*ledger, *funding]
