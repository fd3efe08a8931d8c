"""The role of those who moderate a theme table and write down its results."""

from django.db import migrations

NAME = "Moderation"


def create(apps, _schema_editor):
    apps.get_model("auth", "Group").objects.get_or_create(name=NAME)


def delete(apps, _schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [("core", "0006_mail_attachment"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(create, delete)]
