"""The same rooms as pages.

A room is a Django app of the same name. What it may hold, and what happens by itself:

- `urls.py` (`app_name`, every page named): mounted at the address in `site/rooms.py`; `<room>:home` becomes its step.
- `access.py`: `access_<thing>(user, …, role)` built on `accounts.access.access_company`; the user comes first, it
  raises Http404 or PermissionDenied. Pages ask for a log-in unless they say `@login_not_required`. The header of a page
  of one thing names the company of that thing. A GET never changes what is kept.
- `queries.py` rows to values · `actions.py` one verb, one function, checks first · `shown.py` what a page shows, in
  words · `forms.py` on `site.forms.Spoken`. Another name has its place in the layers of `pyproject.toml` first. What
  another room may import: queries, access, actions, models, states; never addresses, views or forms.
- `messages.toml` or `messages/*.toml`, one a page: sentences `[room.name]`, said by `{% say "room.name" n=3 %}` and
  `site.words.say`. Every template has the tags `say`, `say_with`, `icon`, `money_span`, the filters `number`, `money`,
  `percent`, `day`, `duration`, `about`, `get`.
- `today.py`: `needs(membership)` and `moved(membership)` give `site.today.Line`s for the start page.
- `long_jobs.py`: `@job_kind("import", name="calls.job_import")` on a function of a `Job` that calls
  `run_chunks(job, step)`. `jobs.run.start("import", company, by=user, then="/page/when/done", **arguments)` queues one,
  `jobs.shown.shown(job)` feeds `{% include "jobs/progress.html" %}`.
- `demo.py`: `seed(company=…, owner=…)`, called by `seed_demo`; doing it again changes nothing.
- `static/<room>/`, `templates/<room>/` on `site/base.html` (blocks title, head, scripts, main, footer).

Tests: a row for every view in `tests/orchestre_web/<room>/roles.toml`, what they speak of in `objects.py` beside it.
"""
