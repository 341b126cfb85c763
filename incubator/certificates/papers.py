"""What stands at the foot of every certificate on paper: its code, and where anybody can check it."""

from typing import Any

from django.utils.translation import gettext as _

from incubator import qr


def confirmation(code: str, address: str) -> dict[str, Any]:
    """`address`: the page that confirms this code."""
    label = _("QR code of the page that confirms this certificate")
    return {
        "code": code,
        "code_label": _("Code"),
        "check": _("Anybody can check this certificate at this address:"),
        "url": address,
        "qr": str(qr.svg(address, label=label)),
        "qr_label": label,
    }
