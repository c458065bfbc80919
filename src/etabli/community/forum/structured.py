"""A question that everybody reads, as search engines read it: schema.org's QAPage."""

from typing import Any

from django.conf import settings

from etabli.community.forum.queries import ThreadPage
from etabli.community.forum.queries.cards import Card
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.markdown import markdown_text


def question_page(viewer: Viewer, page: ThreadPage) -> dict[str, Any] | None:
    """Of what its page shows to all; None for who is signed in, for a question that not everybody reads, and for one
    whose words are gone."""
    thread = page.thread
    if viewer.user_id is not None or not thread.is_public or not thread.is_out or page.question.removed:
        return None
    answers = [
        (card.is_accepted, _answer(page, card))
        for card in page.answers
        if not card.removed and not card.merged_title
    ]
    question = {
        "@type": "Question",
        "name": page.title,
        "text": markdown_text(page.question.text),
        "answerCount": page.answers_count if page.pages.has_other_pages() else len(answers),
        "datePublished": page.question.at.isoformat(),
        "author": _author(page.question),
        "acceptedAnswer": [answer for is_accepted, answer in answers if is_accepted],
        "suggestedAnswer": [answer for is_accepted, answer in answers if not is_accepted],
    }
    return {
        "@context": "https://schema.org",
        "@type": "QAPage",
        "mainEntity": {name: value for name, value in question.items() if value != []},
    }


def _answer(page: ThreadPage, card: Card) -> dict[str, Any]:
    return {
        "@type": "Answer",
        "text": markdown_text(card.text),
        "url": f"{settings.BASE_URL}{page.address}#reponse-{card.pk}",
        "datePublished": card.at.isoformat(),
        "upvoteCount": card.thanks,
        "author": _author(card),
    }


def _author(card: Card) -> dict[str, str]:
    return {"@type": "Person", "name": card.writer.name}
