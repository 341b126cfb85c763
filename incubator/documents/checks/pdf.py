"""A PDF that opens without a password, and whether it can act by itself."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from incubator.errors import Refused

#: Keys and actions that run something, carry another file or send what is typed.
KEYS = {"/JS", "/JavaScript", "/AA", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute"}
#: Beyond these a file is called active: nobody waits for it, and nobody trusts it.
MOST_NODES, MOST_SECONDS = 300_000, 4.0


def check(path: Path, _extension: str) -> bool:
    try:
        with pikepdf.open(path) as opened:
            if opened.is_encrypted:
                raise _locked()
            if not len(opened.pages):
                raise _broken()
            return _acts(opened)
    except Refused:
        raise
    except pikepdf.PasswordError as locked:
        raise _locked() from locked
    except Exception as broken:  # whatever a hostile file makes the library raise
        raise _broken() from broken


def _locked() -> Refused:
    return Refused(_("This PDF cannot be opened: remove its password and choose it again."), field="file")


def _broken() -> Refused:
    return Refused(_("This PDF cannot be opened. Save it again as PDF and choose it again."), field="file")


def _acts(opened: pikepdf.Pdf) -> bool:
    until = time.monotonic() + MOST_SECONDS
    for seen, node in enumerate(_nodes(opened)):
        if seen > MOST_NODES or time.monotonic() > until:
            return True
        if KEYS & set(node.keys()) or str(node.get("/S", "")) in ACTIONS:
            return True
    return False


def _nodes(opened: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary: the numbered objects, and those written inside them."""
    for numbered in opened.objects:
        waiting = [numbered]
        while waiting:
            node = waiting.pop()
            if isinstance(node, pikepdf.Array):
                waiting += [child for child in node if _is_inside(child)]
            elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
                yield node
                waiting += [child for _key, child in node.items() if _is_inside(child)]


def _is_inside(child: Any) -> bool:
    return isinstance(child, pikepdf.Dictionary | pikepdf.Array) and not child.is_indirect
