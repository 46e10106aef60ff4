"""Operations of the migration of scorecards that models do not express. Never changed once
applied: a change is another migration."""

from core.database.sql import create_function
from core.database.tenant_constraints import audited, same_programme, unique_with_programme

CARD, LINE = "supervision_scorecard", "supervision_scoreline"
EVALUATION = "supervision_evaluation"
OF_LINE = ("supervision_manualscore", "supervision_falsification")
AUDITED = (CARD, LINE, *OF_LINE, "supervision_scoreobjection")

SCORE_OPERATIONS = [
    *unique_with_programme(CARD, LINE, EVALUATION),
    *same_programme(
        (LINE, "scorecard_id", CARD),
        *((table, "line_id", LINE) for table in OF_LINE),
        ("supervision_manualscore", "document_id", "programmes_document"),
        (EVALUATION, "scorecard_id", CARD),
        ("supervision_scoreobjection", "evaluation_id", EVALUATION),
    ),
    create_function("supervision.sql", "refuse_change_of_scorecard"),
    create_function("supervision.sql", "refuse_change_of_score_line"),
    create_function("supervision.sql", "refuse_change_of_evaluation"),
    *(audited(table) for table in AUDITED),
    audited(EVALUATION, redacted=["content"]),
]
