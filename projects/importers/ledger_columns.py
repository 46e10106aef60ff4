"""The columns of the county's ledger, with synonyms."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.importing import cells
from core.importing.cells import CellError
from core.importing.columns import Column, choice_column
from core.importing.words import suggest_labels, suggest_months
from core.importing.workbook import Value
from programmes.importers.base import PHONE
from projects.importers.base import CODE, NAME, REMARK
from projects.ledger.words import CLASSES, NATURES, STAGES, STAGES_TOO

YEAR_OF = r"(?P<year>20\d{2})年(?:度)?"
PLAN_HEAD = rf"(?:{YEAR_OF}|年度|本年度?|当年)(?:计划(?:完成)?投资(?:额)?|投资计划|计划)"
MONTH_HEAD = r"(?:(?P<month>1[0-2]|[1-9])月份?|本月|当月)完成(?:投资(?:额)?)?"
CUMULATIVE_HEAD = (
    r"(?:1月?-(?P<month>1[0-2]|[1-9])月|年初至报告期|本年度?|今年)累计(?:完成)?(?:投资(?:额)?)?"
)
GOAL_HEAD = "年度形象(进度)?(目标)?|(年度|全年)(工作|建设)?目标|年度形象进度目标"
SECTOR_HEAD = "(所属|项目)?行业(领域|/领域)?|所属领域|领域"
LAST_YEAR_HEAD = r"(?:截?至)?(?:上年|(?P<year>20\d{2})年)?(?:底|末)累计完成(?:投资(?:额)?)?"
CONTENT_HEAD = "(建设规模(及|和|与))?(主要)?建设内容(及规模)?|建设规模及主要(建设)?内容|项目内容"
PROGRESS_HEAD = "(当前|目前)?(工程)?形象进度|(目前|当前|工程)进展(情况)?"
PROBLEMS_HEAD = "(目前)?存在(的)?(主要)?(困难|问题)(及|和|与)?(困难|问题)?|主要问题"
TOTAL_HEAD = "(项目|计划|估算|概算)*总投资(额)?|投资(总额|规模)"
SOURCE_HEAD = "(资金来源|资金拼盘)(?P<source>.{1,40})"
OFFICIAL_HEAD = r"(县级)?(包联|牵头|挂联|责任|联系|分管|牵头\(责任\))(县)?领导"
MORE_OWNERS = "(项目)?业主(单位)?|建设单位|实施单位|责任部门|牵头部门"
YEAR = r"(20\d{2})(?:\.\d{1,2})?(?:年(?:\d{1,2}月)?)?"
YEARS = re.compile(rf"{YEAR}(?:[-—–~至]+{YEAR})?")


def years(value: Value, unit: str) -> tuple[int, int | None] | None:
    """建设起止年限: 2024-2026, 2024—2026年; one year alone is the first."""
    words = cells.text_of(value)
    if not words:
        return None
    match = YEARS.fullmatch(words)
    if not match or match[2] and match[2] < match[1]:
        raise CellError.of(words, _("“%(text)s” are no years: write 2024-2026."))
    return int(match[1]), int(match[2]) if match[2] else None


YES_NO = suggest_labels({"是": True, "否": False})


def month_column(name: str, title: str, heads: str) -> Column:
    return Column(name, title, heads, cells.month, suggest=suggest_months)


def yes_no_column(name: str, title: str, heads: str) -> Column:
    return Column(name, title, heads, cells.yes_or_no, suggest=YES_NO)


COMPUTED = (
    ".*占.{0,12}(计划|投资).{0,6}|.*(序时|时间)进度.*|.*(完成|支付|到位)率.*|.*预警.*|亮灯(情况)?|"
    "(自)?开工(以来|至今|至报告期)累计(完成)?(投资)?|资金(到位|支付)(情况)?"
)
COLUMNS: Sequence[Column] = (
    CODE,
    NAME,
    choice_column("nature", "建设性质", "(建设|项目)性质", NATURES),
    Column("sector", "所属行业", SECTOR_HEAD, cells.name(40), also="行业类别|项目类型"),
    Column("content", "建设规模及主要内容", CONTENT_HEAD, cells.text(1000), also="建设规模"),
    Column("years", "建设起止年限", "建设(起止)?(年限|工期|年份)(起止)?", years),
    Column("township", "所在乡镇", "(所在|所属|属地)*(乡镇|镇乡)(名称)?", cells.name(80)),
    Column(
        "stage",
        "项目阶段",
        "(项目|建设|当前|目前|所处)*阶段",
        cells.choice(STAGES, STAGES_TOO),
        required=True,
        or_else=("total_investment", "plan"),
        suggest=suggest_labels(STAGES, or_empty=False),
    ),
    choice_column("year_class", "年度类别", "(年度|项目)类别", CLASSES),
    Column("total_investment", "总投资", TOTAL_HEAD, cells.amount, money=True),
    Column("financing", "资金来源", SOURCE_HEAD, cells.amount, money=True, many=True),
    Column("last_year", "至上年底累计完成投资", LAST_YEAR_HEAD, cells.signed_amount, money=True),
    Column("plan", "年度计划投资", PLAN_HEAD, cells.amount, money=True),
    Column("month", "本月完成投资", MONTH_HEAD, cells.signed_amount, money=True),
    Column("cumulative", "累计完成投资", CUMULATIVE_HEAD, cells.signed_amount, money=True),
    Column("image_goal", "年度形象目标", GOAL_HEAD, cells.text(200)),
    Column("image_progress", "形象进度", PROGRESS_HEAD, cells.text(300)),
    Column(
        "coordination", "需协调解决事项", "(需|需要)协调(解决)?(的)?(事项|问题)", cells.text(300)
    ),
    Column("next_step", "下步计划", "下(一)?步(工作)?(计划|打算|安排)", cells.text(300)),
    month_column("planned_start", "计划开工", "(计划|拟)(时间)?开工(时间|年月|日期)?"),
    month_column("actual_start", "实际开工", "(实际)?(时间)?开工(时间|年月|日期)|实际(时间)?开工"),
    month_column(
        "planned_finish", "计划竣工", "(计划|拟|预计)(时间)?(竣工|完工|建成)(时间|年月|日期)?"
    ),
    month_column("actual_finish", "实际竣工", "实际(时间)?(竣工|完工|建成)(时间|年月|日期)?"),
    Column("problems", "存在问题", PROBLEMS_HEAD, cells.text(500)),
    Column("lead_official", "包联领导", OFFICIAL_HEAD, cells.text(60)),
    Column("owner_unit", "责任单位", "(责任|牵头|主管)单位", cells.name(80), also=MORE_OWNERS),
    Column("person", "责任人", "责任人", cells.text(60), also="项目负责人|负责人"),
    Column("contact", "联系人/电话", "联系人((/|及|和|、)?(联系)?(电话|方式))?", cells.text(100)),
    PHONE,
    Column("supporting_units", "帮扶单位", "帮扶(单位|方)", cells.name(1000), names=True),
    yes_no_column("signed", "是否签约招商项目", "(是否)?(为)?签约(招商)?(项目)?"),
    yes_no_column("in_statistics", "是否入库纳统", "(是否)?(已)?(入库纳统|入库|纳统|入统)"),
    REMARK,
)
