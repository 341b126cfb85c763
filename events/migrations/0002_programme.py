from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["ends_at", "id"], condition=~Q(state="draft"), name="event_by_end"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["starts_at", "ends_at"], name="session_by_start"),
        ),
    ]
