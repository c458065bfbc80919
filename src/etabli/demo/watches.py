"""Some artisans wait for a workshop to come near them, where the season goes seldom."""

from datetime import timedelta

from etabli.demo.shared import Filling
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.watches.actions import ask_watch
from etabli.programme.workshops.models import Theme
from etabli.territory.places.models import Commune
from etabli.territory.relays.models import Relay

WHERE = ("33402",) * 6 + ("33324",) * 2 + ("33214",) * 2 + ("33514",)
ON = "customers"  # a theme that the last one waits for, wherever it is given


def play(filling: Filling) -> None:
    """Most of them near Sainte-Foy-la-Grande; one came by a town hall's link, one waits for a theme."""
    people = Person.objects.filter(chamber=filling.chamber, erased_at=None, merged_into=None).exclude(
        email=""
    )
    chosen = list(people.order_by("-pk")[: len(WHERE) + 1])
    places = Commune.objects.in_bulk(set(WHERE))
    relay = Relay.objects.filter(chamber=filling.chamber, withdrawn_at=None).order_by("pk").first()
    theme = Theme.objects.filter(pk=ON).first()
    for rank, person in enumerate(chosen):
        code = WHERE[rank] if rank < len(WHERE) else ""
        if not code and theme is None:
            continue
        ask_watch(
            chamber=filling.chamber,
            person=person,
            commune=places.get(code),
            theme=None if code else theme,
            via=relay.code if relay and rank == 0 else "",
            by=of_person(person),
            at=filling.at - timedelta(days=3 + rank),
        )
