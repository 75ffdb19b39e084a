from django.apps import AppConfig


class GradingConfig(AppConfig):
    name = "orchestre_web.grading"
    label = "grading"
