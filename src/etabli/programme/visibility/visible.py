from etabli.foundation.people.visibility import either, its_person, staff
from etabli.programme.visibility.personal import BESIDE, CHECK_MODELS

VISIBLE = {
    "visibility.CampaignFigures": its_person("campaign__person"),
    "visibility.CampaignAssumption": staff(),
    "visibility.PlannedPost": its_person("calendar__person"),
    "visibility.CalendarFeed": its_person(),
    "visibility.DomainRegistration": its_person(),
    "visibility.LikedSiteReading": either(its_person(), staff()),
    **dict.fromkeys(CHECK_MODELS, its_person()),
    **dict.fromkeys(BESIDE, either(its_person(), staff(beside=True))),
}
