from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Who left a cohort may be admitted to it again; the row of the first time stays."""

    dependencies = [("programs", "0003_sites_and_holidays")]

    operations = [
        migrations.RemoveConstraint(model_name="enrolment", name="startup_is_enrolled_once_in_a_cohort"),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(
                condition=~Q(state__in=["left", "excluded"]),
                fields=("cohort", "startup"),
                name="startup_is_enrolled_once_in_a_cohort",
            ),
        ),
    ]
