from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "orchestre_web.jobs"
    label = "jobs"
