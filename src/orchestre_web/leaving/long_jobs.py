"""The long work of this room."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from orchestre_web.jobs.kinds import job_kind
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.run import note_progress
from orchestre_web.leaving import actions
from orchestre_web.leaving.models import Package, PackagePart
from orchestre_web.leaving.writing import Archive
from orchestre_web.site.pieces import pieces


@job_kind(actions.PACK, name="leaving.job_pack")
def pack(job: Job) -> Mapping[str, Any]:
    """Make the archive and keep its parts. Taken up again, it begins again: a zip has no middle to go on from."""
    package = Package.objects.filter(pk=int(job.arguments["package"])).first()
    if package is None:
        return {}
    package.parts.all().delete()
    archive = Archive(job.company, language=str(job.arguments["language"]), now=timezone.now())
    Job.objects.filter(pk=job.pk).update(total=archive.total)
    size = 0
    for number, data in enumerate(pieces(actions.pieces_of(archive))):
        note_progress(job, min(archive.done, archive.total), "leaving.doing_pack", {"name": archive.doing})
        with transaction.atomic():
            # Somebody was erased meanwhile: what was written so far may hold him.
            if Package.objects.select_for_update().filter(pk=package.pk).first() is None:
                return {}
            PackagePart.objects.create(package=package, number=number, data=data)
        size += len(data)
    Package.objects.filter(pk=package.pk).update(size=size, made_at=timezone.now())
    note_progress(job, archive.total, "leaving.doing_pack", {"name": archive.doing})
    return {"size": size}
