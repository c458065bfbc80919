"""A session and a sign-up, as small as they can be."""

from django.db import models


class Session(models.Model):
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)

    objects: models.Manager["Session"] = models.Manager()

    def __str__(self) -> str:
        return self.title

    @property
    def free(self) -> int:
        return self.capacity - self.taken


class SignUp(models.Model):
    session = models.ForeignKey(Session, on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    email = models.EmailField()

    objects: models.Manager["SignUp"] = models.Manager()

    def __str__(self) -> str:
        return self.name
