import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_limits():
    """Attempts counted by one test are not those of the next."""
    cache.clear()
