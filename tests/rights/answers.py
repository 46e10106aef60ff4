"""What an answer says, whatever kind of file it is: pages, sheets, documents, anything else."""

import io
import re
from urllib.parse import unquote
from zipfile import ZipFile

from django.http.response import HttpResponseBase
from python_calamine import CalamineWorkbook


def text_of(response: HttpResponseBase) -> str:
    """The headers and all that the body holds, as text."""
    headers = "\n".join(f"{name}: {unquote(value)}" for name, value in response.items())
    cookies = response.cookies.output(header="")
    body = b"".join(response) if response.streaming else response.content
    return "\n".join([headers, cookies, *_parts(body)])


def _parts(body: bytes) -> list[str]:
    """Of a Word or Excel file each part without its tags, and of a workbook each cell as well."""
    if not body.startswith(b"PK\x03\x04"):
        return [body.decode("utf-8-sig", "replace")]
    with ZipFile(io.BytesIO(body)) as file:
        texts = [file.read(name).decode("utf-8", "replace") for name in file.namelist()]
        is_book = "xl/workbook.xml" in file.namelist()
    plain = [re.sub(r"<[^>]*>", "", text) for text in texts]
    return [*texts, *plain, *(_cells(body) if is_book else [])]


def _cells(body: bytes) -> list[str]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return [str(value) for rows in sheets for row in rows for value in row]
