"""The whole chain with both stores away: a process of its own, as the suite's own servers must go on."""

import json
import os
import subprocess
import sys

import pytest

from tests.house import ROOT

ASK = """
import json
import django
django.setup()
from django.conf import settings
from django.test import Client
client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
told = {}
def ask(name, answer):
    told[name] = [answer.status_code, answer.headers.get("Retry-After", ""), "z-lost" in answer.content.decode()]
for address in ("/", "/ar/", "/livez", "/readyz"):
    ask(address, client.get(address))
ask("login", client.post("/accounts/login/", {"login": "a@exemple.ma", "password": "x"}))
client.cookies[settings.SESSION_COOKIE_NAME] = "a1b2" * 8
for address in ("/dashboard/", "/admin/"):
    ask(address, client.get(address))
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    nowhere = {
        "DATABASE_URL": f"postgresql://postgres@/nothing?host={tmp_path_factory.mktemp('away')}",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "DJANGO_SETTINGS_MODULE": "incubator.settings",
        "PORTAL_VAR": str(tmp_path_factory.mktemp("var")),
        "SECRET_KEY": "tests",
    }
    run = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=os.environ | nowhere, capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.parametrize("address", ["/", "/ar/", "login", "/dashboard/", "/admin/"])
def test_pages_say_when_to_come_back_while_the_stores_are_away(told, address):
    assert told[address] == [503, "30", True]


def test_the_process_lives_but_is_not_ready(told):
    assert told["/livez"][0] == 200
    assert told["/readyz"][0] == 503
