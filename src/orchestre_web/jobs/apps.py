from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "orchestre_web.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Let every room register its kinds of job."""
        from django.conf import settings

        from orchestre_web.site import rooms

        list(rooms.modules("long_jobs"))
        for module in getattr(settings, "JOB_KINDS", ()):
            __import__(module)
