"""The domain says no."""


class Refused(Exception):
    """Raised by an action that may not happen; the message is fit for people, in their language.

    `field` names the form field the refusal belongs to; empty when it concerns the whole deed.
    """

    def __init__(self, message: object, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)
