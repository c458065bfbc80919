"""The pages: safe for real data, with their style, fonts and languages; in production, HTTPS as people see it."""

import json
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

from etabli.site.checks.points import Point, fault, ok, remark

RENEWAL_PERIOD = timedelta(days=14)
UPDATE_HINT = (
    "etabli run le refait à son démarrage : relancez-le",
    "etabli run makes it again at its start: restart it",
)


def look() -> Iterator[Point]:
    yield _safety()
    yield _style()
    yield _languages()
    yield from from_outside()
    yield legal_notices()


def _safety() -> Point:
    """Production refuses to start with a danger (`safety.py`); elsewhere they are told, since the data may be real."""
    from django.conf import settings

    from etabli.site.safety import Exposure, dangers

    exposure = Exposure(
        debug=settings.DEBUG,
        demonstration=settings.DEMONSTRATION,
        secret_key=settings.SECRET_KEY,
        secret_key_place="SECRET_KEY",
        former_keys=tuple(settings.SECRET_KEY_FALLBACKS),
        allowed_hosts=tuple(settings.ALLOWED_HOSTS),
        base_url=settings.BASE_URL,
        email_url=settings.EMAIL_URL,
        email_from=settings.DEFAULT_FROM_EMAIL,
    )
    risks = list(dangers(exposure))
    cookies = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_HSTS_SECONDS
    if settings.PRODUCTION and not risks and cookies:
        return ok("sûr pour de vraies données", "safe for real data")
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
        return fault(
            f"il manque : {', '.join(missing[:3])}", f"missing: {', '.join(missing[:3])}", *UPDATE_HINT
        )
    return ok("style et polices en place", "style and fonts are there")


def _paper_fonts(folder: Path) -> list[Path]:
    return [folder / "fonts" / f"{name}.ttf" for name in ("atkinson-400", "atkinson-700", "bricolage-700")]


def _not_collected(root: Path) -> list[str]:
    try:
        named = json.loads((root / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    except (OSError, ValueError, KeyError):
        return ["staticfiles.json"]
    return [name for name in named.values() if not (root / name).is_file()]


def _languages() -> Point:
    from etabli.site.translations import PACKAGE, stale_sources

    stale = stale_sources(PACKAGE)
    if stale:
        return fault(
            f"{len(stale)} traduction(s) à préparer", f"{len(stale)} translation(s) to compile",
            "etabli translations", "etabli translations",
        )  # fmt: skip
    return ok("traductions prêtes", "translations are ready")


def from_outside() -> Iterator[Point]:
    """What a browser would get at the address that people type: its certificate, and the promise of HTTPS."""
    from django.conf import settings

    if not settings.PRODUCTION:
        return
    how = (
        "voyez le serveur web devant Établi (docs/fr/installation-debian.md)",
        "see the web server in front (docs/en/install-debian.md)",
    )
    try:
        seen = _visit(settings.BASE_URL)
    except (OSError, HTTPException) as error:  # a certificate that is not trusted is an OSError too
        yield fault(
            f"{settings.BASE_URL} ne répond pas comme il faut : {error}",
            f"{settings.BASE_URL} does not answer as it should: {error}",
            *how,
        )
        return
    if seen.status != 200 or not seen.promises_https:
        yield fault(
            f"{settings.BASE_URL} répond {seen.status}, {'avec' if seen.promises_https else 'sans'} HSTS",
            f"{settings.BASE_URL} answers {seen.status}, {'with' if seen.promises_https else 'without'} HSTS",
            *how,
        )
    elif seen.ends - datetime.now(UTC) < min(RENEWAL_PERIOD, (seen.ends - seen.begins) / 4):
        yield fault(
            f"le certificat finit le {seen.ends:%d/%m/%Y} et n'est pas renouvelé",
            f"the certificate ends on {seen.ends:%Y-%m-%d} and is not renewed",
            "nginx : certbot renew, puis systemctl reload nginx ; Caddy : journalctl -u caddy",
            "nginx: certbot renew, then systemctl reload nginx; Caddy: journalctl -u caddy",
        )
    else:
        yield ok(f"{settings.BASE_URL} répond en HTTPS", f"{settings.BASE_URL} answers over HTTPS")


def legal_notices() -> Point:
    """Whether people read who answers for this site, and who hosts it."""
    from etabli.foundation.people.models import Organisation, OrganisationKind

    chambers = Organisation.objects.filter(kind=OrganisationKind.CHAMBER)
    if chambers.exclude(legal="").exists():
        return ok("les mentions légales sont écrites", "the legal notices are written")
    return remark(
        "les mentions légales ne sont pas écrites : qui répond du site, qui l'héberge",
        "the legal notices are not written: who answers for the site, who hosts it",
        "la direction les écrit à la page Équipe",
        "the management writes them on the page Team",
    )


@dataclass(frozen=True)
class _FirstPage:
    """What the first page gave: its status, whether it promises HTTPS (HSTS), the life of the certificate."""

    status: int
    promises_https: bool
    begins: datetime
    ends: datetime


def _visit(url: str) -> _FirstPage:
    parts = urlsplit(url)
    link = HTTPSConnection(parts.hostname or "", parts.port or 443, timeout=10)
    try:
        link.connect()
        assert isinstance(link.sock, ssl.SSLSocket)
        certificate = link.sock.getpeercert() or {}
        life = [
            datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate[end])), UTC)
            for end in ("notBefore", "notAfter")
        ]
        link.request("GET", "/")
        answer = link.getresponse()
        return _FirstPage(answer.status, bool(answer.getheader("Strict-Transport-Security")), *life)
    finally:
        link.close()
