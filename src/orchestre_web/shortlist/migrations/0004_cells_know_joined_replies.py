"""Cells worked out before do not say which replies make one offer: they are worked out again when next looked at."""

from typing import Any

from django.db import migrations


def work_out_again(apps: Any, schema_editor: Any) -> None:
    apps.get_model("shortlist", "Cells").objects.update(structure_sha256="")


class Migration(migrations.Migration):
    dependencies = [("shortlist", "0003_decisionchange_why")]

    operations = [migrations.RunPython(work_out_again, migrations.RunPython.noop)]
