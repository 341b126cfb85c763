"""The secret of an invitation's link. It is stored nowhere: it follows from the invitation and the portal's own secret,
and the database keeps its hash only. Inviting again moves `invited_at`, which makes the earlier link worthless."""

import hashlib
from typing import Any

from django.core import signing
from django.utils.crypto import salted_hmac

JOIN_SALT = "startups.join"
JOIN_SECONDS = 24 * 3600


def token_of(invitation: Any) -> str:
    told = f"{invitation.uid}:{invitation.invited_at.isoformat()}"
    return salted_hmac("startups.invitation", told, algorithm="sha256").hexdigest()[:48]


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def join_key(startup_pk: int, user: Any) -> str:
    """Names a company that this person was shown as a look-alike, for her alone and for a day."""
    return signing.dumps([startup_pk, user.pk], salt=JOIN_SALT)


def read_join_key(key: str, user: Any) -> int | None:
    """The company that the key names; None when it is forged, too old or somebody else's."""
    try:
        startup_pk, user_pk = signing.loads(key, salt=JOIN_SALT, max_age=JOIN_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return startup_pk if user_pk == user.pk else None
