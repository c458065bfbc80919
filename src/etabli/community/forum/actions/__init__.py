"""Asking (`questions`), answering, thanking (`answers`), what moderators do (`moderation`, `arranging`),
certifying (`certification`), following (`watching`), taking in a former forum (`importing`)."""

from etabli.community.forum.actions.answers import (
    accept_answer as accept_answer,
    answer as answer,
    correct_answer as correct_answer,
    release_answer as release_answer,
    take_back_thanks as take_back_thanks,
    thank as thank,
    withdraw_answer as withdraw_answer,
)
from etabli.community.forum.actions.arranging import (
    merge_thread as merge_thread,
    move_thread as move_thread,
    split_thread as split_thread,
    take_in as take_in,
)
from etabli.community.forum.actions.certification import (
    certify as certify,
    end_certificate as end_certificate,
)
from etabli.community.forum.actions.importing import import_forum as import_forum
from etabli.community.forum.actions.moderation import (
    close_thread as close_thread,
    hide as hide,
    publish as publish,
    reopen_thread as reopen_thread,
)
from etabli.community.forum.actions.questions import (
    ask as ask,
    ask_as_artisan as ask_as_artisan,
    correct_question as correct_question,
    withdraw_question as withdraw_question,
)
from etabli.community.forum.actions.watching import (
    follow_thread as follow_thread,
    follow_trade as follow_trade,
    stop_following as stop_following,
    tell as tell,
)
from etabli.community.forum.actions.writing import (
    NotFit as NotFit,
    NotNow as NotNow,
)
