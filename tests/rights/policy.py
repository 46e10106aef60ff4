"""Who gets what: a table to read, one line an address.

HOW TO ADD A ROW. Every named address has one; a test fails for an address without. Write

    Row("reopen_task", get=200, post=302, about="task", opens=ROLES, may="clerk bureau"),

* ``get`` and ``post`` say what is answered to whoever may. Left out: 405, the address does not
  take that method. Posted are a submission id and the record's version, and what the function of
  bodies.py named ``body`` adds; what was written is taken back after each try.
* ``opens`` are those whose role has the function: all others are told 403 and whom to ask. It
  stands for the view's ``permission``; a view without one is open to all ROLES.
* ``about`` names a kind of record (below). Its keys stand in the address. Whoever does not see the
  record gets 404: the same one for another unit's record, for another county's, and for one that
  never was.
* ``may`` are those who have the right to this record, where not all who see it have it: the
  others, who do see it, are told 403.
* ``month`` is the month in the address, after the keys; ``closed`` what an allowed post is
  answered for a closed month (JANUARY) if that differs from ``post``. Nothing may be written then.
* ``more`` are further words in the address, ``wrong`` such as lead nowhere (404).
* ``to`` is IN_PROGRAMME unless it says otherwise: SIGNED_IN (also to whoever has no role) or
  ANYBODY (``stranger`` is then what the anonymous are answered, as get and post).

Who has not signed in is sent to sign in; who has no role is told 403, everywhere.
"""

from dataclasses import dataclass, replace

MAY, JUNE, JULY = "2024-05", "2024-06", "2024-07"
JANUARY, NEVER = "2024-01", "2031-01"  # closed; no month of the programme
NO_CHANGE = "00000000-0000-4000-8000-000000000000"  # the number of no submission
IN_PROGRAMME, SIGNED_IN, ANYBODY = "in programme", "signed in", "anybody"

FORCE = "clerk approver"  # the task force
IMPORTS = f"{FORCE} finance"  # some kind of workbook
WHOLE = f"{FORCE} finance leader"  # they read their programme whole
UNITS = "bureau reviewer township helper viewer"  # they read what concerns their unit
BUSINESS = f"{WHOLE} {UNITS}"
ADMINS = "sysadmin secadmin"
ROLES = f"{BUSINESS} auditor {ADMINS}"
SEE_FINDINGS = f"{WHOLE} bureau reviewer township"  # the township supports it
RANKED = "bureau reviewer township"
SEE_RANKINGS = f"{FORCE} leader {RANKED}"  # a unit the tables of its own group
QUARTER = ("2024-Q2",)
EVERYBODY = [*ROLES.split(), "nobody", "anonymous"]


@dataclass(frozen=True)
class Kind:
    """A record by its name in the cast (tests/rights/conftest.py), or what its keys in the address
    are: one of ``mine``, which ``sees`` see; one of another unit, which ``sees_theirs`` see; and
    another county's."""

    mine: str
    foreign: str
    sees: str
    theirs: str = ""
    sees_theirs: str = WHOLE

    def file(self) -> "Kind":
        """What is attached to the record: ``road_file`` beside ``road``."""
        mine, foreign, theirs = (
            name and f"{name} {name}_file" for name in (self.mine, self.foreign, self.theirs)
        )
        return replace(self, mine=mine, foreign=foreign, theirs=theirs)


KINDS = {
    "project": Kind("road", "beta.project", BUSINESS, "quarry"),
    "task": Kind("road_task", "beta.task", BUSINESS, "help2_task"),
    "need": Kind("open_need", "beta.need", f"{WHOLE} township helper viewer", "other_need"),
    # Nothing answers it: it may be declined and deleted.
    "unanswered need": Kind("open_need", "beta.need", f"{WHOLE} township helper viewer"),
    "contribution": Kind(
        "help_given", "beta.contribution", f"{WHOLE} township helper viewer", "other_help"
    ),
    "unused contribution kind": Kind("spare_contribution_kind", "beta.contribution.kind", BUSINESS),
    "stated need": Kind("stated_need", "beta.stated_need", f"{WHOLE} township"),
    "declined need": Kind("declined_need", "beta.declined_need", f"{WHOLE} township"),
    "document": Kind("rules_of_money", "beta.document", BUSINESS),
    "visit": Kind("visit", "beta.visit", f"{WHOLE} bureau reviewer helper viewer", "other_visit"),
    "agreement": Kind(
        "agreement",
        "beta.agreement",
        f"{WHOLE} bureau reviewer helper viewer",
        "other_agreement",
    ),
    "delivery": Kind("agreement delivered", "beta.agreement beta.delivered", BUSINESS),
    # Nothing refers to these: they may be deleted.
    "unused task": Kind("done_task", "beta.task", WHOLE),
    "list": Kind("road_list", "beta.task_list", BUSINESS),
    "unused group": Kind("spare_group", "beta.spare_group", WHOLE),
    "seconded": Kind("spare_secondment", "beta.spare_secondment", f"{WHOLE} bureau reviewer"),
    "mechanism": Kind("spare_mechanism", "beta.spare_mechanism", f"{WHOLE} bureau reviewer"),
    "unused day": Kind("spare_day", "beta.spare_day", BUSINESS),
    "finding": Kind("finding", "beta.finding", SEE_FINDINGS, "other_finding"),
    "unused finding": Kind("spare_finding", "beta.finding", f"{WHOLE} bureau reviewer"),
    "closed finding": Kind("closed_finding", "beta.closed_finding", f"{WHOLE} bureau reviewer"),
    "rectified finding": Kind(
        "rectified_finding", "beta.rectified_finding", f"{WHOLE} bureau reviewer"
    ),
    "finding request": Kind(
        "finding finding_asked",
        "beta.finding beta.finding_asked",
        SEE_FINDINGS,
        "other_finding other_finding_asked",
    ),
    "second look": Kind("looked_at look", "beta.looked_at beta.look", f"{WHOLE} bureau reviewer"),
    "source of findings": Kind("spare_finding_source", "beta.finding.source", WHOLE),
    "publication": Kind(
        "publication", "beta.publication", f"{WHOLE} bureau reviewer", "other_publication"
    ),
    "assessment item": Kind(
        "assessed", "beta.assessed", f"{WHOLE} bureau reviewer", "other_assessed"
    ),
    "media level": Kind("spare_media_level", "beta.publication.level", SEE_FINDINGS),
    "scorecard": Kind("scorecard", "beta.scorecard", SEE_FINDINGS),
    "draft scorecard": Kind("spare_scorecard", "beta.draft_scorecard", WHOLE),
    "score line": Kind("bureau_unit score_line", "beta.unit beta.score_line", WHOLE),
    "points": Kind("points", "beta.points", f"{WHOLE} bureau reviewer"),
    "falsification": Kind("falsified", "beta.falsified", WHOLE),
    "evaluation": Kind("evaluation", "beta.evaluation", SEE_FINDINGS),
    "score objection": Kind("score_objection", "beta.score_objection", WHOLE),
    "order": Kind("order", "beta.order", f"{WHOLE} bureau reviewer"),
    "draft order": Kind("spare_order", "beta.draft_order", WHOLE),
    "objection": Kind("objection", "beta.objection", f"{WHOLE} bureau reviewer"),
    "ranking rule": Kind("ranking_rule", "beta.ranking_rule", BUSINESS),
    "unused list": Kind("spare_list", "beta.task_list", WHOLE),
    "unused category": Kind("spare_category", "beta.need.category", WHOLE),
    "unused unit": Kind("spare_unit", "beta.unit", BUSINESS),
    "unused line": Kind("office", "beta.line", WHOLE),
    "unused source": Kind("spare_source", "beta.line.source", WHOLE),
    "line": Kind("road_line", "beta.line", BUSINESS, "training"),
    "sheet": Kind("bureau_unit", "beta.unit", f"{WHOLE} bureau reviewer", "bureau2_unit", WHOLE),
    "unit": Kind("bureau_unit", "beta.unit", BUSINESS, "bureau2_unit", BUSINESS),
    **{
        name: Kind(
            f"road a_{name}", f"beta.project beta.a_{name}", BUSINESS, f"quarry other_{name}"
        )
        for name in ("approval", "milestone", "problem", "matter", "stage")
    },
    "exemption": Kind(
        "road exempted", "beta.project beta.exempted", BUSINESS, "quarry other_exempted"
    ),
    "name": Kind("sectors a_sector", "sectors beta.a_sector", FORCE),
    "rules": Kind("light_rule", "beta.light_rule", "approver"),
    "task rule": Kind("task_rule", "beta.task_rule", BUSINESS),
    "finding rule": Kind("finding_rule", "beta.finding_rule", BUSINESS),
    "late": Kind("road late", "beta.project beta.late", BUSINESS, "quarry other_late"),
    "note": Kind(
        "road noted",
        "beta.project beta.noted",
        f"{WHOLE} bureau reviewer township",
        "quarry other_noted",
    ),
    "draft task": Kind("draft_task", "beta.draft_task", WHOLE),
    "closed task": Kind("closed_task", "beta.closed_task", f"{WHOLE} bureau reviewer"),
    "suspended task": Kind("suspended_task", "beta.suspended_task", f"{WHOLE} bureau reviewer"),
    "remark": Kind(
        "road_task comment", "beta.task beta.comment", BUSINESS, "help2_task other_comment"
    ),
    "request": Kind("road_task asked", "beta.task beta.asked", BUSINESS, "help2_task other_asked"),
    "support": Kind(
        "road_task supported", "beta.task beta.supported", BUSINESS, "help2_task other_supported"
    ),
    "feedback": Kind("feedback", "beta.feedback", FORCE),
    **{
        f"task link to {name}": Kind(
            f"road_task {name}_linked",
            f"beta.task beta.{name}_linked",
            BUSINESS,
            f"help2_task other_{name}_linked",
        )
        for name in ("project", "need", "fund")
    },
    **{
        f"task {name}": Kind(
            f"road_task task_{name}",
            f"beta.task beta.task_{name}",
            BUSINESS,
            f"help2_task other_task_{name}",
        )
        for name in ("support", "milestone", "recurrence", "occurrence", "closed_occurrence")
    },
    "link": Kind("road task_word road_link", "beta.project task_word beta.link", BUSINESS),
    "report": Kind("run", "beta.run", f"{FORCE} leader"),
    "report file": Kind("run run_file", "beta.run beta.run_file", f"{FORCE} leader"),
    "choice": Kind("choice", "beta.choice", FORCE),
    "upload": Kind("upload", "beta.upload", "clerk", "other_upload", "approver"),
    "view": Kind("view", "beta.view", "clerk", "other_view", ""),
    "notice": Kind("told", "beta.told", "clerk", "other_told", ""),
    "person": Kind("bureau", "beta.clerk", ADMINS, "bureau2", ADMINS),
    "role": Kind("finance role", "beta.clerk beta.role", ADMINS),
    "history": Kind(
        "projects road",
        "projects beta.project",
        f"{FORCE} leader auditor",
        "projects quarry",
        f"{FORCE} leader auditor",
    ),
    "programme": Kind("alpha", "beta.programme", ROLES),
}
WITH_FILES = (
    "project",
    "task",
    "need",
    "contribution",
    "document",
    "visit",
    "agreement",
    "line",
    "finding",
    "publication",
    "assessment item",
    "points",
)
KINDS |= {f"{name} file": KINDS[name].file() for name in WITH_FILES}


@dataclass(frozen=True)
class Row:
    name: str
    get: int | None = None
    post: int | None = None
    about: str = ""
    opens: str = ROLES
    may: str = ROLES
    body: str = ""
    month: str = ""
    closed: int | None = None
    more: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    to: str = IN_PROGRAMME
    stranger: tuple[int | None, int | None] = (None, None)


MAY_REPORT = f"{FORCE} bureau township helper"
MAY_ENTER = f"{FORCE} bureau"
LEADS = f"{FORCE} leader"


def of_kind(
    name: str,
    plural: str,
    about: str,
    *,
    unused: str = "",
    edited: str = "",
    opens: str = BUSINESS,
    may: str = FORCE,
) -> list[Row]:
    """The pages of core/web/record_pages.py: ``may`` create, edit (with the body ``edited``) and
    delete."""
    return [
        Row(plural, get=200, opens=opens),
        Row(name, get=200, opens=opens, about=about),
        Row(f"new_{name}", get=200, post=302, opens=may, body=name),
        Row(f"edit_{name}", get=200, post=302, about=about, may=may, body=edited or name),
        Row(f"delete_{name}", get=200, post=302, about=unused or about, may=may, body="deletion"),
    ]


def of_files(place: str, about: str, may: str) -> list[Row]:
    """What is attached to a record by those who ``may``."""
    return [
        Row(f"attach_to_{place}", get=200, post=200, about=about, may=may),
        Row(f"{place}_attachment", get=200, about=f"{about} file"),
        Row(f"remove_{place}_attachment", post=302, about=f"{about} file", may=may),
    ]


def of_part(name: str) -> list[Row]:
    """The pages about a part of a task, which the task force writes."""
    force = {"opens": FORCE, "body": f"task_{name}"}
    return [
        Row(f"add_task_{name}", get=200, post=302, about="task", **force),
        Row(f"edit_task_{name}", get=200, post=302, about=f"task {name}", **force),
        Row(f"remove_task_{name}", post=302, about=f"task {name}", opens=FORCE),
    ]


def of_link(name: str, opens: str) -> list[Row]:
    """The links of a task to records of another kind."""
    body = f"link_task_{name}"
    return [
        Row(f"link_task_{name}", get=200, post=302, about="task", opens=opens, body=body),
        Row(f"unlink_task_{name}", post=302, about=f"task link to {name}", opens=opens),
    ]


def of_lead(name: str, part: str, **values) -> Row:
    """What the lead unit does with a part of its task, also the task force on its behalf."""
    may = f"{FORCE} bureau"
    given = {**values, "body": f"task_{values['body']}"} if "body" in values else values
    return Row(name, post=302, about=f"task {part}", may=may, **given)


def of_sheet(name: str, month: str, may: str, **values) -> Row:
    """A button over a unit's sheet of a month."""
    given = {"opens": BUSINESS, "about": "sheet", "month": month, "may": may}
    return Row(name, post=302, **given, **values)


def of_finding(name: str, **values) -> Row:
    """A page on which something happens to a finding."""
    return Row(name, **{"get": 200, "post": 302, "about": "finding", **values})


def of_draft_scorecard(name: str, **values) -> Row:
    """A page that changes a scorecard which is not in force."""
    return Row(name, post=302, about="draft scorecard", **values)


def of_score_line(name: str, **values) -> Row:
    """A page about a line of the score of a unit."""
    return Row(name, get=200, post=302, about="score line", opens=FORCE, **values)


def of_need(name: str, about: str, may: str) -> Row:
    """A page on which something happens to a need."""
    return Row(name, get=200, post=302, about=about, may=may, body="reason")


def of_entry(name: str, **values) -> Row:
    """A month of a project, of those who enter it."""
    return Row(name, about="project", may=MAY_ENTER, **{"month": JUNE, **values})


def of_report(name: str, **values) -> Row:
    """A month of a task, of those who report it for their unit."""
    return Row(name, about="task", may=MAY_REPORT, **{"month": MAY, **values})


MANAGES_FUNDS = f"{FORCE} finance"
MAY_STATE = f"{FORCE} township"
MAY_GIVE = f"{FORCE} helper"

TABLE = [
    # The frame
    Row("home", get=302),
    Row("help", get=200),
    Row("my_work", get=200),
    Row("search", get=200, opens=BUSINESS),
    Row("notices_read", post=302),
    Row("notice", post=302, about="notice"),
    Row("choose_programme", post=302, about="programme", body="programme", to=SIGNED_IN),
    Row("look_as_of", post=302, to=SIGNED_IN),
    Row("set_language", post=302, to=ANYBODY, stranger=(None, 302)),
    Row("healthz", get=503, to=ANYBODY, stranger=(503, None)),
    # Views of lists
    Row("save_view", post=302, may=BUSINESS, body="saved_view"),
    Row("rename_view", post=302, about="view", body="saved_view"),
    Row("default_view", post=302, about="view", body="saved_view"),
    Row("remove_view", post=302, about="view", body="saved_view"),
    # Oneself
    Row("sign_in", get=302, post=302, to=ANYBODY, stranger=(200, 200)),
    Row("sign_out", post=302, to=ANYBODY, stranger=(None, 302)),
    Row("change_password", get=200, post=200, to=SIGNED_IN),
    Row("confirm", get=200, post=200, to=SIGNED_IN),
    Row("second_factor", get=200, post=200, to=SIGNED_IN),
    Row("my_sessions", get=200, post=302, to=SIGNED_IN),
    # The dashboard
    Row("dashboard", get=200, opens=LEADS),
    Row("chart_data", get=200, opens=LEADS, more=("needs",), wrong=("nothing",)),
    # Network, tasks, needs
    *of_kind("unit", "network", "unit", unused="unused unit"),
    *of_kind("seconded_person", "seconded_people", "seconded"),
    *of_kind("mechanism", "mechanisms", "mechanism"),
    *of_kind("task", "tasks", "task", unused="unused task"),
    *of_kind("task_group", "task_groups", "unused group", opens=FORCE),
    *of_kind("task_list", "task_lists", "unused list", opens=FORCE),
    of_report("task_progress", get=200, post=302, closed=200, body="progress"),
    of_report("task_row", get=200, post=302, closed=200, body="progress"),
    Row("task_grid", get=200, opens=BUSINESS, month=JUNE),
    Row("task_rows", get=200, post=400, opens=BUSINESS, month=JUNE),
    of_report("report_unchanged", post=302, body="unchanged"),
    of_report("take_back_progress", post=302, month=JUNE, closed=409),
    Row("assign_task", post=302, opens=FORCE, about="draft task"),
    Row("sign_for_task", post=302, about="task", may=f"{FORCE} bureau"),
    Row("reopen_task", get=200, post=302, opens=FORCE, about="closed task", body="reason"),
    Row("resume_task", get=200, post=302, opens=FORCE, about="suspended task", body="reason"),
    Row("set_task_deadline", get=200, post=302, opens=FORCE, about="task", body="new_deadline"),
    Row("sign_for_list", post=302, opens=MAY_REPORT, about="list"),
    Row("task_requests", get=200, opens=LEADS),
    Row("accepted_requests", get=200, opens=FORCE),
    Row("accept_task_requests", get=302, post=302, opens=FORCE, body="several"),
    Row("change_tasks", get=302, post=302, opens=FORCE, body="several_tasks"),
    Row("assign_tasks", get=302, post=302, opens=FORCE, body="drafts"),
    Row("adjust_list", get=200, post=302, opens=FORCE, about="list", body="adjustment"),
    Row("carry_list_over", get=200, post=302, opens=FORCE, about="list"),
    Row("paste_tasks", get=200, post=302, opens=FORCE, body="pasted"),
    Row("task_events", get=200, opens=LEADS),
    Row("instructions", get=200, opens=LEADS),
    Row(
        "request_of_task",
        get=200,
        post=302,
        about="task",
        may=f"{FORCE} bureau",
        more=("suspension",),
        body="request",
    ),
    Row(
        "new_task_remark",
        get=200,
        post=302,
        about="task",
        may=f"{MAY_REPORT} leader",
        more=("comment",),
        body="remark",
    ),
    Row("delete_task_remark", post=302, opens=BUSINESS, about="remark", may="bureau"),
    Row("withdraw_task_request", post=302, about="request", may="bureau"),
    Row("accept_task_request", get=200, post=302, about="request", may="approver"),
    Row("refuse_task_request", get=200, post=302, about="request", may="approver", body="answer"),
    *of_part("support"),
    *of_part("milestone"),
    *of_part("recurrence"),
    *of_link("project", FORCE),
    *of_link("need", FORCE),
    *of_link("fund", MANAGES_FUNDS),
    of_lead("finish_task_milestone", "milestone", get=200, body="milestone"),
    of_lead("close_task_occurrence", "occurrence", get=200, body="occurrence"),
    of_lead("excuse_task_occurrence", "occurrence", get=200, body="missed"),
    of_lead("reopen_task_occurrence", "closed_occurrence"),
    *of_files("task", "task", MAY_REPORT),
    Row("feedback_sheets", get=200, opens=FORCE),
    Row("make_feedback_sheets", post=302, opens=FORCE, body="feedback"),
    Row("make_feedback_sheet", post=302, opens=FORCE, about="unit", body="feedback"),
    Row("feedback_sheets_archive", get=200, opens=FORCE),
    Row("feedback_sheet_file", get=200, opens=FORCE, about="feedback"),
    Row("feedback_letter", get=200, opens=FORCE, about="feedback"),
    Row("feedback_contact", get=200, post=302, opens=FORCE, body="contact"),
    *of_kind("need", "needs", "need", unused="unanswered need", may=MAY_STATE),
    of_need("accept_need", "stated need", FORCE),
    of_need("defer_need", "need", FORCE),
    of_need("decline_need", "unanswered need", FORCE),
    of_need("confirm_need", "need", MAY_STATE),
    of_need("reopen_need", "declined need", FORCE),
    *of_kind("need_category", "need_categories", "unused category", opens=FORCE),
    *of_files("need", "need", MAY_STATE),
    # Help given
    *of_kind("contribution", "contributions", "contribution", may=MAY_GIVE),
    *of_kind("contribution_kind", "contribution_kinds", "unused contribution kind", opens=FORCE),
    *of_files("contribution", "contribution", MAY_GIVE),
    # The working calendar
    *of_kind("calendar_day", "calendar", "unused day", opens=FORCE),
    # Visits
    *of_kind("visit", "visits", "visit"),
    *of_files("visit", "visit", FORCE),
    # Agreements
    *of_kind("agreement", "agreements", "agreement"),
    Row("add_delivery", get=200, post=302, about="agreement", opens=FORCE, body="delivery"),
    Row("remove_delivery", post=302, about="delivery", opens=FORCE),
    *of_files("agreement", "agreement", FORCE),
    # Policy documents
    *of_kind("document", "documents", "document"),
    *of_files("document", "document", FORCE),
    *of_kind("finding_source", "finding_sources", "source of findings", opens=FORCE),
    *of_kind(
        "finding",
        "findings",
        "finding",
        unused="unused finding",
        edited="edited_finding",
        opens=SEE_FINDINGS,
    ),
    *of_files("finding", "finding", f"{FORCE} bureau township"),
    of_finding("report_on_finding", may=f"{FORCE} bureau township", body="rectification"),
    of_finding("set_finding_day", opens=FORCE, body="finding_day"),
    of_finding("set_finding_colour", opens=FORCE, body="finding_colour"),
    of_finding("close_finding", about="rectified finding", opens=FORCE, body="verified"),
    of_finding("send_finding_back", about="rectified finding", opens=FORCE, body="reason"),
    of_finding("merge_finding", about="unused finding", opens=FORCE, body="merge"),
    of_finding("reopen_finding", about="closed finding", opens=FORCE, body="reason"),
    of_finding(
        "request_of_finding",
        may=f"{FORCE} bureau",
        more=("closing",),
        body="request",
    ),
    Row("withdraw_finding_request", post=302, about="finding request", may="bureau"),
    Row(
        "accept_finding_request",
        get=200,
        post=302,
        about="finding request",
        may="approver",
    ),
    Row(
        "refuse_finding_request",
        get=200,
        post=302,
        about="finding request",
        may="approver",
        body="answer",
    ),
    of_finding("plan_second_look", about="closed finding", opens=FORCE, body="second_look"),
    Row(
        "record_second_look",
        get=200,
        post=302,
        about="second look",
        opens=FORCE,
        body="looked",
    ),
    Row("finding_events", get=200, opens=SEE_FINDINGS),
    Row("finding_wall", get=200, opens=SEE_FINDINGS),
    Row("repeated_findings", get=200, opens=SEE_FINDINGS),
    Row("finding_rules", get=200, opens=LEADS),
    Row("new_finding_rule", get=200, post=302, opens="approver", body="finding_rule"),
    Row("withdraw_finding_rule", post=302, about="finding rule", opens="approver"),
    Row("finding_proposals", get=200, opens=FORCE),
    Row("decline_proposal", get=302, post=302, opens=FORCE, more=("missing:0:2024-06",)),
    *of_kind("media_level", "media_levels", "media level", opens=FORCE),
    *of_kind(
        "publication",
        "publications",
        "publication",
        opens=SEE_FINDINGS,
        may=f"{FORCE} bureau township",
    ),
    *of_files("publication", "publication", f"{FORCE} bureau"),
    Row("publication_statistics", get=200, opens=SEE_FINDINGS),
    *of_kind("assessment_item", "assessment", "assessment item", opens=SEE_FINDINGS),
    *of_files("assessment_item", "assessment item", f"{FORCE} bureau"),
    Row(
        "state_assessment",
        get=200,
        post=302,
        about="assessment item",
        may=f"{FORCE} bureau",
        body="statement",
    ),
    Row("check_assessment", post=302, about="assessment item", opens=FORCE),
    Row("copy_assessment", get=200, post=302, opens=FORCE, body="copied_year"),
    Row("assessment_report", get=200, opens=WHOLE, more=("2024",), wrong=("2023",)),
    Row("orders", get=200, opens=SEE_FINDINGS),
    Row("order", get=200, opens=SEE_FINDINGS, about="order"),
    Row("order_file", get=200, opens=SEE_FINDINGS, about="order"),
    Row("new_order", get=200, post=302, opens=FORCE, body="order"),
    Row("edit_order", get=200, post=302, about="draft order", may=FORCE, body="order"),
    Row("delete_order", get=200, post=302, about="draft order", may=FORCE, body="deletion"),
    Row("sign_order", post=302, about="draft order", may="approver"),
    Row("receive_order", post=302, about="order", may=f"{FORCE} bureau"),
    Row("revoke_order", get=200, post=302, about="order", opens="approver", body="reason"),
    # Scores
    Row("scorecards", get=200, opens=SEE_FINDINGS),
    Row("scorecard", get=200, opens=SEE_FINDINGS, about="scorecard"),
    Row("new_scorecard", get=200, post=302, opens=FORCE, body="scorecard"),
    of_draft_scorecard("edit_scorecard", get=200, may=FORCE, body="scorecard"),
    of_draft_scorecard("delete_scorecard", get=200, may=FORCE, body="deletion"),
    of_draft_scorecard("scorecard_lines", get=200, opens=FORCE, body="score_lines"),
    of_draft_scorecard("enforce_scorecard", opens="approver"),
    Row("correct_scorecard", get=200, post=302, about="scorecard", opens=FORCE, body="reason"),
    Row("supervision_year", get=200, opens=LEADS, more=(2024,), wrong=(1024,)),
    Row("unit_score", get=200, about="sheet", opens=SEE_FINDINGS, more=(2024,)),
    of_score_line("score_by_hand", body="score"),
    Row("points", get=200, about="points", opens=SEE_FINDINGS),
    *of_files("points", "points", FORCE),
    of_score_line("record_falsification", body="falsification"),
    Row("confirm_falsification", post=302, about="falsification", opens="approver"),
    Row(
        "take_back_falsification",
        get=200,
        post=302,
        about="falsification",
        opens=FORCE,
        body="deletion",
    ),
    Row(
        "announce_scores",
        get=302,  # no year of the programme has ended on the day
        post=200,
        opens=FORCE,
        more=(2023, "member"),
        wrong=(2023, "helpers"),
    ),
    Row("evaluation", get=200, about="evaluation", opens=LEADS),
    Row("evaluation_file", get=200, about="evaluation", opens=LEADS),
    Row("publish_evaluation", post=302, about="evaluation", opens="approver"),
    Row(
        "withdraw_evaluation",
        get=200,
        post=302,
        about="evaluation",
        opens=FORCE,
        body="deletion",
    ),
    Row(
        "object_to_score",
        get=200,
        post=302,
        about="sheet",
        opens=f"{FORCE} bureau reviewer township",
        more=(2021,),
        body="score_objection",
    ),
    Row(
        "answer_score_objection",
        get=200,
        post=302,
        about="score objection",
        opens=FORCE,
        body="score_answer",
    ),
    # Rankings of a quarter
    Row("rankings", get=200, opens=SEE_RANKINGS),
    Row("ranking", get=200, opens=SEE_RANKINGS, more=QUARTER),
    Row("ranking_file", get=200, opens=SEE_RANKINGS, more=QUARTER),
    Row("draft_ranking", post=302, opens=FORCE, more=QUARTER, body="ranking"),
    Row("open_ranking", post=302, opens=FORCE, more=QUARTER, body="ranking"),
    Row("delete_ranking", post=302, opens=FORCE, more=QUARTER, body="ranking"),
    Row("issue_ranking", post=302, opens="approver", more=QUARTER, body="ranking"),
    Row(
        "object_to_ranking",
        get=200,
        post=302,
        opens=RANKED,
        more=(*QUARTER, "investment"),
        body="objection",
    ),
    Row("objections", get=200, opens=SEE_RANKINGS),
    Row(
        "answer_objection",
        get=200,
        post=302,
        opens=FORCE,
        about="objection",
        body="answered_objection",
    ),
    Row("ranking_rules", get=200, opens=SEE_RANKINGS),
    Row("new_ranking_rule", get=200, post=302, opens="approver", body="ranking_rule"),
    Row("withdraw_ranking_rule", post=302, opens="approver", about="ranking rule"),
    # People and roles
    Row("people", get=200, opens=ADMINS),
    Row("new_person", get=200, post=200, opens="sysadmin", body="new_person"),
    Row("person", get=200, opens=ADMINS, about="person"),
    Row("edit_person", get=200, post=302, opens="sysadmin", about="person", body="edit_person"),
    Row("reset_password", post=200, opens="sysadmin", about="person"),
    Row("remove_second_factor", post=302, opens="sysadmin", about="person"),
    Row("leave", get=200, post=302, opens="sysadmin", about="person"),
    Row("enable", post=302, opens="sysadmin", about="person"),
    Row("person_roles", get=200, post=302, opens="secadmin", about="person", body="role"),
    Row("attempts", get=200, opens="secadmin"),
    Row("revoke_role", post=302, opens="secadmin", about="role"),
    # The record
    Row("audit", get=200, opens="auditor"),
    Row("object_history", get=200, opens=f"{LEADS} auditor", about="history"),
    # Projects
    Row("projects", get=200, opens=BUSINESS),
    Row("export_everywhere", get=200, opens=BUSINESS, more=("csv",), wrong=("docx",)),
    Row("stages", get=200, opens=BUSINESS),
    Row("stage_moves", get=200, opens=BUSINESS),
    Row("problems", get=200, opens=BUSINESS),
    Row("matters", get=200, opens=BUSINESS),
    Row("enter_stage", get=200, post=302, about="project", may=MAY_ENTER, body="stage"),
    Row("take_back_stage", post=302, about="stage", may=MAY_ENTER),
    *(
        row
        for name in ("approval", "milestone", "problem", "matter")
        for row in (
            Row(f"add_{name}", get=200, post=302, about="project", may=MAY_ENTER, body=name),
            Row(f"edit_{name}", get=200, post=302, about=name, may=MAY_ENTER, body=name),
            Row(f"remove_{name}", post=302, about=name, may=MAY_ENTER),
        )
    ),
    Row("matter_task", get=200, post=302, opens=FORCE, about="matter", body="matter_task"),
    Row("plan_year", get=200, post=302, about="project", opens=FORCE, more=(2025,), body="plan"),
    Row("class_year", get=200, post=302, about="project", opens=FORCE, more=(2025,), body="class"),
    Row("light_rules", get=200, opens=LEADS),
    Row("new_light_rules", get=200, post=302, opens="approver", body="light_rules"),
    Row("withdraw_light_rules", post=302, about="rules", opens="approver"),
    Row("digest_time", get=200, post=302, opens=FORCE, body="digest"),
    Row("task_board", get=200, opens=f"{WHOLE} bureau reviewer township"),
    Row("task_calendar", get=200, opens=BUSINESS),
    Row("new_task_light_rule", get=200, post=302, opens="approver", body="task_light_rule"),
    Row("withdraw_task_light_rule", post=302, about="task rule", opens="approver"),
    Row("add_exemption", get=200, post=302, about="project", opens="approver", body="exemption"),
    Row("end_exemption", post=302, about="exemption", opens="approver"),
    Row("catalogue", get=200, post=302, opens=FORCE, more=("parks",), wrong=("no",), body="park"),
    Row("add_usual_names", post=302, opens=FORCE, more=("approvals",), wrong=("nothing",)),
    Row("edit_catalogue_name", get=200, post=302, about="name", opens=FORCE, body="sector"),
    Row("remove_catalogue_name", post=302, about="name", opens=FORCE),
    Row("change_projects", get=302, post=302, opens=FORCE, body="together"),
    Row("changed_projects", get=404, opens=FORCE, more=(NO_CHANGE,)),
    Row("undo_change", post=404, opens=FORCE, more=(NO_CHANGE,)),
    Row("new_project", get=200, post=302, opens=FORCE, body="new_project"),
    Row("edit_project", get=200, post=302, about="project", may=MAY_ENTER, body="edit_project"),
    Row("project_board", get=200, opens=BUSINESS),
    Row("projects_by_sector", get=200, opens=BUSINESS),
    Row("projects_by_township", get=200, opens=BUSINESS),
    Row("projects_by_official", get=200, opens=BUSINESS),
    Row("project_deals", get=200, opens=BUSINESS),
    Row("projects_largest", get=200, opens=BUSINESS),
    Row("projects_behind", get=200, opens=BUSINESS),
    Row("project_changes", get=200, opens=BUSINESS),
    Row("month_entries", get=200, opens=BUSINESS),
    Row("project_months", get=200, opens=BUSINESS, month=JUNE),
    Row("project_grid", get=200, opens=BUSINESS, month=JUNE),
    Row("grid_rows", get=200, post=400, opens=BUSINESS, month=JUNE),
    Row("grid_total", get=200, opens=BUSINESS, month=JUNE),
    Row("project_sheet", get=200, opens=BUSINESS, about="sheet", month=MAY),
    of_sheet("unit_no_change", MAY, f"{FORCE} bureau"),
    of_sheet("submit_sheet", MAY, "bureau", body="sheet"),
    of_sheet("review_sheet", JULY, "reviewer", closed=409),
    of_sheet("return_sheet", JULY, f"{FORCE} reviewer", closed=409, body="returned"),
    of_sheet("take_back_sheet", JULY, "bureau", closed=409),
    Row("project", get=200, opens=BUSINESS, about="project"),
    of_entry("project_entry", get=200, post=302, closed=200, body="entry"),
    of_entry("entry_then_next", get=200, post=302, closed=200, body="entry"),
    of_entry("project_row", get=200, post=302, closed=200, body="entry"),
    of_entry("row_preview", get=422),
    of_entry("no_change", post=302, month=JULY),
    of_entry("take_back", post=302, closed=409, body="entry"),
    of_entry("late_entry", get=200, post=302, month=JANUARY, body="late"),
    of_entry("stop_reporting", post=302),
    of_entry("report_again", post=302),
    Row("take_back_late", post=302, about="late", may=MAY_ENTER),
    Row("add_note", get=200, post=302, about="project", may=f"{FORCE} township", body="note"),
    Row("take_back_note", post=302, about="note"),
    Row("link_project", get=200, post=302, about="project", opens=FORCE, body="link"),
    Row("remove_link", post=302, about="link", opens=FORCE),
    *of_files("project", "project", MAY_ENTER),
    # Imports: finance imports funds
    Row("imports", get=200, opens=IMPORTS),
    Row("import_upload", get=200, post=200, opens=FORCE, more=("projects",), wrong=("nothing",)),
    Row("export_kind", get=200, opens=FORCE, more=("projects",), wrong=("nothing",)),
    Row("import_preview", get=200, opens=IMPORTS, about="upload"),
    Row("import_check", post=302, opens=IMPORTS, about="upload"),
    Row("import_confirm", post=302, opens=IMPORTS, about="upload"),
    Row("import_choose", post=302, opens=IMPORTS, about="upload"),
    Row("import_rows", post=302, opens=IMPORTS, about="upload"),
    Row("import_undo", post=302, opens=IMPORTS, about="upload"),
    Row("import_choices", get=200, opens=IMPORTS),
    Row("import_choice", get=200, post=302, opens=IMPORTS, about="choice", body="meaning"),
    Row("import_forget", post=302, opens=IMPORTS, about="choice"),
    # Funds
    *of_kind("fund_line", "funds", "line", unused="unused line", may=MANAGES_FUNDS),
    *of_kind(
        "fund_source", "fund_sources", "unused source", opens=MANAGES_FUNDS, may=MANAGES_FUNDS
    ),
    *of_files("fund_line", "line", MANAGES_FUNDS),
    # The month as a whole
    Row("supervision_month", get=200, opens=LEADS, month=JUNE),
    Row("close_month", post=302, opens=FORCE, month=JUNE, body="month"),
    Row("ask_reopen", post=302, opens=FORCE, month=JANUARY, body="month"),
    Row("return_reopening", post=302, opens="approver", month=JUNE, body="month"),
    Row("withdraw_reopening", post=302, opens=FORCE, month=JUNE, body="month"),
    Row("reopen_month", post=302, opens="approver", month=JUNE, body="month"),
    # Reports
    Row("reports", get=200, opens=LEADS),
    Row("report_renew", post=302, opens=FORCE, body="renewal"),
    Row("report", get=200, about="report"),
    Row("report_approve", post=302, opens="approver", about="report"),
    Row("report_edit", get=200, post=302, opens=FORCE, about="report"),
    Row("report_word", get=200, post=200, opens=FORCE, about="report"),
    Row("report_take_off", post=302, opens=FORCE, about="report"),
    Row("report_return", post=302, opens="approver", about="report"),
    Row("report_submit", post=302, opens=FORCE, about="report"),
    Row("report_file", get=200, about="report file"),
]
