from etabli.community.jobs.viewers import you as opened

__all__ = ["opened"]
