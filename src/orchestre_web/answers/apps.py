from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "orchestre_web.answers"
    label = "answers"
