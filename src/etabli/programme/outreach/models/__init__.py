"""What is kept of it."""

from etabli.programme.outreach.models.kits import Round, Sending

__all__ = ["Round", "Sending"]
