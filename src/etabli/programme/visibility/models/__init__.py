"""What is kept of the visibility of a business: a module for each subject, all of them named here."""

from etabli.programme.visibility.models.calendar import (
    CalendarFeed as CalendarFeed,
    ContentCalendar as ContentCalendar,
    PlannedPost as PlannedPost,
)
from etabli.programme.visibility.models.campaigns import (
    Campaign as Campaign,
    CampaignAssumption as CampaignAssumption,
    CampaignFigures as CampaignFigures,
)
