"""How the pages of a site hang together: what is read where, what is weighed, whether Google may come."""

from datetime import UTC, datetime

import pytest

from etabli.programme.visibility.checks.visit import visit_site
from etabli.programme.visibility.engine.checks.judging import Business, judge
from tests.programme.visibility.local_web import LocalWeb, Served
from tests.programme.visibility.sample_pages import GOOD, HOST, put_good_site, without

AT = datetime.now(UTC)
NO_LEGAL = without(r'<a href="/mentions-legales">Mentions légales</a>')
IMAGE = {"Content-Type": "image/jpeg"}
PUBLISHER = """<html lang=fr><title>{}</title><body><p>Ce site est édité par Maison Exemple, {}. Directrice de la
publication : Zoé Exemple. Hébergement : OVH SAS, 2 rue Kellermann, 59100 Roubaix, RCS Lille 424 761 419 00045.</p>
</body></html>"""


def told(web: LocalWeb, business: Business | None = None) -> set[str]:
    site = visit_site(f"{HOST}/", at=AT, internet=web.internet())
    return {id for id, verdict in judge(site, business).items() if verdict.state == "mend"}


def with_in_main(html: str, page: str = GOOD) -> str:
    return page.replace("</main>", f"{html}</main>")


@pytest.mark.parametrize(
    "link",
    [
        "Crédits",
        "À propos de ce site",
        "Conditions d’utilisation",
        "CGV",
        "L’entreprise",
        "Le petit mot de la fin",
    ],
)
def test_who_publishes_is_found_under_another_name(web: LocalWeb, link: str) -> None:
    site = put_good_site(web, NO_LEGAL.replace("</footer>", f'<a href="/autre">{link}</a></footer>'))
    site.pages["/autre"] = Served(PUBLISHER.format("Autre", "SIRET 732 829 320 00074").encode())
    assert told(web) == set()
    site.pages["/autre"] = Served(b"<html lang=fr><title>Autre</title><p>Nos valeurs.</p>")
    assert told(web) == {"legal"}


def test_the_number_of_who_keeps_the_site_is_not_that_of_the_business(web: LocalWeb) -> None:
    site = put_good_site(web)
    site.pages["/mentions-legales"] = Served(PUBLISHER.format("Informations", "boulangerie").encode())
    assert told(web) == {"legal-complete"}
    business = Business("Maison Exemple", siret="73282932000074")
    assert told(web, business) == {"legal-complete"}


def test_notices_that_nobody_can_open_are_missing(web: LocalWeb) -> None:
    del put_good_site(web).pages["/mentions-legales"]
    assert told(web) == {"legal", "links"}


@pytest.mark.parametrize(
    ("rules", "is_closed"),
    [
        ("User-agent: *\n\nDisallow: /\n", True),
        ("\ufeffUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /*\n", True),
        ("user-agent: googlebot\nuser-agent: bingbot\ndisallow: /   # en attendant\n", True),
        ("User-agent: *\nDisallow: /admin\n\nUser-agent: *\nDisallow: /\n", True),
        ("User-agent: *\nDisallow: /\nAllow: /pains$\n", True),
        ("User-agent: *\nDisallow:\n", False),
        ("User-agent: *\nDisallow: /wp-admin/\nDisallow: /*?s=\nAllow: /wp-admin/admin-ajax.php\n", False),
        ("User-agent: AhrefsBot\nDisallow: /\n\nUser-agent: *\nDisallow: /panier\n", False),
        ("User-agent: *\nDisallow: /\nAllow: /\n", False),
        ("User-agent: *\nAllow: /$\nAllow: /pains\nAllow: /mentions\nDisallow: /\n", False),
    ],
)
def test_whether_google_may_come(web: LocalWeb, rules: str, is_closed: bool) -> None:
    put_good_site(web).pages["/robots.txt"] = Served(rules.encode(), headers={})
    assert ("search-closed" in told(web)) == is_closed


@pytest.mark.parametrize(
    ("said", "is_closed"), [("noindex", True), ("googlebot: none", True), ("noarchive", False)]
)
def test_a_header_may_keep_google_away(web: LocalWeb, said: str, is_closed: bool) -> None:
    headers = {"Content-Type": "text/html; charset=utf-8", "X-Robots-Tag": said}
    put_good_site(web).pages["/"] = Served(GOOD.encode(), headers=headers)
    assert told(web) == ({"search-closed"} if is_closed else set())


@pytest.mark.parametrize(
    ("image", "is_heavy"),
    [
        ('<img src="/lourde.jpg" alt="Un pain" loading="lazy">', True),
        ('<img src="data:image/gif;base64,R0" data-src="/lourde.jpg" alt="Un pain">', True),
        ("<div style=\"background-image: url('/lourde.jpg')\">Un pain</div>", True),
        ('<picture><source srcset="/lourde.jpg"><img src="/pain.jpg" alt="Un pain"></picture>', True),
        ('<video poster="/lourde.jpg"></video>', True),
        ('<img src="/lourde.jpg" srcset="/pain.jpg 800w, /lourde.jpg 3000w" sizes="100vw" alt="Un pain">', False),
        ('<picture><source srcset="/pain.jpg 900w, /lourde.jpg 2400w"><img src="/lourde.jpg" alt=""></picture>', False),
        ('<noscript><img src="/lourde.jpg" alt="Un pain"></noscript>', False),
        ('<a href="/lourde.jpg"><img src="/pain.jpg" alt="Un pain, en grand"></a>', False),
    ],
)  # fmt: skip
def test_a_heavy_photo_is_weighed_however_it_is_loaded(web: LocalWeb, image: str, is_heavy: bool) -> None:
    put_good_site(web, with_in_main(image)).pages["/lourde.jpg"] = Served(
        b"x", headers=IMAGE, declares=900_000
    )
    assert told(web) == ({"pictures-light"} if is_heavy else set())


def test_what_a_telephone_does_not_load_makes_it_wait_for_nothing(web: LocalWeb) -> None:
    parts = '<script nomodule src="/vieux.js"></script><script type="text/plain" src="/traceur.js"></script>'
    parts += (
        '<link rel="stylesheet" media="print" href="/papier.css"><template><img src="/autre.jpg"></template>'
    )
    site = put_good_site(web, with_in_main(parts))
    for path in ("/vieux.js", "/traceur.js", "/papier.css", "/autre.jpg"):
        site.pages[path] = Served(b"x", declares=3_000_000)
    assert told(web) == set()


def test_a_dead_link_far_down_the_page_is_found(web: LocalWeb) -> None:
    menu = "".join(f'<a href="/pains?sorte={n}">Pain {n}</a> ' for n in range(11))
    put_good_site(web, with_in_main(f'{menu}<a href="/ancienne-page">Nos gâteaux</a>'))
    assert told(web) == {"links"}


@pytest.mark.parametrize("by", ["refresh", "frames"])
def test_a_door_that_only_sends_to_the_page_is_passed(web: LocalWeb, by: str) -> None:
    site = put_good_site(web)
    site.pages["/accueil.htm"] = site.pages["/"]
    door = '<html><meta http-equiv="Refresh" content="0; URL=accueil.htm">'
    if by == "frames":
        door = '<html><frameset cols="20%,*"><frame name="menu" src="menu.htm"><frame name="contenu" src="accueil.htm">'
    site.pages["/"] = Served(door.encode())
    assert told(web) == set()


def test_hours_and_address_on_a_page_of_their_own_are_read(web: LocalWeb) -> None:
    bare = without("<p>12 rue.*?Téléphone.*?</p>.*?19 h 30</p>")
    site = put_good_site(web, with_in_main('<a href="/venir.html">Venir nous voir</a>', bare))
    said = "12 rue des Tilleuls, 33000 Bordeaux. Du mardi au samedi, 7 h - 13 h. <a href=tel:0556010203>Appeler</a>"
    site.pages["/venir.html"] = Served(f"<html lang=fr><title>Venir</title><p>{said}</p>".encode())
    assert told(web) == set()
