from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "orchestre_web.publishing"
    label = "publishing"
