"""An ad from anywhere in France: its places, signs made of words, makes, and the facts that tell who it is."""

import pytest

from etabli.procurement.briefs import engine
from etabli.procurement.briefs.area_facts import official_places
from etabli.procurement.briefs.engine import Answer, Brief, Known
from etabli.procurement.briefs.engine.telling import telling_facts
from etabli.procurement.briefs.language_facts import french
from etabli.procurement.needs.catalogue import load

NOBODY = Known()
AUTHOR = Known(people=("Solenn Kerbrat",), businesses=("Verrerie du Vercors",), commune="Locronan")


def said(text: str, known: Known = NOBODY) -> str:
    brief = Brief("", "maçon", "site", (Answer("goals-public", 11, "must", text),))
    made = engine.anonymise(brief, load(), french(), known=known, places=official_places())
    return made.ad.needs[0].answer


@pytest.mark.parametrize("known", [NOBODY, AUTHOR])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Mes clients viennent de Quimper et d'Audierne.", "Audierne"),
        ("Je tourne entre Cany et Luneray.", "Cany"),
        ("Nous sommes à Die l'hiver et à Vif l'été.", "Vif"),
        ("Je tiens une boulangerie à Cilaos.", "Cilaos"),
        ("je suis a saint pol de leon", "leon"),
        ("Mon camion Peugeot Boxer vient de Mirande.", "Mirande"),
        ("Je reçois à La Croix des Gardes.", "Croix"),
        ("Mon dépôt est au Mas Rouge.", "Rouge"),
        ("Pour me joindre : 02 97 39 22 61, Kerdavid.", "Kerdavid"),
    ],
)
def test_small_places_go_whether_the_author_is_known_or_not(text: str, place: str, known: Known) -> None:
    assert place not in said(text, known)


@pytest.mark.parametrize("known", [NOBODY, AUTHOR])
@pytest.mark.parametrize(
    "text",
    [
        "Je travaille dans le Jura, le Vercors et la Drôme.",
        "Je suis Breton, la Bretagne et le Finistère me vont bien.",
        "Brodeuse au Pays basque, je livre la Catalogne.",
        "On m'appelle au dépôt, surtout quand il pleut.",
        "On m'appelle surtout le soir.",
        "L'enseigne peinte au-dessus de la porte est à refaire.",
        "Chantiers à Valence, vente sur Etsy.",
        "Mon Site Internet est vieux, il manque les Mentions Légales.",
        "Ma quincaillerie Grumblat, la cabine Honwave, le logiciel exocad.",
        "Livraison par Grumblat, ventes sur Honwave.",
        "J'ai une bétonnière et des potagers.",
        "On me trouve sur mariages.net et chez nous tout se fait sur place.",
    ],
)
def test_lands_calls_headings_and_makes_stay(text: str, known: Known) -> None:
    assert said(text, known) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bonjour, Bois Debout fabrique des bancs.", "Bonjour, (nom retiré) fabrique des bancs."),
        ("Retrouvez Côté Jardin au marché.", "Retrouvez (nom retiré) au marché."),
        ("Ma boîte s'appelle Toits d'Ardoise.", "Ma boîte s'appelle (nom retiré)."),
        ("la boutique s'appelle aux delices d'aurore.", "la boutique s'appelle (nom retiré)."),
        ("La boulangerie Sauvanet cherche un site.", "La boulangerie (nom retiré) cherche un site."),
        ("Le salon Patte Blanche à Vierzon ouvre.", "Le salon (nom retiré) à Vierzon ouvre."),
        ("Mon salon est à soustons.", "Mon salon est dans ma commune."),
        ("Je suis au 44 côte des Cordeliers.", "Je suis au (adresse retirée)."),
        ("Ma page Facebook Suie et Feu est vide.", "Ma page Facebook (nom retiré) est vide."),
        ("Mon grand-père Ernst Weber l'a fondée.", "Mon grand-père (nom retiré) l'a fondée."),
        ("Mon cousin Ibrahima vient. C'est en France. Lila répond.",
         "Mon cousin (nom retiré) vient. C'est en France. (nom retiré) répond."),
    ],
)  # fmt: skip
def test_a_name_goes_and_the_words_beside_it_stay(text: str, left: str) -> None:
    assert said(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Je suis la seule luthière du pays.",
        "Première esthéticienne de l'Oise diplômée.",
        "Mon pain a eu la médaille d'or.",
        "J'ai garni les fauteuils du théâtre d'Angers.",
        "J'entretiens l'horloge de la cathédrale.",
        "Nous avons remplacé les portes de l'abbaye de ma commune.",
        "J'ai fleuri le mariage de (nom retiré).",
        "J'ai coiffé les joueurs du FC (nom retiré).",
        "Mes savons sont dans les chambres du Negresco.",
        "Une ministre porte un de mes sacs.",
        "Le portail du haras national, c'est moi.",
        "La maison date de 1921.",
        "Mon grand-père a couvert le beffroi.",
        "J'ai gainé le fauteuil du pape.",
        "Une de mes tables est au Sénat.",
        "Une robe à moi est passée dans Quatre mariages.",
        "Mes photos ont fait la couverture de Géo.",
        "Ancien mécano de (nom retiré).",
        "Six générations se sont succédé au même fournil.",
        "Une chaîne japonaise est venue filmer mon atelier.",
        "Deux fois vainqueur de la foire au boudin.",
        "Il ne reste que trois ateliers comme le mien.",
        "Aucun autre céramiste ne fait ce bleu.",
        "Notre presse est unique et date de 1840.",
        "Unique atelier de gemmage de la forêt.",
        "Ma boutique est dans l'ancienne prison.",
        "On m'a surnommé le roi du boudin blanc.",
        "Je suis adjoint au maire.",
    ],
)
def test_a_fact_that_tells_is_asked_about(text: str) -> None:
    assert list(telling_facts(text))


@pytest.mark.parametrize(
    "text",
    [
        "Je répare des orgues et des harmoniums pour des paroisses.",
        "Je travaille seul dans le Jura depuis dix ans.",
        "C'est mon premier site, le seul problème est le prix.",
        "Je veux être dans les premiers résultats de Google.",
        "J'ai créé l'entreprise avec ma femme et monté la boutique de Mulhouse.",
        "Mes clients sont de Rennes, nos chantiers sont dans la Drôme.",
        "Le prix du pain augmente et les prix de vente aussi.",
        "J'ai travaillé dix ans chez Renault, je pose des fenêtres Velux.",
        "Nous restaurons les meubles du XVIIIe siècle.",
        "La plus grande partie de mes clients vient d'Instagram.",
        "J'ai appris le métier au CFA de Tours.",
        "La première chose que les gens demandent, c'est le prix.",
        "Le dernier devis que j'ai reçu était trop cher.",
        "Une de mes clientes m'a conseillé d'avoir un site.",
        "J'ai vu un site que j'aime bien.",
        "Je restaure des meubles anciens pour des antiquaires.",
        "Mon père était maçon, j'ai repris l'affaire en 2012.",
        "Notre entreprise existe depuis 1998.",
    ],
)
def test_what_many_can_say_of_themselves_is_not_asked(text: str) -> None:
    assert list(telling_facts(text)) == []


@pytest.mark.parametrize("start", ["Mas ", "Abc "])
def test_small_words_without_end_hold_nobody_up(start: str) -> None:
    """Read in two ways each, they would take as long again at each one: for ever at sixty."""
    text = f"{start}{'de la ' * 60}x"
    assert "de la de la" in said(text)
