from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shortlist", "0008_rankings_are_listed")]

    operations = [
        migrations.AddField("decisionchange", "reasons_before", models.JSONField(default=list)),
    ]
