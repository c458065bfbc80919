"""Mails: the server takes us in, and none is left behind. Nothing is sent."""

from collections.abc import Iterator
from datetime import timedelta

from etabli.site.checks.points import Point, fault, ok, remark

MAX_DELAY = timedelta(hours=1)
RECENT_PERIOD = timedelta(days=7)


def look() -> Iterator[Point]:
    yield server()
    yield from forged()
    yield from answers()
    yield from _left_behind()


def server() -> Point:
    """Whether it takes us in."""
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
            *_mend(error),
        )
    return ok(f"le serveur d'e-mails {place} répond", f"the mail server {place} answers")


def forged() -> Iterator[Point]:
    """Whether the domain of our address says who may write in its name (SPF), and has the rest refused (DMARC)."""
    from email.utils import parseaddr

    from django.conf import settings

    from etabli.programme.visibility.checks.dns_records import records_of
    from etabli.programme.visibility.engine.checks.address import mail_domains
    from etabli.programme.visibility.engine.checks.mail import names_senders, refuses_forgery

    if not settings.EMAIL_URL.startswith("smtp"):
        return
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    senders = records_of(domain, "TXT")
    policies = [records_of(f"_dmarc.{name}", "TXT") for name in mail_domains(domain, ())]
    if senders is None or None in policies:
        yield remark(f"personne ne répond pour {domain} (DNS)", f"nobody answers for {domain} (DNS)")
    elif names_senders(senders) and refuses_forgery(next(filter(None, policies), [])):
        yield ok(f"{domain} fait refuser les faux e-mails", f"{domain} has forged mails refused")
    else:
        yield remark(
            f"{domain} laisse passer des e-mails écrits par d'autres en son nom",
            f"{domain} lets through mails that others write in its name",
            "demandez à qui tient ce domaine un SPF fini par ~all ou -all, et un DMARC p=quarantine ou p=reject",
            "ask whoever holds that domain for SPF ending with ~all or -all, and DMARC p=quarantine or p=reject",
        )


def _mend(error: Exception) -> tuple[str, str]:
    """What to do about a mail server that doesn't take us, by what it said or did."""
    import socket
    import ssl
    from smtplib import SMTPAuthenticationError

    if isinstance(error, SMTPAuthenticationError):
        return (
            "vérifiez le compte dans EMAIL_URL, et le mot de passe dans le fichier que nomme EMAIL_PASSWORD_FILE",
            "check the account in EMAIL_URL, and the password in the file that EMAIL_PASSWORD_FILE names",
        )
    if isinstance(error, socket.gaierror):
        return ("vérifiez le nom du serveur dans EMAIL_URL", "check the server's name in EMAIL_URL")
    if isinstance(error, ssl.SSLError):
        return (
            "le port 587 va avec smtp+tls://, le port 465 avec smtps:// : vérifiez EMAIL_URL",
            "port 587 goes with smtp+tls://, port 465 with smtps://: check EMAIL_URL",
        )
    return (
        "vérifiez le serveur et le port dans EMAIL_URL, puis qu'aucun pare-feu ne ferme ce port",
        "check the server and the port in EMAIL_URL, then that no firewall closes this port",
    )


def answers() -> Iterator[Point]:
    """Whether the mailbox of answers by mail can be read, and what waits there for somebody to look at it."""
    from django.conf import settings

    from etabli.foundation.notify.imap import NotReached, open_mailbox

    if settings.REPLY_MAILBOX is None:
        return
    place = f"{settings.REPLY_MAILBOX.host}:{settings.REPLY_MAILBOX.port}"
    try:
        with open_mailbox(settings.REPLY_MAILBOX) as box:
            left = box.left_count()
    except NotReached as error:
        yield fault(
            f"la boîte des réponses par e-mail ({place}) ne se lit pas : {error}",
            f"the mailbox of answers by mail ({place}) can't be read: {error}",
            *_mend_mailbox(error),
        )
        return
    yield ok(
        f"la boîte des réponses par e-mail se lit ({place})",
        f"the mailbox of answers by mail can be read ({place})",
    )
    if left:
        yield remark(
            f"{left} e-mail(s) laissés dans la boîte des réponses : de personne que nous connaissons",
            f"{left} mail(s) left in the mailbox of answers: of nobody that we know",
            "lisez-les dans un logiciel d'e-mail (marqués d'un drapeau), puis effacez-les ou répondez-y",
            "read them in a mail program (they bear a flag), then delete or answer them",
        )


def _mend_mailbox(error: Exception) -> tuple[str, str]:
    from etabli.foundation.notify.imap import NoSuchFolder, NotTrusted, SignInRefused

    if isinstance(error, NotTrusted):
        return (
            "vérifiez le nom du serveur dans IMAP_URL ; si l'autorité du certificat est la vôtre, nommez son fichier "
            "dans SSL_CERT_FILE",
            "check the server's name in IMAP_URL; if the certificate's authority is your own, name its file in "
            "SSL_CERT_FILE",
        )
    if isinstance(error, SignInRefused):
        return (
            "vérifiez le compte dans IMAP_URL, et le mot de passe dans le fichier que nomme IMAP_PASSWORD_FILE",
            "check the account in IMAP_URL, and the password in the file that IMAP_PASSWORD_FILE names",
        )
    if isinstance(error, NoSuchFolder):
        return ("vérifiez le dossier à la fin de IMAP_URL", "check the folder at the end of IMAP_URL")
    return (
        "vérifiez le serveur et le port dans IMAP_URL (imap+tls://, port 993)",
        "check the server and the port in IMAP_URL (imap+tls://, port 993)",
    )


def _left_behind() -> Iterator[Point]:
    from django.utils import timezone

    from etabli.foundation.notices.models import Notice
    from etabli.foundation.notify.models import Message

    now = timezone.now()
    waiting = (
        Message.objects.filter(
            status__in=[Message.Status.QUEUED, Message.Status.SENDING], created_at__lt=now - MAX_DELAY
        )
        .exclude(held=True, due_at__gt=now - MAX_DELAY)
        .count()
    )
    waiting += Notice.objects.filter(
        leaves_at__lt=now - MAX_DELAY
    ).count()  # written by the worker, as they leave
    failed = Message.objects.filter(status=Message.Status.FAILED, created_at__gt=now - RECENT_PERIOD).count()
    if waiting:
        yield fault(
            f"{waiting} e-mail(s) attendent depuis plus d'une heure",
            f"{waiting} mail(s) have waited for over an hour",
            "voyez si le serveur d'e-mails répond : ils repartiront d'eux-mêmes",
            "see whether the mail server answers: they will leave by themselves",
        )
    else:
        yield ok("aucun e-mail n'attend", "no mail waits")
    if failed:
        yield remark(
            f"{failed} e-mail(s) n'ont pas pu partir ces sept derniers jours",
            f"{failed} mail(s) could not leave in the last seven days",
            "la page /courrier/ les montre : corrigez l'adresse, ou téléphonez",
            "the page /courrier/ shows them: correct the address, or telephone",
        )
