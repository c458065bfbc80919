"""The usual mails, ready to be changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, override


@dataclass(frozen=True)
class MailTemplate:
    """A mail that is often written: `label` is on its button."""

    label: str | Promise
    subject: str | Promise
    body: str | Promise

    @property
    def words(self) -> dict[str, str]:
        """Subject and body in the language of the installation, whoever begins with it: artisans read them."""
        with override(settings.LANGUAGE_CODE):
            return {"subject": str(self.subject), "body": str(self.body)}


MAIL_TEMPLATES: Mapping[str, MailTemplate] = MappingProxyType(
    {
        "pres": MailTemplate(
            _("A new session near you"),
            _("A workshop near you"),
            _(
                "Hello {prénom},\n\nWe hold a half-day workshop near you. It is free of charge, in a small group, and "
                "no skill is needed.\n\n{séances}\n\nWould you rather talk first? Answer this e-mail.\n\n{chambre}"
            ),
        ),
        "attente": MailTemplate(
            _("You were on a waiting list"),
            _("A new date for the workshop that was full"),
            _(
                "Hello {prénom},\n\nYou wanted to come to a workshop, and it was full. Here is another date: you are "
                "the first to know.\n\n{séances}\n\nNo time that day? Answer this e-mail, we look for another."
                "\n\n{chambre}"
            ),
        ),
        "suite": MailTemplate(
            _("What follows the workshop"),
            _("After the workshop: what next?"),
            _(
                "Hello {prénom},\n\nYou came to one of our workshops, thank you. Here is what may come next for you."
                "\n\n{séances}\n\nSomething does not work as you wish? Answer this e-mail, we look at it together."
                "\n\n{chambre}"
            ),
        ),
    }
)
