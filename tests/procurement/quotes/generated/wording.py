# ruff: noqa: E501  -- rows of words and of drawing read better one a line
"""The words that suppliers print, in French, English and German."""

from __future__ import annotations

RATES = {"fr": ("20", "20", "20", "10", "5.5"), "en": ("20", "20", "5"), "de": ("19", "19", "7")}
THINGS = {
    "fr": (
        "Création du site vitrine", "Hébergement du site", "Nom de domaine", "Charte graphique", "Reportage photo sur place",
        "Rédaction des textes de cinq pages", "Référencement naturel", "Formation à la mise à jour", "Logo et déclinaisons",
        "Intégration du formulaire de contact", "Maquette de la page d'accueil", "Module de prise de rendez-vous en ligne",
        "Installation et configuration de WordPress", "Audit de sécurité", "Développement spécifique", "Gestion de projet",
        "Campagne sur les réseaux sociaux", "Mise en conformité avec le règlement sur les données personnelles",
        "Sauvegardes et mises à jour", "Impression de cartes", "Hébergement annuel", "Boutique en ligne de 50 produits",
        "Vidéo de présentation de 90 secondes", "Traduction en anglais", "Achat d'espace publicitaire", "Livret d'accueil A5",
        "Panneau de chantier 120 x 80 cm", "Enseigne lumineuse", "Marquage du véhicule", "Recette et mise en ligne",
        "Analyse des besoins et cahier des charges", "Photographies d'ambiance", "Lettre d'information mensuelle",
        "Cartes de visite 350 g (lot de 500)", "Page 2 colonnes avec carte", "Migration depuis l'ancien site",
        "Optimisation des images", "Animation d'un atelier collectif", "Assistance téléphonique", "Certificat SSL",
    ),
    "en": (
        "Website design", "Copywriting", "Hosting", "Domain name", "Logo design", "Photo shoot", "Search engine optimisation",
        "Online shop setup", "Training session", "Project management", "Contact form", "Security audit", "Brochure layout",
        "Social media campaign", "Data migration", "Yearly support plan", "Accessibility review", "Content upload", "Video editing",
        "Shop window lettering",
    ),
    "de": (
        "Erstellung der Webseite", "Logoentwurf", "Textarbeit für fünf Seiten", "Fotoaufnahmen vor Ort", "Suchmaschinenoptimierung",
        "Schulung der Mitarbeiter", "Projektleitung", "Domain und Einrichtung", "Wartung und Updates", "Druck von Visitenkarten",
        "Datenübernahme", "Gestaltung der Broschüre", "Kontaktformular", "Sicherheitsprüfung", "Onlineshop mit Zahlungsmodul",
    ),
}  # fmt: skip
DETAILS = {
    "fr": (
        "Comprend deux allers-retours de corrections", "Livré sous quinze jours", "Version mobile et version bureau", "Fichiers sources remis",
        "Jusqu'à 5 pages", "Une réunion de lancement de 2 h", "Format A4, recto verso", "Garantie 12 mois", "Hors frais de déplacement",
        "Conforme au RGPD", "Textes fournis par le client", "Maintenance de 30 jours incluse",
    ),
    "en": ("Two rounds of changes", "Delivered within 15 days", "Mobile and desktop", "Up to 5 pages", "Source files included"),
    "de": ("Zwei Korrekturläufe", "Lieferung in 15 Tagen", "Bis zu 5 Seiten", "Quelldateien inklusive", "Mobil und Desktop"),
}  # fmt: skip
SECTIONS = {
    "fr": ("Conception", "Développement", "Contenus", "Mise en ligne", "Accompagnement", "Communication"),
    "en": ("Design", "Build", "Content", "Launch", "Support"),
    "de": ("Konzept", "Umsetzung", "Inhalte", "Betrieb"),
}
UNITS = {
    "fr": ("h", "j", "u", "forfait", "mois", "jours", "ens.", "pièce", ""),
    "en": ("hrs", "days", "pcs", ""),
    "de": ("Std.", "Tage", "Stk.", ""),
}
FREE = {"fr": ("Offert", "Inclus", "offert", "Gratuit"), "en": ("Included", "Free"), "de": ("gratis",)}
SUPPLIERS = {
    "fr": (
        "Atelier Numérique Lambda SARL", "Studio Epsilon", "Agence Oméga SAS", "Pixel & Cie EURL", "Camille Durand EI",
        "Les Ateliers du Web", "Imprimerie des Quais", "Bêta Communication SARL", "Jean Tessier Photographe",
    ),
    "en": ("Northgate Studio Ltd", "Harbour Web Ltd", "Blue Finch Design"),
    "de": ("Werkstatt Licht GmbH", "Meyer Webdesign", "Nordlicht Medien GmbH"),
}  # fmt: skip
CUSTOMERS = {
    "fr": ("Boulangerie du Marché", "Menuiserie Larrieu", "Mme Claire Dupin", "SARL Toitures du Médoc", "Salon Hélène Coiffure", "Garage Castaing"),
    "en": ("Miller Bakery", "Oak & Sons Joinery", "Mrs Jane Cooper"),
    "de": ("Bäckerei Schmidt", "Tischlerei Holzmann", "Frau Anna Weber"),
}  # fmt: skip
STREETS = {
    "fr": (
        "rue du Port",
        "avenue de la Libération",
        "cours Vauban",
        "chemin des Vignes",
        "place de l'Église",
    ),
    "en": ("High Street", "Mill Lane", "Station Road"),
    "de": ("Hauptstraße", "Gartenweg", "Lindenallee"),
}
TOWNS = {
    "fr": ("33000 Bordeaux", "33390 Blaye", "33500 Libourne", "33700 Mérignac", "33120 Arcachon"),
    "en": ("Bristol BS1 4ST", "Leeds LS1 4AP", "York YO1 7HH"),
    "de": ("20095 Hamburg", "50667 Köln", "80331 München"),
}
VALIDITIES = {
    "fr": ((30, "30 jours"), (60, "60 jours"), (90, "3 mois"), (30, "1 mois"), (15, "15 jours")),
    "en": ((30, "30 days"), (14, "14 days")),
    "de": ((30, "30 Tage"), (14, "14 Tage")),
}
# What heads each column, several ways.
HEADS = {
    "fr": {
        "position": ("N°", "#", "Pos.", "Ligne"),
        "reference": ("Réf.", "Référence", "Code"),
        "day": ("Date",),
        "name": ("Désignation", "Description", "Prestation", "Libellé", "Détail", "Intitulé", "Produit / Service", "Nature des prestations"),
        "more": ("Détails", "Descriptif", "Commentaire", "Contenu", "Description détaillée"),
        "quantity": ("Qté", "Quantité", "Qté.", "Qte", "Quant.", "Nombre"),
        "hours": ("Heures", "Nb heures", "Nombre d'heures"),
        "unit": ("Unité", "U", "Un.", "Unités"),
        "price": ("P.U. HT", "Prix unitaire HT", "PU HT", "Prix unitaire", "P.U.", "Prix unit. HT", "PU"),
        "hourly": ("Taux horaire", "Tarif horaire"),
        "price_gross": ("P.U. TTC", "Prix unitaire TTC", "PU TTC"),
        "discount": ("Remise", "Rem. %", "Remise %", "Réduction"),
        "rate": ("TVA", "TVA %", "Taux TVA", "% TVA", "T.V.A."),
        "tax": ("Montant TVA", "TVA", "Total TVA"),
        "net": ("Montant HT", "Total HT", "Montant", "Total", "Prix total HT", "Mt HT", "Total ligne HT"),
        "gross": ("Montant TTC", "Total TTC", "Prix TTC", "Prix total TTC"),
    },
    "en": {
        "position": ("#", "No.", "Item"),
        "reference": ("Ref", "Code", "SKU"),
        "day": ("Date",),
        "name": ("Description", "Service", "Item description", "Details"),
        "quantity": ("Qty", "Quantity", "Units"),
        "hours": ("Hours", "Hrs"),
        "unit": ("Unit",),
        "price": ("Unit price", "Price", "Rate", "Unit cost"),
        "hourly": ("Hourly rate", "Rate"),
        "price_gross": ("Unit price incl. VAT",),
        "discount": ("Discount", "Disc. %"),
        "rate": ("VAT", "VAT %", "Tax"),
        "tax": ("VAT amount",),
        "net": ("Amount", "Total", "Line total", "Net amount"),
        "gross": ("Total incl. VAT", "Gross amount"),
    },
    "de": {
        "position": ("Pos.", "Nr."),
        "reference": ("Art.-Nr.",),
        "day": ("Datum",),
        "name": ("Bezeichnung", "Beschreibung", "Leistung", "Artikel"),
        "quantity": ("Menge", "Anzahl"),
        "hours": ("Stunden",),
        "unit": ("Einheit", "ME"),
        "price": ("Einzelpreis", "E-Preis", "Preis", "Einzelpreis netto"),
        "hourly": ("Stundensatz",),
        "price_gross": ("Einzelpreis brutto",),
        "discount": ("Rabatt",),
        "rate": ("MwSt.", "USt. %", "MwSt. %", "USt."),
        "tax": ("MwSt.-Betrag",),
        "net": ("Gesamtpreis", "Gesamt", "Betrag", "Summe", "Gesamt netto"),
        "gross": ("Brutto", "Gesamt brutto"),
    },
}  # fmt: skip
ABBREVIATED = {
    "position": "N°", "reference": "Réf", "day": "Date", "name": "Désign.", "quantity": "Qté", "hours": "H.", "unit": "U.", "price": "P.U.",
    "hourly": "Taux h.", "price_gross": "P.U. TTC", "discount": "Rem.", "rate": "Tx TVA", "tax": "Mt TVA", "net": "Mt HT", "gross": "Mt TTC",
}  # fmt: skip
# The totals' labels; {rate} is the only rate's.
NETS = {
    "fr": (
        "Total HT",
        "TOTAL HT",
        "Montant total HT",
        "Total hors taxes",
        "Total net HT",
        "Montant HT",
        "Total H.T.",
        "Sous-total HT",
        "Sous-total",
    ),
    "en": ("Subtotal", "Net total", "Total excl. VAT", "Total net", "Sub-total"),
    "de": ("Nettobetrag", "Summe netto", "Zwischensumme", "Gesamt netto", "Summe Positionen netto"),
}
VATS = {
    "fr": (
        "TVA {rate} %",
        "TVA ({rate} %)",
        "TVA à {rate} %",
        "Montant TVA {rate} %",
        "dont TVA {rate}%",
        "T.V.A. {rate} %",
    ),
    "en": ("VAT {rate}%", "VAT ({rate}%)", "VAT @ {rate}%"),
    "de": ("MwSt. {rate} %", "zzgl. {rate} % MwSt.", "Umsatzsteuer {rate} %", "USt. {rate}%"),
}
VAT_SUMS = {
    "fr": ("Total TVA", "TVA", "Montant TVA", "Montant total de TVA"),
    "en": ("VAT", "Total VAT"),
    "de": ("MwSt.", "Umsatzsteuer"),
}
GROSSES = {
    "fr": ("Total TTC", "TOTAL TTC", "Net à payer TTC", "Montant total TTC", "Total T.T.C.", "Total toutes taxes comprises", "Montant TTC", "Total"),
    "en": ("Total", "Grand total", "Total incl. VAT", "Total due", "Amount due"),
    "de": ("Gesamtbetrag", "Rechnungsbetrag", "Gesamtsumme", "Endbetrag", "Summe brutto"),
}  # fmt: skip
ONLY = {
    "fr": ("Total", "Net à payer", "Total HT", "Montant total", "TOTAL NET", "Total à payer"),
    "en": ("Total",),
    "de": ("Gesamtbetrag",),
}
EXEMPT = (
    "TVA non applicable, art. 293 B du CGI",
    "TVA non applicable - article 293 B du Code général des impôts",
    "TVA non applicable, article 293B du CGI",
)
ADJUSTMENTS: dict[str, dict[str, tuple[str, ...]]] = {
    "fr": {"discount": ("Remise", "Remise commerciale", "Remise globale", "Rabais"), "shipping": ("Frais de port", "Frais de livraison", "Livraison"),
           "eco": ("Éco-participation", "Éco-contribution")},
    "en": {"discount": ("Discount",), "shipping": ("Shipping", "Delivery")},
    "de": {"discount": ("Rabatt", "Nachlass"), "shipping": ("Versandkosten",)},
}  # fmt: skip
BEFORE = {
    "fr": ("Sous-total HT", "Total des prestations HT", "Total brut HT", "Montant HT avant ajustement"),
    "en": ("Subtotal",),
    "de": ("Zwischensumme",),
}
DEPOSITS = {
    "fr": ("Acompte de {percent} % à la commande", "Acompte {percent} %", "Acompte demandé ({percent} %)"),
    "en": ("Deposit {percent}%",),
    "de": ("Anzahlung {percent} %",),
}
DUES = ("Net à payer", "Reste à payer", "NET À PAYER", "Montant dû", "Total à régler", "Solde")
SUB_TOTALS = {
    "fr": ("Sous-total {section}", "Sous-total", "Total {section}"),
    "en": ("Subtotal {section}", "Subtotal"),
    "de": ("Zwischensumme {section}", "Zwischensumme"),
}
CARRIED: dict[str, tuple[tuple[str, str], ...]] = {"fr": (("À reporter", "Report"), ("Total à reporter", "Report page précédente"), ("Sous-total à reporter", "Report")),
           "en": (("Carried forward", "Brought forward"),), "de": (("Übertrag", "Übertrag"),)}  # fmt: skip
# The document's own name, number, date and validity.
TITLES: dict[str, dict[str, tuple[str, ...]]] = {
    "quote": {
        "fr": ("Devis", "DEVIS", "Proposition commerciale", "Offre de prix"),
        "en": ("Quotation", "QUOTE", "Estimate"),
        "de": ("Angebot", "ANGEBOT"),
    },
    "invoice": {"fr": ("Facture", "FACTURE"), "en": ("Invoice", "INVOICE"), "de": ("Rechnung", "RECHNUNG")},
    "credit": {"fr": ("Avoir", "AVOIR"), "en": ("Credit note",), "de": ("Gutschrift",)},
}
NUMBERS: dict[str, dict[str, tuple[str, ...]]] = {
    "quote": {"fr": ("Devis n°", "N° de devis :", "Numéro :", "Numéro de devis", "Devis N° :", "Réf. devis :"), "en": ("Quote No:", "Quote number", "Quote #"),
              "de": ("Angebot Nr.", "Angebotsnummer:", "Angebots-Nr.:")},
    "invoice": {"fr": ("Facture n°", "N° de facture :", "Numéro de facture", "Facture N° :"), "en": ("Invoice No:", "Invoice number"),
                "de": ("Rechnung Nr.", "Rechnungsnummer:", "Rechnungs-Nr.:")},
    "credit": {"fr": ("Avoir n°", "N° d'avoir :"), "en": ("Credit note No:",), "de": ("Gutschrift Nr.",)},
}  # fmt: skip
DATES = {
    "fr": ("Date :", "Date d'émission :", "Émis le", "Date du document :", "Le"),
    "en": ("Date:", "Issue date:", "Date issued"),
    "de": ("Datum:", "Belegdatum:", "Datum"),
}
VALIDS = {
    "fr": (
        "Valable jusqu'au",
        "Date de validité :",
        "Offre valable jusqu'au :",
        "Date d'expiration :",
        "Validité :",
    ),
    "en": ("Valid until:", "Expiry date:", "Valid until"),
    "de": ("Gültig bis:", "Gültig bis"),
}
DURATIONS = {
    "fr": ("Devis valable {}", "Validité de l'offre : {}", "Offre valable {}", "Durée de validité : {}"),
    "en": ("Valid for {}",),
    "de": ("Gültigkeit: {}",),
}
CUSTOMER_LABELS = {
    "fr": ("Client :", "Destinataire", "À l'attention de", "Adressé à :", "Facturé à", "CLIENT", ""),
    "en": ("Bill to", "Customer:", "Prepared for"),
    "de": ("Kunde:", "An", ""),
}
SUPPLIER_LABELS = {
    "fr": ("Émetteur", "Prestataire :", "De :", ""),
    "en": ("From", ""),
    "de": ("Anbieter", ""),
}
TERMS = {
    "fr": (
        "Modalités de règlement : virement à 30 jours. Indemnité forfaitaire de recouvrement : 40 €.",
        "En cas de retard de paiement, une pénalité de 3 fois le taux d'intérêt légal sera appliquée.",
        "Toute heure supplémentaire sera facturée 65 € HT.", "Frais de déplacement : 0,60 € par kilomètre au-delà de 50 km.",
        "Merci de nous retourner ce devis daté et signé avec la mention « Bon pour accord ».", "Délai de réalisation : 6 semaines.",
        "Assurance responsabilité civile professionnelle à hauteur de 500 000 €.", "Pas d'escompte pour règlement anticipé.",
    ),
    "en": ("Payment due within 30 days.", "Extra hours are charged at £65.00.", "Late payments bear interest of 8%.", "Thank you for your business."),
    "de": ("Zahlbar innerhalb von 14 Tagen ohne Abzug.", "Zusätzliche Stunden werden mit 85,00 € berechnet.", "Bei Zahlung innerhalb von 7 Tagen 2 % Skonto."),
}  # fmt: skip
IDENTITY = {
    "fr": "{name} - SARL au capital de {capital} - SIRET {siret} - N° TVA {vat_id} - Tél. {phone}",
    "en": "{name} - Registered in England - {email} - Tel {phone}",
    "de": "{name} - USt-IdNr. {vat_id} - Tel. {phone} - {email}",
}
MONTHS = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
}  # fmt: skip
