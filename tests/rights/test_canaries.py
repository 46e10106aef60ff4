"""Whatever a person can open holds no word, figure or file of what is not theirs; and whatever the
pages offer them to open or to press, they may."""

from types import SimpleNamespace

import pytest
from django.urls import resolve

from programmes.models.base import ProgrammeQuerySet
from tests import making
from tests.counting import COUNTED
from tests.making import signed_in, task
from tests.rights.canaries import FOREIGNER, Token, place
from tests.rights.cells import cases, expected
from tests.rights.crawling import Crawl, crawl
from tests.rights.policy import ANYBODY, IN_PROGRAMME, ROLES, TABLE, Row

# Each may press these on what is their own; the table tries them on another's.
# What one may do with what is one's own; finance uploads the workbook of funds alone.
OF_ONES_OWN = (
    "notice",
    "import_upload",
    "import_check",
    "import_confirm",
    "import_choose",
    "save_view",
    "sign_for_task",
    "request_of_task",
    "accept_task_request",
    "refuse_task_request",
    "delete_task_remark",
    "submit_sheet",
)
EVERYBODY = [*ROLES.split(), FOREIGNER]
ROWS = {row.name: row for row in TABLE}
# Whoever may meet the record meets these somewhere; other fields may stand on no page.
SHOWN = {"text", "number", "note", "content", "file name", "phone", "deadline"}
# Buttons that stand on a page only in a state that the cast is not in.
ELSEWHERE = {
    "change_projects": "once projects are ticked in the list",
    "change_tasks": "once tasks are ticked in the list",
    "accept_task_requests": "once requests are ticked in the list",
    "accepted_requests": "once they are accepted",
    "delete_task_remark": "beside a remark of one's own",
    "announce_scores": "once a year of the programme has ended",
    "reopen_month": "once somebody else has asked",
    "return_reopening": "once somebody else has asked",
    "withdraw_reopening": "beside a request of one's own",
    "report_approve": "once the period is closed",
    "report_edit": "of a draft that is made",
    "report_return": "of a draft of a closed period",
    "report_submit": "of a draft that was returned",
    "report_take_off": "beside a corrected Word",
    "sign_for_list": "in the work list of a unit that has not signed for its tasks",
    "take_back": "beside an entry of one's own",
    "take_back_note": "below a note of one's own",
    "report_unchanged": "in a month after one that is reported",
    "take_back_progress": "below a report of one's own",
    "remove_second_factor": "where a second factor is asked for",
    "enable": "of who is disabled",
    "confirm": "where a password is asked for anew",
    "choose_programme": "to whoever has several",
    "notice": "beside a notice of one's own, which is in the table the clerk's",
    "my_sessions": "where one is signed in elsewhere as well",
    "notices_read": "beside notices",
    "second_factor": "where a second factor is asked for",
    "import_check": "where checking one's own upload was given up",
    "import_confirm": "below one's own upload",
    "import_choose": "where a workbook of one's own holds unknown words",
    "import_rows": "where an upload of one's own has rows to choose",
    "import_undo": "beside an import of one's own",
    "take_back_late": "beside a late entry of one's own",
    "take_back_stage": "beside a stage of one's own, on the same day",
    "stop_reporting": "of a project that is completed",
    "report_again": "of a project of which nothing more is reported",
    "unit_no_change": "above the grid of a unit that has not reported all",
    **{f"remove_{kind}_attachment": "beside a file of one's own" for kind in
       ("task", "need", "document", "project", "fund_line", "finding", "publication",
       "assessment_item", "visit", "points", "contribution", "agreement")},
    "open_ranking": "offered of a draft",
    "delete_ranking": "offered of a draft",
    "issue_ranking": "offered after the last day for objections",
}  # fmt: skip


@pytest.fixture(scope="module")
def marked(made_cast) -> SimpleNamespace:
    """The cast with a token in everything: ``canaries`` knows them."""
    made_cast.own_task = task(made_cast.alpha, "T5", made_cast.bureau_unit, text="养护")
    making.support(made_cast.help_task, made_cast.bureau_unit)
    made_cast.foreigner = made_cast.beta.clerk
    made_cast.canaries = place(made_cast)
    return made_cast


def starts(cast, who: str) -> list[str]:
    """Each address of the table on the person's own record, besides what the pages lead to."""
    if who == FOREIGNER:
        return ["/"]
    return ["/"] + [
        cases(row, cast)[0].address
        for row in TABLE
        if row.to != ANYBODY and expected(row, who, "get", "own") == 200
    ]


def opened(cast, who: str, starts: list[str]) -> Crawl:
    client = signed_in(getattr(cast, who))
    found = crawl(client, starts)
    COUNTED["pages crawled"] += len(found.texts)
    return found


def met(cast, found: Crawl) -> dict[Token, str]:
    """Each token with an address that shows it."""
    return {
        token: address
        for address, text in found.texts.items()
        for token in cast.canaries.met_in(text)
    }


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_person_is_shown_what_is_theirs_and_nothing_else(marked, db, who):
    found = opened(marked, who, starts(marked, who))
    shown = met(marked, found)
    leaked = {token: at for token, at in shown.items() if who not in token.seers}
    assert not leaked, "\n".join(f"{token} at {at}" for token, at in leaked.items())
    own = {token for token in marked.canaries.tokens.values() if who in token.seers}
    assert own & shown.keys()
    if who not in ("auditor", "sysadmin", "secadmin"):
        assert {token for token in own - shown.keys() if token.field in SHOWN} == set()
    assert found.refused == {}  # each link opens
    if who != FOREIGNER:
        check_offers(who, found)


def check_offers(who: str, found: Crawl) -> None:
    """What the pages offer to press is what the table lets the person do, and all of it."""
    offered = {resolve(offer.address).url_name: offer for offer in found.offers}
    for name in OF_ONES_OWN:
        if not takes(ROWS[name], who):
            offered.pop(name, None)
    assert {str(offer) for name, offer in offered.items() if not takes(ROWS[name], who)} == set()
    lacking = {row.name for row in TABLE if takes(row, who)} - offered.keys()
    assert lacking - ELSEWHERE.keys() - {"sign_in"} == set()


def takes(row: Row, who: str) -> bool:
    """Whether the person may post there, at least to what is their own."""
    if row.post is None:
        return False
    allowed = row.to != IN_PROGRAMME or who in row.opens.split()
    return allowed and (row.to != IN_PROGRAMME or expected(row, who, "post", "own") < 400)


def everything(rows, user):
    return rows.all()


@pytest.mark.parametrize(
    ("who", "target", "instead"),
    [
        ("bureau", (ProgrammeQuerySet, "visible_to"), everything),
        ("leader", ("programmes.figures.phones.mask_phone",), str),
        ("finance", ("programmes.models.task_rows.SEES_LATENESS",), frozenset(["finance"])),
    ],
    ids=["rows", "phones", "lateness"],
)
def test_where_a_rule_is_broken_a_token_is_met(marked, db, monkeypatch, who, target, instead):
    pages = ["/tasks/", "/tasks/?_export=csv", "/tasks/?_export=xlsx"]
    if who == "leader":
        pages = [f"/tasks/{marked.help_task.pk}/"]
    client = signed_in(getattr(marked, who))
    for is_broken in (False, True):
        if is_broken:
            monkeypatch.setattr(*target, instead)
        for page in pages:
            shown = met(marked, crawl(client, [page], follow=False))
            assert any(who not in token.seers for token in shown) == is_broken, page
