"""Sealing of health fields: encrypted with the operator's key before they reach the database."""

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
        try:
            self._fernet = MultiFernet([Fernet(key.strip()) for key in keys.split(",")])
        except ValueError as error:
            raise OperatorError(
                "SPOTTER_SECRET_KEY, or the key file beside the database, is not a valid key: that is 32 random bytes "
                "in URL-safe base64. Put the old key back, or leave both out to have one made."
            ) from error

    def seal(self, text: str) -> str:
        """Return the text encrypted and authenticated."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return the text of a sealed value. Raises Unreadable when no key fits."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise Unreadable from None


def new_key() -> str:
    """Return a fresh random key."""
    return Fernet.generate_key().decode()
