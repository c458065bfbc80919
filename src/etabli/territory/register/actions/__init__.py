"""The acts on the register: bringing it up to date, putting it right, saying what a person is by trade."""

from etabli.territory.register.actions.additions import add_business as add_business
from etabli.territory.register.actions.artisans import attach_artisan as attach_artisan
from etabli.territory.register.actions.corrections import (
    correct_business as correct_business,
    note_business as note_business,
)
from etabli.territory.register.actions.importing import (
    import_register as import_register,
    refuse_import as refuse_import,
    start_import as start_import,
)
from etabli.territory.register.actions.merging import (
    keep_apart as keep_apart,
    merge_businesses as merge_businesses,
)
from etabli.territory.register.actions.proposals import (
    accept_proposal as accept_proposal,
    decide_proposals as decide_proposals,
    keep_ours as keep_ours,
)
from etabli.territory.register.actions.sheets import (
    forget_sheet as forget_sheet,
    give_sheet as give_sheet,
    import_sheet as import_sheet,
    start_sheet as start_sheet,
)
