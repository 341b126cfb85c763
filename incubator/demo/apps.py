from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "incubator.demo"
    label = "demo"
