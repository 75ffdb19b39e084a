from django.apps import AppConfig


class ShortlistConfig(AppConfig):
    name = "orchestre_web.shortlist"
    label = "shortlist"
