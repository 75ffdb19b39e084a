"""One name a need for open contracting data; those already there get theirs."""

from typing import Any

from django.db import migrations, models

import orchestre_web.need.models


def name_each(apps: Any, schema_editor: Any) -> None:
    for need in apps.get_model("need", "Need").objects.only("pk").iterator():
        need.ocid = orchestre_web.need.models.new_ocid()
        need.save(update_fields=["ocid"])


class Migration(migrations.Migration):
    dependencies = [("need", "0001_initial")]

    operations = [
        migrations.AddField("need", "ocid", models.CharField(default="", editable=False, max_length=60)),
        migrations.RunPython(name_each, migrations.RunPython.noop),
        migrations.AlterField(
            "need",
            "ocid",
            models.CharField(default=orchestre_web.need.models.new_ocid, editable=False, max_length=60, unique=True),
        ),
    ]
