"""The face of the app: gathers the addresses of its slices."""

from programs.calls.urls import urlpatterns as calls

app_name = "programs"
urlpatterns = [*calls]
