import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0008_what_is_missing"),
        ("shortlist", "0005_grade"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="ranking",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="Facets",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("arrays", models.BinaryField()),
                (
                    "cells",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facets", to="shortlist.cells"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "facets",
            },
        ),
        migrations.CreateModel(
            name="SearchWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_of", models.CharField(max_length=120)),
                ("words", models.BinaryField()),
                ("replies", models.BinaryField()),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="search_words", to="calls.call"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "search words",
            },
        ),
        migrations.CreateModel(
            name="Pin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("off_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pins", to="calls.call"
                    ),
                ),
                (
                    "off_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pins", to="calls.reply"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["call", "off_at"], name="pins_that_hold")],
            },
        ),
        migrations.CreateModel(
            name="SearchPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
                (
                    "index",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="shortlist.searchwords"
                    ),
                ),
            ],
            options={
                "ordering": ["index_id", "number"],
                "constraints": [models.UniqueConstraint(fields=("index", "number"), name="one_search_part_a_number")],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen", models.JSONField()),
                ("seen_at", models.DateTimeField()),
                ("since", models.JSONField(null=True)),
                ("since_at", models.DateTimeField(null=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visits", to="calls.call"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("call", "user"), name="one_visit_a_person")],
            },
        ),
    ]
