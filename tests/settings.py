"""The settings of the tests: the real ones, read in an environment of their own.

A developer's own variables (a production address, a mail server) never reach a test; DATABASE_URL does, since it
says on which database the tests run.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_KEPT = {"ETABLI_CORPUS", "ETABLI_SEED", "ETABLI_TESTS_MADE"}
for _name in [name for name in os.environ if name.startswith(("ETABLI_", "EMAIL_", "IMAP_", "SECRET_KEY"))]:
    if _name not in _KEPT:
        del os.environ[_name]

_folder = Path(tempfile.mkdtemp(prefix="etabli-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["ETABLI_DATA"] = str(_folder)
os.environ["SECRET_KEY"] = "test-" + "only in the tests, long enough to be taken as a real key"

os.environ["ETABLI_OIDC_ISSUER"] = "http://127.0.0.1:9"  # installed, and nobody answers there
from etabli.site.settings import *  # noqa: E402, F403 -- the environment had to be set first
from etabli.site.settings import DATABASES, MAILERS, TEMPLATES  # noqa: E402 -- for the same reason

DEMONSTRATION = False


class UndefinedVariable(str):
    """`string_if_invalid` that fails the test: a template names something that no page gives it."""

    def __contains__(self, item: object) -> bool:  # Django looks for %s to put the variable's name in
        return True

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"a template uses {{{{ {name} }}}}, which is not defined")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("undefined")

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A real file, as in real life: an in-memory database has one connection, and hides what two of them would do.
    (_folder / "etabli.sqlite3").touch()  # `makemigrations` looks for what was applied in it
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
    # It need not outlive the machine: tests of what a power cut leaves run on installations with their own settings.
    DATABASES["default"]["OPTIONS"]["init_command"] += ";PRAGMA synchronous=OFF"

MAILERS["default"]["OPTIONS"]["real"] = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Tasks wait in the database until a test runs them: what leaves, and when, is then seen.
TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}}
WHITENOISE_AUTOREFRESH = (
    True  # a static file is looked for when it is asked: each new client would list them all
)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
