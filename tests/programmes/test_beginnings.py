"""How a county begins: a programme, its months, its first people."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from accounts.models import Unit, User
from programmes.choices import PeriodState, RoleName
from programmes.models import Programme, ReportingPeriod
from programmes.services.programmes import create_programme


@pytest.fixture
def programme(db) -> Programme:
    return create_programme(
        code="pingshan", name="屏山县帮扶", county="屏山县", start_year=2024, end_year=2027
    )


@pytest.fixture
def person(programme) -> User:
    return User.objects.create_user("li", name="李", unit=programme.task_force, password="x")


def call(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_a_programme_comes_with_its_two_units_and_all_its_months(programme):
    assert (programme.task_force.name, programme.leadership.name) == (
        "屏山县工作专班",
        "屏山县委、县政府",
    )
    months = ReportingPeriod.objects.of(programme)
    assert months.count() == 48
    assert [str(row.month) for row in (months.first(), months.last())] == [
        "2024-01-01",
        "2027-12-01",
    ]
    assert set(months.values_list("state", flat=True)) == {PeriodState.OPEN}


@pytest.mark.parametrize(
    "wrong",
    [{"code": "pingshan"}, {"code": "不行 "}, {"code": ""}, {"start_year": 2027, "end_year": 2024}],
)
def test_a_programme_needs_a_code_of_its_own_and_years_in_order(programme, wrong):
    values = {"code": "other", "name": "x", "county": "屏山县"}
    with pytest.raises(ValidationError):
        create_programme(**{**values, "start_year": 2024, "end_year": 2027, **wrong})


def test_the_command_makes_a_programme(db):
    arguments = ["--name", "马边帮扶", "--county", "马边彝族自治县", "--start=2024", "--end=2027"]
    assert "马边县工作专班" in call("create_programme", "mabian", *arguments)
    assert Programme.objects.get().end_year == 2027
    with pytest.raises(CommandError):
        call("create_programme", "mabian", *arguments)


def test_a_person_is_made_with_a_password_that_is_printed_once(programme):
    said = call("create_user", "wang", "--programme=pingshan", "--role=system_admin")
    user = User.objects.get(username="wang")
    assert user.check_password(said.splitlines()[0].rsplit("：", 1)[1])
    assert user.must_change_password
    assert (user.unit, user.roles.get().name) == (programme.task_force, RoleName.SYSTEM_ADMIN)


def test_a_password_may_be_given_to_keep(programme):
    call("create_user", "wang", "--programme=pingshan", "--password=Gleis 7 im Nebel", "--keep")
    assert not User.objects.get(username="wang").must_change_password


def test_a_second_programme_gives_the_same_person_a_role_there(programme, person):
    create_programme(code="b", name="b", county="乙县", start_year=2025, end_year=2026)
    call("create_user", "li", "--programme=b", "--role=clerk")
    assert [role.programme.code for role in person.roles.all()] == ["b"]


def test_a_unit_is_named_exactly_or_made_on_purpose(programme):
    with pytest.raises(CommandError, match="屏山县工作专班"):
        call("create_user", "zhao", "--unit=屏山工作专班")
    call("create_user", "zhao", "--unit=屏山县水务局", "--new-unit")
    assert Unit.objects.get(name="屏山县水务局").people.get().username == "zhao"


@pytest.mark.parametrize(
    "arguments",
    [
        ["li2"],
        ["li2", "--role=clerk"],
        ["li2", "--programme=none"],
        ["li2", "--programme=pingshan", "--password=12345"],
        ["li", "--programme=pingshan"],
    ],
)
def test_what_create_user_refuses(programme, person, arguments):
    with pytest.raises(CommandError):
        call("create_user", *arguments)
    assert User.objects.count() == 1


@pytest.mark.parametrize(("start", "end"), [("0", "2027"), ("2027", "2024"), ("2024", "9999")])
def test_years_out_of_order_are_told_in_words(db, start, end):
    years = [f"--start={start}", f"--end={end}"]
    with pytest.raises(CommandError, match=r"^起止年度须在2000至2100年之间"):
        call("create_programme", "x", "--name=x", "--county=x", *years)


def test_a_unit_with_a_name_too_long_to_keep(programme):
    with pytest.raises(CommandError, match="80"):
        call("create_user", "zhao", f"--unit={'长' * 100}", "--new-unit")
    years = ["--start=2024", "--end=2027", f"--task-force={'长' * 100}"]
    with pytest.raises(CommandError, match="80"):
        call("create_programme", "x", "--name=x", "--county=x", *years)


def test_nothing_is_said_of_a_person_who_was_not_made(programme, capsys):
    out = StringIO()
    roles = ["--role=auditor", "--role=clerk"]
    with pytest.raises(CommandError):
        call_command("create_user", "wang", "--programme=pingshan", *roles, stdout=out)
    assert (out.getvalue(), User.objects.filter(username="wang").exists()) == ("", False)


def test_a_password_comes_from_the_environment_or_standard_input(programme, monkeypatch):
    monkeypatch.setenv("MABIAN_PASSWORD", "Gleis 7 im Nebel")
    call("create_user", "wang", "--programme=pingshan")
    monkeypatch.setattr("sys.stdin", StringIO("Gleis 9 im Regen\n"))
    call("create_user", "zhao", "--programme=pingshan", "--password=-")
    users = {user.username: user for user in User.objects.all()}
    assert users["wang"].check_password("Gleis 7 im Nebel")
    assert users["zhao"].check_password("Gleis 9 im Regen")
