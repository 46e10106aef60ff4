"""Which files may be attached, what is kept and served of them, and what a check finds."""

import random
import struct
import tracemalloc
import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from docx import Document
from openpyxl import Workbook
from PIL import Image

from core.attachments import files, services
from core.attachments.validators import clean_name, validate_upload
from mabian.sample.removal import remove_illustrative
from programmes.models import TaskAttachment
from projects.models import ProjectAttachment

# As in production; pytest sets the filters of warnings back before each test.
pytestmark = pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning")

PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def photo(kind="JPEG", size=(60, 40), mode="RGB", **more) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 128).save(out, kind, **more)
    return out.getvalue()


def located_photo() -> bytes:
    """A photo lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "某牌相机"
    exif.get_ifd(0x8825)[1] = "N"
    return photo(exif=exif, comment=b"secret place")


def word() -> bytes:
    out = BytesIO()
    document = Document()
    document.add_paragraph("现场情况")
    document.save(out)
    return out.getvalue()


def excel() -> bytes:
    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def huge_png() -> bytes:
    """A few bytes that say of themselves that they are 30,000 by 30,000 pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return photo("PNG")[:8] + chunk + photo("PNG")[33:]


def upload(data: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize(
    ("name", "make", "kind"),
    [
        ("现场.jpg", photo, "image/jpeg"),
        ("现场.JPEG", photo, "image/jpeg"),
        ("图.png", lambda: photo("PNG"), "image/png"),
        ("透明.png", lambda: photo("PNG", mode="RGBA"), "image/png"),
        ("灰.png", lambda: photo("PNG", mode="L"), "image/png"),
        ("调色.png", lambda: photo("PNG", mode="P"), "image/png"),
        ("印刷.jpg", lambda: photo(mode="CMYK"), "image/jpeg"),
        ("批复.pdf", lambda: PDF, "application/pdf"),
        ("纪要.docx", word, "wordprocessingml.document"),
        ("台账.xlsx", excel, "spreadsheetml.sheet"),
    ],
)
def test_photos_and_office_documents_are_accepted(name, make, kind):
    found = validate_upload(upload(make(), name))
    assert found.kind.endswith(kind)
    assert found.name == name


def changed(part: str, content: bytes) -> bytes:
    """A document of Word with another content of this part."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(word())) as was, zipfile.ZipFile(out, "w", 8) as package:
        for name in was.namelist():
            package.writestr(name, content if name == part else was.read(name))
    return out.getvalue()


def leading(kind: str, target: str, mode: str = "Internal") -> bytes:
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="r" Type="{types}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return changed(
        "word/_rels/document.xml.rels", f"<Relationships>{link}</Relationships>".encode()
    )


def declared(kind: str) -> bytes:
    """As UTF-16, where no search for bytes finds it."""
    words = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    return changed("[Content_Types].xml", words.encode("utf-16"))


def test_a_link_to_press_may_lead_outside():
    linked = leading("hyperlink", "https://www.mabian.gov.cn/", "External")
    assert validate_upload(upload(linked, "a.docx")).served == linked


def test_millions_of_elements_are_refused_and_take_no_memory():
    drawn = random.Random(1).choices([b"<b/>", b"<c/>", b"<d/>"], k=1_200_000)  # noqa: S311
    many = changed("word/document.xml", b"<a>" + b"".join(drawn) + b"</a>")
    tracemalloc.start()
    with pytest.raises(ValidationError, match="过多"):
        validate_upload(upload(many, "a.docx"))
    assert tracemalloc.get_traced_memory()[1] < 80 << 20
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "make", "sentence"),
    [
        ("a.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "只能上传照片"),
        ("a.html", lambda: b"<html></html>", "只能上传照片"),
        ("a.jpg", lambda: b"<html></html>", "文件内容与扩展名不符"),
        ("a.gif", lambda: photo("GIF", mode="P"), "只能上传照片"),
        ("a.zip", lambda: zipped(a=b"1"), "只能上传照片"),
        ("a.docx", lambda: zipped(a=b"1"), "文件内容与扩展名不符"),
        ("a.doc", lambda: b"\xd0\xcf\x11\xe0" + b"0" * 600, "只能上传照片"),
        ("a.jpg.exe", photo, "只能上传照片"),
        ("a", photo, "只能上传照片"),
        ("a.png", photo, "文件内容与扩展名不符"),
        ("a.xlsx", word, "文件内容与扩展名不符"),
        ("a.pdf", excel, "文件内容与扩展名不符"),
        ("a.jpg", lambda: photo()[:-200], "文件已损坏"),
        ("a.jpg", lambda: b"\xff\xd8\xff" + b"x" * 100, "文件已损坏"),
        ("a.pdf", lambda: PDF[:-7], "文件已损坏"),
        ("a.docx", lambda: word()[:-100], "文件内容与扩展名不符"),
        ("a.png", huge_png, "图片超过 2500 万像素"),
        ("a.png", lambda: photo("PNG", (5001, 5000), "1"), "图片超过 2500 万像素"),
        ("a.xlsx", lambda: with_part(excel(), "xl/vbaProject.bin", b"x"), "含有宏"),
        ("a.docx", lambda: with_part(word(), "word/activeX/a.bin", b"x"), "含有宏"),
        ("a.docx", lambda: with_part(word(), "word/embeddings/oleObject1.bin", b"x"), "含有宏"),
        ("a.docx", lambda: with_part(word(), "word/embeddings/a.EXE", b"MZ"), "含有宏"),
        ("a.docx", lambda: leading("vbaProject", "word/x.bin"), "含有宏"),
        ("a.docx", lambda: leading("attachedTemplate", "x.dotm", "External"), "含有宏"),
        ("a.docx", lambda: leading("image", "//elsewhere/x.png", "External"), "含有宏"),
        ("a.docx", lambda: declared("application/vnd.ms-word.macroEnabledTemplate"), "含有宏"),
        ("a.docx", lambda: with_part(word(), "x.xml", b"<!DOCTYPE a>"), "含有宏"),
        ("a.docx", lambda: with_part(word(), "x.xml", b"0" * (60 << 20)), "解压后过大"),
        ("a.pdf", lambda: PDF + b"0" * (10 << 20), "文件超过 10 MB"),
    ],
)
def test_everything_else_is_refused_in_a_sentence(name, make, sentence):
    with pytest.raises(ValidationError) as refusal:
        validate_upload(upload(make(), name))
    assert sentence in refusal.value.messages[0]


def test_twenty_five_million_pixels_are_not_too_many():
    assert validate_upload(upload(photo("PNG", (5000, 5000), "1"), "a.png")).served


def test_a_photo_is_served_upright_and_without_what_the_camera_added():
    found = validate_upload(upload(located_photo(), "现场.jpg"))
    assert b"secret place" in found.sent
    with Image.open(BytesIO(found.served)) as image:
        assert image.size == (40, 60)
        assert not image.getexif() and "comment" not in image.info
    assert b"secret place" not in found.served


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\桌面\\批复.pdf", "批复.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        ("a\r\nX: y.pdf", "aX: y.pdf"),
        ("长" * 300 + ".pdf", "长" * 146 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(given, kept):
    assert clean_name(given) == kept


def attach(cast, data=PDF, name="批复.pdf", by="clerk", **more):
    person = getattr(cast, by)
    return services.attach(TaskAttachment, cast.road_task, upload(data, name), by=person, **more)


def on_disk(media) -> set[str]:
    folder = media / "attachments"
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def test_files_lie_under_random_names_for_nobody_else_to_read(cast, media):
    row = attach(cast, located_photo(), "现场.jpg")
    assert on_disk(media) == {row.stored, row.original}
    assert "现场" not in row.stored
    path = files.path_of(row.stored)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert files.path_of(row.original).read_bytes() == located_photo()
    assert row.size == path.stat().st_size


def test_a_disk_that_takes_nothing_leaves_no_row(cast, media):
    media.mkdir()
    (media / "attachments").write_text("no folder")
    with pytest.raises(ValidationError, match="服务器暂时无法保存文件"):
        attach(cast)
    assert not TaskAttachment.objects.exists()


def test_only_the_author_removes_and_then_the_files_are_gone(
    cast, media, django_capture_on_commit_callbacks
):
    row = attach(cast, located_photo(), "现场.jpg")
    with pytest.raises(ValidationError, match="只有上传人"):
        services.remove(row, by=cast.approver, version=row.version)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove(row, by=cast.clerk, version=row.version)
    assert on_disk(media) == set()
    assert not TaskAttachment.objects.exists()


def test_what_hangs_on_removed_sample_rows_goes_with_them(
    cast, media, django_capture_on_commit_callbacks
):
    type(cast.school).objects.filter(pk=cast.school.pk).update(provenance="illustrative")
    services.attach(ProjectAttachment, cast.school, upload(PDF, "a.pdf"), by=cast.clerk)
    with django_capture_on_commit_callbacks(execute=True):
        remove_illustrative(cast.alpha)
    assert on_disk(media) == set()


def verify(capsys) -> tuple[int, str]:
    code = 0
    try:
        call_command("verify_attachments")
    except SystemExit as end:
        code = int(end.code or 0)
    said = capsys.readouterr()
    return code, said.out + said.err


def test_the_check_finds_what_is_missing_or_changed(cast, media, capsys):
    rows = [attach(cast, located_photo(), "现场.jpg"), attach(cast)]
    assert verify(capsys)[0] == 0
    (media / "attachments" / "stray").write_bytes(b"x")
    code, said = verify(capsys)
    assert code == 0 and "2 attachments, 0 missing or changed; 1 files of no row" in said
    files.path_of(rows[0].original).write_bytes(b"x")
    files.path_of(rows[1].stored).unlink()
    code, said = verify(capsys)
    assert code == 1
    assert "is changed" in said and "is missing" in said and "2 missing or changed" in said
