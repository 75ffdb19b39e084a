"""Makes the sentences of every installed room known to `say`."""

from django.apps import AppConfig, apps

from orchestre.basics import sentences


class SiteConfig(AppConfig):
    name = "orchestre_web.site"
    label = "site"

    def ready(self) -> None:
        for app in apps.get_app_configs():
            if app.name.startswith("orchestre_web."):
                sentences.register(app.name)
