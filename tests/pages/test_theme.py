import pytest

from tests.conftest import nothing_written


def test_dark_is_remembered_and_printed_by_the_server(client, db):
    with nothing_written():
        answer = client.post("/theme/", {"theme": "dark", "next": "/en/?page=2"})

    assert answer.headers["Location"] == "/en/?page=2"
    assert 'data-bs-theme="dark"' in client.get("/").text


def test_light_takes_it_back(client, db):
    client.post("/theme/", {"theme": "dark"})
    client.post("/theme/", {"theme": "light"})

    assert "data-bs-theme" not in client.get("/").text


@pytest.mark.parametrize("wanted", ["", "sepia", '"><script>'])
def test_anything_else_changes_nothing(client, db, wanted):
    answer = client.post("/theme/", {"theme": wanted})

    assert answer.status_code == 302
    assert "theme" not in answer.cookies


@pytest.mark.parametrize("back", ["https://evil.test/", "//evil.test", "javascript:alert(1)", "", "/\\evil.test"])
def test_the_way_back_stays_in_the_house(client, db, back):
    assert client.post("/theme/", {"theme": "dark", "next": back}).headers["Location"] == "/"


def test_looking_is_refused(client, db):
    answer = client.get("/theme/")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "z-lost" in answer.text
