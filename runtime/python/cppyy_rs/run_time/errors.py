"""Why there is no result."""


class Missing(Exception):
    """There is no generator here, so there is no C++ at run time; `frozen` where it should not have been needed."""

    def __init__(self, text, frozen=False):
        super().__init__(text)
        self.frozen = frozen


class Failed(Exception):
    """The child could not do what was asked; `cause` is "code", "link", "header", "file" or "tool"."""

    def __init__(self, cause, text):
        super().__init__(text)
        self.cause = cause
        self.text = text
