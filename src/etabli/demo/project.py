"""What became of the project of the artisan one plays: a remark, its answer, a second version, a link sent."""

from datetime import timedelta

from etabli.demo.shared import ARTISAN, Filling
from etabli.foundation.people.viewer import of_person
from etabli.procurement.briefs import actions as briefs
from etabli.procurement.briefs.models import Brief
from etabli.procurement.needs.catalogue import load

SUBJECT = "photos"


def fill_project(filling: Filling) -> None:
    """In the days after the project was declared ready for the first time."""
    brief = Brief.objects.select_related("person", "chamber").filter(person__email=ARTISAN).earliest("pk")
    artisan, at = of_person(brief.person), filling.at - timedelta(days=6)
    briefs.write_comment(
        brief=brief,
        need_id=SUBJECT,
        text="Vos photos sont-elles assez grandes pour un site ? Regardons-les ensemble.",
        by=filling.adviser,
        at=at,
    )
    choice = load().by_id[SUBJECT].choices[1]
    briefs.answer_need(
        brief=brief, need_id=SUBJECT, answer=choice.label.fr, by=artisan, at=at + timedelta(hours=5)
    )
    briefs.write_comment(
        brief=brief,
        need_id=SUBJECT,
        text="Elles sont trop petites. J’ai changé ma réponse.",
        by=artisan,
        at=at + timedelta(hours=6),
    )
    briefs.hand_over(brief=brief, by=artisan, at=at + timedelta(hours=7))
    briefs.share_brief(brief=brief, by=artisan, at=at + timedelta(hours=8))
