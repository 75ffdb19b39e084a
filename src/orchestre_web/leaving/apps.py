from django.apps import AppConfig


class LeavingConfig(AppConfig):
    name = "orchestre_web.leaving"
    label = "leaving"
