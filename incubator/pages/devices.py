"""A browser's description of itself, in the words of the person who owns it."""

from django.utils.translation import gettext as _

#: What to look for, most telling first: nearly every browser also claims to be an older one.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device(user_agent: str) -> str:
    """Firefox, Windows"""
    known = [name for table in (BROWSERS, SYSTEMS) if (name := _first(table, user_agent))]
    return ", ".join(known) or _("Unknown browser")


def _first(table: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in table if mark in user_agent), "")
