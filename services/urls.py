"""The face of the app: gathers the addresses of its slices."""

from services.funding.urls import urlpatterns as funding
from services.introductions.urls import urlpatterns as introductions
from services.ledger.urls import urlpatterns as ledger
from services.trainings.urls import urlpatterns as trainings

app_name = "services"
urlpatterns = [*ledger, *trainings, *introductions, *funding]
