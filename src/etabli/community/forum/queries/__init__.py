"""Reading questions: the list (`lists`), one with its answers (`threads`), what is followed and told (`following`)."""

from etabli.community.forum.queries.answers import page_number_of as page_number_of
from etabli.community.forum.queries.following import (
    FollowedTrade as FollowedTrade,
    followed_threads as followed_threads,
    followed_trades as followed_trades,
    next_posts_to_tell as next_posts_to_tell,
    threads_to_tell as threads_to_tell,
)
from etabli.community.forum.queries.lists import (
    SHOWN as SHOWN,
    Choice as Choice,
    ThreadList as ThreadList,
    listable_by as listable_by,
    listed_threads as listed_threads,
    near_threads as near_threads,
    public_threads as public_threads,
    threads_of_person as threads_of_person,
)
from etabli.community.forum.queries.threads import (
    ThreadPage as ThreadPage,
    get_own_post as get_own_post,
    get_own_thread as get_own_thread,
    get_post as get_post,
    get_post_to_certify as get_post_to_certify,
    get_shown_post as get_shown_post,
    get_thanks as get_thanks,
    get_thread as get_thread,
    get_thread_to_arrange as get_thread_to_arrange,
    get_thread_to_close as get_thread_to_close,
    get_thread_to_withdraw as get_thread_to_withdraw,
    quotable_post as quotable_post,
    splittable_posts as splittable_posts,
    thread_page as thread_page,
    title_for as title_for,
)
