"""Sealing of health fields: encrypted with the operator's key before they reach the database.

`cryptography` is loaded once something is to be sealed or opened: 6 MiB that a bot of which nobody asks that can do
without.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from bot.errors import OperatorError, SpotterError

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

_KEY_BYTES = 32


class Unreadable(SpotterError):
    """A sealed value does not open with the keys the bot has."""

    def __init__(self) -> None:
        super().__init__(
            "I can't open what you stored here: the key it was sealed with is not the one I run with. "
            "Whoever runs this bot can put the old key back; everything else goes on working."
        )


class Seal:
    """Seals text with the first key and opens it with any, so that keys can be rotated (Fernet, MultiFernet)."""

    def __init__(self, keys: str) -> None:
        """Take one key or several, separated by commas, the newest first.

        Raises OperatorError when one is not a Fernet key.
        """
        self._keys = [key.strip().encode() for key in keys.split(",")]
        if not all(map(_is_key, self._keys)):
            raise OperatorError(
                "SPOTTER_SECRET_KEY, or the key file beside the database, is not a valid key: that is 32 random bytes "
                "in URL-safe base64. Put the old key back, or leave both out to have one made."
            )

    def seal(self, text: str) -> str:
        """Return the text encrypted and authenticated."""
        return self._fernet.encrypt(text.encode()).decode()

    def renew(self, sealed: str) -> str:
        """Return a sealed value sealed anew with the first key, its text unread. Raises Unreadable when no key fits."""
        return _opened(self._fernet.rotate, sealed)

    def open(self, sealed: str) -> str:
        """Return the text of a sealed value. Raises Unreadable when no key fits."""
        return _opened(self._fernet.decrypt, sealed)

    def marks(self, text: str) -> list[str]:
        """Return what stands for a text where it may not stand itself, by each key, the newest first (HMAC-SHA-256).

        The same text has the same marks; without the key nobody can tell which text a mark is of.
        """
        return [hmac.new(key, text.encode(), hashlib.sha256).hexdigest() for key in self._keys]

    @cached_property
    def _fernet(self) -> "MultiFernet":
        from cryptography.fernet import Fernet, MultiFernet

        return MultiFernet([Fernet(key) for key in self._keys])


def new_key() -> str:
    """Return a fresh random key, as `Fernet.generate_key` makes it."""
    return base64.urlsafe_b64encode(os.urandom(_KEY_BYTES)).decode()


def _is_key(key: bytes) -> bool:
    """Tell whether Fernet takes a key."""
    try:
        return len(base64.urlsafe_b64decode(key)) == _KEY_BYTES
    except ValueError:
        return False


def _opened(opening: Callable[[bytes], bytes], sealed: str) -> str:
    from cryptography.fernet import InvalidToken

    try:
        return opening(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None
