"""The states of a task in the county's workbook, which has phases."""

from programmes.choices import PHASE_OF_STATE, TaskState

STATES = {
    "未启动": TaskState.ASSIGNED,
    "推进中": TaskState.IN_PROGRESS,
    "已完成": TaskState.CLOSED,
    "已取消": TaskState.CANCELLED,
}
DRAFT = "草稿"  # of rows that are pasted: counts for new tasks alone
STATES_TOO = {"进行中": TaskState.IN_PROGRESS, "已办结": TaskState.CLOSED, DRAFT: TaskState.DRAFT}
STATE_WORDS = {
    PHASE_OF_STATE.get(state, TaskState.CANCELLED): word for word, state in STATES.items()
}


def phase_word(state: str) -> str:
    """A state as the sheet has it."""
    return STATE_WORDS[PHASE_OF_STATE.get(TaskState(state), TaskState.CANCELLED)]
