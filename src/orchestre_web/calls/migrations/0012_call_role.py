from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calls", "0011_changes_of_a_call")]

    operations = [
        migrations.AddField("call", "role", models.CharField(blank=True, max_length=40)),
        migrations.AddField("call", "employment", models.BooleanField(default=False)),
    ]
