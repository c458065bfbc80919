"""The first minutes of a real installation: its chamber, its first adviser and manager, the facts it stands on."""

from typing import Any

from django.core.management.base import CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.forms import ValidationError
from django.utils import timezone

from etabli.foundation.commands import OwnCommand
from etabli.foundation.people.forms import OrganisationContactForm
from etabli.foundation.people.models import Membership, Organisation, OrganisationKind, Role, User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.terminal import pick
from etabli.programme.surveys.questionnaires import load_questionnaires
from etabli.programme.workshops.themes.delivered_themes import load_themes
from etabli.territory.places.actions import load_places


class Command(OwnCommand):
    french = (
        "Créer la chambre et sa première conseillère ; charger communes, thèmes et questionnaires. "
        "Peut être relancé."
    )
    english = (
        "Create the chamber and its first adviser; load places, themes and questionnaires. Safe to run twice."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--chamber", required=True, help=pick("le nom de la chambre", "the chamber's name")
        )
        parser.add_argument(
            "--adviser",
            required=True,
            help=pick("l'e-mail de la première conseillère", "the e-mail of the first adviser"),
        )

        parser.add_argument(
            "--manager",
            default="",
            help=pick(
                "l'e-mail de qui donne les rôles (par défaut, la conseillère)",
                "the e-mail of whoever gives the roles (the adviser's by default)",
            ),
        )
        parser.add_argument(
            "--phone",
            help=pick("le téléphone, au bas de chaque page", "the telephone at the foot of every page"),
        )
        parser.add_argument(
            "--hours", help=pick("quand on y répond, avec vos mots", "when it is answered, in your words")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chamber_name, email = options["chamber"].strip(), options["adviser"].strip().lower()
        manager = options["manager"].strip().lower() or email
        for option, address in (("--adviser", email), ("--manager", manager)):
            try:
                validate_email(address)
            except ValidationError:
                raise CommandError(f"{option} {address!r}: not an e-mail; write name@example.org") from None
        if not chamber_name:
            raise CommandError("--chamber is empty: write the chamber's name")
        reached = _reached(options)
        at, system = timezone.now(), Viewer.system()
        with transaction.atomic():
            load_places(by=system, at=at)
            load_themes(by=system, at=at)
            load_questionnaires(by=system, at=at)
            chamber, _new = Organisation.objects.get_or_create(
                kind=OrganisationKind.CHAMBER, name=chamber_name
            )
            Organisation.objects.filter(pk=chamber.pk).update(**reached)
            for role, address in ((Role.ADVISER, email), (Role.MANAGER, manager)):
                user = User.objects.filter(email=address).first() or User.objects.create_user(address)
                Membership.objects.get_or_create(user=user, organisation=chamber, role=role, ended_on=None)
        self.stdout.write(
            pick(
                f"{chamber_name} est prête. {email} peut se connecter par un code reçu par e-mail.",
                f"{chamber_name} is ready. {email} can sign in with a code sent by mail.",
            )
        )


def _reached(options: dict[str, Any]) -> dict[str, str]:
    """What was given of how people reach the chamber; what was not given stays as it is."""
    contact_options = {name: options[name] for name in ("phone", "hours") if options[name] is not None}
    form = OrganisationContactForm(contact_options)
    if not form.is_valid():
        name, why = next((name, str(errors[0])) for name, errors in form.errors.items())
        raise CommandError(f"--{name} {contact_options[name]!r}: {why}")
    return {name: form.cleaned_data[name] for name in contact_options}
