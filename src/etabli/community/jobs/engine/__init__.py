"""What an offer lacks, what reads like a forbidden criterion, pay compared, JobPosting, the list and its counts."""

from etabli.community.jobs.engine.board import Facets, Found, Narrowing, Row, narrowed
from etabli.community.jobs.engine.criteria import Criterion, Doubt, doubts
from etabli.community.jobs.engine.posting import Place, Posting, by_day, by_month, job_posting
from etabli.community.jobs.engine.terms import PERIODS, Kind, Period, Remote, Terms, Unit, fields_of, lacking

__all__ = [
    "PERIODS",
    "Criterion",
    "Doubt",
    "Facets",
    "Found",
    "Kind",
    "Narrowing",
    "Period",
    "Place",
    "Posting",
    "Remote",
    "Row",
    "Terms",
    "Unit",
    "by_day",
    "by_month",
    "doubts",
    "fields_of",
    "job_posting",
    "lacking",
    "narrowed",
]
