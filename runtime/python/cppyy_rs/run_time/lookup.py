"""Names and template specialisations that no dictionary has: made when they are asked for."""

from . import session
from .errors import Failed, Missing


def find(qualified):
    """Compiles what has this name, where something included has; whether it has."""
    name = qualified.rpartition("::")[2]
    if name.startswith("__") or not (session.is_active() or qualified.startswith("std::")):
        return False
    try:
        return session.find(qualified)
    except (Missing, Failed):
        return False


def instantiate(specialisation):
    """Compiles a specialisation of a class template. None where it is loaded now, else why it is not."""
    try:
        session.instantiate([specialisation])
    except Missing:
        return ""
    except Failed as failed:
        return failed.text
    return None
