"""The picture of the network: the county in the middle, the units in frames by tier and channel,
helpers on one side and the county's own units on the other. Lengths are those of the drawing; the
places know whether they have left by the day (``is_left``)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from unicodedata import east_asian_width

from django.utils.translation import gettext as _

from programmes.choices import Tier
from programmes.figures.units import in_order
from programmes.models import Membership

BOX, GAP, PAD = 164, 8, 8
NAME, SMALL = 13, 12  # sizes of letters
LINE, SMALL_LINE = 18, 16
MOST_LINES = 3
COUNTY_WIDTH, BETWEEN = 120, 28
# The tiers of each column of the wide picture, and in how many rows of boxes a frame has them.
COLUMNS: tuple[tuple[tuple[Tier, ...], int], ...] = (
    ((Tier.N,), 2),
    ((Tier.ONE, Tier.FIVE), 1),
    ((), 0),  # the county
    ((Tier.MEMBER,), 2),
    ((Tier.TOWNSHIP,), 1),
)


@dataclass(frozen=True)
class Line:
    x: int
    y: int
    words: str


@dataclass(frozen=True)
class Box:
    """A unit: the lines of its name, and small ones of its channel and load."""

    place: Membership
    x: int
    y: int
    height: int
    name: list[Line]
    small: list[Line]
    width: int = BOX


@dataclass(frozen=True)
class Frame:
    x: int
    y: int
    width: int
    height: int
    title: list[Line]
    boxes: list[Box]


@dataclass(frozen=True)
class Picture:
    """``county`` is its frame, ``links`` the lines from it to the others as paths."""

    width: int
    height: int
    county: Frame
    frames: list[Frame]
    links: list[str]


@dataclass(frozen=True)
class Group:
    """Units in one frame. ``names_channels``: each unit names its own."""

    title: str
    places: list[Membership]
    names_channels: bool


def width_of(words: str, size: int) -> float:
    """About as wide as the words are drawn."""
    return sum(size if east_asian_width(one) in "WF" else size * 0.6 for one in words)


def wrapped(words: str, size: int, width: int) -> list[str]:
    """The words in lines, at most MOST_LINES; the last ends with … where some are left out."""
    lines = [""]
    for one in words:
        if lines[-1] and width_of(lines[-1] + one, size) > width:
            lines.append("")
        lines[-1] += one
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][:-1] + "…"]
    return lines


def groups_of(places: Iterable[Membership], tiers: Sequence[Tier]) -> Iterator[Group]:
    """A tier whose channels have several units is one group a channel, else one group."""
    found = [one for one in in_order(places) if one.tier in tiers]
    for _same, members in groupby(found, key=lambda one: one.tier):
        of_tier = list(members)
        by_channel: dict[str, list[Membership]] = {}
        for one in of_tier:
            by_channel.setdefault(one.channel, []).append(one)
        label = str(of_tier[0].get_tier_display())
        if len(by_channel) == len(of_tier) > 1:
            yield Group(label, of_tier, True)
        else:
            for channel, some in by_channel.items():
                yield Group(f"{label} · {channel}", some, False)


def drawn_frame(
    group: Group, loads: Mapping[int, Sequence[str]], x: int, y: int, columns: int
) -> Frame:
    columns = min(columns, len(group.places))
    width = 2 * PAD + columns * BOX + (columns - 1) * GAP
    count = f"（{len(group.places)}）" if len(group.places) > 1 else ""
    title = wrapped(group.title + count, NAME, width - PAD)
    lines = [Line(x + PAD, y + LINE * (n + 1), words) for n, words in enumerate(title)]
    top = y + LINE * len(title) + 10
    notes = {
        one.unit_id: [*notes_of(one, group), *loads.get(one.unit_id, ())] for one in group.places
    }
    boxes = in_columns(
        [drawn_box(one, notes[one.unit_id], x + PAD, top) for one in group.places], columns
    )
    bottom = max(one.y + one.height for one in boxes)
    return Frame(x, y, width, bottom + PAD - y, lines, boxes)


def notes_of(place: Membership, group: Group) -> list[str]:
    channel = [place.channel] if group.names_channels else []
    return [*channel, *([_("has left")] if place.is_left else [])]


def in_columns(boxes: list[Box], columns: int) -> list[Box]:
    """The boxes, all at the first place, one below the other in columns of about the
    same height."""
    share = sum(one.height + GAP for one in boxes) / columns
    placed, column, down, before = [], 0, 0, 0.0
    for one in boxes:
        if column < columns - 1 and before >= share * (column + 1):
            column, down = column + 1, 0
        placed.append(moved_box(one, column * (BOX + GAP), down))
        down += one.height + GAP
        before += one.height + GAP
    return placed


def drawn_box(place: Membership, small: Sequence[str], x: int, y: int) -> Box:
    names = wrapped(place.unit.name, NAME, BOX - 2 * PAD)
    others = [line for words in small for line in wrapped(words, SMALL, BOX - 2 * PAD)]
    name = [Line(x + PAD, y + LINE * (n + 1), words) for n, words in enumerate(names)]
    at = y + LINE * len(names)
    rest = [Line(x + PAD, at + SMALL_LINE * (n + 1), words) for n, words in enumerate(others)]
    height = LINE * len(names) + SMALL_LINE * len(others) + 8
    return Box(place, x, y, height, name, rest)


def drawn_county(name: str, x: int, y: int) -> Frame:
    names = wrapped(name, NAME + 1, COUNTY_WIDTH - 2 * PAD)
    middle = x + COUNTY_WIDTH // 2
    lines = [Line(middle, y + PAD + LINE * (n + 1), one) for n, one in enumerate(names)]
    return Frame(x, y, COUNTY_WIDTH, LINE * len(names) + 3 * PAD, lines, [])


def moved(frame: Frame, down: int) -> Frame:
    """The frame further down."""
    boxes = [moved_box(one, 0, down) for one in frame.boxes]
    title = moved_lines(frame.title, 0, down)
    return Frame(frame.x, frame.y + down, frame.width, frame.height, title, boxes)


def moved_box(box: Box, right: int, down: int) -> Box:
    name, small = (moved_lines(some, right, down) for some in (box.name, box.small))
    return Box(box.place, box.x + right, box.y + down, box.height, name, small)


def moved_lines(lines: Iterable[Line], right: int, down: int) -> list[Line]:
    return [Line(one.x + right, one.y + down, one.words) for one in lines]


def stacked(
    groups: Iterable[Group], loads: Mapping[int, Sequence[str]], x: int, y: int, columns: int
) -> list[Frame]:
    frames: list[Frame] = []
    for group in groups:
        frames.append(drawn_frame(group, loads, x, y, columns))
        y += frames[-1].height + 2 * GAP
    return frames


def bottom_of(frames: Iterable[Frame]) -> int:
    return max((one.y + one.height for one in frames), default=0)


def wide_picture(
    county: str, places: Sequence[Membership], loads: Mapping[int, Sequence[str]]
) -> Picture:
    """Columns beside each other, each in the middle of the height."""
    x, columns, county_x = 2, [], 0
    for tiers, count in COLUMNS:
        if not tiers:
            county_x, width = x, COUNTY_WIDTH
        else:
            columns.append(stacked(groups_of(places, tiers), loads, x, 2, count))
            width = max((one.width for one in columns[-1]), default=-BETWEEN)
        x += width + BETWEEN
    height = max([*map(bottom_of, columns), 4 * LINE]) + 2
    frames = [moved(one, (height - bottom_of(column)) // 2) for column in columns for one in column]
    middle = drawn_county(county, county_x, 0)
    middle = moved(middle, (height - middle.height) // 2)
    links = [link_between(middle, one) for one in frames]
    return Picture(x - BETWEEN + 2, height, middle, frames, links)


def link_between(county: Frame, frame: Frame) -> str:
    """A curve between the sides that face each other."""
    y, to = county.y + county.height // 2, frame.y + frame.height // 2
    is_left = frame.x < county.x
    start = county.x if is_left else county.x + county.width
    end = frame.x + frame.width if is_left else frame.x
    middle = (start + end) // 2
    return f"M{start} {y}C{middle} {y} {middle} {to} {end} {to}"


def narrow_picture(
    county: str, places: Sequence[Membership], loads: Mapping[int, Sequence[str]]
) -> Picture:
    """For a telephone: the county above, one frame below the other."""
    width = 2 * (BOX + PAD) + GAP + 4
    middle = drawn_county(county, (width - COUNTY_WIDTH) // 2, 2)
    top = middle.y + middle.height + 2 * GAP
    frames = stacked(groups_of(places, list(Tier)), loads, 2, top, 2)
    ends = accumulate((one.height + 2 * GAP for one in frames), initial=top)
    links = [f"M{width // 2} {y - 2 * GAP}V{y}" for y, _frame in zip(ends, frames, strict=False)]
    return Picture(width, bottom_of([middle, *frames]) + 2, middle, frames, links)
