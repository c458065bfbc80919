"""The acts on the register: bringing it up to date, putting it right, saying what a person is by trade."""

from etabli.territory.register.actions.adding import add_business
from etabli.territory.register.actions.attaching import attach_artisan
from etabli.territory.register.actions.correcting import correct_business, note_business
from etabli.territory.register.actions.deciding import accept_proposal, decide_proposals, keep_ours
from etabli.territory.register.actions.importing import import_register, refuse_import, start_import
from etabli.territory.register.actions.merging import keep_apart, merge_businesses
from etabli.territory.register.actions.sheets import forget_sheet, give_sheet, import_sheet, start_sheet

__all__ = [
    "accept_proposal",
    "add_business",
    "attach_artisan",
    "correct_business",
    "decide_proposals",
    "forget_sheet",
    "give_sheet",
    "import_register",
    "import_sheet",
    "keep_apart",
    "keep_ours",
    "merge_businesses",
    "note_business",
    "refuse_import",
    "start_import",
    "start_sheet",
]
