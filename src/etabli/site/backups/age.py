"""Encryption to the keys of those who may read a backup (age, https://age-encryption.org). Streams."""

from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from etabli.foundation.terminal import pick

BEGINS = b"age-encryption.org/v1\n"
_CHUNK, _TAG, _NONCE = 64 * 1024, 16, 16
_LONGEST_LINE = 4096


class BadKey(Exception):
    """No key of age: the text says which, and how to have one."""


class NotForUs(Exception):
    """None of the keys given opens it, or it was changed."""


def is_encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(BEGINS)) == BEGINS


def recipients(keys: Iterable[str]) -> list[Any]:
    """Raises BadKey."""
    from pyrage import RecipientError, x25519

    parsed = []
    for key in keys:
        try:
            parsed.append(x25519.Recipient.from_str(key))
        except RecipientError:
            raise BadKey(
                pick(
                    f"« {key} » n'est pas une clé publique d'age : elle commence par age1, comme l'écrit age-keygen",
                    f"{key!r} is no public key of age: it begins with age1, as age-keygen prints it",
                )
            ) from None
    return parsed


def identities(path: Path) -> list[Any]:
    """The secret keys in a file, as `age-keygen` writes it. Raises BadKey, OSError."""
    from pyrage import IdentityError, x25519

    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    try:
        parsed = [x25519.Identity.from_str(key) for key in keys]
    except IdentityError:
        parsed = []
    if not parsed:
        raise BadKey(
            pick(
                f"{path} ne contient pas de clé secrète d'age : elle commence par AGE-SECRET-KEY-1",
                f"{path} holds no secret key of age: it begins with AGE-SECRET-KEY-1",
            )
        )
    return parsed


def encrypt(source: IO[bytes], target: IO[bytes], to: list[Any]) -> None:
    """Raises OSError."""
    from pyrage import EncryptError, encrypt_io

    try:
        encrypt_io(source, target, to)
    except EncryptError as error:
        raise OSError(str(error)) from error


def decrypt(source: IO[bytes], target: IO[bytes], keys: list[Any]) -> None:
    """Raises NotForUs; OSError when the disk fails."""
    from pyrage import DecryptError, decrypt_io

    try:
        decrypt_io(source, target, keys)
    except DecryptError as error:
        raise NotForUs(str(error)) from None
    except OSError as error:
        if error.errno is None:  # what is read was changed
            raise NotForUs(str(error)) from None
        raise


def holds_all(path: Path, plain: int) -> bool:
    """Whether an encrypted file is as long as what is inside asks for. (Only a key could read it.)"""
    with path.open("rb") as file:
        while not (line := file.readline(_LONGEST_LINE)).startswith(b"---"):  # the header ends so
            if not line:
                return False
        header = file.tell()
    chunks = max(1, -(-plain // _CHUNK))
    return path.stat().st_size == header + _NONCE + plain + chunks * _TAG
