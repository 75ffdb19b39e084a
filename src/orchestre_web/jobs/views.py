"""A job's page, its bar alone, and the button that stops it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from orchestre_web.jobs import actions
from orchestre_web.jobs.access import access_job
from orchestre_web.jobs.shown import shown
from orchestre_web.jobs.states import JobState


@require_safe
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    known = access_job(request.user, job_id)
    if known.state == JobState.DONE and known.then:
        return redirect(known.then)
    return render(request, "jobs/job.html", shown(known))


@require_safe
def progress(request: HttpRequest, job_id: int) -> HttpResponse:
    """The bar alone, asked again each second. Once the job is over the whole page is asked to come again."""
    known = access_job(request.user, job_id)
    response = render(request, "jobs/bar.html", shown(known))
    if known.is_over:
        if known.state == JobState.DONE and known.then:
            response.headers["HX-Redirect"] = known.then
        else:
            response.headers["HX-Refresh"] = "true"
    return response


@require_POST
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    actions.cancel_job(user=request.user, job_id=job_id)
    return redirect("jobs:job", job_id)
