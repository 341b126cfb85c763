from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator


class ResetKeys(PasswordResetTokenGenerator):
    """A reset key works once, for an hour, and only while nobody asked for a newer one."""

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.reset_rev}"
