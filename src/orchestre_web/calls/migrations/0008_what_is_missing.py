from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0007_erasures"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="missing",
            field=models.JSONField(default=list),
        ),
    ]
