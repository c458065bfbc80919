"""What came after some of the past sessions: a report, and for the last one documents sent to those present."""

from datetime import timedelta

from etabli.demo.stage import Stage
from etabli.foundation.files.engine import kinds
from etabli.foundation.files.receiving import Examined
from etabli.programme.workshops import actions as workshops
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.themes.sheets import session_sheets

EVERY = 4  # one session in four has its report
WELL = (
    "Les exemples d’ici ont fait parler tout le monde.",
    "Chacun est reparti avec sa première action écrite.",
    "La démonstration sur un vrai téléphone a rassuré.",
)
BETTER = (
    "Prévoir une rallonge : les prises sont loin des tables.",
    "Garder plus de temps pour les mots de passe.",
    "",
)


def report(stage: Stage, session: Session, rank: int) -> None:
    """The adviser's minute, that evening."""
    came = session.occasion.sign_ups.filter(attendances__present=True).distinct().count()
    workshops.write_report(
        session=session,
        present=came,
        went_well=WELL[rank // EVERY % len(WELL)],
        to_change=BETTER[rank // EVERY % len(BETTER)],
        material=session.told.material[:2],
        note="",
        by=stage.adviser,
        at=session.occasion.ends_at + timedelta(minutes=20),
    )


def give_documents(stage: Stage, session: Session) -> None:
    """The sheets in one file, and a page of the State; then the mails."""
    at = session.occasion.ends_at + timedelta(minutes=30)
    file = Examined("fiches-de-l-atelier.pdf", kinds.PDF, session_sheets(session, copies=1))
    for title, upload, url in (
        ("Les fiches de l’atelier", file, ""),
        ("Être aidé en cas d’arnaque", None, "https://17cyber.gouv.fr/"),
    ):
        workshops.add_document(session=session, title=title, upload=upload, url=url, by=stage.adviser, at=at)
    workshops.send_documents(session=session, by=stage.adviser, at=at)
