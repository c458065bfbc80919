"""Encryption to the keys of those who may read a backup (age, https://age-encryption.org). Streams."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from etabli.foundation.terminal import pick

HEADER = b"age-encryption.org/v1\n"
_CHUNK, _TAG, _NONCE = 64 * 1024, 16, 16
_MAX_LINE = 4096


class InvalidKey(Exception):
    """Not a key of age; the text says which, and how to have one."""


class WrongKey(Exception):
    """None of the keys given opens it, or it was changed."""


def is_encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(HEADER)) == HEADER


def parse_recipients(keys: Iterable[str]) -> list[Any]:
    """The public keys of age from their texts. Raises InvalidKey."""
    from pyrage import RecipientError, x25519

    parsed = []
    for key in keys:
        try:
            parsed.append(x25519.Recipient.from_str(key))
        except RecipientError:
            raise InvalidKey(
                pick(
                    f"« {key} » n'est pas une clé publique d'age : elle commence par age1, comme l'écrit age-keygen",
                    f"{key!r} is no public key of age: it begins with age1, as age-keygen prints it",
                )
            ) from None
    return parsed


def read_identities(path: Path) -> list[Any]:
    """The secret keys in a file, as `age-keygen` writes it. Raises InvalidKey, OSError."""
    from pyrage import IdentityError, x25519

    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    try:
        parsed = [x25519.Identity.from_str(key) for key in keys]
    except IdentityError:
        parsed = []
    if not parsed:
        raise InvalidKey(
            pick(
                f"{path} ne contient pas de clé secrète d'age : elle commence par AGE-SECRET-KEY-1",
                f"{path} holds no secret key of age: it begins with AGE-SECRET-KEY-1",
            )
        )
    return parsed


def encrypt(source: IO[bytes], target: IO[bytes], recipients: list[Any]) -> None:
    """Encrypt a stream to these recipients. Raises OSError."""
    from pyrage import EncryptError, encrypt_io

    try:
        encrypt_io(source, target, recipients)
    except EncryptError as error:
        raise OSError(str(error)) from error


def decrypt(source: IO[bytes], target: IO[bytes], keys: list[Any]) -> None:
    """Decrypt a stream. Raises WrongKey when no key opens it or it was changed, OSError when the disk fails."""
    from pyrage import DecryptError, decrypt_io

    try:
        decrypt_io(source, target, keys)
    except DecryptError as error:
        raise WrongKey(str(error)) from None
    except OSError as error:
        if error.errno is None:  # what is read was changed
            raise WrongKey(str(error)) from None
        raise


def has_full_length(path: Path, plain_length: int) -> bool:
    """Whether an encrypted file has the length that `plain_length` bytes make; its content isn't read."""
    with path.open("rb") as file:
        while not (line := file.readline(_MAX_LINE)).startswith(b"---"):  # the header ends so
            if not line:
                return False
        header = file.tell()
    chunks = max(1, -(-plain_length // _CHUNK))
    return path.stat().st_size == header + _NONCE + plain_length + chunks * _TAG


# The secret key, as the settings have it: where it is, and whether it is the one of a backup.


def key_location() -> str:
    """Where the secret key of this installation is kept, for people."""
    from django.conf import settings

    if os.environ.get("SECRET_KEY_FILE"):
        return os.environ["SECRET_KEY_FILE"]
    if os.environ.get("SECRET_KEY"):
        return pick("la variable SECRET_KEY", "the variable SECRET_KEY")
    return str(settings.DATA / "secret_key")


def is_key_in_data_folder() -> bool:
    """Whether the key is the one kept in the data folder, and not given by the environment."""
    return not os.environ.get("SECRET_KEY_FILE") and not os.environ.get("SECRET_KEY")


def key_check() -> str:
    """A fingerprint of the secret key, which gives nothing of it away."""
    from django.utils.crypto import salted_hmac

    return salted_hmac("etabli.backup", "which key", algorithm="sha256").hexdigest()[:16]


def keys_as_text() -> str:
    """The key, then the former ones, a line each."""
    from django.conf import settings

    return "".join(f"{key}\n" for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
