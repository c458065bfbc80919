"""A good page of an invented bakery, on which faults are planted."""

import re

from tests.programme.visibility.local_web import LocalWeb, Served, Site

HOST = "boulangerie-exemple.test"
LEGAL = b"""<!doctype html><html lang="fr"><head><title>Mentions l\xc3\xa9gales - Maison Exemple</title>
<meta name="viewport" content="width=device-width"></head><body><h1>Mentions l\xc3\xa9gales</h1>
<p>Maison Exemple, 12 rue des Tilleuls, 33000 Bordeaux. SIRET 732 829 320 00074. H\xc3\xa9berg\xc3\xa9 ici.</p>
</body></html>"""
GOOD = """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<title>Maison Exemple, boulangerie à Bordeaux</title>
<meta name="description" content="Pains au levain, viennoiseries et gâteaux faits ici chaque nuit, rue des Tilleuls.">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/style.css">
<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "Bakery", "name": "Maison Exemple"}
</script>
</head>
<body>
<header><a href="/">Maison Exemple</a> <a href="/pains">Nos pains</a></header>
<main>
<h1>Boulangerie Maison Exemple</h1>
<img src="/pain.jpg" alt="Un pain au levain coupé en deux">
<p>Nous faisons le pain comme on le faisait, avec du levain, de la farine du pays et du temps. Venez le sentir.</p>
<p>12 rue des Tilleuls, 33000 Bordeaux</p>
<p>Téléphone : <a href="tel:+33556010203">05 56 01 02 03</a></p>
<p>Du mardi au samedi, 7 h - 13 h et 16 h - 19 h 30</p>
<form><label for="nom">Votre nom</label><input id="nom" name="nom"><button>Envoyer</button></form>
</main>
<footer><a href="https://www.facebook.com/maison.exemple">Facebook</a>
<a href="/mentions-legales">Mentions légales</a></footer>
</body>
</html>"""


def put_good_site(web: LocalWeb, page: str = GOOD, host: str = HOST) -> Site:
    """The bakery, with what it links and loads, and its mails in order."""
    pages = {
        "/": Served(page.encode()),
        "/mentions-legales": Served(LEGAL),
        "/pains": Served(b"<html lang=fr><title>Nos pains au levain</title><h1>Nos pains</h1></html>"),
        "/style.css": Served(b"body{}", declares=12_000),
        "/pain.jpg": Served(b"x", declares=90_000),
    }
    web.sites[host] = Site(pages)
    web.sites["www.facebook.com"] = Site({"/maison.exemple": Served(b"<html>Maison Exemple</html>")})
    web.records[host, "MX"] = ["10 mx.exemple.test."]
    web.records[host, "TXT"] = ["v=spf1 include:_spf.exemple.test -all"]
    web.records[f"_dmarc.{host}", "TXT"] = ["v=DMARC1; p=quarantine"]
    return web.sites[host]


def without(pattern: str, page: str = GOOD, by: str = "") -> str:
    """The page with what matches replaced; it must match."""
    changed, n = re.subn(pattern, by, page, flags=re.DOTALL)
    assert n, pattern
    return changed
