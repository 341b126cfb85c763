from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "incubator.pages"
    label = "pages"
