from django.apps import AppConfig


class ArbitrationConfig(AppConfig):
    name = "orchestre_web.arbitration"
    label = "arbitration"
