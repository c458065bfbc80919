"""What the words of a page tell: a telephone, an address, hours, whose it is, whether it was ever finished."""

import re
import unicodedata

from rapidfuzz import fuzz
from stdnum.fr import siren

from etabli.programme.visibility.engine.facts import Link, PageFacts

MIN_DESCRIPTION, MIN_TITLE = 50, 8
NEAR_ENOUGH = 85  # of 100: how near a name may be written and still be the name
_PHONE = re.compile(
    r"(?<![\d+])(?:(?:\+|00)\s?33[\s.()-]{0,3}(?:\(?0\)?[\s.-]?)?|0)([1-9])((?:[\s.\-/]{0,2}\d{2}){4})(?!\d)"
)
_DAY = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun)s?\b"
)
_HOUR = r"\b(?:[01]?\d|2[0-4])\s?(?:h(?:\s?[0-5]\d)?|:[0-5]\d|heures)(?!\w)"
_HOURS = re.compile(
    rf"{_DAY}[^<]{{0,60}}?{_HOUR}|{_HOUR}[^<]{{0,40}}?{_DAY}|7\s?j(?:ours)?\s?(?:/|sur)\s?7|24\s?h\s?/\s?24"
    r"|sur rendez-vous|by appointment|openingHours|opening_hours|horaires? d.ouverture",
    re.IGNORECASE,
)
_STREET = (
    r"rue|avenue|av\.|boulevard|bd|place|pl\.|chemin|route|impasse|all[ée]e|quai|cours|square|zone|z\.?a|lieu[- ]dit"
    r"|hameau|le bourg|passage|esplanade|rond-point|faubourg|r[ée]sidence|parc|sentier|villa|ruelle|voie|mont[ée]e"
    r"|streetAddress"
)
_ADDRESS = re.compile(
    rf"\b(?:{_STREET})\b.{{0,120}}?\b(?:0[1-9]|[1-8]\d|9[0-8])\s?\d{{3}}\b"
    rf"|\b(?:0[1-9]|[1-8]\d|9[0-8])\d{{3}}\b.{{0,120}}?\b(?:{_STREET})\b"
    rf"|\b(?:0[1-9]|[1-8]\d|9[0-8])\d{{3}}\s+[A-ZÀ-Þ][\w'’-]+",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"mentions?[\s_-]*l[ée]gales?|informations?[\s_-]*l[ée]gales?|notices?[\s_-]*l[ée]gales?|legal[\s_-]*notice"
    r"|imprint|impressum|\blegals?\b|conditions[\s_-]*l[ée]gales|cadre[\s_-]*l[ée]gal|\bmentions\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<!\d)\d(?:[\s.]?\d){8}(?:[\s.]?\d){0,5}(?!\d)")
_NOTHING = {
    "accueil",
    "home",
    "homepage",
    "home page",
    "index",
    "bienvenue",
    "welcome",
    "mon site",
    "my site",
    "site",
    "page",
    "untitled",
    "sans titre",
    "document",
    "untitled document",
    "document sans titre",
    "nouvelle page",
    "new page",
    "page d accueil",
    "site web",
    "site internet",
    "mon site internet",
    "my wordpress",
    "my blog",
    "wordpress",
    "default",
}
_PLACEHOLDERS = (
    "lorem ipsum",
    "dolor sit amet",
    "just another wordpress site",
    "un site utilisant wordpress",
    "hello world!",
    "bonjour tout le monde !",
    "ceci est votre premier article",
    "welcome to nginx",
    "apache2 ubuntu default page",
    "apache2 debian default page",
    "it works!",
    "site en construction",
    "site en cours de construction",
    "coming soon",
    "page en construction",
    "votre texte ici",
    "cliquez ici pour ajouter",
    "double-cliquez ici pour ajouter",
    "je suis un paragraphe",
    "i'm a paragraph",
    "ceci est un exemple de page",
    "this is an example page",
    "parked domain",
    "ce domaine est à vendre",
    "domaine est en vente",
    "this domain is for sale",
    "under construction",
)
_BUSINESS_KINDS = {
    "localbusiness",
    "store",
    "bakery",
    "restaurant",
    "homeandconstructionbusiness",
    "plumber",
    "electrician",
    "generalcontractor",
    "hairsalon",
    "beautysalon",
    "foodestablishment",
    "jewelrystore",
    "clothingstore",
    "florist",
    "autorepair",
    "automotivebusiness",
    "organization",
    "corporation",
    "professionalservice",
    "roofingcontractor",
    "housepainter",
    "hvacbusiness",
    "locksmith",
    "cafeorcoffeeshop",
    "healthandbeautybusiness",
    "furniturestore",
    "hardwarestore",
    "shoestore",
    "butchershop",
    "dayspa",
    "nailsalon",
    "movingcompany",
    "onlinestore",
    "icecreamshop",
    "tattooparlor",
    "drycleaningorlaundry",
    "bikestore",
    "artgallery",
    "winery",
    "brewery",
    "catering",
    "onlinebusiness",
    "brand",
    "homegoodsstore",
}


def phones_in(text: str) -> set[str]:
    """The French telephone numbers of a text, as their nine digits after the 0."""
    return {first + re.sub(r"\D", "", rest) for first, rest in _PHONE.findall(_plain_spaces(text))}


def has_address(text: str) -> bool:
    """Whether it says where: a street and a postal code, or a postal code and a town."""
    return bool(_ADDRESS.search(_plain_spaces(text)))


def has_hours(text: str) -> bool:
    """Whether it says when: days and hours, or that one makes an appointment."""
    return bool(_HOURS.search(_plain_spaces(text)))


def holds(text: str, words: str) -> bool:
    """Whether these words stand in it, whatever the accents and capitals."""
    return bool(words) and f" {folded(words)} " in f" {folded(text)} "


def holds_name(text: str, name: str) -> bool:
    """The same, near enough: a business writes its name in more ways than one."""
    words = folded(name)
    return holds(text, name) or fuzz.partial_ratio(words, folded(text)) >= NEAR_ENOUGH


def folded(text: str) -> str:
    """In small letters, without accents or signs."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def is_legal(link: Link) -> bool:
    """Whether it leads to the page that says who publishes the site."""
    return bool(_LEGAL.search(link.text) or _LEGAL.search(link.url.rpartition("//")[2].partition("/")[2]))


def is_legal_page(page: PageFacts) -> bool:
    """Whether this page is that one."""
    return any(_LEGAL.search(text) for text in (page.title, *page.headings))


def has_business_number(text: str) -> bool:
    """Whether it holds a SIREN or a SIRET that can be one."""
    digits = (re.sub(r"\D", "", number) for number in _NUMBER.findall(_plain_spaces(text)))
    return any(len(number) in {9, 14} and siren.is_valid(number[:9]) for number in digits)


def says_nothing(title: str) -> bool:
    """Whether a title names neither a business nor a trade."""
    parts = [folded(part) for part in re.split(r"\s[-–—|·:]\s|\|", title)]
    return len(folded(title)) < MIN_TITLE or all(part in _NOTHING or not part for part in parts)


def placeholder(page: PageFacts) -> str:
    """The words of a page that nobody finished; "" when there are none."""
    read = f"{page.title} {page.description} {page.text}".lower().replace("’", "'").replace("\u00a0", " ")
    return next((words for words in _PLACEHOLDERS if words in read), "")


def is_business_data(kinds: tuple[str, ...]) -> bool:
    """Whether one of these kinds tells machines of a business."""
    return any(kind.lower().rpartition("/")[2] in _BUSINESS_KINDS for kind in kinds)


def _plain_spaces(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
