import pytest


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client
