"""The county's words in a ledger, as an import reads and an export writes them."""

from core.importing.words import remark_of
from projects.choices import Nature, Stage, YearClassName
from projects.models import Project

NATURES = {
    "新建": Nature.NEW,
    "扩建": Nature.EXPANSION,
    "改建": Nature.REBUILDING,
    "迁建": Nature.RELOCATION,
    "恢复": Nature.RESTORATION,
}
STAGES = {
    "谋划储备": Stage.RESERVE,
    "前期工作": Stage.EARLY,
    "招标采购": Stage.TENDER,
    "在建": Stage.BUILDING,
    "竣工": Stage.COMPLETED,
    "试生产": Stage.TRIAL,
    "投产": Stage.OPERATING,
    "实施": Stage.SURVEYING,
    "成果验收": Stage.ACCEPTED,
    "暂停": Stage.SUSPENDED,
    "终止": Stage.TERMINATED,
    "调出": Stage.TRANSFERRED,
}
# How other hands call a stage.
STAGES_TOO = {
    "储备": Stage.RESERVE,
    "谋划": Stage.RESERVE,
    "前期": Stage.EARLY,
    "前期阶段": Stage.EARLY,
    "招标": Stage.TENDER,
    "招投标": Stage.TENDER,
    "开工": Stage.BUILDING,
    "已开工": Stage.BUILDING,
    "建设中": Stage.BUILDING,
    "在建(续建)": Stage.BUILDING,
    "在建(新开工)": Stage.BUILDING,
    "完工": Stage.COMPLETED,
    "建成": Stage.COMPLETED,
    "已竣工": Stage.COMPLETED,
    "试运行": Stage.TRIAL,
    "已投产": Stage.OPERATING,
    "停工": Stage.SUSPENDED,
}
CLASSES = {
    "续建": YearClassName.CONTINUED,
    "新开工": YearClassName.STARTING,
    "竣工投产": YearClassName.FINISHING,
    "竣工": YearClassName.FINISHING,
    "投产": YearClassName.FINISHING,
    "前期": YearClassName.PREPARING,
    "储备": YearClassName.PREPARING,
}
REMARK_BEHIND = "；说明："  # between where a row comes from and what else is remarked


def ledger_remark(project: Project) -> str:
    """备注: the remark that gives the provenance, then the project's own."""
    words = remark_of(project)
    return f"{words}{REMARK_BEHIND}{project.remark}" if project.remark else words


def split_remark(words: str | None) -> tuple[str, str | None]:
    """Where a row comes from; and the remark, None where the sheet says nothing of one."""
    source, mark, remark = (words or "").partition(REMARK_BEHIND)
    return source, remark if mark else None
