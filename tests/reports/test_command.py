"""`manage.py generate_report`."""

import io

import pytest
from django.core.management import CommandError, call_command

from reports.models import ReportRun


def generate(*words, to):
    out = io.StringIO()
    call_command("generate_report", *words, "--to", str(to), stdout=out)
    return out.getvalue().splitlines()


def test_it_copies_both_files_and_prints_their_paths(mabian, tmp_path):
    folder = tmp_path / "out"
    said, *paths = generate("monthly", "2024-06", "--programme", "mabian", to=folder)
    assert said == "马边县托底性帮扶工作月度调度报告（2024年6月），第1版，草稿·未截止"
    assert sorted(paths) == sorted(str(path) for path in folder.iterdir())
    assert sorted(path.suffix for path in folder.iterdir()) == [".docx", ".xlsx"]


@pytest.mark.parametrize(
    "kind, period", [("monthly", "2024-06"), ("quarterly", "2024-Q2"), ("yearly", "2024")]
)
def test_twice_gives_the_same_bytes_and_one_run(mabian, tmp_path, kind, period):
    for name in ("first", "second"):
        generate(kind, period, "--programme", "mabian", to=tmp_path / name)
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("first", "second")
    )
    assert first == second
    assert ReportRun.objects.count() == 1


@pytest.mark.parametrize(
    "words, sentence",
    [
        (("weekly", "2024-06", "--programme", "mabian"), "不是报告类型"),
        (("monthly", "June", "--programme", "mabian"), "不是期间"),
        (("monthly", "2024-Q2", "--programme", "mabian"), "期间不能是"),
        (("monthly", "2024-07", "--programme", "mabian"), "还没有结束的月份"),
        (("monthly", "2023-06", "--programme", "mabian"), "之内"),
        (("monthly", "2024-06", "--programme", "nowhere"), "没有代码为“nowhere”的帮扶计划"),
    ],
)
def test_what_is_asked_wrongly_is_answered_with_a_sentence(mabian, tmp_path, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        generate(*words, to=tmp_path)
    assert ReportRun.objects.count() == 0


def test_a_folder_that_cannot_be_written_is_named(mabian, tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("no folder")
    with pytest.raises(CommandError, match="无法写入"):
        generate("monthly", "2024-06", "--programme", "mabian", to=blocker)
