"""Static files, whose addresses are made once by each process: they change with a release only."""

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class _Kept:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        if force or not name:
            return super().url(name, force)  # type: ignore[misc]
        if name not in self._addresses:
            self._addresses[name] = super().url(name)  # type: ignore[misc]
        return self._addresses[name]


class Plain(_Kept, StaticFilesStorage):  # type: ignore[misc]
    pass


class Collected(_Kept, CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    pass
