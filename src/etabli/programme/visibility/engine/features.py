"""What a site offers: what can be seen of it without running anything. What is not seen may be there."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from etabli.programme.visibility.engine.checks.facts import SiteFacts
from etabli.programme.visibility.engine.checks.page.contact_wording import has_hours, phones_in
from etabli.programme.visibility.engine.checks.page.plain_words import folded

MANY_IMAGES, FORM_FIELDS, SOME_PRICES = 12, 3, 2
_PRICE = re.compile(r"\d(?:[.,]\d{2})?\s?(?:€|euros?\b)", re.IGNORECASE)
_LINK_WORDS = {
    "shop": {"panier", "cart", "basket", "checkout"},
    "booking": {"reserver", "reservation", "reservations", "rdv", "booking"},
    "gallery": {"galerie", "realisations", "portfolio", "gallery"},
    "languages": {"english", "anglais", "deutsch", "espanol", "italiano", "nederlands"},
    "news": {"actualites", "actualite", "actus", "blog", "news"},
    "prices": {"tarifs", "tarif", "prices", "pricing"},
}
_HOSTS = {
    "shop": ("myshopify.com", "etsy.com"),
    "booking": ("planity.com", "calendly.com", "zenchef.com", "thefork.fr", "doctolib.fr"),
    "map": (
        "maps.google.",
        "google.com/maps",
        "google.fr/maps",
        "goo.gl/maps",
        "maps.app.goo.gl",
        "openstreetmap.org",
    ),
}

_OTHER_LANGUAGES = {"en", "de", "es", "it", "nl"}
_LANGUAGE_PATH = re.compile(r"/(?:en|de|es|it|nl)(?:-[a-z]{2})?(?:/|$)", re.IGNORECASE)


def features_of(site: SiteFacts) -> list[str]:
    """The ids of what was seen, in the order of the catalogue (`data/features.toml`)."""
    return [id for id, is_seen in _SEEN.items() if is_seen(site)]


def _says(id: str, site: SiteFacts) -> bool:
    """Whether a link of its pages bears one of the words, or leads to one of the hosts."""
    links = [link for page in site.pages for link in page.links]
    words, hosts = _LINK_WORDS.get(id, set()), _HOSTS.get(id, ())
    named = any(words & {*folded(f"{link.text} {urlsplit(link.url).path}").split()} for link in links)
    return named or any(host in link.url for host in hosts for link in links)


def _has_language(site: SiteFacts) -> bool:
    """Whether a link is named by the code of another language, or its path begins with one."""
    links = [link for page in site.pages for link in page.links]
    return any(
        _LANGUAGE_PATH.match(urlsplit(link.url).path) or link.text.strip().lower() in _OTHER_LANGUAGES
        for link in links
    )


def _text(site: SiteFacts) -> str:
    return " ".join(f"{page.text} {page.data_text}" for page in site.pages)


_SEEN: dict[str, Callable[[SiteFacts], bool]] = {
    "phone": lambda site: any(page.phone_links for page in site.pages) or bool(phones_in(_text(site))),
    "form": lambda site: any(page.fields >= FORM_FIELDS for page in site.pages),
    "hours": lambda site: has_hours(_text(site)),
    "map": lambda site: _says("map", site),
    "shop": lambda site: _says("shop", site),
    "booking": lambda site: _says("booking", site),
    "gallery": lambda site: _says("gallery", site) or any(page.images >= MANY_IMAGES for page in site.pages),
    "prices": lambda site: _says("prices", site) or len(_PRICE.findall(_text(site))) >= SOME_PRICES,
    "news": lambda site: _says("news", site),
    "languages": lambda site: _says("languages", site) or _has_language(site),
}
