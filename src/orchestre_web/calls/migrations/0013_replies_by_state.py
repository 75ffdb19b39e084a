from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calls", "0012_call_role")]

    operations = [
        migrations.AddIndex(
            "reply",
            models.Index(fields=["call", "kind", "kept", "folded"], name="replies_by_state"),
        ),
    ]
