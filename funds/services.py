"""Postings to fund lines. Postings never change: a correction is a reversal."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from funds.choices import PostingKind
from funds.models import FundLine, Posting
from programmes.models import Programme


class Postings:
    """The postings of a programme, read once; amounts in yuan."""

    def __init__(self, programme: Programme):
        self.unreversed: dict[tuple[int, str], list[Posting]] = defaultdict(list)
        reversed_ids = set()
        postings = Posting.objects.of(programme).order_by("on", "pk")
        for posting in postings:
            if posting.reverses_id:
                reversed_ids |= {posting.reverses_id, posting.pk}
        for posting in postings:
            if posting.pk not in reversed_ids:
                self.unreversed[posting.line_id, posting.kind].append(posting)

    def total(self, line: FundLine, kind: PostingKind) -> Decimal:
        return sum((p.amount for p in self.unreversed[line.pk, kind]), Decimal(0))

    def days_to(self, line: FundLine, kind: PostingKind, target: Decimal, *, on: date) -> set[date]:
        """The days on which ``set_total`` would post."""
        days, rest = {on}, self.total(line, kind)
        for last in reversed(self.unreversed[line.pk, kind]):
            if rest <= target:
                break
            days.add(max(on, last.on))
            rest -= last.amount
        return days

    @transaction.atomic
    def set_total(
        self, line: FundLine, kind: PostingKind, target: Decimal, *, on: date, **marks: Any
    ) -> None:
        """Post the difference between the current total and the target by the day.

        To reduce the total, the newest postings are reversed, each as a whole, and the rest is
        posted again; a reversal is never dated before the posting it reverses.
        """
        unreversed = self.unreversed[line.pk, kind]
        while self.total(line, kind) > target:
            last = unreversed.pop()
            self._post(
                line,
                kind,
                -last.amount,
                on=max(on, last.on),
                reverses=last,
                provenance=last.provenance,
                published_fields=last.published_fields,
                source_note=last.source_note,
            )
        if rest := target - self.total(line, kind):
            unreversed.append(self._post(line, kind, rest, on=on, **marks))

    @staticmethod
    def _post(line: FundLine, kind: PostingKind, amount: Decimal, **values: Any) -> Posting:
        return Posting.objects.create(
            programme=line.programme, line=line, kind=kind, amount=amount, **values
        )
