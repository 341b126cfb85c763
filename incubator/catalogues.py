"""Compiled catalogues: git keeps the .po files only, and every start compiles those that changed, without gettext."""

import os
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_stale(folder: Path = LOCALE) -> list[Path]:
    """Compiles each catalogue newer than its compiled twin; gives the twins that were written."""
    return [_compile(source) for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_stale(source)]


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> Path:
    compiled, draft = source.with_suffix(".mo"), source.with_suffix(f".{os.getpid()}.draft")
    try:
        draft.write_bytes(polib.pofile(str(source)).to_binary())
        draft.replace(compiled)  # at once: another process may be reading
    finally:
        draft.unlink(missing_ok=True)
    return compiled


if __name__ == "__main__":
    for written in compile_stale():
        print(written.relative_to(LOCALE.parent))
