import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from incubator.demo import make
@pytest.mark.django_db
def test_q(client):
    client.force_login(make.staff()); make.convention()
    client.get(reverse("admin:reports_report_live"))
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("admin:reports_report_live"))
    for q in seen: print(q["sql"][:70], '...', q['sql'][-60:])
