"""Until when the name of a site is rented."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation, Person

MAX_DOMAIN_LENGTH, MAX_REGISTRAR_LENGTH = 253, 80


class DomainRegistration(models.Model):
    """The name of a site, as its artisan wrote it: one row for each. `registrar`: with whom it is rented, "" when they
    didn't write it. `reminded_for`: the end of which they were reminded. `withdrawn_at`: they took it off."""

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    domain = models.CharField(max_length=MAX_DOMAIN_LENGTH)
    ends_on = models.DateField(_("it ends on"))
    registrar = models.CharField(_("rented from"), max_length=MAX_REGISTRAR_LENGTH, blank=True)
    reminds = models.BooleanField(default=False)
    reminded_for = models.DateField(null=True, blank=True)
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "domain"], name="domain_of_person")]

    def __str__(self) -> str:
        return self.domain
