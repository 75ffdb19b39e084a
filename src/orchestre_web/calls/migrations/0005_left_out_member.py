from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calls", "0004_lessons")]

    operations = [
        migrations.AddField(
            model_name="leftout",
            name="member",
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
