"""The trades of an association by what people call them."""

from etabli.community.association.trades import trades


def trade_ids(organisation_id: int) -> dict[str, str]:
    """Their ids by id and by name, in both languages, in small letters: one statement."""
    listed = trades(organisation_id).values()
    return {name.casefold(): trade.id for trade in listed for name in (trade.id, trade.fr, trade.en)}
