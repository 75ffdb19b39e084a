from django.apps import AppConfig


class WelcomeConfig(AppConfig):
    name = "orchestre_web.welcome"
    label = "welcome"
