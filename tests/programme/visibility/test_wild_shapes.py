"""How pages say things in the wild: by finding, what is to be told, and what is right though it is said unusually."""

import pytest

from etabli.programme.visibility.engine.facts import PageFacts, SiteFacts
from etabli.programme.visibility.engine.judging import Business, judge
from etabli.programme.visibility.engine.page_reading import read_page

HOST = "https://maison-exemple.test/"
BUSINESS = Business("SARL DUPONT ET FILS", "05 56 01 02 03", "33210", "Langon", "12 rue des Tilleuls")
OVH = "Hébergement : OVH SAS, 2 rue Kellermann, 59100 Roubaix, RCS Lille 424 761 419 00045, tél. 09 72 10 10 07."
PUBLISHER = "Éditeur du site : SARL Dupont et Fils. Directrice de la publication : Zoé Dupont."
ROW = "<tr><td>{}</td><td>{}</td></tr>"
LOREM = "Sed ut perspiciatis unde omnis iste natus"
WORDS = " ".join(["Nous faisons le pain avec du levain et du temps."] * 5)

# By finding: what must be told, what must not. A text alone stands in the body; what begins by "<html" is the page.
TO_MEND: dict[str, list[str]] = {
    "phone": [
        f"<p>Écrivez-nous.</p><footer>{OVH}</footer>",
        "Fax : 05 56 01 02 04",
        "Télécopie 05.56.01.02.04",
        "SIRET 732 829 320 00074, écrivez à contact@maison-exemple.test",
    ],
    "phone-pressed": [
        "Appelez le 05 56 01 02 03",
        "<a href='tel:'>05 56 01 02 03</a>",
        "<a href='tel:+1234567890'>05 56 01 02 03</a>",
        "<a href='tel:0123456789'>05 56 01 02 03</a>",
        "<a href='tel:+33'>05 56 01 02 03</a>",
        "<a href='#'>05 56 01 02 03</a>",
    ],
    "phone-agrees": [
        "Appelez-nous : 05 57 99 88 77. <footer>Fax : 05 56 01 02 03</footer>",
        "<a href='tel:0557998877'>05 57 99 88 77</a>",
    ],
    "hours": [
        "<h2>Horaires d’ouverture</h2><img src=/horaires.png alt=''>",
        "Mon atelier demande 24 h de séchage. Devis sous 48 h.",
        "Samedi 14 juin 2025 : portes ouvertes à partir de 10 h.",
        "Ouvert du mardi au samedi.",
        "Au bord de la mer, à 2 h de Bordeaux.",
        "Livraison en 24h par Sam, notre coursier de 19 ans.",
    ],
    "address": [
        "Plus de 12000 clients en place depuis 1998, à Langon.",
        "Des cours pour 15000 élèves, 33000 euros de matériel.",
        f"À Langon, en Gironde. <footer>{OVH}</footer>",
        "Médiateur : CM2C, 14 rue Saint-Jean, 75017 Paris.",
        "12 ans de métier. Langon.",
    ],
    "address-agrees": [
        "4 place de la Halle, 33490 Saint-Macaire. Nous venons aussi à Langon.",
        "4 place de la Halle, 33210 Langon",
        f"4 place de la Halle, 33490 Saint-Macaire <p>{OVH}</p>",
    ],
    "name-agrees": ["Chez Marcel, boulanger", "Ancienne maison Duplantier et associés"],
    "title": [
        f"<html><title>{title}</title>"
        for title in (
            "Accueil",
            "Bienvenue sur notre site internet !",
            "Page d'accueil - Nouveau site",
            "Sans titre - 1",
            "Document sans nom",
            "New Page 1",
            "index.html",
            "Home 2",
            "Accueil | Accueil",
            "Elementor #12",
            "Mon site WordPress",
            "Bienvenue",
            "Accueil – Mon blog",
            "Site officiel",
            "Untitled-1",
            "...",
            "Accueil (copie)",
            "Votre titre ici",
            "HOME — Template 3",
            "Bienvenue à tous",
            "page1",
        )
    ],
    "description": [
        "<html><meta name=description content=''>",
        "<html><meta name=description content='Bienvenue sur notre site internet officiel'>",
        "<html><meta property='og:description' content='Boulangerie au levain à Langon, ouverte six jours sur sept.'>",
        "<html><meta name=description content='Accueil'>",
        "<html><meta name=description content='Saisissez ici la description de votre site web'>",
    ],
    "placeholder": [
        LOREM,
        "consectetur adipiscing elit",
        "Votre contenu va ici. Modifiez ou supprimez ce texte.",
        "Your content goes here. Edit or remove this text inline.",
        "Cliquez sur le bouton « Modifier » pour changer ce texte.",
        "Click edit button to change this text.",
        "Ajoutez votre titre ici",
        "Add Your Heading Text Here",
        "500 Terry Francine Street, San Francisco",
        "info@mysite.com",
        "Tél. : 01 23 45 67 89",
        "Tél. : XX XX XX XX XX",
        "[Nom de votre entreprise]",
        "Bonjour {{ prenom }}, bienvenue",
        "Notre histoire : texte à venir.",
        "Présentation à compléter",
        "Ceci est un texte d’exemple",
        "Votre slogan ici",
        "Parlez de votre marque à vos clients",
        "Use this text to share information about your brand with your customers.",
        "Tout commence par une idée.",
        "Bonjour tout le monde !",
        "<img src=/a.jpg alt='Lorem ipsum'>",
        "Titre de la diapositive 1",
        "Produit exemple – 10 €",
        "Site web en cours de construction",
        "Notre nouveau site arrive bientôt",
    ],
    "legal": [
        "Voir nos mentions légales.",
        "<a href='#'>Mentions légales</a>",
        "<a href='https://www.facebook.com/legal/terms'>Conditions de Facebook</a>",
        "<a href=/confidentialite>Politique de confidentialité</a>",
        "<a href=/mention>Mention au guide des artisans</a>",
    ],
    "legal-complete": [f"<h2>Mentions légales</h2><p>{PUBLISHER} {OVH}</p>"],
    "first-heading": [
        "<h1></h1>",
        "<h1><img src=/logo.png alt=''></h1>",
        "<h1 style='display: none'>Maison</h1>",
        "<template><h1>Maison</h1></template>",
        "<h1>&nbsp;</h1>",
        "<h2>Maison</h2>",
    ],
    "pictures-named": [
        "<img src=/a.jpg>",
        "<img src=/a.jpg alt='IMG_2034.jpg'>",
        "<img src=/a.jpg alt='DSC00234'>",
        "<form><input type=image src=/ok.png></form>",
        "<svg role=img><path d=''/></svg>",
        "<map name=a><area href=/pains shape=rect></map>",
        "<div role=img style='background:url(/a.jpg)'></div>",
    ],
    "fields-named": [
        "<input name=nom placeholder='Votre nom'>",
        "<label for=a></label><input id=a>",
        "<label for=autre>Nom</label><input id=nom>",
        "<input aria-labelledby=absent>",
        "<select><option>Choisir</option></select>",
        "<label><input name=nom></label>",
        "<p>Nom <input name=nom></p>",
    ],
    "links-named": [
        "<a href=/pains></a>",
        "<a href='tel:+33556010203'><i class='fa fa-phone'></i></a>",
        "<a href='mailto:a@maison-exemple.test'><i class=icon></i></a>",
        "<a href=/pains><span aria-hidden=true>→</span></a>",
        "<a href=/pains><i>\ue001</i></a>",
        "<a href=/pains>›</a>",
        "<a href=/pains><img src=/a.jpg alt=''></a>",
        "<a href=/pains aria-labelledby=absent></a>",
        "<a href='#haut' id=haut><i class=fleche></i></a>",
    ],
    "phones": [
        "<html><meta name=viewport content='width=1024, initial-scale=1'>",
        "<html><meta name=viewport content='width=980'>",
        "<html><!-- <meta name=viewport content='width=device-width'> -->",
        "<html><meta name=viewport content=''>",
    ],
    "zoom": [
        "<html><meta name=viewport content='width=device-width; user-scalable = 0;'>",
        "<html><meta name=viewport content='width=device-width'><meta name=viewport content='width=device-width, maximum-scale=1'>",
        "<html><meta name=viewport content='width=device-width, initial-scale=1.0, maximum-scale=1.0, shrink-to-fit=no'>",
    ],
    "search-closed": [
        "<html><meta name=googlebot content=noindex>",
        "<html><meta name=ROBOTS content='NONE'>",
        "<html><meta name=robots content='max-image-preview:large'><meta name=robots content='noindex, nofollow'>",
    ],
    "data": [
        '<script type="application/ld+json">{"@type": "WebSite", "name": "Maison"}</script>',
        '<script type="application/ld+json"></script>',
        "<p>Maison Exemple</p>",
        '<script type="application/ld+json">{"@graph": [{"@type": "BreadcrumbList"}, {"@type": "WebPage"}]}</script>',
    ],
    "data-broken": [
        '<script type="application/ld+json">{"@type": "Bakery", "name": "Maison",}</script>',
        '<script type="application/ld+json">{“@type”: “Bakery”}</script>',
        '<script type="application/ld+json; charset=utf-8">{"@type": "Bakery" "name": "Maison"}</script>',
        "<script type=\"application/ld+json\">{'@type': 'Bakery'}</script>",
        '<script type="application/ld+json">{"@type": "Bakery"</script>',
        '<script type=" application/ld+json ">{&quot;@type&quot;: &quot;Bakery&quot;}</script>',
    ],
    "mixed": [
        "<iframe src='http://cartes.test/plan' title=Plan></iframe>",
        "<div style=\"background-image: url('http://maison-exemple.test/a.jpg')\">a</div>",
        "<style>@font-face{src:url(http://fontes.test/a.woff)}</style>",
        "<video src=http://maison-exemple.test/a.mp4></video>",
        "<video><source src=http://maison-exemple.test/a.mp4></video>",
        "<picture><source srcset='http://maison-exemple.test/a.webp 800w'><img src=/a.jpg alt=a></picture>",
        "<link rel=stylesheet href=http://fontes.test/css>",
        "<form action=http://maison-exemple.test/envoi><button>Envoyer</button></form>",
        "<object data=http://maison-exemple.test/a.swf></object>",
        "<table background=http://maison-exemple.test/fond.gif><tr><td>a</td></tr></table>",
    ],
    "links": [
        "<a href='http://localhost/pains'>Nos pains</a>",
        "<a href='file:///C:/Users/zoe/pains.html'>Nos pains</a>",
        "<a href='http://127.0.0.1:8080/pains'>Nos pains</a>",
        "<a href='#tarifs'>Nos tarifs</a><p id=prix>10 €</p>",
        "<a href='http://'>Nos pains</a>",
        "<a href='http://https://maison-exemple.test/pains'>Nos pains</a>",
        "<a href='C:\\\\site\\\\pains.htm'>Nos pains</a>",
    ],
    "social": [
        "<a href='https://www.facebook.com/'>Facebook</a>",
        "<a href='https://www.instagram.com'>Instagram</a>",
        "<a href='https://www.facebook.com/wix'>Facebook</a>",
        "<a href='https://twitter.com/votrepage'>X</a>",
    ],
}
FINE: dict[str, list[str]] = {
    "phone": [
        "0<span>5</span> 5<span>6</span> 01 02 03",
        "<span>05</span>·<span>56</span>·<span>01</span>·02·03",
        "05 – 56 – 01 – 02 – 03",
        "05‑56‑01‑02‑03",
        "0556 010 203",
        "+33 556 010 203",
        "+33 (0) 5 56 01 02 03",
        "0033 5.56.01.02.03",
        "(05) 56 01 02 03",
        "05/56/01/02/03",
        "05,56,01,02,03",
        "Tél./Fax : 05 56 01 02 03",
        "<a href='tel:05%2056%2001%2002%2003'>Appeler</a>",
        "05 56 01 02 03 (fax : 05 56 01 02 04)",
        "Numéro vert : 0 800 123 456",
        "05_56_01_02_03",
        "05 | 56 | 01 | 02 | 03",
    ],
    "phone-pressed": [
        "<a href='tel:05%2056%2001%2002%2003'>05 56 01 02 03</a>",
        "<a href='TEL:0033556010203'>05 56 01 02 03</a>",
        "<a href='https://wa.me/33556010203'>05 56 01 02 03</a>",
        "<button onclick=\"location.href='tel:+33556010203'\">05 56 01 02 03</button>",
        "<a href='tel:+33 (0)5 56 01 02 03'>Appeler</a>",
        "<a href='tel://0556010203'>05 56 01 02 03</a>",
    ],
    "phone-agrees": [
        "05 56 01 02 03 ou 06 99 88 77 66",
        "05 - 56 - 01 - 02 - 03",
        "Tél. : <b>0556</b> 010 203",
    ],
    "hours": [
        "Ouvert tous les jours de 9h à 19h",
        "En semaine de 8 h à 18 h",
        "Du mardi au samedi de neuf heures à midi et de quatorze heures à dix-neuf heures",
        "Mardi 9-12 / 14-18, samedi 9-13",
        "<table><tr><th>Mardi<th>Mercredi<tr><td>9h30–12h<td>fermé</table>",
        "Ma-Sa 10:00 - 19:00",
        "Tue–Sat, 9am to 6pm",
        "Monday to Friday 9:00 AM – 5:30 p.m.",
        "Le magasin vous accueille du mardi au samedi, toute l’année sauf la première semaine de janvier, de 9 h à 12 h 30",
        "Lun. · Mar. · Jeu. : 08.30 – 12.00",
        "L’atelier est ouvert le week-end de 10 h à 17 h",
        "Chaque matin dès 7 h, sauf le lundi",
        "Ouvert 24h/24",
        "Uniquement sur rendez-vous",
        "Sur RDV du lundi au vendredi",
        "Ouvert 6 jours sur 7, de 7h à 20h",
        '<script type="application/ld+json">{"@type": "Bakery", "openingHours": "Tu-Sa 09:00-19:00"}</script>',
        "<dl><dt>lundi</dt><dd>9 h – 12 h</dd></dl>",
        "Du mar. au sam. : 9H/12H30 - 14H/19H",
        "Nous vous recevons à toute heure, les mardis et jeudis, entre 14 et 18 heures",
        "Visites de l’atelier : de 10 h à midi, du jeudi au dimanche",
    ],
    "address": [
        "3, r. du Port – Bordeaux (33000)",
        "12 rue des Tilleuls, Langon",
        "12 rue des Tilleuls<br>33210 langon",
        "ZI de Dumès, F-33210 Langon",
        "F33210 LANGON",
        "Z.A.C. des Portes, lot 4 - 33 210 - Langon",
        "33210, Langon",
        "Langon 33210, 12 bis av. de la Gare",
        "Le Moulin, 33210 Saint-Pierre-de-Mons",
        "2 imp. du Four, Langon cedex 33212",
        '<script type="application/ld+json">{"@type": "Bakery", "address": {"streetAddress": "12 rue des Tilleuls",'
        ' "postalCode": "33210", "addressLocality": "Langon"}}</script>',
        "Centre commercial Moléon, 33210 Langon",
        "<span>12</span> <span>rue des Tilleuls</span> – <abbr>33210</abbr> <b>Langon</b>",
    ],
    "address-agrees": [
        "12, R. DES TILLEULS 33210 LANGON",
        f"12 rue des Tilleuls, 33210 Langon <p>{OVH}</p>",
        "Atelier : 12 rue des tilleuls – 33212 Langon Cedex. Boutique : 4 place de la Halle, 33490 Saint-Macaire",
        "12 rue Tilleuls, Langon (33210)",
    ],
    "name-agrees": [
        "Dupont & Fils",
        "DUPONT FILS, menuisiers",
        "Maison Dupont et fils",
        "<img src=/logo.png alt='Dupont et Fils'>",
        "Dupont &amp; fils S.A.R.L.",
    ],
    "title": [
        f"<html><title>{title}</title>"
        for title in (
            "Le Fournil", "Chez Lou", "Plombier Langon", "Accueil - Dupont & Fils", "Bienvenue chez Lou", "LM Bois",
            "Zef", "Menuisier",
        )
    ],
    "description": [
        "<html><meta name=DESCRIPTION content='Boulangerie bio au levain, à Langon.'>",
        "<html><meta content='Menuisier à Langon : escaliers et fenêtres sur mesure depuis 1998' name='description'>",
    ],
    "placeholder": [
        "Nous suivons chaque maison en construction et toute rénovation.",
        "Houses under construction in Gironde",
        "It works! Our method is proven.",
        "Cliquez ici pour ajouter au panier",
        "Titre de maître artisan",
        "Exemple de réalisation : un escalier",
        "Votre texte gravé sur la médaille",
    ],
    "legal": [
        "<a href=/x>Infos légales</a>",
        "<a href=/x>Informations juridiques</a>",
        "<a href=/x>Mentions obligatoires</a>",
        "<a href=/mentions_legales.pdf>PDF</a>",
        "<a href=/x>Éditeur du site</a>",
        "<a href=/x>Qui édite ce site ?</a>",
        "<a href=/x>Legal information</a>",
        f"<a href='#ml'>Crédits</a><section id=ml><p>{PUBLISHER} SIRET 732 829 320 00074. {OVH}</p></section>",
        f"<footer>SARL Dupont, SIRET 732 829 320 00074 — site hébergé par OVH, 2 rue Kellermann, 59100 Roubaix</footer>",
        "<button onclick=\"window.location='/mentions-legales'\">Mentions</button>",
        "<map name=a><area href=/mentions.htm alt='Mentions légales'></map>",
        "<a href=/x>M e n t i o n s &nbsp; l é g a l e s</a>",
        "<a href=/x title='Mentions légales'><img src=/a.gif alt=''></a>",
        "<a href=/x>Le coin juridique</a>",
    ],
    "legal-complete": [
        f"<h2>Mentions légales</h2><p>{PUBLISHER} SIRET : 732-829-320 - 00074. {OVH}</p>",
        f"<h2>Mentions légales</h2><p>{OVH} {PUBLISHER} BP 12 732 829 320 RCS Bordeaux</p>",
        f"<h2>Mentions légales</h2><p>{PUBLISHER} Siren 732829320 RM 33 {OVH}</p>",
    ],
    "first-heading": [
        "<div role=heading aria-level=1>Maison</div>",
        "<h1><img src=/logo.png alt='Maison Exemple'></h1>",
        "<h1 class=sr-only>Maison</h1>",
        "<h1></h1><h1>Maison</h1>",
    ],
    "pictures-named": [
        "<img src=/a.jpg alt=''>",
        "<img src=/a.jpg aria-label='Un pain'>",
        "<img src=/a.jpg title='Un pain'>",
        "<img src=/a.jpg role=none>",
        "<img src=/p.gif width=1px height=1px>",
        "<img src=/p.gif width=0 height=0>",
        "<img src=/p.gif style='width:1px; height:1px'>",
        "<svg role=img aria-label='Un pain'></svg>",
        "<svg aria-hidden=true><path d=''/></svg>",
    ],
    "fields-named": [
        "<p id=q>Votre nom</p><input aria-labelledby=q>",
        "<div style='position: absolute; left: -5000px'><input name=b_1 tabindex=-1></div>",
        "<input name=site tabindex=-1 autocomplete=off>",
        "<label>Nom <input name=nom></label>",
        "<input title='Votre nom'>",
        "<div style='visibility: hidden'><input></div>",
        "<label for=a><img src=/a.png alt='Votre nom'></label><input id=a>",
    ],
    "links-named": [
        "<a href=/pains><img src=/a.jpg alt='Nos pains'></a>",
        "<a href=/pains><i class=icon></i><span class=sr-only>Nos pains</span></a>",
        "<a href=/pains><svg><title>Nos pains</title></svg></a>",
        "<a href=/pains tabindex=-1 aria-hidden=true></a>",
        "<a name=pains></a>",
        "<span id=p>Nos pains</span><a href=/pains aria-labelledby=p></a>",
        "<a href=/pains style='display:none'></a>",
    ],
    "phones": [
        "<html><meta name=viewport content='initial-scale=1.0'>",
        "<html><META NAME='Viewport' CONTENT='WIDTH=DEVICE-WIDTH'>",
        "<html><meta name=viewport content='width = device-width ; initial-scale = 1'>",
    ],
    "zoom": ["<html><meta name=viewport content='width=device-width, maximum-scale=5, user-scalable=yes'>"],
    "search-closed": [
        "<html><meta name=robots content='index, follow, noarchive'>",
        "<html><meta name=robots content='noimageindex'>",
        "<html><!-- <meta name=robots content=noindex> -->",
    ],
    "data": [
        "<div vocab='https://schema.org/' typeof='Bakery'><span property=name>Maison</span></div>",
        "<div class=vcard><span class='fn org'>Maison</span><span class=tel>05 56 01 02 03</span></div>",
        '<script type="application/ld+json">{"@type": ["Thing", "schema:HairSalon"]}</script>',
        '<script type="application/ld+json">{"@type": "TailorShop", "name": "M", "telephone": "1", "address": "x"}</script>',
        '<script type="application/ld+json">//<![CDATA[\n{"@type": "Bakery"}\n//]]></script>',
        '<script type="application/ld+json"><!--\n{"@type": "Bakery"}\n--></script>',
        '<script type="application/ld+json; charset=utf-8">{"@type": "Bakery"}</script>',
        '<script type="application/ld+json">{"@type": "WebPage", "about": {"@type": "Electrician"}}</script>',
        "<div itemscope itemtype='http://schema.org/AutoRepair http://schema.org/Store'></div>",
        '<script type="application/ld+json">\ufeff{"@type": "Bakery"};</script>',
    ],
    "mixed": [
        "<a href=http://ailleurs.test/>Ailleurs</a>",
        "<svg xmlns='http://www.w3.org/2000/svg'></svg>",
        "<link rel=canonical href=http://maison-exemple.test/>",
        "<link rel=profile href=http://gmpg.org/xfn/11>",
        "<div style=\"background:url(//maison-exemple.test/a.jpg)\"></div>",
    ],
    "links": [
        "<a href='#prix'>Nos prix</a><p id=prix>10 €</p>",
        "<a href='#'>Menu</a><a href='#top'>Haut</a><a href='#!/x'>x</a>",
        "<a href='javascript:void(0)'>Menu</a>",
        "<a href='#prix'>Nos prix</a><a name=prix></a>",
        "<a href='#elementor-action%3Aaction'>Menu</a>",
    ],
    "social": ["<a href='https://www.facebook.com/sharer.php?u=x'>Partager</a>"],
}  # fmt: skip
HOLDS_NO_LINE = {"links", "social", "address-agrees", "phone-agrees", "legal-complete", "data-broken"}


def page_of(body: str) -> PageFacts:
    start = (
        "<!doctype html>"
        if body.startswith("<html")
        else "<!doctype html><html lang=fr><title>Maison</title><body>"
    )
    page = read_page(f"{start}{body}".encode(), HOST)
    assert page is not None
    return page


def state(finding: str, body: str) -> str:
    site = SiteFacts(url=HOST, status=200, is_safe=True, page=page_of(body))
    verdict = judge(site, BUSINESS).get(finding)
    return verdict.state if verdict else ""


@pytest.mark.parametrize(
    ("finding", "body"), [(id, body) for id, bodies in TO_MEND.items() for body in bodies]
)
def test_what_is_wrong_is_told_in_whatever_shape(finding: str, body: str) -> None:
    assert state(finding, body) == "mend"


@pytest.mark.parametrize(("finding", "body"), [(id, body) for id, bodies in FINE.items() for body in bodies])
def test_what_is_right_is_not_told_however_it_is_written(finding: str, body: str) -> None:
    assert state(finding, body) in {"fine", *([""] if finding in HOLDS_NO_LINE else [])}
