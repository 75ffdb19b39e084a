"""A call that fills a post: who applied, grouped as they came. No rank, no score, no order by worth."""

import io
import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from orchestre.documents.csv import write_csv
from orchestre.documents.xlsx import write_xlsx
from orchestre.replies.extract import Kind
from orchestre.shortlist.applications import (
    Application,
    applications_document,
    applications_table,
    group_name,
    grouped,
)
from orchestre_web.accounts.access import own_place
from orchestre_web.calls.models import Call
from orchestre_web.calls.shown import posted_on
from orchestre_web.shortlist import exports, queries
from orchestre_web.site import words
from orchestre_web.site.files import attached


def _those(call: Call) -> list[Application]:
    return [
        Application(str(each.pk), Kind(each.kind), each.name, each.posted_at, each.text)
        for each in queries.as_they_came(call)
    ]


def page(request: HttpRequest, call: Call) -> HttpResponse:
    language = words.language()
    groups = [
        (group_name(kind, language), [(each, posted_on(each.received)) for each in those])
        for kind, those in grouped(_those(call))
    ]
    known = {"call": call, "mine": own_place(request, call.company_id), "groups": groups}
    return render(request, "shortlist/applications.html", known)


def file(call: Call, kind: str) -> HttpResponse:
    """`kind` is one of `exports.TYPES`."""
    language, those = words.language(), _those(call)
    stream = io.BytesIO()
    if kind == "json":
        stream.write(json.dumps(applications_document(those, language), ensure_ascii=False, indent=1).encode())
    elif kind == "xlsx":
        write_xlsx([applications_table(those, language)], stream)
    else:
        write_csv(applications_table(those, language), stream, language=language)
    name = f"{words.say('board.applications_file')}-{call.pk}.{kind}"
    return attached(stream.getvalue(), exports.TYPES[kind], name)
