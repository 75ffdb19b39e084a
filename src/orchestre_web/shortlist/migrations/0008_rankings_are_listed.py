"""Lists of rankings are read from an index alone: their documents are large."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shortlist", "0007_cells_hold_letters")]

    operations = [
        migrations.AddIndex(
            model_name="ranking",
            index=models.Index(fields=["call", "made_at", "withdrawn_at", "reason", "by"], name="ranking_in_a_list"),
        ),
    ]
