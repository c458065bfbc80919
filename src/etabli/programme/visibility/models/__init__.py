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
from etabli.programme.visibility.models.checks import (
    SiteCheck as SiteCheck,
    SiteWatch as SiteWatch,
    VisibilityStep as VisibilityStep,
)
from etabli.programme.visibility.models.domains import DomainRegistration as DomainRegistration
from etabli.programme.visibility.models.liked_sites import LikedSiteReading as LikedSiteReading
from etabli.programme.visibility.models.self_checks import SelfCheck as SelfCheck
