from django.apps import AppConfig


class AskingConfig(AppConfig):
    name = "orchestre_web.asking"
    label = "asking"
