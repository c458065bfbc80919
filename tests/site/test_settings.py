"""The environment, read: each value, each clear refusal; and what production refuses."""

import dataclasses
import os
import random
import stat
import string
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etabli.site import environment
from etabli.site.environment import BadEnvironment, env_mails, env_networks
from etabli.site.preparing import tell_warnings
from etabli.site.safety import Exposure, dangers, warnings, weakness
from tests import programs

SAFE = Exposure(
    debug=False,
    demonstration=False,
    secret_key="kQ8vT2mZr5nXc9bLw4hJp7sDf1gYu3eAi6oRtM0xNqVzBKdUWSCE",
    secret_key_place="SECRET_KEY",
    former_keys=(),
    allowed_hosts=("etabli.example.org",),
    base_url="https://etabli.example.org",
    email_url="smtp+tls://etabli@mail.example.org",
    email_from="Établi <etabli@cma.example.org>",
)


@pytest.mark.parametrize(
    ("read", "wrong"),
    [
        (environment.env_https_url, "http://sms.example.org/"),
        (environment.env_https_url, "ftp://sms.example.org"),
        (environment.env_headers, "no colon"),
        (environment.env_headers, "X-Key:"),
        (environment.env_long_secret, "short"),
        (environment.env_long_secret, "of twenty-four signs and/more"),
        (environment.env_euros, "five"),
        (environment.env_euros, "-1"),
    ],
)
def test_what_text_messages_need_is_refused_with_its_name_and_never_told(
    monkeypatch: pytest.MonkeyPatch, read: Any, wrong: str
) -> None:
    monkeypatch.setenv("A_VARIABLE", wrong)
    with pytest.raises(BadEnvironment, match="A_VARIABLE") as refusal:
        read("A_VARIABLE")
    assert read is environment.env_euros or wrong not in str(refusal.value)


def test_what_text_messages_need_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_VARIABLE", "Authorization: Bearer a:b\n\nAccept: application/json\n")
    assert environment.env_headers("A_VARIABLE") == {
        "Authorization": "Bearer a:b",
        "Accept": "application/json",
    }
    monkeypatch.setenv("A_VARIABLE", "number,words")
    assert environment.env_pair("A_VARIABLE", ("from", "text")) == ["number", "words"]
    monkeypatch.setenv("A_VARIABLE", "number")
    with pytest.raises(BadEnvironment, match="A_VARIABLE"):
        environment.env_pair("A_VARIABLE", ("from", "text"))
    monkeypatch.setenv("A_VARIABLE", "0,045")
    assert environment.env_euros("A_VARIABLE") == Decimal("0.045")
    monkeypatch.setenv("A_VARIABLE", "https://sms.example.org/{to}?text={text}")
    assert environment.env_https_url("A_VARIABLE") == "https://sms.example.org/{to}?text={text}"


@pytest.mark.parametrize("wrong", ["France", "FR,Belgique", "33", "+33", "UK", ",", "F"])
def test_countries_are_codes_of_two_letters(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("A_LIST", wrong)
    with pytest.raises(BadEnvironment, match=r"A_LIST .*FR"):
        environment.env_countries("A_LIST", ("FR",))


def test_countries_in_small_letters_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_LIST", "fr, be")
    assert environment.env_countries("A_LIST", ("FR",)) == ["FR", "BE"]
    monkeypatch.delenv("A_LIST")
    assert environment.env_countries("A_LIST", ("FR",)) == ["FR"]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "could be read on the way"), ("fr", "se lirait en chemin")]
)
def test_an_address_in_clear_is_refused_for_what_it_is(
    monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    monkeypatch.setenv("A_VARIABLE", "http://sms.example.org/send?key=secret")
    with pytest.raises(BadEnvironment, match=words) as refusal:
        environment.env_https_url("A_VARIABLE")
    assert "secret" not in str(refusal.value)


def test_a_safe_installation_has_no_danger() -> None:
    assert list(dangers(SAFE)) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"debug": True}, "ETABLI_DEBUG"),
        ({"demonstration": True}, "ETABLI_DEMONSTRATION"),
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"secret_key": "a" * 60}, "SECRET_KEY"),
        ({"secret_key": "django-insecure-" + SAFE.secret_key}, "SECRET_KEY"),
        ({"former_keys": (SAFE.secret_key, "short")}, "SECRET_KEY_FALLBACKS, number 2"),
        ({"secret_key": "short", "secret_key_place": "the key kept in /data/secret_key"}, "/data/secret_key"),
        ({"allowed_hosts": ()}, "ETABLI_ALLOWED_HOSTS"),
        ({"allowed_hosts": ("*",)}, "ETABLI_ALLOWED_HOSTS"),
        ({"base_url": "http://etabli.example.org"}, "ETABLI_BASE_URL"),
        ({"email_url": "console:"}, "EMAIL_URL"),
        ({"email_url": "outbox:"}, "EMAIL_URL"),
        ({"email_from": "Établi <etabli@example.invalid>"}, "ETABLI_EMAIL_FROM"),
        ({"oidc_issuer": "http://sso.example.org"}, "ETABLI_OIDC_ISSUER"),
    ],
)
def test_each_danger_is_named_in_one_sentence(change: dict[str, object], word: str) -> None:
    (sentence,) = dangers(dataclasses.replace(SAFE, **change))
    assert word in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("kQ8vT2mZr5nXc9bLw4hJp7s", "short"),
        ("a" * 60, "simple"),
        ("12" * 40, "simple"),
        ("kQ8vT2mZr5nXc9b" * 5, "simple"),
        ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "simple"),
        ("correct horse battery staple correct horse battery staple", "simple"),
        ("50 random characters or more, as the manual tells people", "common word"),
        ("My-Secret-Key-" + SAFE.secret_key, "common word"),
        ("CHANGE_ME_" + SAFE.secret_key, "common word"),
        ("test-" + SAFE.secret_key, "made for tests"),
    ],
)
def test_a_key_that_could_be_guessed_is_told_why(key: str, why: str) -> None:
    assert why in weakness(key)
    (sentence,) = dangers(dataclasses.replace(SAFE, former_keys=(key,)))
    assert key not in sentence, "a key is never written in a log"


def test_a_key_that_was_drawn_is_good() -> None:
    drawn = random.Random(7)
    letters = string.ascii_letters + string.digits + "-_"
    for alphabet, length in [
        (letters, 86),
        (letters, 50),
        ("0123456789abcdef", 64),
        (string.printable[:94], 50),
    ]:
        for _time in range(200):
            assert weakness("".join(drawn.choice(alphabet) for _place in range(length))) == ""


def test_a_second_proof_that_is_only_offered_is_a_warning() -> None:
    assert list(warnings(SAFE)) == []
    offered = dataclasses.replace(SAFE, second_factor="offered")
    assert list(dangers(offered)) == []
    (sentence,) = warnings(offered)
    assert "ETABLI_SECOND_FACTOR" in sentence


def test_the_warning_is_told_as_the_site_starts(settings: Any, capsys: Any) -> None:
    settings.SAFETY_WARNINGS = ["ETABLI_SECOND_FACTOR is offered."]
    tell_warnings()
    assert capsys.readouterr().err == "etabli: ETABLI_SECOND_FACTOR is offered.\n"


def started(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return programs.run(
        ["-m", "etabli", "manage", "check"], env={**kept, "ETABLI_DATA": str(tmp_path), **variables}
    )


def test_a_place_for_files_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    run = started(tmp_path, ETABLI_FILES_URL="ftp://elsewhere/files")
    assert run.returncode == 2
    assert "ETABLI_FILES_URL" in run.stderr
    assert run.stderr.count("\n") == 1


def test_production_says_everything_that_is_unsafe_and_stops(tmp_path: Path) -> None:
    run = started(tmp_path, ETABLI_ENV="production", ETABLI_DEBUG="1")
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    for name in ("ETABLI_DEBUG", "ETABLI_ALLOWED_HOSTS", "ETABLI_BASE_URL", "EMAIL_URL", "ETABLI_EMAIL_FROM"):
        assert name in run.stderr


def test_a_level_of_the_log_that_is_none_is_told_in_a_sentence(tmp_path: Path) -> None:
    run = started(tmp_path, ETABLI_LOG_LEVEL="LOUD")
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert "ETABLI_LOG_LEVEL is 'LOUD'" in run.stderr


def test_a_safe_production_starts(tmp_path: Path) -> None:
    run = started(
        tmp_path,
        ETABLI_ENV="production",
        ETABLI_ALLOWED_HOSTS="etabli.example.org",
        ETABLI_BASE_URL="https://etabli.example.org",
        EMAIL_URL="smtp+tls://etabli@mail.example.org",
        ETABLI_EMAIL_FROM="etabli@cma.example.org",
    )
    assert run.returncode == 0, run.stderr


SIMPLE = "abc123" * 12


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("environment", "SECRET_KEY is simple"),
        ("file", "SECRET_KEY is simple"),
        ("kept", "secret_key is simple"),
        ("fallbacks", "SECRET_KEY_FALLBACKS, number 1, is simple"),
        ("fallbacks file", "SECRET_KEY_FALLBACKS, number 1, is simple"),
    ],
)
def test_a_simple_key_is_refused_wherever_it_comes_from(tmp_path: Path, source: str, told: str) -> None:
    (tmp_path / "simple").write_text(f"{SIMPLE}\n")
    if source == "kept":
        (tmp_path / "secret_key").write_text(SIMPLE)
    given = {
        "environment": {"SECRET_KEY": SIMPLE},
        "file": {"SECRET_KEY_FILE": str(tmp_path / "simple")},
        "fallbacks": {"SECRET_KEY_FALLBACKS": SIMPLE},
        "fallbacks file": {"SECRET_KEY_FALLBACKS_FILE": str(tmp_path / "simple")},
    }.get(source, {})
    run = started(tmp_path, ETABLI_ENV="production", **given)
    assert run.returncode == 2
    assert told in run.stderr
    assert SIMPLE not in run.stderr


def test_the_key_is_made_once_kept_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    key = environment.read_or_make_secret_key(path)
    assert environment.read_or_make_secret_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(key) >= 50
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_a_cut_key_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("abc")
    with pytest.raises(BadEnvironment, match="too short: remove this file"):
        environment.read_or_make_secret_key(tmp_path / "secret_key")


def test_a_secret_comes_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "secret"))
    assert environment.env_secret("A_SECRET") == "from the file"
    monkeypatch.setenv("A_SECRET", "twice")
    with pytest.raises(BadEnvironment, match="keep one of them"):
        environment.env_secret("A_SECRET")


def test_a_secret_whose_file_is_absent_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET_FILE", "/nowhere/at/all")
    with pytest.raises(BadEnvironment, match="A_SECRET_FILE"):
        environment.env_secret("A_SECRET")


@pytest.mark.parametrize("text", ["perhaps", "2"])
def test_a_boolean_is_yes_or_no(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SWITCH", text)
    with pytest.raises(BadEnvironment, match="A_SWITCH"):
        environment.env_bool("A_SWITCH")


def test_postgresql_address() -> None:
    database = environment.database_from_url(
        "postgresql://etabli:p%40ss@db.example.org:5433/etabli?sslmode=require", Path("/data")
    )
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.org", "5433", "etabli")
    assert (database["USER"], database["PASSWORD"]) == ("etabli", "p@ss")
    assert database["OPTIONS"]["sslmode"] == "require"


def test_postgresql_by_socket() -> None:
    database = environment.database_from_url(
        "postgresql:///etabli?host=/run/postgresql&user=etabli", Path("/data")
    )
    assert (database["HOST"], database["USER"]) == ("/run/postgresql", "etabli")
    assert "host" not in database["OPTIONS"]


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("mysql://localhost/etabli", "mysql"),
        ("postgresql://localhost", "names no database"),
        ("postgresql://localhost:port/etabli", "not an address"),
        ("sqlite://etabli.sqlite3", "written sqlite:"),
        ("etabli.sqlite3", "no scheme"),
    ],
)
def test_a_wrong_database_address_says_what_to_write(url: str, word: str) -> None:
    with pytest.raises(BadEnvironment, match=word):
        environment.database_from_url(url, Path("/data"))


def test_mail_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_PASSWORD", "from elsewhere")
    options = environment.mailer_from_url("smtp+tls://me@mail.example.org")["OPTIONS"]
    assert (options["port"], options["use_tls"], options["password"]) == (587, True, "from elsewhere")
    assert environment.mailer_from_url("smtps://mail.example.org")["OPTIONS"]["port"] == 465
    with pytest.raises(BadEnvironment, match="names no server"):
        environment.mailer_from_url("smtp://")
    with pytest.raises(BadEnvironment, match="carrier"):
        environment.mailer_from_url("carrier-pigeon://roof")


def test_networks_and_addresses_of_mail_are_read_or_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("A_LIST", "10.0.0.0/8, ::1")
    assert [str(network) for network in env_networks("A_LIST", ())] == ["10.0.0.0/8", "::1/128"]
    monkeypatch.setenv("A_LIST", "*")
    assert [str(network) for network in env_networks("A_LIST", ())] == ["0.0.0.0/0", "::/0"]
    monkeypatch.setenv("A_LIST", "proxy.example.org")
    with pytest.raises(BadEnvironment, match=r"A_LIST holds what is no address"):
        env_networks("A_LIST", ())
    monkeypatch.setenv("A_LIST", "admin@example.org, other@example.org")
    assert env_mails("A_LIST") == ["admin@example.org", "other@example.org"]
    for wrong in ("admin", "admin@", "Zoé <zoe@example.org>", "a@b@example"):
        monkeypatch.setenv("A_LIST", wrong)
        with pytest.raises(BadEnvironment, match=r"A_LIST holds .*admin@example\.org"):
            env_mails("A_LIST")
