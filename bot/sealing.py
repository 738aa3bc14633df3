"""Sealing of health fields: encrypted with the operator's key before they reach the database."""

import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import OperatorError, SpotterError


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
        try:
            self._fernet = MultiFernet([Fernet(key) for key in self._keys])
        except ValueError as error:
            raise OperatorError(
                "SPOTTER_SECRET_KEY, or the key file beside the database, is not a valid key: that is 32 random bytes "
                "in URL-safe base64. Put the old key back, or leave both out to have one made."
            ) from error

    def seal(self, text: str) -> str:
        """Return the text encrypted and authenticated."""
        return self._fernet.encrypt(text.encode()).decode()

    def renew(self, sealed: str) -> str:
        """Return a sealed value sealed anew with the first key, its text unread. Raises Unreadable when no key fits."""
        try:
            return self._fernet.rotate(sealed.encode()).decode()
        except InvalidToken:
            raise Unreadable from None

    def open(self, sealed: str) -> str:
        """Return the text of a sealed value. Raises Unreadable when no key fits."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise Unreadable from None

    def marks(self, text: str) -> list[str]:
        """Return what stands for a text where it may not stand itself, by each key, the newest first (HMAC-SHA-256).

        The same text has the same marks; without the key nobody can tell which text a mark is of.
        """
        return [hmac.new(key, text.encode(), hashlib.sha256).hexdigest() for key in self._keys]


def new_key() -> str:
    """Return a fresh random key."""
    return Fernet.generate_key().decode()
