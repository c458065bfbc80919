"""Text messages: the provider is there, the settings hold together, and none is left behind. Nothing is sent."""

import re
from collections.abc import Iterator
from datetime import timedelta

from etabli.site.checks.points import Point, fault, ok, remark

MAX_DELAY = timedelta(hours=2)
RECENT_PERIOD = timedelta(days=7)
TIMEOUT_SECONDS = 10.0
SENDER_PATTERN = re.compile(r"[A-Za-z0-9 ]{1,11}|\+?[0-9]{3,15}")


def look() -> Iterator[Point]:
    from django.conf import settings

    from etabli.foundation.practice import is_fiction

    if not settings.SMS_URL:
        yield remark("aucun SMS ne part (ETABLI_SMS_URL)", "no text message leaves (ETABLI_SMS_URL)")
        return
    if is_fiction():
        yield remark(
            "aucun SMS ne part : tout est inventé ici", "no text message leaves: all is invented here"
        )
        return
    yield _provider()
    yield _sender()
    yield _countries()
    yield _price()
    yield _stop()
    yield from _left_behind()


def _provider() -> Point:
    """A line to the provider, TLS included. The address may hold a secret: its host alone is told."""
    from urllib.parse import urlsplit

    from django.conf import settings

    from etabli.foundation.outgoing import ForbiddenAddress, OutgoingError, check_connection

    host = urlsplit(settings.SMS_URL).hostname
    try:
        check_connection(settings.SMS_URL, seconds=TIMEOUT_SECONDS)
    except ForbiddenAddress:
        return fault(
            f"le fournisseur de SMS {host} est une adresse de cette machine ou de son réseau : rien n'y part",
            f"the provider of text messages {host} is an address of this machine or of its network: nothing goes there",
            "écrivez dans ETABLI_SMS_URL l'adresse publique que donne le fournisseur",
            "write in ETABLI_SMS_URL the public address that the provider gives",
        )
    except OutgoingError as error:
        return fault(
            f"le fournisseur de SMS {host} ne répond pas ({error})",
            f"the provider of text messages {host} doesn't answer ({error})",
            "vérifiez le nom dans ETABLI_SMS_URL, puis que la machine peut sortir vers lui en HTTPS",
            "check the name in ETABLI_SMS_URL, then that the machine may go out to it over HTTPS",
        )
    return ok(
        f"le fournisseur de SMS {host} répond (rien n'a été envoyé : le compte n'est pas vérifié)",
        f"the provider of text messages {host} answers (nothing was sent: the account is not checked)",
    )


def _sender() -> Point:
    from django.conf import settings

    name = settings.SMS_SENDER
    if SENDER_PATTERN.fullmatch(name):
        return ok(f"les SMS sont signés {name}", f"text messages are signed {name}")
    return fault(
        f"ETABLI_SMS_SENDER est {name!r} : les opérateurs le refusent",
        f"ETABLI_SMS_SENDER is {name!r}: operators refuse it",
        "onze lettres ou chiffres au plus, sans accent, ou un numéro",
        "eleven letters or digits at most, without accents, or a number",
    )


def _countries() -> Point:
    from django.conf import settings

    names = ", ".join(settings.SMS_COUNTRIES)
    return ok(f"mobiles joints : ceux de {names}", f"mobiles written to: those of {names}")


def _price() -> Point:
    from django.conf import settings

    price = settings.SMS_PRICE
    if price:
        return ok(f"prix d'un SMS : {price} €".replace(".", ","), f"price of a text message: €{price}")
    return remark(
        "le prix d'un SMS n'est pas donné : la page des dépenses montre 0 €",
        "the price of a text message is not given: the page of what they cost shows €0",
        "écrivez-le dans ETABLI_SMS_PRICE, en euros : 0.05",
        "write it in ETABLI_SMS_PRICE, in euros: 0.05",
    )


def _stop() -> Point:
    """The secret of the address is not told: this page is copied to whoever helps."""
    from django.conf import settings

    address = f"{settings.BASE_URL}/textos/<ETABLI_SMS_STOP_SECRET>/"
    if not settings.SMS_STOP_SECRET:
        return remark(
            "STOP, répondu à un SMS, n'arrive pas ici : le personnel doit le noter sur la page de la personne",
            "STOP, answered to a text message, doesn't come here: the staff has to note it on the person's page",
            f"donnez ETABLI_SMS_STOP_SECRET, et au fournisseur l'adresse {address}",
            f"give ETABLI_SMS_STOP_SECRET, and the address {address} to the provider",
        )
    fields = ", ".join(settings.SMS_STOP_FIELDS)
    return ok(
        f"STOP est reçu à {address} (champs {fields})", f"STOP is received at {address} (fields {fields})"
    )


def _left_behind() -> Iterator[Point]:
    from django.utils import timezone

    from etabli.foundation.notices.models import TextMessage

    now, status = timezone.now(), TextMessage.Status
    waiting = TextMessage.objects.filter(
        status__in=[status.QUEUED, status.SENDING], due_at__lt=now - MAX_DELAY
    ).count()
    lost = TextMessage.objects.filter(
        status__in=[status.FAILED, status.UNSURE], created_at__gt=now - RECENT_PERIOD
    ).count()
    if waiting:
        yield fault(
            f"{waiting} SMS auraient dû partir il y a plus de deux heures",
            f"{waiting} text message(s) should have left over two hours ago",
            "voyez si etabli run tourne, et ce que dit son journal (journalctl -u etabli)",
            "see whether etabli run runs, and what its log says (journalctl -u etabli)",
        )
    else:
        yield ok("aucun SMS n'est en retard", "no text message is late")
    if lost:
        yield remark(
            f"{lost} SMS ne sont pas partis, ou peut-être pas, ces sept derniers jours",
            f"{lost} text message(s) did not leave, or perhaps not, in the last seven days",
            "la page /textos/ les montre : téléphonez, et vérifiez le compte chez le fournisseur",
            "the page /textos/ shows them: telephone, and check the account with the provider",
        )
