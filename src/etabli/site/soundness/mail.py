"""Mails: the server takes us in, and none is left behind. Nothing is sent."""

from collections.abc import Iterator
from datetime import timedelta

from etabli.site.soundness.points import Point, fault, remark, sound

LATE = timedelta(hours=1)
LATELY = timedelta(days=7)


def look() -> Iterator[Point]:
    yield _server()
    yield from _left_behind()


def _server() -> Point:
    from smtplib import SMTPException

    from django.conf import settings
    from django.core.mail import mailers
    from django.core.mail.backends.smtp import EmailBackend

    if not settings.EMAIL_URL.startswith("smtp"):
        return remark(
            f"les e-mails ne partent pas (EMAIL_URL={settings.EMAIL_URL})",
            f"mails don't leave (EMAIL_URL={settings.EMAIL_URL})",
            "pour qu'ils partent : EMAIL_URL=smtp+tls://user@serveur:587",
            "for them to leave: EMAIL_URL=smtp+tls://user@server:587",
        )
    backend = mailers["default"]
    assert isinstance(backend, EmailBackend)  # as EMAIL_URL says
    place = f"{backend.host}:{backend.port}"
    try:
        backend.open()
        backend.close()
    except (OSError, SMTPException) as error:
        return fault(
            f"le serveur d'e-mails {place} ne nous prend pas : {error}",
            f"the mail server {place} doesn't take us: {error}",
            "vérifiez EMAIL_URL et EMAIL_PASSWORD_FILE, puis que le port n'est pas fermé par un pare-feu",
            "check EMAIL_URL and EMAIL_PASSWORD_FILE, then that no firewall closes the port",
        )
    return sound(f"le serveur d'e-mails {place} répond", f"the mail server {place} answers")


def _left_behind() -> Iterator[Point]:
    from django.utils import timezone

    from etabli.foundation.notify.models import Message

    now = timezone.now()
    waiting = (
        Message.objects.filter(
            status__in=[Message.Status.QUEUED, Message.Status.SENDING], created_at__lt=now - LATE
        )
        .exclude(held=True, due_at__gt=now - LATE)
        .count()
    )
    failed = Message.objects.filter(status=Message.Status.FAILED, created_at__gt=now - LATELY).count()
    if waiting:
        yield fault(
            f"{waiting} e-mail(s) attendent depuis plus d'une heure",
            f"{waiting} mail(s) have waited for over an hour",
            "voyez si le serveur d'e-mails répond : ils repartiront d'eux-mêmes",
            "see whether the mail server answers: they will leave by themselves",
        )
    else:
        yield sound("aucun e-mail n'attend", "no mail waits")
    if failed:
        yield remark(
            f"{failed} e-mail(s) n'ont pas pu partir ces sept derniers jours",
            f"{failed} mail(s) could not leave in the last seven days",
            "la page /courrier/ les montre : corrigez l'adresse, ou téléphonez",
            "the page /courrier/ shows them: correct the address, or telephone",
        )
