from django.db import migrations
from django.utils import timezone

from incubator.accounts.privacy.first_notice import TEXTS


def publish(apps, schema_editor):
    Notice = apps.get_model("accounts", "Notice")
    if not Notice.objects.exists():
        words = {f"body_{language}": text for language, text in TEXTS.items()}
        Notice.objects.create(version=1, published_at=timezone.now(), **words)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_people_and_their_rights")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
