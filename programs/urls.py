"""The face of the app: gathers the addresses of its slices."""

from programs.applications.urls import urlpatterns as applications
from programs.calls.urls import urlpatterns as calls
from programs.cohorts.urls import urlpatterns as cohorts
from programs.graduation.urls import urlpatterns as graduation
from programs.milestones.urls import urlpatterns as milestones
from programs.partners.urls import urlpatterns as partners
from programs.statements.urls import urlpatterns as statements

app_name = "programs"
# An offer has an address of its own, before the sections of a file whose keys are words too.
urlpatterns = [*calls, *cohorts, *milestones, *graduation, *applications, *statements, *partners]
