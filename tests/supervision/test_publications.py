"""The publicity log: one matter counts once, at its highest level, in a year."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from core.periods import Period
from core.records import create_record, edit_record
from supervision.figures.publications import publication_statistics
from supervision.models import MediaLevel, Publication
from tests.making import DAY, programme, publication

YEAR = Period.parse("2024")


def counted(on=DAY, year=YEAR) -> list[str]:
    rows = Publication.objects.counted_in(year, on=on)
    return sorted(f"{one.title}@{one.medium}" for one in rows)


@pytest.fixture
def road(cast):
    """Of one matter: the county first, then the province, then the centre."""
    Publication.objects.all().delete()
    first = publication(cast.alpha, "路", cast.bureau_unit, level="县级", medium="县")
    for medium, level, month in (("省", "省级", 6), ("央", "中央", 7)):
        given = {"medium": medium, "level": level, "published_on": date(2024, month, 1)}
        publication(cast.alpha, "路", cast.bureau_unit, matter=first, **given)
    return first


def test_a_new_programme_has_the_four_levels_highest_first(db):
    levels = MediaLevel.objects.of(programme("c", "丙县"))
    assert [one.name for one in levels] == ["中央", "省级", "市级", "县级"]


def test_a_matter_counts_once_at_the_highest_level_that_it_reached_by_the_day(road):
    assert counted() == ["路@央"]
    assert counted(on=date(2024, 6, 30)) == ["路@省"]
    assert counted(year=Period.parse("2025"), on=date(2025, 1, 1)) == []


def test_the_earliest_of_one_level_counts(cast, road):
    given = {"medium": "早", "level": "中央", "matter": road, "published_on": date(2024, 2, 1)}
    publication(cast.alpha, "路", cast.bureau_unit, **given)
    assert counted() == ["路@早"]


def test_a_matter_counts_in_each_year_in_which_it_is_published(cast, road):
    given = {"medium": "次年", "level": "市级", "published_on": date(2025, 2, 1), "matter": road}
    publication(cast.alpha, "路", cast.bureau_unit, **given)
    assert counted() == ["路@央"]
    assert counted(year=Period.parse("2025"), on=date(2025, 12, 31)) == ["路@次年"]


def test_matters_have_no_chains(cast, road):
    second = road.same_matter.first()
    given = {"level": road.level, "unit": cast.bureau_unit, "published_on": DAY}
    with pytest.raises(ValidationError, match="首条"):
        create_record(
            Publication,
            by=cast.clerk,
            programme=cast.alpha,
            title="三",
            medium="县",
            matter=second,
            **given,
        )
    other = publication(cast.alpha, "别的事", cast.bureau_unit)
    with pytest.raises(ValidationError, match="首条"):
        edit_record(road, version=road.version, matter=other)


@pytest.mark.parametrize(
    "values",
    [
        lambda cast, road: {"matter": road.same_matter.first()},  # it names another itself
        lambda cast, road: {"matter": cast.beta.publication},
        lambda cast, road: {"level_id": cast.beta.publication.level_id},
    ],
    ids=["chain", "matter of another county", "level of another county"],
)
def test_the_database_refuses_what_cannot_be(cast, road, values):
    other = publication(cast.alpha, "别的事", cast.bureau_unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=other.pk).update(**values(cast, road))
        connection.check_constraints()


def test_the_database_refuses_a_matter_for_one_that_others_name(cast, road):
    other = publication(cast.alpha, "别的事", cast.bureau_unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=road.pk).update(matter=other)


def test_a_helper_has_no_publication(cast):
    with pytest.raises(ValidationError, match="县内单位"):
        publication(cast.alpha, "帮扶", cast.helper_unit).full_clean()


@pytest.mark.parametrize("seed", range(5))
def test_the_statistics_are_what_a_recount_by_hand_finds(cast, seed):
    Publication.objects.all().delete()
    rows = make_log(cast, random.Random(seed))  # noqa: S311 any rows will do
    expected = by_hand(rows)
    found = publication_statistics(cast.clerk, cast.alpha, YEAR, on=DAY)
    assert found.counted == len(expected)
    assert found.published == sum(in_year(one) for one in rows)
    months = {str(row.label): row for row in found.by_month}
    for level in MediaLevel.objects.of(cast.alpha):
        of_level = [one for one in expected if one.level == level]
        by_month = Counter(one.published_on.month for one in of_level)
        cells = [cell.count for cell in months[level.name].cells]
        assert cells == [*(by_month[number] for number in range(1, 13)), len(of_level)]
    for row in found.by_unit[:-1] if len(found.by_unit) > 1 else found.by_unit:
        by_level = Counter(one.level_id for one in expected if one.unit == row.label)
        cells = [cell.count for cell in row.cells]
        assert cells == [*(by_level[one.pk] for one in found.levels), by_level.total()]
    kinds = [row.cells[-1].count for row in found.by_kind]
    by_kind = Counter(one.kind for one in expected)
    assert kinds == [*(by_kind[kind] for kind in ("article", "broadcast", "film")), len(expected)]


def make_log(cast, dice) -> list[Publication]:
    """Forty publications of three years, two thirds of them of the matter of another."""
    levels = [one.name for one in MediaLevel.objects.of(cast.alpha)]
    made: list[Publication] = []
    for number in range(40):
        firsts = [one for one in made if one.matter is None]
        day = date(2023, 10, 1) + timedelta(days=dice.randrange(450))
        matter = dice.choice(firsts) if firsts and dice.random() < 0.6 else None
        given = {
            "level": dice.choice(levels),
            "kind": dice.choice(["article", "broadcast", "film"]),
            "published_on": day,
            "medium": str(number),
            "matter": matter,
        }
        unit = dice.choice([cast.bureau_unit, cast.bureau2_unit, cast.township_unit])
        made.append(publication(cast.alpha, f"第{number}条", unit, **given))
    return made


def in_year(one: Publication) -> bool:
    return date(2024, 1, 1) <= one.published_on <= DAY


def by_hand(rows: list[Publication]) -> list[Publication]:
    groups: dict[int, list[Publication]] = {}
    for one in filter(in_year, rows):
        groups.setdefault((one.matter or one).pk, []).append(one)
    return [
        min(group, key=lambda one: (one.level.position, one.published_on, one.pk))
        for group in groups.values()
    ]
