from django.db import models

from projects.choices import CountedKind


class CountedInvestment(models.Model):
    """Completed investment, in yuan, and the month from which on totals include it: month entries,
    late entries and opening entries. A view (projects/sql/counted_investment.sql)."""

    pk = models.CompositePrimaryKey("kind", "id")
    id = models.BigIntegerField()
    kind = models.CharField(max_length=16, choices=CountedKind)
    project = models.BigIntegerField(db_column="project_id")
    month = models.DateField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        managed = False

    def __str__(self):
        return f"{self.month} {self.amount}"
