"""The browser of tests/browser, for journeys that walk through the portal as people do."""

import pytest

from tests.browser.conftest import browser, open_page

__all__ = ["browser", "open_page"]


def pytest_collection_modifyitems(items):
    for item in items:
        if "/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
