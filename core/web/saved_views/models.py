"""Saved views of lists."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Record


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Only the owner sees a view."""
        return self.filter(user=user.pk) if user.is_authenticated else self.none()

    def of(self, programme):
        return self.filter(programme_id=programme.pk)


class SavedView(Record):
    """A named query of a list: filters, sort order and columns. ``page`` is the URL name of the
    list. A visit without a query opens the default view."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    programme_id = models.BigIntegerField()
    page = models.CharField(max_length=40)
    name = models.CharField(_("name of the view"), max_length=40)
    query = models.CharField(max_length=2000, blank=True)
    position = models.PositiveIntegerField(default=0)
    is_default = models.BooleanField(default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("saved view")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "programme_id", "page", "name"], name="unique_view_name"
            ),
            models.UniqueConstraint(
                fields=["user", "programme_id", "page"],
                condition=Q(is_default=True),
                name="unique_default_view",
            ),
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="view_name_not_blank"),
        ]

    def __str__(self):
        return self.name
