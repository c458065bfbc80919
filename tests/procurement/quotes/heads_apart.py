# ruff: noqa: E501  -- printed rows read better one a line
"""Heads of quotes written down before the reading was worked on, and looked at only afterwards."""

from tests.procurement.quotes.heads import Head

APART = (
    Head("centred letterhead", [(15, [(105, "LES TOILES DU PORT", "C")]), (21, [(105, "Agence web — 8 cours du Médoc, 33300 Bordeaux", "C")]), (27, [(105, "Tél. 05 56 77 88 99 — bonjour@toilesduport.fr", "C")]), (50, [(15, "Devis numéro : 26-0087")]), (56, [(15, "Bordeaux, le 12 janvier 2026")]), (70, [(125, "Mme Inès Caro")]), (75, [(125, "Fleurs de Caro")])],
         {"supplier": "LES TOILES DU PORT", "number": "26-0087", "issued": "2026-01-12", "email": "bonjour@toilesduport.fr", "phone": "05 56 77 88 99", "until": None}),
    Head("a box at the right", [(15, [(15, "Numérik & Co"), (125, "DEVIS")]), (22, [(15, "3 allée des Pins"), (125, "N°"), (160, "0457")]), (28, [(15, "33120 Arcachon"), (125, "DATE"), (160, "12/01/2026")]), (34, [(15, "numerik@exemple.fr"), (125, "VALIDITÉ"), (160, "60 jours")]), (40, [(125, "CLIENT"), (160, "CL-9")]), (55, [(15, "Facturer à :")]), (60, [(15, "Cave Ferrand")])],
         {"supplier": "Numérik & Co", "customer": "Cave Ferrand", "number": "0457", "issued": "2026-01-12", "until": "2026-03-13"}),
    Head("one line of facts", [(15, [(15, "Studio Lierre EURL")]), (20, [(15, "SIRET 900 112 236 00014")]), (60, [(15, "Devis N° 2026/03/17 - Date : 12/01/2026 - Valable jusqu'au : 28/02/2026")])],
         {"supplier": "Studio Lierre EURL", "siret": "90011223600014", "number": "2026/03/17", "issued": "2026-01-12", "until": "2026-02-28"}),
    Head("offer", [(15, [(15, "Studio Lierre EURL")]), (60, [(15, "OFFRE DE PRIX")]), (66, [(15, "Notre référence : OP-71")]), (72, [(15, "Votre référence : DEM-3")]), (78, [(15, "Date de l'offre : 12/01/2026")]), (84, [(15, "Délai de validité : 45 jours")])],
         {"supplier": "Studio Lierre EURL", "number": "OP-71", "issued": "2026-01-12", "until": "2026-02-26"}),
    Head("from and to", [(20, [(15, "De"), (110, "Pour")]), (26, [(15, "Hugo Marin"), (110, "SCI Les Embruns")]), (31, [(15, "hugo@marin.studio"), (110, "contact@embruns.fr")]), (36, [(15, "SIRET : 33344455200017"), (110, "2 rue du Lac")]), (60, [(15, "Devis #15")]), (66, [(15, "Créé le : 12 janv. 2026")]), (72, [(15, "Expire le : 11 févr. 2026")])],
         {"supplier": "Hugo Marin", "customer": "SCI Les Embruns", "siret": "33344455200017", "email": "hugo@marin.studio", "number": "15", "issued": "2026-01-12", "until": "2026-02-11"}),
    Head("date far under, by the signature", [(15, [(15, "Studio Lierre EURL")]), (60, [(15, "DEVIS n° 3/2026")]), (230, [(15, "Fait en deux exemplaires à Blaye, le 12/01/2026")]), (240, [(15, "Le client (date et signature) :"), (120, "Le prestataire :")])],
         {"number": "3/2026", "issued": "2026-01-12", "until": None}),
    Head("deadlines everywhere", [(15, [(15, "Studio Lierre EURL")]), (60, [(15, "DEVIS n° 2026-001")]), (66, [(15, "Émis le 12/01/2026")]), (180, [(15, "Début des travaux : 01/03/2026 - Livraison : 30/04/2026")]), (185, [(15, "Règlement à réception, au plus tard le 31/05/2026")]), (190, [(15, "Passé le 31/01/2026, les prix pourront être revus.")])],
         {"number": "2026-001", "issued": "2026-01-12"}),
    Head("proposal with a version", [(15, [(15, "Studio Lierre EURL")]), (60, [(105, "Proposition commerciale n° PROP-2026-12 v3", "C")]), (66, [(105, "12 janvier 2026", "C")]), (180, [(15, "Cette proposition est valable jusqu'au 28 février 2026.")])],
         {"number": "PROP-2026-12", "issued": "2026-01-12", "until": "2026-02-28"}),
    Head("English, stacked", [(15, [(15, "Tidewater Studio Inc")]), (40, [(140, "ESTIMATE")]), (47, [(140, "Estimate number")]), (52, [(140, "EST-0099")]), (60, [(140, "Issue date")]), (65, [(140, "12 January 2026")]), (73, [(140, "Expiry date")]), (78, [(140, "11 February 2026")]), (47, [(15, "Bill to")]), (52, [(15, "Cedar Joinery")])],
         {"supplier": "Tidewater Studio Inc", "customer": "Cedar Joinery", "number": "EST-0099", "issued": "2026-01-12", "until": "2026-02-11"}),
    Head("German, in a column", [(15, [(15, "Lindenwerk UG")]), (40, [(130, "Angebotsnummer:"), (170, "2026-55")]), (45, [(130, "Kundennummer:"), (170, "10023")]), (50, [(130, "Angebotsdatum:"), (170, "12.01.2026")]), (60, [(15, "ANGEBOT")]), (180, [(15, "Das Angebot ist gültig bis zum 31.01.2026.")])],
         {"supplier": "Lindenwerk UG", "number": "2026-55", "issued": "2026-01-12", "until": "2026-01-31"}),
    Head("company line split in two", [(15, [(15, "Ondine Création")]), (50, [(15, "Devis n°D20260112-02")]), (56, [(15, "Date : 12-01-2026")]), (50, [(120, "SARL Ferrand et Fils")]), (55, [(120, "12 chemin des Vignes")]), (60, [(120, "33390 Cars")]), (280, [(105, "Ondine Création SASU au capital de 500 € — RCS BORDEAUX 509 876 546", "C")]), (285, [(105, "Siège social : 6 rue Pelée 33800 Bordeaux — N° TVA FR 81 509876546", "C")])],
         {"supplier": "Ondine Création", "siren": "509876546", "vat_id": "FR81509876546", "number": "D20260112-02", "issued": "2026-01-12"}),
    Head("labels with colons in the left column", [(15, [(15, "Raison sociale : Kervella Digital")]), (20, [(15, "Adresse : 1 rue du Four, 29000 Quimper")]), (25, [(15, "N° SIRET : 41234567000019")]), (30, [(15, "Téléphone : 02 98 11 22 33")]), (45, [(15, "Nom du client : Crêperie Le Goff")]), (50, [(15, "Téléphone : 02 98 44 55 66")]), (65, [(15, "Devis n° : 118")]), (70, [(15, "Date d'établissement : 12/01/2026")]), (75, [(15, "Durée de validité : 3 mois")])],
         {"supplier": "Kervella Digital", "customer": "Crêperie Le Goff", "siret": "41234567000019", "phone": "02 98 11 22 33", "number": "118", "issued": "2026-01-12", "until": "2026-04-12"}),
    Head("the order of the client", [(15, [(15, "Studio Lierre EURL")]), (50, [(15, "Facture n° 2026-F-31")]), (55, [(15, "Date de facture : 12/01/2026")]), (60, [(15, "Commande n° BC-77 du 15/12/2025")]), (65, [(15, "Devis n° D-70 accepté le 14/12/2025")]), (70, [(15, "Échéance : 11/02/2026")])],
         {"number": "2026-F-31", "issued": "2026-01-12", "until": None}),
    Head("no number, no date", [(15, [(15, "Studio Lierre EURL")]), (20, [(15, "06 12 12 12 12")]), (50, [(15, "Devis pour la création d'un site internet de 8 pages")]), (180, [(15, "Acompte de 30 % à la signature. Livraison sous 6 semaines.")])],
         {"supplier": "Studio Lierre EURL", "number": None, "issued": None, "until": None, "phone": "06 12 12 12 12"}),
    Head("postal codes and telephones are no number", [(15, [(15, "Studio Lierre EURL")]), (20, [(15, "BP 205 - 33504 Libourne cedex")]), (25, [(15, "Devis gratuit au 05 57 00 00 00")]), (50, [(15, "DEVIS")]), (60, [(120, "SAS Meuble 2000")]), (65, [(120, "33 avenue de la Marne")])],
         {"number": None, "issued": None}),
    Head("signed by the supplier", [(15, [(15, "Camille Faure")]), (20, [(15, "Graphiste indépendante")]), (50, [(15, "DEVIS 2026-04 | 12 janvier 2026")]), (60, [(120, "Restaurant L'Ormeau")]), (65, [(120, "33600 Pessac")]), (230, [(15, "Camille Faure"), (120, "Bon pour accord")]), (282, [(15, "camille.faure@exemple.fr - SIRET 900 112 236 00014 - Dispensée d'immatriculation au RCS")])],
         {"supplier": "Camille Faure", "siret": "90011223600014", "number": "2026-04", "issued": "2026-01-12", "email": "camille.faure@exemple.fr"}),
)  # fmt: skip
