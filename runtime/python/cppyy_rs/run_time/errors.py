"""Why there is no result."""


class Missing(Exception):
    """There is no generator here, so there is no C++ at run time."""


class Failed(Exception):
    """The child could not do what was asked; `cause` is "code", "header", "file" or "tool"."""

    def __init__(self, cause, text):
        super().__init__(text)
        self.cause = cause
        self.text = text
