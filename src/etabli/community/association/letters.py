"""Mails to whoever asks to join: they have no account yet, so nothing is kept in a space of theirs."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_noop, override

from etabli.community.association.links import application_path
from etabli.community.association.models import Application, Member
from etabli.foundation.notify.prose import Prose, gettext as _, link, paragraphs, quoted
from etabli.foundation.notify.queue import send


def send_confirmation(application: Application, at: datetime) -> None:
    """The link that proves the address."""
    _write(
        application,
        "confirm",
        gettext_noop("Confirm your request to join %(organisation)s"),
        gettext_noop(
            "You asked to join “%(organisation)s”. Open this link and confirm: the board of the association then reads "
            "your request.\n\nIf you asked for nothing, do nothing."
        ),
        at,
    )


def send_question(application: Application, at: datetime) -> None:
    """The board asks for more."""
    _write(
        application,
        "question",
        gettext_noop("A question about your request to join %(organisation)s"),
        gettext_noop("The board asks you:\n\n%(question)s\n\nAnswer by this link."),
        at,
    )


def send_acceptance(application: Application, at: datetime) -> None:
    """Welcome, and how to come in."""
    _write(
        application,
        "accepted",
        gettext_noop("You are a member of %(organisation)s"),
        gettext_noop(
            "Welcome: the board has accepted your request.\n\nTo enter your space, sign in with this e-mail address: a "
            "code is sent to you, no password is needed. Your dues and receipts are in “My membership”.\n\n%(entrance)s"
        ),
        at,
    )


def send_refusal(application: Application, at: datetime) -> None:
    """No, and why."""
    _write(
        application,
        "refused",
        gettext_noop("Not accepted: your request to join %(organisation)s"),
        gettext_noop("The board has not accepted your request. The reason given:\n\n%(reason)s"),
        at,
    )


def send_already_member(member: Member, at: datetime) -> None:
    """Somebody who is in already asks once more: said in the mail alone, so that no page tells who is a member."""
    organisation, email = member.organisation, member.user.email
    language = member.user.party.language or settings.LANGUAGE_CODE
    with override(language):
        facts = {"organisation": organisation.name, "entrance": _entrance()}
        send(
            to=email,
            subject=_("You are already a member of %(organisation)s") % facts,
            body=_(
                "Good day,\n\nSomebody asked to join “%(organisation)s” with this address. You are in already: sign in "
                "with this address to enter your space.\n\n%(entrance)s\n\nIf you asked for nothing, do nothing."
            )
            % facts,
            key=f"association:member:{organisation.pk}:{email.lower()}:{at:%Y%m%d}",
            chamber_id=organisation.pk,
            language=language,
            at=at,
        )


def mail_key(application: Application, kind: str, at: datetime) -> str:
    """The key of a mail, by which an undo calls it back while it has not left."""
    return f"association:{kind}:{application.pk}:{at.isoformat()}"


def _entrance() -> Prose:
    return link(f"{settings.BASE_URL}/connexion/")


def _write(application: Application, kind: str, subject: str, text: str, at: datetime) -> None:
    language = application.party.language or settings.LANGUAGE_CODE
    with override(language):
        facts = {
            "organisation": application.organisation.name,
            "question": quoted(application.question, _("the board")),
            "reason": quoted(application.reason, _("the board")),
            "entrance": _entrance(),
        }
        hello = _("Hello %(name)s,") % {"name": application.name}
        follow = f"{settings.BASE_URL}{application_path(application)}"
        link_paragraph = _("Your request:\n%(url)s") % {"url": link(follow)}
        send(
            to=application.email,
            subject=_(subject) % facts,
            body=paragraphs(hello, _(text) % facts, link_paragraph),
            key=mail_key(application, kind, at),
            chamber_id=application.organisation_id,
            insist=kind == "confirm",
            language=language,
            at=at,
        )
