"""Links of fund lines to tasks, and postings to them. Postings never change: a correction is a
reversal."""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from core.records import create_record
from funds.choices import PostingKind
from funds.models import FundLine, FundTask, Posting
from programmes.models import Programme, Task


def link_task(*, line: FundLine, task: Task, by: Any) -> FundTask:
    """Raises ValidationError where the line is linked to the task already."""
    return create_record(FundTask, by=by, programme=line.programme, line=line, task=task)


class Postings:
    """The postings of a programme, read once; amounts in yuan. ``create`` makes a posting."""

    def __init__(self, programme: Programme, create: Callable[..., Posting]):
        self.programme, self.create = programme, create
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

    def set_total(
        self, line: FundLine, kind: PostingKind, target: Decimal, *, on: date, **marks: Any
    ) -> None:
        """Posts the difference between the total and the target by the day.

        A lower target reverses the newest postings, each as a whole, and posts the rest again; a
        reversal is never dated before what it reverses.
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

    def _post(self, line: FundLine, kind: PostingKind, amount: Decimal, **values: Any) -> Posting:
        return self.create(programme=self.programme, line=line, kind=kind, amount=amount, **values)


@transaction.atomic
def cancel_postings(keys: Collection[int]) -> None:
    """Cancels postings, each on its own day (红冲): posts the reversal of a posting, and posts
    again what a reversal took back, so that the sums of every day are as without them.

    Raises IntegrityError where a month is closed.
    """
    Posting.objects.bulk_create(
        Posting(
            programme_id=one.programme_id,
            line_id=one.line_id,
            kind=one.kind,
            on=one.on,
            amount=-one.amount,
            reverses=None if one.reverses_id else one,
            provenance=one.provenance,
            published_fields=one.published_fields,
            source_note=one.source_note,
        )
        for one in Posting.objects.filter(pk__in=keys)
    )
