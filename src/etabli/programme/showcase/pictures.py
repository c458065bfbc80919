"""The drawing that stands for a trade, where a photo would be too heavy."""

from etabli.foundation.ui.drawings import Drawing

# By the beginning of the craft code.
DRAWINGS: dict[str, Drawing] = {
    "1071": "baker",
    "141": "dressmaker",
    "162": "joiner",
    "31": "joiner",
    "321": "jeweller",
    "4120": "mason",
    "4322": "plumber",
    "4332": "joiner",
    "4399": "mason",
    "4776": "florist",
    "9602": "hairdresser",
}


def drawing_of(trade_code: str) -> Drawing:
    """The drawing of a trade; of a workshop where we have none."""
    return next((drawn for code, drawn in DRAWINGS.items() if trade_code.startswith(code)), "digital")
