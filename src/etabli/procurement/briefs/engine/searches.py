"""The words that people type: what a trade's customers look for, and how a professional of the web is found."""

from __future__ import annotations

from etabli.procurement.needs.engine import Text

# What customers type beside the place: the name of the trade as they say it, then two things they come for. Known by
# any of the words before the name. Nothing here is a brand.
TRADES: tuple[tuple[str, str, tuple[str, str]], ...] = (
    ("boulanger boulangerie", "boulangerie", ("pain au levain", "pain bio")),
    ("patissier patissiere patisserie", "pâtisserie", ("gâteau d’anniversaire sur commande", "pièce montée mariage")),
    ("boucher boucherie", "boucherie", ("viande locale", "plateau de viande sur commande")),
    ("charcutier charcuterie", "charcuterie", ("plateau apéritif sur commande", "charcuterie artisanale")),
    ("traiteur", "traiteur", ("traiteur mariage", "buffet pour entreprise")),
    ("chocolatier chocolaterie", "chocolatier", ("chocolats artisanaux", "coffret de chocolats")),
    ("glacier", "glacier artisanal", ("glace artisanale", "dessert glacé sur commande")),
    ("brasseur brasserie", "brasserie artisanale", ("bière artisanale locale", "visite de brasserie")),
    ("poissonnier poissonnerie", "poissonnerie", ("plateau de fruits de mer", "poisson frais")),
    ("pizza pizzaiolo pizzeria", "pizza à emporter", ("camion pizza", "pizza livraison")),
    ("macon maconnerie", "maçon", ("construction mur", "agrandissement maison")),
    ("plombier plomberie", "plombier", ("fuite d’eau dépannage", "rénovation salle de bain")),
    ("chauffagiste chauffage", "chauffagiste", ("entretien chaudière", "pose pompe à chaleur")),
    ("electricien electricite", "électricien", ("mise aux normes électrique", "dépannage électricité")),
    ("menuisier menuiserie", "menuisier", ("placard sur mesure", "pose de fenêtres")),
    ("charpentier charpente", "charpentier", ("réfection charpente", "construction ossature bois")),
    ("couvreur couverture toiture", "couvreur", ("réparation toiture", "nettoyage toiture")),
    ("carreleur carrelage", "carreleur", ("pose carrelage", "douche à l’italienne")),
    ("peintre peinture", "peintre en bâtiment", ("peinture intérieure", "ravalement de façade")),
    ("platrier platrerie plaquiste", "plaquiste", ("pose de cloison", "isolation des combles")),
    ("serrurier serrurerie metallier", "serrurier", ("ouverture de porte", "portail sur mesure")),
    ("paysagiste jardin", "paysagiste", ("entretien de jardin", "création de terrasse")),
    ("bijou bijoux bijoutier bijoutiere joaillier", "bijoutier créateur", ("bague sur mesure", "réparation de bijoux")),
    ("couture couturiere couturier retouche", "couturière", ("retouches", "robe sur mesure")),
    ("maroquinier maroquiniere maroquinerie", "maroquinier", ("sac en cuir fait main", "réparation sac en cuir")),
    ("ebeniste ebenisterie", "ébéniste", ("meuble sur mesure", "restauration de meuble ancien")),
    ("ceramiste potier poterie ceramique", "céramiste", ("vaisselle artisanale", "cours de poterie")),
    ("tapissier", "tapissier d’ameublement", ("réfection de fauteuil", "rideaux sur mesure")),
    ("ferronnier ferronnerie", "ferronnier d’art", ("rampe d’escalier", "portail en fer forgé")),
    ("coiffeur coiffeuse coiffure barbier", "coiffeur", ("coiffeur sans rendez-vous", "coloration végétale")),
    ("estheticienne esthetique beaute", "institut de beauté", ("soin du visage", "épilation")),
    ("tatoueur tatouage", "tatoueur", ("tatouage sur mesure", "salon de tatouage")),
    ("toiletteur toilettage", "toilettage chien", ("toiletteur à domicile", "bain et coupe chien")),
    ("garage garagiste mecanicien mecanique", "garage automobile", ("révision voiture", "garage voiture ancienne")),
    ("carrossier carrosserie", "carrosserie", ("réparation de carrosserie", "rayure voiture")),
    ("cordonnier cordonnerie", "cordonnier", ("réparation de chaussures", "double de clés")),
    ("horloger horlogerie", "horloger", ("réparation de montre", "changement de pile montre")),
    ("fleuriste fleurs", "fleuriste", ("bouquet de mariage", "livraison de fleurs")),
    ("photographe photographie", "photographe", ("photographe mariage", "photo de famille")),
    ("pressing blanchisserie", "pressing", ("nettoyage robe de mariée", "pressing à domicile")),
    ("nettoyage menage", "entreprise de nettoyage", ("nettoyage de bureaux", "nettoyage de vitres")),
    ("taxi ambulance", "taxi", ("taxi gare", "taxi conventionné")),
)  # fmt: skip

# The same for a family of trades, when the trade itself isn't known: what is typed after its name.
FAMILIES = {
    "food": ("fait maison", "sur commande"),
    "building": ("devis", "rénovation maison"),
    "making": ("sur mesure", "fait main"),
    "jewellery-fashion": ("créateur", "sur mesure"),
    "beauty": ("rendez-vous", "à domicile"),
    "repair": ("réparation", "dépannage"),
}

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
BY_NAME = Text(
    "Votre métier et votre commune : ce que l’on tape le plus.",
    "Your trade and your town: what people type most.",
)
BY_SERVICE = Text(
    "Ce que l’on vient chercher chez vous : écrivez ces mots dans vos textes.",
    "What people come to you for: use these words in your texts.",
)

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
