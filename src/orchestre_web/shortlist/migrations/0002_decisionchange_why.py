from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shortlist", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="decisionchange",
            name="why",
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
