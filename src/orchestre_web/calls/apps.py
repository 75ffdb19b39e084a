from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "orchestre_web.calls"
    label = "calls"
