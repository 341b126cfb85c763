"""Steps that journeys share: signing up with the address proved by mail, reading the mail that the outbox sends."""

import re

from django.core import mail
from django.core.cache import cache

from incubator.outbox import planning, sending

PASSWORD = "une-phrase-bien-longue-7"


def post():
    """What the clock does: reminders are planned, due letters are sent; gives the mails since the last call."""
    mail.outbox.clear()
    planning.plan()
    sending.tick()
    return list(mail.outbox)


def link_in(message):
    """The first address of the portal in a mail, without its host."""
    found = re.search(r"^http://portail\.test(/\S+)$", message.body, re.MULTILINE)
    assert found, message.body
    return found[1]


def mail_to(messages, address, word=""):
    found = [m for m in messages if m.to == [address] and word in m.subject]
    assert found, [(m.to, m.subject) for m in messages]
    return found[0]


def sign_up(page, *, name, email):
    """On the sign-up page: an account, the address proved by the link in its mail, back to where she was going."""
    cache.clear()
    page.fill("#id_name", name)
    page.fill("#id_email", email)
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    page.check("#id_consent")
    press(page)
    page.goto(link_in(mail_to(post(), email)))
    press(page)


def press(page, name=""):
    """The button or link of this name, or the first action of the page."""
    main = page.locator("main")
    if name:
        main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()
    else:
        main.locator("form:not([action*='theme']) button.btn-primary, form button[type=submit].btn").first.click()
