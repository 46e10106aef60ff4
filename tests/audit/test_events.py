"""What people do that changes no row stands in the record as well: who came, what they took away,
what was refused to them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.actors import actor_of
from core.attachments import services
from core.audit.models import AuditRow, Event
from core.importing.uploads import sha256_of
from programmes.models import TaskAttachment
from tests.importing.books import NETWORK
from tests.making import PASSWORD, sent

PDF = b"%PDF-1.7\ntrailer\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def happened(cast):
    """What was told since: each as kind, who, of which programme, about what."""
    before = set(Event.objects.values_list("pk", flat=True))

    def told() -> list[tuple]:
        rows = Event.objects.exclude(pk__in=before).order_by("pk")
        return list(rows.values_list("kind", "actor", "programme_id", "about"))

    return told


def sign_in(name: str, password: str) -> Client:
    client = Client()
    client.post(reverse("sign_in"), {"username": name, "password": password})
    return client


def test_signing_in_and_out(cast, happened):
    sign_in("alpha_clerk", PASSWORD).post(reverse("sign_out"))
    clerk = actor_of(cast.clerk)
    assert happened() == [("sign_in", clerk, None, ""), ("sign_out", clerk, None, "")]


@pytest.mark.parametrize("name", ["alpha_clerk", "nobody_of_that_name"])
def test_a_refused_sign_in_under_a_name_that_is_known_or_not(cast, happened, name):
    sign_in(name, "wrong")
    assert happened() == [("sign_in_refused", "system:signin", None, name)]
    person = Event.objects.first().details["person"]
    assert person == User.objects.filter(username=name).values_list("pk", flat=True).first()


def test_who_is_shut_out_is_told_of_once(cast, happened):
    for _time in range(9):
        sign_in("alpha_clerk", "wrong")
    sign_in("alpha_clerk", PASSWORD)
    assert [kind for kind, *_ in happened()] == ["sign_in_refused"] * 6


def test_a_form_that_was_not_filled_in_is_no_attempt(cast, happened):
    sign_in("", "")
    sign_in("alpha_clerk", "")
    assert happened() == []


def test_a_wrong_password_of_ones_own(as_, cast, happened):
    as_("clerk").post(reverse("confirm"), {"password": "wrong"})
    who = actor_of(cast.clerk)
    assert happened() == [("password_refused", who, None, "/confirm/")]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_export_with_its_filters_and_its_number_of_rows(as_, cast, happened, kind):
    client, address = as_("bureau"), reverse("projects")
    rows = len(client.get(address, {"q": "公路"}).context["table"].rows)
    client.get(address, {"q": "公路", "_export": kind})
    assert happened() == [("export", actor_of(cast.bureau), cast.alpha.pk, "项目")]
    assert Event.objects.first().details == {
        "format": kind,
        "rows": rows,
        "filters": {"搜索": "公路"},
    }


def test_an_export_of_the_record_itself(as_, cast, happened):
    client = as_("auditor")
    client.get(reverse("audit"), {"_export": "csv", "action": "insert"})
    client.get(reverse("object_history", args=["projects_project", cast.road.pk]))
    (one,) = happened()
    assert one[:3] == ("export", actor_of(cast.auditor), cast.alpha.pk)
    assert Event.objects.first().details["filters"] == {"操作": "新建"}


def test_a_download(as_, cast, happened):
    file = SimpleUploadedFile("批复.pdf", PDF)
    kept = services.attach(TaskAttachment, cast.road_task, file, by=cast.clerk)
    as_("bureau").get(reverse("task_attachment", args=[cast.road_task.pk, kept.pk]))
    assert happened() == [("download", actor_of(cast.bureau), cast.alpha.pk, "批复.pdf")]
    assert Event.objects.first().details == {"sha256": kept.sha256}


def test_an_import_by_command(cast, happened):
    options = {"programme": cast.alpha.code, "stdout": io.StringIO()}
    call_command("import_data", "network", NETWORK.path, dry_run=True, **options)
    call_command("import_data", "network", NETWORK.path, **options)
    assert happened() == [("import", "system:import", cast.alpha.pk, NETWORK.path.name)] * 2
    done, tried = Event.objects.all()[:2]
    assert (tried.details["step"], done.details["step"]) == ("预览", "导入")
    with NETWORK.path.open("rb") as file:
        assert done.details["sha256"] == sha256_of(file)
    assert done.details["created"] == tried.details["created"] > 0


def test_an_import_by_browser(as_, cast, happened):
    file = SimpleUploadedFile("台账.xlsx", b"no workbook")
    client = as_("clerk")
    response = client.post(reverse("import_upload", args=["projects"]), sent(file=file))
    client.post(response["Location"] + "confirm/", sent())
    who = ("import", actor_of(cast.clerk), cast.alpha.pk, "台账.xlsx")
    assert happened() == [who] * 2
    assert [event.details["errors"] for event in Event.objects.all()[:2]] == [1, 1]


@pytest.mark.parametrize(
    ("method", "name", "record", "kind"),
    [
        ("get", "people", None, "refused"),
        ("get", "project", "beta", "not_found"),
        ("post", "no_change", "beta", "not_found"),
        ("post", "close_month", "2024-06", "refused"),
    ],
)
def test_what_was_refused_stays_told(as_, cast, happened, method, name, record, kind):
    args = {None: [], "beta": [cast.beta.project.pk]}.get(record, [record])
    args += ["2024-06"] if name == "no_change" else []
    address = reverse(name, args=args)
    getattr(as_("bureau"), method)(address, sent())
    assert happened() == [(kind, actor_of(cast.bureau), cast.alpha.pk, address)]
    assert Event.objects.first().details == {"method": method.upper()}


def test_who_did_not_sign_in_and_addresses_of_nobody_leave_nothing(as_, happened):
    Client().get(reverse("people"))
    as_("bureau").get("/nowhere/")
    assert happened() == []


def test_each_event_is_a_row_of_the_sealed_record(as_, cast, happened):
    as_("bureau").get(reverse("people"))
    (event,) = Event.objects.filter(kind="refused")
    row = AuditRow.objects.get(table_name="core_event", key=str(event.pk))
    assert (row.programme_id, row.after["about"]) == (cast.alpha.pk, "/people/")
