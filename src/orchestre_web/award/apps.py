from django.apps import AppConfig


class AwardConfig(AppConfig):
    name = "orchestre_web.award"
    label = "award"
