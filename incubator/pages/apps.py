from django.apps import AppConfig


class PagesConfig(AppConfig):
    """What belongs to no unit: home, dashboard, health, error pages, the frame of the admin. No models."""

    name = "incubator.pages"
    label = "pages"
