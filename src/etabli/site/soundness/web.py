"""The pages: safe for real data, with their style, fonts and languages; in production, HTTPS as people see it."""

import json
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

from etabli.site.soundness.points import Point, fault, remark, sound

RENEWAL = timedelta(days=14)
UPDATE = (
    "etabli run le refait à son démarrage : relancez-le",
    "etabli run makes it again at its start: restart it",
)


def look() -> Iterator[Point]:
    yield _safety()
    yield _style()
    yield _languages()
    yield from _from_outside()


def _safety() -> Point:
    """Production refuses to start with a danger (`safety.py`); elsewhere they are told, since the data may be real."""
    from django.conf import settings

    from etabli.site.safety import Exposure, dangers

    exposure = Exposure(
        debug=settings.DEBUG,
        demonstration=settings.DEMONSTRATION,
        secret_key=settings.SECRET_KEY,
        allowed_hosts=tuple(settings.ALLOWED_HOSTS),
        base_url=settings.BASE_URL,
        email_url=settings.EMAIL_URL,
        email_from=settings.DEFAULT_FROM_EMAIL,
    )
    found = list(dangers(exposure))
    cookies = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_HSTS_SECONDS
    if settings.PRODUCTION and not found and cookies:
        return sound("sûr pour de vraies données", "safe for real data")
    return remark(
        "réglages d'essai : pas pour de vraies données",
        "settings to try it: not for real data",
        "pour de vrai : ETABLI_ENV=production (docs/fr/installation-debian.md)",
        "for real: ETABLI_ENV=production (docs/en/install-debian.md)",
    )


def _style() -> Point:
    """The style sheet and the fonts, where the web server takes them from."""
    from django.conf import settings
    from django.contrib.staticfiles import finders

    from etabli.foundation.documents import engine as documents

    names = [
        "ui/etabli.css",
        *(f"ui/fonts/{name}.woff2" for name in ("atkinson-400", "atkinson-700", "bricolage-700")),
    ]
    missing = [name for name in names if not finders.find(name)]
    if settings.COLLECTED:
        missing += _not_collected(settings.STATIC_ROOT)
    missing += [str(path) for path in _paper_fonts(Path(documents.__file__).parent) if not path.is_file()]
    if missing:
        return fault(f"il manque : {', '.join(missing[:3])}", f"missing: {', '.join(missing[:3])}", *UPDATE)
    return sound("style et polices en place", "style and fonts are there")


def _paper_fonts(folder: Path) -> list[Path]:
    return [folder / "fonts" / f"{name}.ttf" for name in ("atkinson-400", "atkinson-700", "bricolage-700")]


def _not_collected(root: Path) -> list[str]:
    try:
        named = json.loads((root / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    except (OSError, ValueError, KeyError):
        return ["staticfiles.json"]
    return [name for name in named.values() if not (root / name).is_file()]


def _languages() -> Point:
    from etabli.site.translations import PACKAGE, uncompiled

    stale = uncompiled(PACKAGE)
    if stale:
        return fault(
            f"{len(stale)} traduction(s) à préparer", f"{len(stale)} translation(s) to compile",
            "etabli translations", "etabli translations",
        )  # fmt: skip
    return sound("traductions prêtes", "translations are ready")


def _from_outside() -> Iterator[Point]:
    """What a browser would get at the address that people type: its certificate, and the promise of HTTPS."""
    from django.conf import settings

    if not settings.PRODUCTION:
        return
    how = (
        "voyez le serveur web devant Établi (docs/fr/installation-debian.md)",
        "see the web server in front (docs/en/install-debian.md)",
    )
    try:
        status, promise, until = _visit(settings.BASE_URL)
    except (OSError, HTTPException, ssl.SSLError) as error:
        yield fault(
            f"{settings.BASE_URL} ne répond pas comme il faut : {error}",
            f"{settings.BASE_URL} does not answer as it should: {error}",
            *how,
        )
        return
    if status != 200 or not promise:
        yield fault(
            f"{settings.BASE_URL} répond {status}, {'avec' if promise else 'sans'} HSTS",
            f"{settings.BASE_URL} answers {status}, {'with' if promise else 'without'} HSTS",
            *how,
        )
    elif until - datetime.now(UTC) < RENEWAL:
        yield fault(
            f"le certificat finit le {until:%d/%m/%Y}", f"the certificate ends on {until:%Y-%m-%d}",
            "certbot renew, puis systemctl reload nginx", "certbot renew, then systemctl reload nginx",
        )  # fmt: skip
    else:
        yield sound(f"{settings.BASE_URL} répond en HTTPS", f"{settings.BASE_URL} answers over HTTPS")


def _visit(url: str) -> tuple[int, str, datetime]:
    """The status of the first page, its HSTS header, the end of the certificate."""
    parts = urlsplit(url)
    link = HTTPSConnection(parts.hostname or "", parts.port or 443, timeout=10)
    try:
        link.connect()
        certificate = link.sock.getpeercert() if isinstance(link.sock, ssl.SSLSocket) else None
        link.request("GET", "/")
        answer = link.getresponse()
        ends = str((certificate or {}).get("notAfter", ""))
        until = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)
        return answer.status, answer.getheader("Strict-Transport-Security") or "", until
    finally:
        link.close()
