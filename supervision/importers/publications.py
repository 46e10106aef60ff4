"""The county's publicity log (信息宣传台账)."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column, choice_column, required_column
from core.importing.exporter import CHUNK, Exporter
from core.importing.rows import Row
from core.importing.words import marks_of, plain, remark_of
from programmes.choices import ImportChoiceKind
from supervision.choices import PublicationKind
from supervision.importers.base import CountyImporter
from supervision.models import MediaLevel, Publication

KINDS = {
    "文章": PublicationKind.ARTICLE,
    "广播电视": PublicationKind.BROADCAST,
    "影视宣传片": PublicationKind.FILM,
}
KINDS_TOO = {
    **dict.fromkeys(("报道", "新闻", "信息", "简报", "通讯"), PublicationKind.ARTICLE),
    **dict.fromkeys(("电视", "广播", "电视新闻"), PublicationKind.BROADCAST),
    **dict.fromkeys(("宣传片", "专题片", "视频", "短视频"), PublicationKind.FILM),
}
ENDS = ("", "级", "媒体", "级媒体")
NO_LEVEL = gettext_lazy("There is no media level “%(text)s”: correct it, or add it to the levels.")


class PublicationImporter(CountyImporter):
    """Identified by title, outlet and day. A new row with the title and the unit of another
    publication is of the same matter."""

    name = "publications"
    label = gettext_lazy("Publicity log (workbook)")
    permission = "supervision.manage_publications"
    identity = ("title",)
    computed = "序号"
    shown_first = ("medium", "level", "kind", "published_on", "unit")
    named: ClassVar = {"unit": ImportChoiceKind.UNIT}
    columns = (
        required_column(
            "title", "标题", "(稿件|新闻|信息|文章|作品)?(标题|题目|名称)", cells.text(200)
        ),
        required_column(
            "medium",
            "媒体名称",
            "(刊发|刊播|发布|采用|播出)?(媒体|平台|刊物)(名称)?",
            cells.text(80),
        ),
        required_column(
            "level", "媒体级别", "(媒体|刊发|刊播|采用)?(级别|层级|等级)", cells.text(40)
        ),
        choice_column("kind", "类型", "(稿件|信息|宣传|作品)?(类型|类别|形式)", KINDS, KINDS_TOO),
        required_column(
            "published_on", "日期", "(刊发|刊播|发布|发表|采用|播出)?(日期|时间)", cells.day
        ),
        required_column("unit", "责任单位", "(责任|报送|供稿|撰稿|宣传)?单位", cells.text(80)),
        Column("link", "链接", "(原文|网页|网络|文章)?(链接|网址)(地址|或说明)?", cells.text(500)),
        Column("remark", "备注", "备注|说明", cells.text(200)),
    )

    def prepare(self) -> None:
        known = list(Publication.objects.of(self.programme).select_related("matter").order_by("pk"))
        self.known = {key_of(one): one for one in known}
        self.firsts: dict[tuple, Publication] = {}
        for one in known:
            self.firsts.setdefault((plain(one.title), one.unit_id), one)
        self.levels = levels_by_name(MediaLevel.objects.of(self.programme))

    def key(self, row: Row) -> tuple:
        return plain(row["title"]), plain(row["medium"]), row["published_on"]

    def look_up(self, row: Row) -> None:
        self.resolve_unit(row, "unit")
        row.resolve("level", self.levels, NO_LEVEL)

    def check(self, row: Row) -> None:
        self.refuse_future(row, "published_on")
        self.refuse_helpers(row, "unit")

    def save(self, row: Row) -> None:
        publication = self.known.get(self.key(row)) or self.new(Publication)
        row.is_created = publication.pk is None
        values = {name: row[name] for name in ("title", "medium", "level", "published_on", "unit")}
        values |= {name: row[name] for name in ("kind", "link") if row[name]}
        if row.is_created:
            values["matter"] = self.matter(row)
        marks = marks_of(row["remark"], published=["title"]).values()
        self.put(row, publication, {**values, **marks})
        self.firsts.setdefault((plain(row["title"]), row["unit"].pk), publication)

    def matter(self, row: Row) -> Publication | None:
        """The first publication of the matter, of which a new row is another publication."""
        found = self.firsts.get((plain(row["title"]), row["unit"].pk))
        if found is None:
            return None
        words = _("Same title and unit as in “%(medium)s” on %(day)s: one matter, counted once.")
        row.warn("title", words % {"medium": found.medium, "day": found.published_on})
        return found.matter or found


def key_of(publication: Publication) -> tuple:
    return plain(publication.title), plain(publication.medium), publication.published_on


def levels_by_name(levels: Iterable[MediaLevel]) -> dict[str, MediaLevel]:
    """As sheets write them, too: 省 and 省级媒体 for 省级, 国家级 for 中央."""
    found = {plain(one.name): one for one in levels}
    for name, level in list(found.items()):
        stem = name.removesuffix("级")
        stems = (stem, "国家") if stem == "中央" else (stem,)
        for word in (f"{one}{end}" for one in stems for end in ENDS):
            found.setdefault(word, level)
    return found


WORDS_OF_KINDS = {kind.value: word for word, kind in KINDS.items()}


class PublicationExporter(Exporter):
    importer = PublicationImporter
    values: ClassVar = {"kind": lambda one: WORDS_OF_KINDS[one.kind], "remark": remark_of}

    def records(self) -> Iterable[Any]:
        rows = self.rows_of(Publication).select_related("level", "unit")
        return rows.order_by("published_on", "pk").iterator(CHUNK)
