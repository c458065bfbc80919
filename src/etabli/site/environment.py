"""Reading the environment: typed values, secrets from files, and the two addresses (database, mail).

Every reader names the variable in its error and says how to mend it. Nothing here imports Django.
"""

import json
import os
import re
import secrets
from decimal import Decimal
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from etabli.foundation.terminal import pick

TRUE_WORDS = {"1", "true", "yes", "on", "oui"}
FALSE_WORDS = {"0", "false", "no", "off", "non", ""}
CHECKOUT = Path(__file__).resolve().parents[3]
Network = IPv4Network | IPv6Network


class BadEnvironment(Exception):
    """A variable of the environment can't be used; the text says which, why and how to mend it."""


def env_str(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_bool(name: str, default: bool = False) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.strip().lower() in TRUE_WORDS:
        return True
    if raw.strip().lower() in FALSE_WORDS:
        return False
    raise BadEnvironment(f"{name} is {raw!r}: write 1 or 0.")


def env_int(name: str, default: int, *, minimum: int = 0) -> int:
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    if not raw.isdigit() or int(raw) < minimum:
        raise BadEnvironment(f"{name} is {raw!r}: write a whole number, {minimum} or more.")
    return int(raw)


def env_list(name: str, default: tuple[str, ...] = ()) -> list[str]:
    raw = os.environ.get(name)
    if raw is None:
        return list(default)
    return [part.strip() for part in raw.split(",") if part.strip()]


def env_networks(name: str, default: tuple[str, ...]) -> list[Network]:
    """Addresses and networks; `*` is every address."""
    parts = env_list(name, default)
    try:
        networks = ["0.0.0.0/0", "::/0"] if "*" in parts else parts
        return [ip_network(part) for part in networks]
    except ValueError as error:
        raise BadEnvironment(
            f"{name} holds what is no address ({error}): write 127.0.0.1, 10.0.0.0/8 or ::1, with commas between them."
        ) from error


def env_mails(name: str) -> list[str]:
    """Addresses of mail, separated by commas."""
    addresses = env_list(name)
    for address in addresses:
        before, at, domain = address.rpartition("@")
        if parseaddr(address)[1] != address or not (before and at and "." in domain):
            raise BadEnvironment(
                f"{name} holds {address!r}: write addresses like admin@example.org, with commas."
            )
    return addresses


def env_choice(name: str, choices: tuple[str, ...], default: str) -> str:
    value = env_str(name, default) or default
    if value not in choices:
        raise BadEnvironment(f"{name} is {value!r}: write one of {', '.join(choices)}.")
    return value


def log_format() -> str:
    """How the log is written: "line" or "json". Gunicorn asks before there are settings."""
    return env_choice("ETABLI_LOG_FORMAT", ("line", "json"), "line")


def env_secret(name: str, default: str = "") -> str:
    """NAME, or the content of the file that NAME_FILE points to (as containers and systemd hand secrets over)."""
    path = os.environ.get(f"{name}_FILE", "").strip()
    if not path:
        return env_str(name, default)
    if name in os.environ:
        raise BadEnvironment(f"both {name} and {name}_FILE are set: keep one of them.")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except PermissionError as error:
        raise BadEnvironment(
            f"{name}_FILE points to {path!r}, which this user may not read: chgrp etabli {path}; chmod 640 {path}"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadEnvironment(f"{name}_FILE points to {path!r}, which can't be read ({error}).") from error


def env_pair(name: str, default: tuple[str, str]) -> list[str]:
    """Two names, with a comma between them."""
    pair = env_list(name, default)
    if len(pair) != 2:
        raise BadEnvironment(f"{name} is {','.join(pair)!r}: write two names, with a comma between them.")
    return pair


def check_placeholders(name: str, text: str, *, beside: str) -> None:
    """Refuse what is sent to a provider when it, with its address `beside`, has no place for the number or for the
    words, or is broken JSON."""
    for places in (("{to}", "{digits}"), ("{text}",)):
        if not any(place in text + beside for place in places):
            raise BadEnvironment(
                f"{name} has no place {' or '.join(places)}: each message would be without it."
            )
    if text.lstrip().startswith(("{", "[")):
        try:
            json.loads(text)
        except ValueError as error:
            raise BadEnvironment(f"{name} is no JSON ({error}).") from None


def env_long_secret(name: str) -> str:
    """A secret of 24 signs or more that can stand in an address; empty when there is none."""
    secret = env_secret(name)
    if secret and not re.fullmatch(r"[\w-]{24,200}", secret, re.ASCII):
        raise BadEnvironment(f"{name} is too simple: write 24 letters and digits or more, drawn at random.")
    return secret


def env_headers(name: str) -> dict[str, str]:
    """Headers of HTTP, one a line ("Authorization: Bearer ..."), or in the file that NAME_FILE names."""
    lines = [line for line in env_secret(name).splitlines() if line.strip()]
    pairs = [line.partition(":") for line in lines]
    if not all(head.strip() and colon and value.strip() for head, colon, value in pairs):
        raise BadEnvironment(f"{name} holds a line that is no header: write Name: value, one a line.")
    return {head.strip(): value.strip() for head, _colon, value in pairs}


def env_euros(name: str) -> Decimal:
    """An amount of euros: 0.05, or 0,05."""
    raw = env_str(name, "0").replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,4})?", raw):
        raise BadEnvironment(f"{name} is {raw!r}: write an amount of euros, like 0.05.")
    return Decimal(raw)


def env_https_url(name: str) -> str:
    """An https address, which may hold a secret: it is never told; empty when there is none."""
    url = env_secret(name)
    if url.lower().startswith("http://"):
        raise BadEnvironment(
            pick(
                f"{name} commence par http:// : ce qui y part se lirait en chemin. Écrivez l'adresse en https://, "
                "comme le fournisseur la donne.",
                f"{name} begins by http://: what is sent there could be read on the way. Write the https:// address, "
                "as the provider gives it.",
            )
        )
    if url and (not url.startswith("https://") or not split_address(name, url).hostname):
        raise BadEnvironment(
            pick(
                f"{name} n'est pas une adresse web : écrivez-la en entier, comme https://sms.example.org/send.",
                f"{name} is no web address: write it whole, like https://sms.example.org/send.",
            )
        )
    return url


def env_countries(name: str, default: tuple[str, ...]) -> list[str]:
    """Codes of countries whose telephone numbers are known, in capitals (ISO 3166, two letters)."""
    codes = [code.upper() for code in env_list(name, default)]
    if codes == list(default):
        return codes
    from phonenumbers import SUPPORTED_REGIONS  # read when it is asked for: it takes a while

    if wrong := [code for code in codes if code not in SUPPORTED_REGIONS]:
        raise BadEnvironment(
            pick(
                f"{name} contient {wrong[0]!r}, qui n'est pas un code de pays : écrivez les deux lettres de chacun "
                "(ISO 3166), séparées par des virgules : FR,BE.",
                f"{name} holds {wrong[0]!r}, which is no code of a country: write the two letters of each (ISO 3166), "
                "with commas between them: FR,BE.",
            )
        )
    if not codes:
        raise BadEnvironment(
            pick(
                f"{name} est vide : aucun SMS ne partirait. Écrivez FR, ou retirez la variable.",
                f"{name} is empty: no text message would leave. Write FR, or take the variable away.",
            )
        )
    return codes


def data_directory() -> Path:
    """Where this installation keeps its database, files and key: ETABLI_DATA, else `var` in a checkout."""
    chosen = env_str("ETABLI_DATA")
    if chosen:
        path = Path(chosen).expanduser().absolute()
    elif (CHECKOUT / "pyproject.toml").is_file():
        path = CHECKOUT / "var"
    else:
        path = Path(env_str("XDG_DATA_HOME") or "~/.local/share").expanduser() / "etabli"
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadEnvironment(
            f"the data folder {str(path)!r} can't be made ({error.strerror}): "
            "set ETABLI_DATA to a folder that you can write to."
        ) from error
    return path


def read_or_make_secret_key(path: Path) -> str:
    """The key in `path`, made at the first start, readable by its owner only, and kept from then on."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64) + "\n")
        try:
            os.link(fresh, path)  # fails when another process was first: its key is the one
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    key = path.read_text(encoding="ascii").strip()
    if len(key) < 50:
        raise BadEnvironment(
            f"the secret key in {str(path)!r} is too short: remove this file for a new one to be made."
        )
    return key


def split_address(name: str, url: str) -> SplitResult:
    """The parts of an address that a variable holds."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 -- reading it raises when the port is not a number
    except ValueError as error:
        raise BadEnvironment(f"{name} is not an address ({error}).") from error
    if not parts.scheme:
        raise BadEnvironment(f"{name} has no scheme: it begins like postgresql:// or smtp://.")
    return parts


def database_from_url(url: str, data: Path) -> dict[str, Any]:
    """Django's settings of one database. Empty: SQLite in the data folder. Schemes: sqlite, postgresql (postgres).

    The query of a PostgreSQL address goes to libpq as it is (`sslmode`, `host` for a socket's folder...).
    """
    if not url:
        return _sqlite(data / "etabli.sqlite3")
    parts = split_address("DATABASE_URL", url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)
        if parts.netloc or not path.strip("/"):
            raise BadEnvironment("DATABASE_URL for SQLite is written sqlite:////full/path/to/etabli.sqlite3.")
        return _sqlite(Path("/" + path.lstrip("/")))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise BadEnvironment(f"DATABASE_URL begins with {parts.scheme!r}: write postgresql:// or sqlite:///.")
    name = unquote(parts.path.lstrip("/"))
    if not name or "/" in name:
        raise BadEnvironment("DATABASE_URL names no database: postgresql://user:password@host:5432/name.")
    options: dict[str, Any] = dict(parse_qsl(parts.query, keep_blank_values=True))
    wait = _wait_seconds()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": unquote(parts.hostname or options.pop("host", "")),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "application_name": "etabli",
            "connect_timeout": str(wait),  # a server that is off, or cut away, is not waited for
            "options": f"-c lock_timeout={wait}s",
            **options,
        },
    }


def _wait_seconds() -> int:
    """How long a request waits for a lock, or for the server: those who come meanwhile must find a free thread."""
    return env_int("ETABLI_DATABASE_WAIT_SECONDS", 20, minimum=1)


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "etabli.site.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,  # a file that is open stays open: each new connection would read the schema again
        "OPTIONS": {
            # A writer takes its lock at once and waits for the one before it, so no act fails half-way on a lock.
            "transaction_mode": "IMMEDIATE",
            "timeout": _wait_seconds(),
            "init_command": (
                # FULL: what was acknowledged is on the disk. With NORMAL, a power cut takes the last writes away.
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA journal_size_limit=67108864;PRAGMA mmap_size=134217728;PRAGMA cache_size=-16000;"
                "PRAGMA secure_delete=ON"  # what is erased is overwritten, never left in a page that is free
            ),
        },
    }


SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mailer_from_url(url: str) -> dict[str, Any]:
    """Django's settings of one mailer.

    Schemes: `outbox:` (nothing leaves: the messages are read in the queue's own pages), `console:`, `smtp://`,
    `smtp+tls://` (STARTTLS), `smtps://`; the password may be left to EMAIL_PASSWORD.
    """
    parts = split_address("EMAIL_URL", url)
    if parts.scheme == "outbox":
        return {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    if parts.scheme == "console":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in SMTP_PORTS:
        raise BadEnvironment(
            f"EMAIL_URL begins with {parts.scheme!r}: write smtp://, smtp+tls://, smtps://, console: or outbox:."
        )
    if not parts.hostname:
        raise BadEnvironment("EMAIL_URL names no server: smtp+tls://user@mail.example.org:587.")
    return {
        "BACKEND": "etabli.foundation.notify.transport.Smtp",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or SMTP_PORTS[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or "") or env_secret("EMAIL_PASSWORD"),
            "use_tls": parts.scheme == "smtp+tls",
            "use_ssl": parts.scheme == "smtps",
            "timeout": 20,
        },
    }
