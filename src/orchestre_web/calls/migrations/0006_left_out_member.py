from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calls", "0005_persons_and_letters")]

    operations = [
        migrations.AddField(
            model_name="leftout",
            name="member",
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
