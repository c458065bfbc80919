"""The link to answers that were kept without a name, and the words on their sheet: these alone lead back to them."""

from django.db.models import QuerySet

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.papers.words import draw_words, parse_words
from etabli.foundation.signed_links import LinkKind, number_of_token
from etabli.programme.diagnosis.models import KeptAnswers

RESULT_LINK = LinkKind(
    code="diagnosis.kept",
    opens="the first steps of somebody who gave no name: to read, print, take up on another device, erase",
    doors=(
        "diagnosis:kept",
        "diagnosis:kept_step",
        "diagnosis:kept_sheet",
        "diagnosis:take_up",
        "diagnosis:erase",
    ),
    ends="erased by whoever holds it; by the clock, 36 months after the last answer",
)

NUMBER_OF_WORDS = (
    4  # of a sheet, 11 bits each: nothing is asked beside them, and tries are counted by network
)


def new_words() -> str:
    """What will lead back to answers from paper, as it is kept."""
    return " ".join(draw_words(NUMBER_OF_WORDS))


def answers_of_token(token: str) -> KeptAnswers | None:
    """The answers that this token opens; None whatever is wrong with it."""
    return RESULT_LINK.row(token, _anonymous_answers())


def answers_at_address(text: str) -> KeptAnswers | None:
    """The answers to which an address leads, or the words of a sheet, as somebody copied it; None when to none."""
    words = parse_words(text, NUMBER_OF_WORDS)
    if words.is_whole:
        return _anonymous_answers().filter(words=" ".join(words.words)).first()
    token = next((piece for piece in reversed(text.strip().split("/")) if piece), "")
    return answers_of_token(token)


def is_over(token: str) -> bool:
    """Whether the page of this number was kept once, and is no more."""
    number = number_of_token(token)
    erased = Entry.objects.filter(
        verb="diagnosis.erase", subject_type=KeptAnswers._meta.label_lower, subject_id=str(number)
    )
    return number is not None and (erased.exists() or _was_taken_back(token))


def _was_taken_back(token: str) -> bool:
    taken_back = KeptAnswers.objects.filter(person=None, withdrawn_at__isnull=False)
    return RESULT_LINK.row(token, taken_back) is not None


def address_of(kept_answers: KeptAnswers) -> str:
    """The full address that opens these answers."""
    return RESULT_LINK.address(RESULT_LINK.token_of(kept_answers))


def _anonymous_answers() -> QuerySet[KeptAnswers]:
    return KeptAnswers.objects.filter(person=None, withdrawn_at=None).select_related("chamber")
