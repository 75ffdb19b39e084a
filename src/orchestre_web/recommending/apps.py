from django.apps import AppConfig


class RecommendingConfig(AppConfig):
    name = "orchestre_web.recommending"
    label = "recommending"
