"""The site's own task: a sign of life from the worker."""

from django.tasks import task


@task
def heartbeat() -> None:
    """Nothing to do: that it was done is the news."""
