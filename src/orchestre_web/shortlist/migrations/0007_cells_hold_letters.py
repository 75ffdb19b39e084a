from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Cells of before hold no letters and no facets: the next look works them out again."""
    apps.get_model("shortlist", "Cells").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("shortlist", "0006_what_is_in_sight")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
