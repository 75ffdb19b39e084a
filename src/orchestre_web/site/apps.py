"""Makes the sentences of every installed room known to `say`, and says how often memory is looked through."""

import gc

from django.apps import AppConfig, apps

from orchestre.basics import sentences

COLLECT_AFTER = (50_000, 20, 100)
"""Objects more than were freed before Python looks for circles among them. Python's own 700 suits small programs: the
cells of 5,000 offers are some million objects that all stay, and half of the time went into looking through them."""


class SiteConfig(AppConfig):
    name = "orchestre_web.site"
    label = "site"

    def ready(self) -> None:
        gc.set_threshold(*COLLECT_AFTER)
        for app in apps.get_app_configs():
            if app.name.startswith("orchestre_web."):
                sentences.register(app.name)
