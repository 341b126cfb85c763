"""The browser is lent by the plugin tests.chromium; nothing is left to import from here."""

browser = open_page = None
