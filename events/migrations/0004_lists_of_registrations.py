from django.db import migrations, models


class Migration(migrations.Migration):
    """The staff's list in its order, and unanswered addresses for the clock, without reading every registration."""

    dependencies = [("events", "0003_messages_and_looks")]

    operations = [
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["created_at", "id"], name="registration_by_asking"),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("state", "unconfirmed")), fields=["created_at"], name="registration_unconfirmed"
            ),
        ),
    ]
