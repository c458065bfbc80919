"""What we write for a message between a visitor and a member: neither letter holds an address of the other."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import override

from etabli.community.directory.links import contact_url
from etabli.community.directory.models import Contact
from etabli.community.directory.notices import MESSAGE
from etabli.foundation.notices.owners import language_of_party
from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notify.prose import gettext as _, link, quoted
from etabli.foundation.notify.queue import send
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.registries import Words


def ask_to_confirm(contact: Contact, at: datetime) -> None:
    """To whoever typed this address: one click, and the message goes on."""
    with override(language := language_of_party(contact.party_id)):
        member = contact.profile.member.display_name
        body = _(
            "Hello %(name)s,\n\n"
            "Somebody wrote to %(member)s from the directory and gave this address. Was it you? One click, and your "
            "message leaves.\n\n"
            "Send my message:\n%(url)s\n\n"
            "If it was not you, do nothing: the message goes nowhere."
        ) % {"name": contact.name, "member": member, "url": link(contact_url(contact))}
        send(
            to=contact.email,
            subject=_("Confirm your message to %(member)s") % {"member": member},
            body=body,
            key=f"directory.confirm:{contact.pk}",
            chamber_id=contact.profile.organisation_id,
            insist=True,
            language=language,
            at=at,
        )


def pass_on(contact: Contact, at: datetime) -> None:
    """To the member: the message, without the visitor's address."""
    member = contact.profile.member
    place = Membership.objects.filter(
        user_id=member.user_id, organisation_id=member.organisation_id, role=Role.MEMBER, ended_on=None
    )
    to = place.select_related("user", "organisation").first()
    if to is not None:
        tell_once(
            MESSAGE, to=to, words=lambda: _message(contact), key=f"directory.contact:{contact.pk}", at=at
        )


def _message(contact: Contact) -> Words:
    text, url = quoted(contact.text, contact.name), reverse("directory:contact", args=[contact.pk])
    title = _("%(name)s writes to you by the directory") % {"name": contact.name}
    return Words(title, text, url, _("Answer on the site"))


def pass_answer_on(contact: Contact, text: str, at: datetime) -> None:
    """To the visitor: the member's answer, without their address."""
    with override(language := language_of_party(contact.party_id)):
        member = contact.profile.member.display_name
        body = _(
            "Hello %(name)s,\n\n%(member)s answers the message that you sent by the directory:\n\n%(text)s\n\n"
            "Your message and this answer:\n%(url)s"
        ) % {
            "name": contact.name,
            "member": member,
            "text": quoted(text, member),
            "url": link(contact_url(contact)),
        }
        send(
            to=contact.email,
            subject=_("%(member)s answers you") % {"member": member},
            body=body,
            key=f"directory.answer:{contact.pk}",
            chamber_id=contact.profile.organisation_id,
            language=language,
            at=at,
        )
