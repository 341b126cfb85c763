"""A file on its way in, driven as the admin's pages drive it; each target brings its own `bring`."""

import pytest

from incubator.demo import make
from startups.imports.actions import steps, work


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def by(db):
    return make.staff(language="en")


def run(batch):
    work.advance(batch.pk, seconds=120)
    batch.refresh_from_db()
    return batch


@pytest.fixture
def imported(bring, by):
    def go(*args, **more):
        batch = bring(*args, **more)
        steps.start(batch.pk, by=by)
        return run(batch)

    return go


@pytest.fixture
def undone(by):
    def go(batch):
        steps.undo(batch.pk, by=by)
        return run(batch)

    return go
