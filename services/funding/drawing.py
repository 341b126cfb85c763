"""Money as one bar, drawn on the server in the look of the charts: what is paid, what is approved or granted, what is left."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.utils.safestring import SafeString

from incubator.charts import element, joined

WIDTH, GAP = 100.0, 0.4


class Piece(NamedTuple):
    """`colour` is a class of the style sheet: k1 paid, k2 on its way, k3 granted, `track` still to come."""

    amount: Decimal
    colour: str


def money_bar(pieces: Iterable[Piece], *, label: str, of: Decimal) -> SafeString:
    """Pieces beside each other, each as wide as its share of `of`; a screen reader hears `label`."""
    drawn, x = [element("rect", class_="track", x=0.0, width=WIDTH, height=10)], 0.0
    for piece in pieces:
        width = WIDTH * float(piece.amount / of) if of else 0.0
        if width:
            drawn.append(element("rect", class_=piece.colour, x=x, width=max(width - GAP, 0.2), height=10))
        x += width
    return element("svg", joined(drawn), viewBox="0 0 100 10", preserveAspectRatio="none", role="img", aria_label=label)
