"""The register of policy documents as a workbook."""

from programmes.models import Document
from tests.importing import books
from tests.importing.books import DOCUMENTS, changed, imported

NAME, NUMBER, REMARK = 1, 2, 7


def test_a_document_without_a_name_is_an_error_at_its_cell(network, tmp_path):
    [error] = imported(network, DOCUMENTS, changed(DOCUMENTS, tmp_path, (5, NAME, None))).errors
    assert (error.row, error.column, error.message) == (5, "文件名称", "缺少文件名称。")


def test_two_documents_of_one_number_are_refused(network, tmp_path):
    number = DOCUMENTS.grid()[10][NUMBER]
    path = changed(DOCUMENTS, tmp_path, (12, NUMBER, number))
    [error] = imported(network, DOCUMENTS, path).errors
    assert (error.row, error.message) == (12, "已有其他文件使用该文号。")


def test_a_sheet_without_remarks_leaves_where_rows_come_from(network, tmp_path):
    imported(network, DOCUMENTS)
    before = list(Document.objects.values_list("name", "provenance", "source_note"))
    grid = [row[:REMARK] for row in DOCUMENTS.grid()]
    result = imported(network, DOCUMENTS, books.write(grid, tmp_path / "plain.xlsx"))
    assert (result.errors, result.updated, result.unchanged) == ([], 0, 9)
    assert list(Document.objects.values_list("name", "provenance", "source_note")) == before


def test_an_empty_cell_leaves_the_field_as_it_is(network, tmp_path):
    imported(network, DOCUMENTS)
    result = imported(network, DOCUMENTS, changed(DOCUMENTS, tmp_path, (11, NUMBER, None)))
    assert (result.errors, result.unchanged) == ([], 9)
