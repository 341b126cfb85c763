import pytest

from incubator.demo import make
from programs.applications.states import ApplicationState as S


@pytest.fixture
def call(db):
    return make.call()


@pytest.fixture
def sent(call):
    return make.application(state=S.SUBMITTED, to=call)


@pytest.fixture
def desk_client(client, staff):
    client.force_login(staff)
    return client
