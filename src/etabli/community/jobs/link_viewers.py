from etabli.community.jobs.rules import acting_viewer as viewer_by_link

__all__ = ["viewer_by_link"]
