"""The page of an official document by GB/T 9704-2012: margins, grid, fonts, page numbers.

Fonts are referenced by name, not embedded: the office's machines have them.
"""

from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FANG_SONG, KAI, HEI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"
BODY = Pt(16)  # 3号
TITLE_SIZE = Pt(22)  # 2号
FOOT_SIZE = Pt(14)  # 4号
LINE = Pt(28.95)
TEXT_WIDTH, TEXT_HEIGHT = Mm(156), Mm(225)
# The office writes the issuer and the day in these places.
ISSUER, DAY = "（单位署名）", "　　　　年　　月　　日"


def set_up_page(document: Document, *, draft: bool) -> None:
    """Page, styles, page numbers and, on a draft, the watermark 草稿."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    _grid(section)
    _body_style(document)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    for number, header in enumerate((section.header, section.even_page_header), 1):
        header.is_linked_to_previous = False
        if draft:
            header.paragraphs[0]._p.append(_watermark(number))


def add_landscape(document: Document) -> None:
    """Add a section of landscape pages: the page of the document, turned. Its page numbers and
    headers go on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(35), Mm(37)
    section.header_distance, section.footer_distance = Mm(15), Mm(14)


def _grid(section) -> None:
    """22 lines of 28 characters; GB/T 9704 gives 15.75 and 28.95 points."""
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = {"type": "linesAndChars", "linePitch": "579", "charSpace": "-850"}
    section._sectPr.append(element("docGrid", **grid))


def _body_style(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        # Selects the glyphs and punctuation of the fallback font.
        language.set(qn("w:eastAsia"), "zh-CN")
    style: Any = document.styles["Normal"]
    style.font.size = BODY
    set_fonts(style.element.get_or_add_rPr(), FANG_SONG)
    spacing = style.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, LINE


def element(name: str, **attributes: str) -> Any:
    """An element of WordprocessingML (``w:``) with its attributes."""
    made = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def add_run(paragraph: Any, text: str, font: str, size: Length, latin: str = LATIN) -> Any:
    """Add a text to the paragraph; returns the run."""
    run = paragraph.add_run(text)
    run.font.size = size
    set_fonts(run._r.get_or_add_rPr(), font, latin)
    return run


def add_indented(document: Document) -> Any:
    """Add a paragraph whose first line is two characters in."""
    paragraph = document.add_paragraph()
    indent = element("ind", firstLineChars="200", firstLine=str(int(BODY.pt * 2 * 20)))
    paragraph._p.get_or_add_pPr().append(indent)
    return paragraph


def add_signature(document: Document, issuer: str = ISSUER) -> None:
    """The places of the issuer and of the day: right-aligned, four characters in, two lines below
    the text."""
    for text in ("", "", issuer, DAY):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        indent = element("ind", rightChars="400", right=str(int(BODY.pt * 4 * 20)))
        paragraph._p.get_or_add_pPr().append(indent)
        paragraph.paragraph_format.keep_with_next = text != DAY
        add_run(paragraph, text, FANG_SONG, BODY)


def set_fonts(properties: Any, east_asian: str, latin: str = LATIN) -> None:
    """Set the fonts of Chinese and Latin characters in a run's or style's properties."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = element("rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), latin)
    fonts.set(qn("w:eastAsia"), east_asian)


def _page_number(footer, alignment) -> None:
    """— 1 — in 宋体 of size 4, one character from the outer edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = alignment
    outer = paragraph.paragraph_format
    outer.left_indent = outer.right_indent = FOOT_SIZE
    code = element("instrText")
    code.text = "PAGE"
    begin, end = (element("fldChar", fldCharType=kind) for kind in ("begin", "end"))
    for part in ("— ", begin, code, end, " —"):
        run = add_run(paragraph, part if isinstance(part, str) else "", SONG, FOOT_SIZE, SONG)
        if not isinstance(part, str):
            run._r.append(part)


WATERMARK_ID = "PowerPlusWaterMarkObject"  # as in the files of Word itself
WATERMARK = """
<w:r {names} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
  <w:pict>
    <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
        path="m@7,l@8,m@5,21600l@6,21600e">
      <v:formulas>
        <v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
        <v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
        <v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
        <v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>
        <v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/>
      </v:formulas>
      <v:path textpathok="t" o:connecttype="custom"
          o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
      <v:textpath on="t" fitshape="t"/>
      <o:lock v:ext="edit" text="t" shapetype="t"/>
    </v:shapetype>
    <v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{shape}" type="#_x0000_t136"
        alt="草稿" o:allowincell="f" fillcolor="#d9d9d9" stroked="f"
        style="position:absolute;margin-left:0;margin-top:0;width:340pt;height:170pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin">
      <v:fill opacity=".6"/>
      <v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="草稿"/>
    </v:shape>
  </w:pict>
</w:r>
"""  # noqa: E501


def _watermark(number: int) -> Any:
    """A WordArt shape behind the text, as Word's own watermark is."""
    return parse_xml(WATERMARK.format(names=nsdecls("w"), number=number, shape=2048 + number))
