from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shortlist", "0002_worked_out")]

    operations = [
        migrations.AddField(
            model_name="decisionchange",
            name="why",
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
