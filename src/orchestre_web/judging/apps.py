from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "orchestre_web.judging"
    label = "judging"
