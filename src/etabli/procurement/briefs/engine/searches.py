"""How to read the results of a search, and the words by which a professional of the web is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from etabli.procurement.needs.engine import Text

Intention = Literal["find", "compare", "buy", "near"]
NEAR = Text(
    "Ceux qui travaillent près de chez vous : vous pouvez les rencontrer.",
    "Those who work near you: you can meet them.",
)
SYNONYM = Text(
    "Les mêmes professionnels, sous un autre nom de métier.",
    "The same professionals, under another name of their trade.",
)
SAME_TRADE = Text(
    "Ceux qui connaissent déjà votre métier. Vous verrez leurs travaux.",
    "Those who know your trade already. You will see their work.",
)
TRAINING = Text("Ceux qui apprennent à faire soi-même.", "Those who teach how to do it yourself.")
EXAMPLES = Text(
    "Des exemples de votre métier. Notez ceux qui vous plaisent : ils aident à vous comprendre.",
    "Examples of your trade. Note those you like: they help to understand you.",
)

# What finds a professional, by what is wanted: {place} and {trade} are filled in, and go with what is around them when
# nothing is known.
PROVIDERS: dict[str, tuple[tuple[str, Text], ...]] = {
    "site": (
        ("création site internet artisan {place}", NEAR),
        ("créateur de site internet indépendant {place}", SYNONYM),
        ("agence web {place}", SYNONYM),
        ("création site internet {trade}", SAME_TRADE),
        ("exemple site internet {trade}", EXAMPLES),
    ),
    "shop": (
        ("création boutique en ligne artisan {place}", NEAR),
        ("développeur site de vente en ligne {place}", SYNONYM),
        ("création boutique en ligne {trade}", SAME_TRADE),
        ("formation vente en ligne artisan {place}", TRAINING),
        ("exemple boutique en ligne {trade}", EXAMPLES),
    ),
    "page": (
        ("gestion réseaux sociaux artisan {place}", NEAR),
        ("animateur réseaux sociaux indépendant {place}", SYNONYM),
        ("publications réseaux sociaux {trade}", SAME_TRADE),
        ("formation réseaux sociaux artisan {place}", TRAINING),
        ("exemple page réseaux sociaux {trade}", EXAMPLES),
    ),
    "listing": (
        ("aide fiche établissement internet artisan {place}", NEAR),
        ("consultant référencement local {place}", SYNONYM),
        ("référencement local {trade}", SAME_TRADE),
        ("formation fiche établissement internet {place}", TRAINING),
        ("{trade} avis clients {place}", EXAMPLES),
    ),
    "campaign": (
        ("publicité internet artisan {place}", NEAR),
        ("consultant publicité en ligne {place}", SYNONYM),
        ("agence de communication {place}", SYNONYM),
        ("publicité internet {trade}", SAME_TRADE),
        ("formation publicité en ligne artisan {place}", TRAINING),
    ),
    "none": (
        ("accompagnement numérique artisan {place}", NEAR),
        ("conseil internet petite entreprise {place}", SYNONYM),
        ("graphiste indépendant {place}", NEAR),
        ("formation internet artisan {place}", TRAINING),
        ("communication {trade} exemple", EXAMPLES),
    ),
}


@dataclass(frozen=True)
class Meaning:
    """What somebody wants who types such words: its title, why they are worth trying, what to look for in the results,
    what these say of the business listing."""

    title: Text
    why: Text
    look_for: Text
    listing: Text


INTENTIONS = {
    "find": Meaning(
        Text("Pour trouver quelqu’un comme vous", "To find somebody like you"),
        Text(
            "Un métier ou un travail, et un lieu\u00a0: ce que l’on tape le plus.",
            "A trade or a job, and a place: what people type most.",
        ),
        Text(
            "Qui est en haut\u00a0: des artisans, ou des annuaires\u00a0? Êtes-vous sur la première page\u00a0?",
            "Who stands on top: craft businesses, or directories? Are you on the first page?",
        ),
        Text(
            "Une carte et trois noms viennent souvent d’abord\u00a0: ce sont des fiches. Y êtes-vous\u00a0?",
            "A map and three names often come first: these are business listings. Are you there?",
        ),
    ),
    "compare": Meaning(
        Text("Pour comparer", "To compare"),
        Text(
            "On tape «\u00a0prix\u00a0» ou «\u00a0avis\u00a0» avant de choisir.",
            "People type “price” or “reviews” before they choose.",
        ),
        Text(
            "Qui donne un prix, même «\u00a0à partir de\u00a0»\u00a0? Écrivez le vôtre dans une page.",
            "Who gives a price, even “from”? Write yours in a page.",
        ),
        Text(
            "Les étoiles viennent des fiches. Notez combien d’avis ont les trois premiers, et combien vous en avez.",
            "The stars come from the listings. Note how many reviews the first three have, and how many you have.",
        ),
    ),
    "buy": Meaning(
        Text("Pour commander", "To order"),
        Text(
            "Ceux qui tapent cela sont prêts à payer ou à prendre rendez-vous.",
            "Those who type this are ready to pay or to make an appointment.",
        ),
        Text(
            "Peut-on commander, ou demander un devis, dès la première page que l’on ouvre\u00a0?",
            "Can one order, or ask for a quote, on the first page that one opens?",
        ),
        Text(
            "Une fiche peut avoir un bouton «\u00a0Appeler\u00a0» ou «\u00a0Réserver\u00a0». Et la vôtre\u00a0?",
            "A listing may bear a button “Call” or “Book”. See whether yours has one.",
        ),
    ),
    "near": Meaning(
        Text("Pour quelqu’un tout près", "For somebody nearby"),
        Text(
            "On tape cela sur un téléphone, souvent pressé.",
            "People type this on a telephone, often in a hurry.",
        ),
        Text(
            "Tapez-le chez vous, puis dans la commune d’à côté\u00a0: la réponse change.",
            "Type it at home, then in the next town: the answer changes.",
        ),
        Text(
            "Ici la fiche fait presque tout\u00a0: horaires, téléphone et adresse doivent être justes.",
            "Here the listing does nearly everything: hours, telephone and address must be right.",
        ),
    ),
}

LOOK_AT = (
    Text(
        "En bas de leur site, ouvrez « Mentions légales » : il doit y avoir un nom, une adresse, un numéro SIRET.",
        "At the foot of their site, open “Legal notices”: a name, an address and a company number must be there.",
    ),
    Text(
        "Cherchez des travaux faits pour votre métier. Appelez un de ces clients : il vous racontera.",
        "Look for work done for your trade. Call one of these customers: they will tell you how it went.",
    ),
    Text(
        "Demandez à qui appartient l’adresse des sites qu’ils ont faits : elle doit être au nom du client.",
        "Ask who owns the addresses of the sites that they made: each must be in the customer's name.",
    ),
    Text(
        "Les premiers résultats sont souvent des publicités, marquées comme telles. Regardez aussi plus bas.",
        "The first results are often advertisements, marked as such. Look further down too.",
    ),
)
WARNINGS = (
    Text(
        "On vous parle d’un loyer pendant 36, 48 ou 60 mois. C’est une location : faites le total avant tout.",
        "They speak of a rent for 36, 48 or 60 months. That is renting: work out the total first.",
    ),
    Text(
        "On veut votre signature le jour même, chez vous. Gardez toujours une nuit pour relire.",
        "They want your signature the same day, at your place. Always keep a night to read it again.",
    ),
    Text(
        "L’adresse du site serait à leur nom, et non au vôtre.",
        "The site's address would be in their name, not in yours.",
    ),
    Text(
        "On vous promet la première place dans les résultats : personne ne peut la promettre.",
        "They promise the first place in the results: nobody can promise it.",
    ),
    Text(
        "Aucun prix n’est écrit : ni au départ, ni pour chaque année.",
        "No price is written: neither at the start nor for each year.",
    ),
)
