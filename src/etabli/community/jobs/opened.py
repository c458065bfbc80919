from etabli.community.jobs.rules import you as opened

__all__ = ["opened"]
