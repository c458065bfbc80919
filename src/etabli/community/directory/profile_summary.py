"""Where a member's profile stands: its sections, what to add first, what each field shows and to whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.forms import BoundField
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.community.directory.codes import languages_named, places_named, sectors_named, trades_named
from etabli.community.directory.engine import SECTIONS
from etabli.community.directory.forms import VisibilityForm
from etabli.community.directory.listing import content_of
from etabli.community.directory.models import Piece, Profile
from etabli.foundation.ui.typography import full_day

ADVICE: Mapping[str, tuple[str | Promise, str]] = {
    "headline": (_("Say what you do in one sentence: it is what people read first."), "words"),
    "skills": (_("Name at least three skills: they are the words that people search."), "work"),
    "piece": (
        _("Show a piece of work, with the client’s agreement: an example says more than a list."),
        "pieces",
    ),
    "places": (_("Say where you work: most artisans look near home."), "places"),
    "about": (_("Present yourself in a few lines: how you work, with whom."), "words"),
    "sectors": (_("Say which crafts you work for: a baker looks for who knows bakers."), "work"),
    "charter": (_("Read the charter and sign it: your page says so."), "sign"),
    "availability": (_("Say whether you are available: it spares useless messages."), "availability"),
    "languages": (_("Say in which languages you work."), "places"),
    "website": (_("Give the address of your website."), "reach"),
}


@dataclass(frozen=True)
class Advice:
    text: str | Promise
    url: str


@dataclass(frozen=True)
class Section:
    """A section: `text` is what it says, "" when it says nothing; `has_draft`: something waits in it."""

    title: str | Promise
    url: str
    text: str
    has_draft: bool


@dataclass(frozen=True)
class Row:
    """A field on the page of publication."""

    field: BoundField
    text: str


def advice(lacking: Iterable[str]) -> list[Advice]:
    return [Advice(ADVICE[name][0], reverse(f"directory:{ADVICE[name][1]}")) for name in lacking]


def sections_of(profile: Profile, titles: Mapping[str, str | Promise]) -> list[Section]:
    texts = field_texts(profile)
    return [
        Section(
            title=title,
            url=reverse(f"directory:{name}"),
            text=" · ".join(filter(None, (texts[field] for field in SECTIONS[name]))),
            has_draft=name in profile.drafts,
        )
        for name, title in titles.items()
    ]


def summaries(form: VisibilityForm, profile: Profile, pieces: Sequence[Piece]) -> list[Row]:
    """Each field with what it says; the form holds one choice for each."""
    texts = field_texts(profile) | {
        "pieces": ", ".join(piece.title for piece in pieces if piece.client_agrees),
        "charter": full_day(profile.charter_on) if profile.charter_on else "",
    }
    return [Row(form[name], texts[name]) for name in form.fields]


def field_texts(profile: Profile) -> dict[str, str]:
    """What each field says, in a line."""
    held = content_of(profile)
    remote = [str(_("also remotely"))] if held.is_remote else []
    day = f" ({full_day(held.available_on)})" if held.available_on else ""
    return {
        "headline": held.headline,
        "about": held.about[:120],
        "trades": ", ".join(trades_named(held.trades)),
        "skills": ", ".join(held.skills),
        "sectors": ", ".join(sectors_named(held.sectors)),
        "places": ", ".join([*places_named(held.places), *remote]),
        "languages": ", ".join(languages_named(held.languages)),
        "availability": f"{profile.get_availability_display()}{day}" if held.availability else "",
        "website": held.website,
        "email": held.email,
        "phone": held.phone,
    }
