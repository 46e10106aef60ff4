"""What no database takes is refused by its place, wherever it stands."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from projects.importers import LedgerImporter
from tests.importing import books, messy
from tests.importing.messy import NAME, UNIT, Mess


@pytest.mark.parametrize("place", [NAME, UNIT, "head"])
def test_a_character_that_cannot_be_stored_is_refused_by_row_and_cell(
    network, cast, tmp_path, place
):
    mess = Mess()
    if place == "head":
        mess.head(16, "存在_x0000_问题")
    else:
        mess.rows[0][place] = "某_x0000_局"
    path = messy.save(tmp_path / "nul.xlsx", mess)
    upload = SimpleUploadedFile("nul.xlsx", path.read_bytes())
    record = books.uploaded(LedgerImporter(network), upload, by=cast.clerk)
    record.refresh_from_db()
    said = str(record.preview)
    assert "\\x00" not in said
    if place != "head":
        assert record.preview["errors"][0]["row"] == 4
