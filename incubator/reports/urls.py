"""The face of the app: gathers the addresses of its slices."""

from typing import Any

app_name = "reports"
urlpatterns: list[Any] = []
