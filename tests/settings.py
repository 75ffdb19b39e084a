"""Settings of the tests: the same, with a fast hasher, jobs run at once and a template that refuses an unknown name."""

import os
import tempfile
from typing import Any, NoReturn

os.environ.setdefault("ORCHESTRE_DATA", tempfile.mkdtemp(prefix="orchestre-tests-"))
os.environ.setdefault("ORCHESTRE_SECRET_KEY", "only for the tests")
os.environ.setdefault("ORCHESTRE_HOSTS", "localhost,127.0.0.1,[::1],testserver")

from orchestre_web.site.settings import *  # noqa: F403
from orchestre_web.site.settings import DATA, DATABASES, STORAGES, TASKS, TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AT_ONCE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
QUEUED = TASKS
if not os.environ.get("ORCHESTRE_TEST_WORKER"):  # the real worker that a test starts, and kills, needs the real queue
    TASKS = AT_ONCE
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that several threads and processes see the same rows.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}


class UnknownName(str):
    """Django formats this string with the name it could not find: that fails the test instead of showing nothing."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s" or super().__contains__(str(part))

    def __mod__(self, name: Any) -> NoReturn:
        raise AssertionError(f"The template uses a name that nobody gave: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownName("")

JOB_KINDS = ("tests.orchestre_web.jobs.kinds_for_tests",)
