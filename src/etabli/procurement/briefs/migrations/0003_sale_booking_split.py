"""One question about writing, booking, buying and paying became four; ready answers became short enough to be read standing.

What was answered goes to the question that it answers, under its present words. What was written freely goes to the
first, with its words: nothing is lost. A ready answer is kept by its French label.
"""

from typing import Any

from django.db import migrations

SPLIT = "sale-booking"
# Its ready answers -> the questions that they answer: need, number, the answer there.
MOVED = {
    "M’appeler et m’écrire": [("contact", 32, "M’appeler ou m’écrire")],
    "Prendre rendez-vous ou réserver": [("booking", 34, "Ils réservent tout seuls")],
    "Commander, payer sur place": [
        ("shop", 35, "Oui, commander et payer sur place"),
        ("payment-delivery", 36, "Sur place, au retrait"),
    ],
    "Acheter et payer en ligne": [
        ("shop", 35, "Acheter et payer en ligne"),
        ("payment-delivery", 36, "En ligne, puis je l’envoie"),
    ],
}
RENAMED = {
    ("goals-public", "Que l’on me trouve et que l’on m’appelle"): "Que l’on me trouve et m’appelle",
    ("goals-public", "Montrer mon travail à des clients qui hésitent"): "Montrer mon travail",
    ("goals-public", "Vendre à distance, au-delà de mon quartier"): "Vendre à distance",
    ("goals-public", "Faire revenir les clients que j’ai déjà"): "Faire revenir mes clients",
    (
        "pages",
        "Accueil, prestations, réalisations, qui je suis, contact",
    ): "Cinq\u00a0: accueil, services, travaux, entreprise, contact",
    ("pages", "Une seule page qui dit l’essentiel"): "Une seule, avec l’essentiel",
    (
        "photos",
        "Je les prends avec mon téléphone, on me montre comment",
    ): "Je les prends avec mon téléphone",
    ("mobile", "Oui, le téléphone d’abord"): "Le téléphone d’abord",
    ("domain-owner", "J’en ai déjà un, à mon nom"): "Je l’ai déjà, à mon nom",
    ("domain-owner", "Il faut l’acheter, à mon nom"): "À réserver, à mon nom",
    ("hosting", "Le prestataire s’en charge, prix par an écrit"): "Le prestataire, à un prix écrit",
    ("hosting", "Je prends l’hébergement à mon nom"): "Moi, à mon nom",
    ("maintenance", "Le prestataire, par un contrat que je peux arrêter"): "Le prestataire, tant que je veux",
    ("maintenance", "À la demande, au coup par coup"): "À la demande",
    ("backups-security", "Une copie chaque jour, car il change tous les jours"): "Une copie chaque jour",
    ("legal-notices", "Le prestataire les prépare, je les relis"): "Le prestataire, et je relis",
    ("personal-data", "Le moins possible\u00a0: juste pour répondre"): "Juste de quoi leur répondre",
    ("copyright", "Au moins le logo et les textes"): "Au moins le logo, les textes",
    ("training", "Oui, avec quelqu’un à côté de moi"): "Oui, quelqu’un à côté de moi",
    ("training", "Oui, à distance me suffit"): "Oui, mais à distance",
    ("training", "Non, je préfère qu’on le fasse pour moi"): "Non, qu’on le fasse pour moi",
    ("handover", "Tout\u00a0: les codes, les fichiers, la base"): "Les codes, les fichiers, les données",
    ("handover", "Au moins mes comptes et mes contenus"): "Mes comptes et mes contenus",
    ("planning", "Rien ne presse, mais une date écrite"): "Sans urgence, avec une date écrite",
}


def split(apps: Any, editor: Any) -> None:
    """Each answer to the old question moves; the note goes with the first of those that it becomes."""
    answers = apps.get_model("briefs", "BriefAnswer").objects
    for row in answers.filter(need_id=SPLIT):
        first, *others = MOVED.get(row.answer.strip(), [("contact", 32, row.answer)])
        for need_id, number, answer in others:
            answers.create(
                brief_id=row.brief_id,
                need_id=need_id,
                number=number,
                answer=answer,
                weight=row.weight,
                is_draft=row.is_draft,
                written_by=row.written_by,
                written_at=row.written_at,
            )
        row.need_id, row.number, row.answer = first
        row.save(update_fields=["need_id", "number", "answer"])


def rename(apps: Any, editor: Any) -> None:
    """Ready answers under their present words."""
    answers = apps.get_model("briefs", "BriefAnswer").objects
    for (need_id, before), now in RENAMED.items():
        answers.filter(need_id=need_id, answer=before).update(answer=now)


class Migration(migrations.Migration):
    dependencies = [("briefs", "0002_draft_of_an_answer")]
    operations = [
        migrations.RunPython(split, migrations.RunPython.noop),
        migrations.RunPython(rename, migrations.RunPython.noop),
    ]
