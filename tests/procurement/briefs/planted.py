"""Ordinary sentences of craftspeople, and identifiers in many forms to plant among them. Everyone here is invented."""

from hypothesis import strategies as st

PLAIN = (
    "Je suis installé depuis douze ans et je travaille surtout par le bouche à oreille.",
    "Nous voulons montrer nos chantiers de rénovation avec des photos avant et après.",
    "Le budget est de 1500 € environ, 2000 € au plus.",
    "Il faut que les clients puissent réserver un créneau le samedi.",
    "On vend du pain bio, des brioches et 12 sortes de gâteaux.",
    "Je publie deux fois par semaine sur Facebook et Instagram, mais je n'ai pas de site.",
    "Les horaires : du mardi au samedi, de 8 h à 19 h.",
    "Je préfère WordPress si c'est plus simple à mettre à jour.",
    "Avant Noël, ce serait bien : c'est notre pleine saison.",
    "Pas de boutique en ligne pour l'instant, juste un formulaire de contact.",
    "Une page d'accueil, une page pour les prestations, une page pour le contact.",
    "Mes clients viennent de toute la Gironde et parfois d'Espagne.",
    "Je répare les vélos de ville, les vélos électriques et les remorques.",
    "Google me montre mal : on ne trouve que mes concurrents.",
    "Les textes sont prêts, il manque 20 photos de bijoux en argent 925.",
    "J'ai peur que tout s'efface si je clique au mauvais endroit.",
)

FIRST = ("Marie", "Jean-Pierre", "Fatima", "Élodie", "Thierry", "Josiane", "Loïc")
LAST = ("Lagardère", "Etcheverry", "Dupouy", "Castaing", "Da Silva", "Benhamou", "Lafitte")
TOWN = ("Pauillac", "Saint-Estèphe", "Le Pian-Médoc", "Arcachon", "Blaye", "Sainte-Foy-la-Grande", "Cussac")
SHOP = ("Aux Délices d'Aurore", "Fournil Castaing", "Lumibrod", "L'Écrin Bleuté", "Ferrobat")

_pairs = st.lists(st.integers(0, 99), min_size=4, max_size=4).map(lambda many: [f"{one:02d}" for one in many])
_lead = st.sampled_from(["06", "07", "05", "09"])
_glue = st.sampled_from([" ", ".", "-", "", "/", " . "])


@st.composite
def phones(draw: st.DrawFn) -> tuple[str, str]:
    lead, pairs, glue = draw(_lead), draw(_pairs), draw(_glue)
    form = draw(
        st.sampled_from(["{0}{g}{1}", "+33{g}{s}{g}{1}", "+33 (0){s}{g}{1}", "0033{s}{g}{1}", "({0}){g}{1}"])
    )
    number = form.format(lead, glue.join(pairs), g=glue, s=lead[1])
    return draw(
        st.sampled_from(["Appelez-moi au {} le matin.", "tél : {}", "Mon portable {} répond toujours."])
    ).format(number), "".join(pairs)


def _slug(text: str) -> str:
    return (
        text.lower().replace(" ", "").replace("'", "").replace("é", "e").replace("è", "e").replace("ï", "i")
    )


@st.composite
def webs(draw: st.DrawFn) -> tuple[str, str]:
    slug = _slug(draw(st.sampled_from(LAST))) + str(draw(st.integers(1, 99)))
    form = draw(
        st.sampled_from(
            [
                "Écrivez à contact@{}.fr pour un devis.",
                "Mon mail : {}@orange.fr",
                "{} arobase gmail point com",
                "{}(at)free.fr",
                "J'ai déjà https://www.{}.com/accueil mais il est vieux.",
                "voir www.{}.fr",
                "Le site {}.com ne marche plus.",
                "Sur Instagram : @{}",
                "insta {}_creations",
                "Notre compte Instagram : {}officiel",
                "facebook.com/{}",
                "{} point fr",
            ]
        )
    )
    return form.format(slug), slug


@st.composite
def people(draw: st.DrawFn) -> tuple[str, str]:
    first, last = draw(st.sampled_from(FIRST)), draw(st.sampled_from(LAST))
    form = draw(
        st.sampled_from(
            [
                "Je m'appelle {f} {l} et je suis à mon compte.",
                "je m'appelle {fl} {ll}",
                "C'est Mme {l} qui répond.",
                "Demandez M. {l} à l'atelier.",
                "Mon mari {f} tient la caisse avec {f} {l}.",
                "L'atelier {f} {l} existe depuis 1998.",
                "Chez {l}, tout est fait main.",
                "Cordialement, {f} {l}",
                "{f} {l}, maçon",
                "La gérante est {f} {lu}.",
            ]
        )
    )
    return form.format(f=first, l=last, fl=first.lower(), ll=last.lower(), lu=last.upper()), last


@st.composite
def shops(draw: st.DrawFn) -> tuple[str, str]:
    shop = draw(st.sampled_from(SHOP))
    form = draw(
        st.sampled_from(
            [
                "Mon enseigne est « {} ».",
                "La boutique s'appelle {}.",
                "On nous connaît sous le nom de {}.",
                "L'entreprise {} a dix ans.",
            ]
        )
    )
    return form.format(shop), shop.split()[-1].split("'")[-1]


@st.composite
def places(draw: st.DrawFn) -> tuple[str, str]:
    town = draw(st.sampled_from(TOWN))
    form = draw(
        st.sampled_from(
            [
                "Je travaille à {} et autour.",
                "Mon magasin est 12 rue de la Poste, 33250 {}.",
                "12 bis, avenue Jean Moulin {}",
                "Le marché de {} nous amène du monde.",
                "Nous livrons jusqu'à {}.",
                "On me trouve 4 impasse des lilas, à {}",
                "L'atelier est rue Victor-Hugo à {}.",
                "Basée à {}, je me déplace.",
                "Des clients de Bordeaux et de {} nous suivent.",
                "On vient d'Arcachon, de {} et de Langon.",
            ]
        )
    )
    return form.format(town), town


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str]:
    plant = draw(
        st.sampled_from(
            [
                ("SIRET 732 829 320 00074", "00074"),
                ("siret : 73282932000074", "73282932000074"),
                ("Siren 732 829 320", "829"),
                ("Mon numéro de TVA est FR 44 732829320.", "732829320"),
                ("RCS Bordeaux 732.829.320", "829"),
                ("IBAN FR76 3000 6000 0112 3456 7890 189", "3456"),
                ("compte FR7630006000011234567890189", "11234567890"),
            ]
        )
    )
    return plant


plants = st.one_of(phones(), webs(), people(), shops(), places(), numbers())
