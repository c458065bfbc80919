"""The words of a trade in the texts of the steps."""

from etabli.procurement.needs.engine import Text
from etabli.programme.diagnosis.engine.model import Trade


def in_words(text: Text, trade: Trade) -> Text:
    """This text with the words of the trade in the place of its braces."""
    french = {name: words.fr for name, words in trade.words.items()}
    english = {name: words.en for name, words in trade.words.items()}
    return Text(text.fr.format_map(french), text.en.format_map(english))
