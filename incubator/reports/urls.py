"""The face of the app: gathers the addresses of its slices."""

from incubator.reports.pages.urls import urlpatterns as pages

app_name = "reports"
urlpatterns = [*pages]
