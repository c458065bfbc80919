"""What an offer lacks, what reads like a forbidden criterion, pay compared, JobPosting, the list and its counts."""

from etabli.community.jobs.engine.filtering import (
    Facets as Facets,
    FilteredJobs as FilteredJobs,
    JobFilter as JobFilter,
    Row as Row,
    filter_jobs as filter_jobs,
)
from etabli.community.jobs.engine.forbidden_criteria import (
    ForbiddenCriterion as ForbiddenCriterion,
    SuspectWording as SuspectWording,
    find_suspect_wording as find_suspect_wording,
)
from etabli.community.jobs.engine.job_posting import (
    Place as Place,
    Posting as Posting,
    daily_pay as daily_pay,
    job_posting as job_posting,
    monthly_pay as monthly_pay,
)
from etabli.community.jobs.engine.terms import (
    PERIODS as PERIODS,
    Kind as Kind,
    Period as Period,
    Remote as Remote,
    Terms as Terms,
    Unit as Unit,
    fields_of as fields_of,
    missing_fields as missing_fields,
)
