"""The exceptions of the house. The text of each is what its reader sees."""


class SpotterError(Exception):
    """Something a member asked for could not be done; the text is their answer (Discord markdown).

    It says what was understood, what was not and what to do instead.
    """


class Gone(SpotterError):
    """What a button or menu refers to is no longer there."""

    def __init__(
        self, text: str = "That is no longer here: it was removed or has run out. Nothing was changed."
    ) -> None:
        super().__init__(text)


class OperatorError(Exception):
    """The bot cannot start or go on; the text tells its operator which setting or row, and what to do."""
