from etabli.foundation.people.visibility import staff
from etabli.programme.surveys.models import Answer

VISIBLE = {
    "surveys.Draft": staff(),
    "surveys.Questionnaire": staff(),
    "surveys.Use": staff(),
    # What was typed from paper: what somebody sent from a screen is theirs.
    "surveys.Answer": staff("session__chamber", source=Answer.Source.PAPER),
}
