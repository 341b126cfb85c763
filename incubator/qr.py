"""A QR code drawn on the server as SVG: no script, no inline style, the same on the page and on paper."""

from itertools import groupby

import qrcode
from django.utils.safestring import SafeString

from incubator.charts import element

#: Empty modules around the code, as the standard asks for.
BORDER = 4


def svg(words: str, *, label: str) -> SafeString:
    """One path in a box of its own size; `label` is what it is for those who do not see it."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=BORDER)
    code.add_data(words)
    code.make(fit=True)
    rows = code.get_matrix()
    side = len(rows)
    ground = element("rect", width=side, height=side, fill="#fff")
    marks = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {side} {side}", "aria_label": label}
    return element("svg", ground, element("path", d=_path(rows), fill="#000"), class_="z-qr", role="img", **marks)


def _path(rows: list[list[bool]]) -> str:
    """Dark modules beside each other are one bar."""
    drawn = []
    for y, row in enumerate(rows):
        x = 0
        for is_dark, run in groupby(row):
            width = len(list(run))
            if is_dark:
                drawn.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return "".join(drawn)
