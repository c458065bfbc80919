"""Ten good pages, each in the manner of another generator, and the faults that are planted on them.

They are invented, and so is what their generators write; what each holds is what such pages are seen to hold.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.programme.visibility.local_web import LocalWeb, Served, Site

FOLDER = Path(__file__).parent / "good_pages"
HOSTS = {
    "wordpress": "plomberie-exemple.test",
    "wix": "salon-exemple.test",
    "jimdo": "ebenisterie-exemple.test",
    "hugo": "brasserie-exemple.test",
    "hand_made": "maconnerie-exemple.test",
    "squarespace": "bijoux-exemple.test",
    "prestashop": "savonnerie-exemple.test",
    "google_sites": "sites.google.com",
    "emonsite": "traiteur-exemple.test",
    "scripted": "menuiserie-exemple.test",
}
TRUE_FAULTS = {"google_sites": {"data"}}  # what its generator has no place for
LEGAL = """<html lang="fr"><title>Mentions légales</title><body><h1>Mentions légales</h1>
<p>Cette entreprise, SIRET 732 829 320 00074, est inscrite au registre. Hébergement : un hébergeur.</p></body></html>"""


def page_of(name: str) -> str:
    return (FOLDER / f"{name}.html").read_text("utf-8")


class _Everything(dict[str, Served]):
    """Any path answers, save those that are said not to."""

    def get(self, path: str, default: object = None) -> Served:  # type: ignore[override]  # as a server asks
        if path in self:
            return self[path]
        if path == "/robots.txt":
            return Served(status=404)
        if "mentions" in path or "about" in path:
            return Served(LEGAL.encode())
        return Served(b"<html lang=fr><title>Une page</title><p>Bonjour</p></html>", declares=40_000)


def put(web: LocalWeb, name: str, page: str) -> Site:
    """The page at its host, with everything that it calls, and its mails in order."""
    host = HOSTS[name]
    encoding = "iso-8859-1" if name == "hand_made" else "utf-8"
    for called in set(re.findall(r"(?:https?:)?//([\w.-]+\.(?:test|com))", page)) | {"www.facebook.com"}:
        web.sites[called] = Site(_Everything())
    web.sites[host] = Site(
        _Everything({"/": Served(page.encode(encoding), headers={"Content-Type": "text/html"})})
    )
    web.records[host, "MX"] = ["10 mx.test."]
    web.records[host, "TXT"] = ["google-site-verification=x", "v=spf1 include:_spf.test ~all"]
    web.records[f"_dmarc.{host}", "TXT"] = ["v=DMARC1; p=reject; rua=mailto:x@test"]
    return web.sites[host]


@dataclass(frozen=True)
class Fault:
    """What is planted on which page: a pattern of its text, and what takes its place; the finding that tells it."""

    page: str
    finding: str
    pattern: str = ""
    by: str = ""
    certificate: str = ""
    days: int = 80
    is_forced: bool = True
    served: tuple[str, Served] | None = None
    records: tuple[tuple[str, str], list[str]] | None = None
    status_of: str = ""


GA = '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script></head>'
PIXEL = "<script>!function(f){}(window);fbq('init', '123');fbq('track', 'PageView');</script></head>"
MATCH = r"(?s).*"
FAULTS = [
    Fault("wordpress", "phone", r"(?s)Tél.*?</a> – |\"telephone\":\"[^\"]*\",", ""),
    Fault("jimdo", "phone-pressed", r'<a href="tel:[^>]*>([^<]*)</a>', r"\1"),
    Fault("squarespace", "hours", r' · samedi 9h30 à 12h30|"openingHours":"[^"]*",', ""),
    Fault("wix", "hours", r" Sur rendez-vous, du mardi au samedi\.", ""),
    Fault("google_sites", "address", r"6 rue Pablo Neruda, 33310 Lormont", "Près du tram"),
    Fault("hand_made", "address", r"Le bourg, 33210 LANGON", "Sud-Gironde"),
    Fault("prestashop", "legal", r'<li><a class="cms-page-link".*?</li>', ""),
    Fault("hugo", "legal", r"<a href=/mentions/>Mentions</a>", ""),
    Fault("emonsite", "title", r"<title>.*?</title>", "<title>Accueil</title>"),
    Fault("wordpress", "title", r"<title>.*?</title>", "<title>Home &#8211; Mon site</title>"),
    Fault("hugo", "title", r"<title>.*?</title>", ""),
    Fault("wix", "description", r'<meta name="description".*?/>', ""),
    Fault("squarespace", "description", r'content="Bijoux[^"]*"', 'content="Bijoux"'),
    Fault("jimdo", "language", r'<html lang="fr-FR">', "<html>"),
    Fault("hand_made", "phones", r'<meta name="viewport"[^>]*>', ""),
    Fault("prestashop", "phones", r'content="width=device-width, initial-scale=1"', 'content="width=1024"'),
    Fault("hugo", "zoom", "width=device-width,initial-scale=1", "width=device-width,initial-scale=1,user-scalable=no"),
    Fault("emonsite", "zoom", r"maximum-scale=5", "maximum-scale=1"),
    Fault("wordpress", "pictures-named", r' alt="Une salle de bains refaite, carrelage gris"', ""),
    Fault("google_sites", "pictures-named", r' alt="Robe blanche sur un mannequin"', ""),
    Fault("squarespace", "fields-named", r'<label for="email-1">.*?</label>', ""),
    Fault("prestashop", "fields-named", r' aria-label="Rechercher"', ""),
    Fault("wordpress", "links-named", r' aria-label="Facebook"', ""),
    Fault("wix", "links-named", r'alt="Instagram" ', 'alt="" '),
    Fault("jimdo", "first-heading", r'<h1 class="" id="cc-m-header-1">(.*?)</h1>', r"<div>\1</div>"),
    Fault("hugo", "trackers", r"</head>", GA),
    Fault("jimdo", "trackers", r"</head>", PIXEL),
    Fault("prestashop", "trackers", r"</head>", '<script src="https://static.hotjar.com/c/hotjar-1.js"></script></head>'),
    Fault("hand_made", "data", r' itemscope itemtype="[^"]*"', ""),
    Fault("emonsite", "data-broken", r'"image": null', '"image": ,'),
    Fault("google_sites", "placeholder", r"Un ourlet, une", "Lorem ipsum dolor sit amet, une"),
    Fault("wordpress", "placeholder", r"Fuite, chaudière", "Hello world! Fuite, chaudière"),
    Fault("wordpress", "search-closed", r"index, follow,", "noindex, follow,"),
    Fault("jimdo", "search-closed", served=("/robots.txt", Served(b"User-agent: Googlebot\nDisallow: /\n"))),
    Fault("squarespace", "https", certificate="none"),
    Fault("hugo", "https-forced", is_forced=False),
    Fault("wix", "certificate-ended", certificate="expired"),
    Fault("emonsite", "certificate-other", certificate="other"),
    Fault("prestashop", "certificate-ends", days=6),
    Fault("jimdo", "links", status_of="/realisations/"),
    Fault("hand_made", "links", status_of="/chantiers.htm"),
    Fault("wix", "social", status_of="www.instagram.com/salon.exemple"),
    Fault("squarespace", "mixed", r'src="https://bijoux-exemple.test/bague.jpg"', 'src="http://bijoux-exemple.test/b.jpg"'),
    Fault("hugo", "pictures-light", r"loading=lazy", "", served=("/img/cuve.avif", Served(b"x", declares=900_000))),
    Fault("emonsite", "wait", served=("/css/site.css", Served(b"x", declares=3_000_000))),
    Fault("wordpress", "legal-complete", served=("/mentions-legales/", Served(LEGAL.replace("732", "").encode()))),
    Fault("hugo", "mail-senders", records=(("brasserie-exemple.test", "TXT"), [])),
    Fault("jimdo", "mail-senders", records=(("ebenisterie-exemple.test", "TXT"), ["v=spf1 +all"])),
    Fault("wix", "mail-refusal", records=(("_dmarc.salon-exemple.test", "TXT"), [])),
    Fault("prestashop", "mail-refusal", records=(("_dmarc.savonnerie-exemple.test", "TXT"), ["v=DMARC1; p=none"])),
    Fault("hand_made", "answers", served=("/", Served(b"Oups", status=500))),
]  # fmt: skip


def plant(web: LocalWeb, fault: Fault) -> None:
    page = page_of(fault.page)
    if fault.pattern:
        page, n = re.subn(fault.pattern, fault.by, page)
        assert n, "nothing was planted"
    site = put(web, fault.page, page)
    site.certificate = fault.certificate or "good"
    site.days, site.is_forced = fault.days, fault.is_forced
    if fault.served:
        site.pages[fault.served[0]] = fault.served[1]
    if fault.records:
        web.records[fault.records[0]] = fault.records[1]
    if fault.status_of:
        host, _slash, path = fault.status_of.rpartition("/") if fault.status_of[0] != "/" else ("", "", "")
        pages = web.sites[host].pages if host else site.pages
        pages[f"/{path}" if host else fault.status_of] = Served(b"Perdu", status=404)
