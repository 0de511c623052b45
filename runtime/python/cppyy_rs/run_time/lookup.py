"""Names and template specialisations that no dictionary has: made when they are asked for."""

import warnings

from . import session
from .errors import Failed, Missing


def find(qualified):
    """Compiles what has this name, where something included has; whether it has."""
    name = qualified.rpartition("::")[2]
    # Tools ask every object for names like `_repr_html_`, and the standard library has none that begin so for users.
    if name.startswith("_") or not (session.is_active() or qualified.startswith("std::")):
        return False
    try:
        return session.find(qualified)
    except Missing:
        return False
    except Failed as failed:
        if failed.cause != "code":
            warnings.warn(f"{qualified} cannot be looked for: {failed.text}", RuntimeWarning, stacklevel=2)
        return False


def instantiate(specialisation):
    """Compiles a specialisation of a class template. None where it is loaded now, else why it is not."""
    try:
        made = session.instantiate([specialisation])
    except Missing:
        return ""
    except Failed as failed:
        # Without a compiler, what helps is to prepare the specialisation.
        return "" if failed.cause == "tool" else failed.text
    for text in made.warnings:
        warnings.warn(f"{specialisation}: {text.rstrip()}", RuntimeWarning, stacklevel=2)
    return None
