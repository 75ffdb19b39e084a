"""Does the long jobs, one after another, until it is asked to stop."""

import threading
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from orchestre_web.jobs import run
from orchestre_web.site import rooms

KEPT = timedelta(days=30)
"""How long the queue's own rows of ended tasks stay; the jobs themselves are kept."""
DAY_LOOK = 5.0
"""Seconds between two looks at the calendar."""
MINUTE_LOOK = 60.0


class PoliteWorker(Worker):
    """Asked to stop, it puts the job under way back after its chunk instead of finishing it all."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        run.stopping.set()
        super().shutdown(signum, frame)


def _keep_watch(over: threading.Event) -> None:
    """Beat for our jobs and take back those of the dead. Nothing long: a job without a heartbeat is taken for dead."""
    every = min(5.0, settings.JOB_STALE_AFTER / 6)
    while not over.wait(every):
        try:
            now = timezone.now()
            run.beat(now)
            run.reclaim(now)
        except DatabaseError:
            run.log.info("The database was busy; the watch goes on", exc_info=True)
        except Exception as error:
            run.log.exception("The watch met a %s; it goes on", type(error).__name__)
    connection.close()


def _keep_days(over: threading.Event) -> None:
    """Once a day, do what each room has to do (`daily.py`), for as long as it takes."""
    done_on = None
    while not over.wait(DAY_LOOK):
        now = timezone.now()
        today = timezone.localdate(now)
        if done_on == today:
            continue
        try:
            _do_daily(now)
            done_on = today
        except DatabaseError:
            run.log.info("The database was busy; the work of the day is tried again", exc_info=True)
        finally:
            connection.close()


def _keep_minutes(over: threading.Event) -> None:
    """Every minute, what each room has to do that often (`often.py`): short, what lasts is a job."""
    while not over.wait(MINUTE_LOOK):
        try:
            _do_often(timezone.now())
        except DatabaseError:
            run.log.info("The database was busy; the work of the minute is tried again", exc_info=True)
        finally:
            connection.close()


def _do_often(now: datetime) -> None:
    _each_room("often", now)


def _do_daily(now: datetime) -> None:
    _each_room("daily", now)


def _each_room(name: str, now: datetime) -> None:
    """A room that fails keeps no other from its work. Raises DatabaseError at the end: whoever met a busy database is
    asked again."""
    busy: DatabaseError | None = None
    for module in rooms.modules(name):
        try:
            module.run(now)
        except DatabaseError as error:
            busy = error
        except Exception as error:
            run.log.exception("%s met a %s; the other rooms go on", module.__name__, type(error).__name__)
    if busy is not None:
        raise busy


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between two looks at an empty queue")
        parser.add_argument("--batch", action="store_true", help="leave when nothing is left to do")

    def handle(self, *args: Any, **options: Any) -> None:
        run.stopping.clear()
        run.watched.set()
        run.reclaim(timezone.now())
        DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
        call_command("clearsessions")
        worker = PoliteWorker(
            queue_names=["default"],
            interval=options["interval"],
            batch=options["batch"],
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        over = threading.Event()
        beside = [
            threading.Thread(target=target, args=(over,), daemon=True, name=name)
            for name, target in (("watch", _keep_watch), ("days", _keep_days), ("minutes", _keep_minutes))
        ]
        for thread in beside:
            thread.start()
        if not options["batch"]:
            run.other_cores_soon()  # whoever drops thousands of replies waits for nothing but the reading
        try:
            worker.run()
        finally:
            over.set()
            run.watched.clear()
            for thread in beside:
                thread.join(timeout=5)
