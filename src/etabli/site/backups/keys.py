"""The secret key, as the settings have it: where it is, and whether it is the one of a backup."""

import os

from etabli.foundation.terminal import pick


def key_place() -> str:
    """Where the secret key of this installation is kept, for people."""
    from django.conf import settings

    if os.environ.get("SECRET_KEY_FILE"):
        return os.environ["SECRET_KEY_FILE"]
    if os.environ.get("SECRET_KEY"):
        return pick("la variable SECRET_KEY", "the variable SECRET_KEY")
    return str(settings.DATA / "secret_key")


def is_ours_to_write() -> bool:
    """Whether the key is the one kept in the data folder, and not given by the environment."""
    return not os.environ.get("SECRET_KEY_FILE") and not os.environ.get("SECRET_KEY")


def key_check() -> str:
    """Tells one key from another; of a key that nobody can guess, it gives nothing away."""
    from django.utils.crypto import salted_hmac

    return salted_hmac("etabli.backup", "which key", algorithm="sha256").hexdigest()[:16]


def keys_as_text() -> str:
    """The key, then the former ones, a line each."""
    from django.conf import settings

    return "".join(f"{key}\n" for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
