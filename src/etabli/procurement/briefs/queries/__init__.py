"""Reading briefs: the projects and their answers, what they said before, remarks, links."""

from etabli.procurement.briefs.queries.ads import (
    ad_of as ad_of,
    author_of as author_of,
    corrections_of as corrections_of,
    epci_of as epci_of,
    reference as reference,
    standing_ad as standing_ad,
)
from etabli.procurement.briefs.queries.attachments import (
    get_attachment as get_attachment,
    photo_file as photo_file,
    photos_of as photos_of,
    sites_of as sites_of,
)
from etabli.procurement.briefs.queries.history import (
    MOST_MOMENTS as MOST_MOMENTS,
    NOW as NOW,
    Version as Version,
    as_it_was as as_it_was,
    differences as differences,
    is_as_handed_over as is_as_handed_over,
    moments_of as moments_of,
    state_of as state_of,
    version_of as version_of,
    versions_of as versions_of,
)
from etabli.procurement.briefs.queries.projects import (
    BriefCard as BriefCard,
    Kept as Kept,
    Line as Line,
    answers_by_need as answers_by_need,
    business_of as business_of,
    cards as cards,
    communes_named as communes_named,
    get_brief as get_brief,
    lines as lines,
    link_of as link_of,
    my_briefs as my_briefs,
    need_asked as need_asked,
    open_briefs as open_briefs,
    plain as plain,
    questions as questions,
    trade_of as trade_of,
    visible_briefs as visible_briefs,
    whole as whole,
    whole_plain as whole_plain,
)
from etabli.procurement.briefs.queries.remarks import (
    Remark as Remark,
    address_of as address_of,
    brief_link_of_token as brief_link_of_token,
    comments_of as comments_of,
    get_comment as get_comment,
    get_link as get_link,
    links_of as links_of,
    names_of as names_of,
)
