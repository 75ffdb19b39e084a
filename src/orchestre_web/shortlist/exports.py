"""A ranking as a file: the workbook with live formulas, its first sheet as CSV, the document as JSON."""

import io
import json
from collections.abc import Mapping

from orchestre.documents.csv import write_csv
from orchestre.documents.xlsx import write_xlsx
from orchestre.shortlist import Shortlist, workbook

TYPES: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def written(shortlist: Shortlist, document: Mapping[str, object], *, kind: str, language: str) -> bytes:
    """`kind` is one of TYPES."""
    if kind == "json":
        return json.dumps(document, ensure_ascii=False, indent=1).encode()
    stream = io.BytesIO()
    tables = workbook(shortlist, language=language)
    if kind == "xlsx":
        write_xlsx(tables, stream)
    else:
        write_csv(tables[0], stream, language=language)
    return stream.getvalue()
