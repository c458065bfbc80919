"""The words of a trade, and the telephone of the chamber, in the texts of the steps."""

from etabli.procurement.needs.engine import Text
from etabli.programme.diagnosis.engine.model import TELEPHONE, Trade

NO_NUMBER = Text("son numéro est en bas de chaque page", "its number is at the foot of every page")


def in_words(text: Text, trade: Trade, *, telephone: str = "") -> Text:
    """This text with the words of the trade, and that number, in the place of its braces; without a number, where it
    is to be read."""
    number = Text(telephone, telephone) if telephone else NO_NUMBER
    places = {**trade.words, TELEPHONE: number}
    french = {name: words.fr for name, words in places.items()}
    english = {name: words.en for name, words in places.items()}
    return Text(text.fr.format_map(french), text.en.format_map(english))
