from django.apps import AppConfig


class NeedConfig(AppConfig):
    name = "orchestre_web.need"
    label = "need"
