from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "orchestre_web.teams"
    label = "teams"
