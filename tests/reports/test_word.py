"""The Word report as a file: form of the decree, fields left for people, simulated numbers said, tables and keys as composed."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.blocks import Review
from reports.marks import read_marks
from reports.word import write_annex, write_review
from tests.reports.hand_made_review import COVER, SIMULATED, build_release, build_review
from wording.language import current_language, use_language


@pytest.fixture(scope="module")
def content() -> bytes:
    """The report made by hand, as a file."""
    return write_review(build_review(), build_release())


@pytest.fixture
def report(content: bytes) -> Document:
    """The same, opened."""
    return docx.Document(io.BytesIO(content))


def test_every_page_is_a4_with_the_margins_of_the_decree(report: Document) -> None:
    for section in report.sections:
        is_wide = section.orientation == WD_ORIENT.LANDSCAPE
        sides = (section.page_width, section.page_height)
        assert [round(side.mm) for side in sides if side] == ([297, 210] if is_wide else [210, 297])
        for margin, least, most in (
            (section.top_margin, 20, 25),
            (section.bottom_margin, 20, 25),
            (section.left_margin, 30, 35),
            (section.right_margin, 15, 20),
        ):
            assert margin is not None
            assert least <= round(margin.mm, 1) <= most


def test_wide_tables_lie_in_landscape_and_the_text_after_them_does_not(report: Document) -> None:
    wide = [section.orientation == WD_ORIENT.LANDSCAPE for section in report.sections]
    assert wide == [False, True, False, True, False]  # text, wide table, text, annex I, annex II


def test_the_end_of_a_section_opens_no_empty_page(report: Document) -> None:
    breaks = [
        one for one in report.paragraphs if one._p.pPr is not None and one._p.pPr.find(qn("w:sectPr")) is not None
    ]
    assert len(breaks) == len(report.sections) - 1
    assert all(one.text == "" and one.paragraph_format.line_spacing == Pt(1) for one in breaks)


def test_the_text_is_times_new_roman_of_14_points_for_every_script(report: Document) -> None:
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Legal basis"):
        style: Any = report.styles[name]
        fonts = style.element.rPr.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
        assert not [key for key in fonts.attrib if key.endswith("Theme")]
        assert style.font.size == Pt(14)
    for paragraph in report.paragraphs:
        assert {run.font.name for run in paragraph.runs} <= {None}


def test_pages_are_numbered_at_the_top_from_the_second(report: Document) -> None:
    first = report.sections[0]
    assert first.different_first_page_header_footer
    assert not list(first.first_page_header._element.iter(qn("w:fldSimple")))
    fields = [one.get(qn("w:instr")).strip() for one in first.header._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE"]
    for section in report.sections[1:]:
        assert section.header.is_linked_to_previous
        assert not section.different_first_page_header_footer


def test_the_head_names_the_state_exactly(report: Document) -> None:
    lines = [paragraph.text for paragraph in report.tables[0].cell(0, 1).paragraphs]
    assert lines[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    left = report.tables[0].cell(0, 0).paragraphs
    assert left[0].text == "ỦY BAN NHÂN DÂN"
    assert [run.bold for run in left[0].runs] == [None]


def test_kind_and_subject_stand_below_the_head(report: Document) -> None:
    texts = [paragraph.text for paragraph in report.paragraphs]
    place = texts.index("BÁO CÁO")
    assert texts[place + 1] == "Kết quả thực hiện các chỉ tiêu xây dựng xã hội học tập năm 2025"


def test_that_numbers_are_simulated_stands_before_the_text(report: Document) -> None:
    texts = [paragraph.text for paragraph in report.paragraphs]
    assert texts.index(SIMULATED) < texts.index("Căn cứ Quyết định số 387/QĐ-TTg;")
    assert "mô phỏng" in report.sections[0].first_page_footer.paragraphs[0].text
    assert "mô phỏng" in report.sections[0].footer.paragraphs[0].text


def test_nothing_says_simulated_where_nothing_is() -> None:
    review = build_review()
    real = Review(replace(COVER, simulated=""), review.bases, review.opening, (), ())
    opened = docx.Document(io.BytesIO(write_review(real, build_release())))
    assert "mô phỏng" not in "".join(read_all_texts(opened))


def test_under_every_table_and_picture_stands_its_source(report: Document) -> None:
    body = list(report.element.body)
    captions = [one for one in body if one.tag == qn("w:p") and find_style(one) == "Caption"]
    assert len(captions) == 4 + 3
    for caption in captions:
        following = [one for one in body[body.index(caption) + 1 :] if one.tag == qn("w:p")]
        assert find_style(following[0]) == "Sourceline"
        assert "số liệu mô phỏng" in read_text(following[0])


def test_headings_are_numbered_by_word_at_three_levels(report: Document) -> None:
    numbering: Any = report.part.numbering_part.element
    for level, (kind, text) in enumerate((("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")), 1):
        style: Any = report.styles[f"Heading {level}"]
        reference = style.element.pPr.numPr
        number = reference.numId.val
        abstract = next(one for one in numbering.num_lst if one.numId == number).abstractNumId.val
        found = next(
            one for one in numbering.iter(qn("w:abstractNum")) if one.get(qn("w:abstractNumId")) == str(abstract)
        )
        layer = found.findall(qn("w:lvl"))[level - 1]
        assert layer.find(qn("w:numFmt")).get(qn("w:val")) == kind
        assert layer.find(qn("w:lvlText")).get(qn("w:val")) == text
        assert layer.find(qn("w:pStyle")).get(qn("w:val")) == style.style_id
    headings = [
        (one.style.name, one.text) for one in report.paragraphs if one.style and one.style.name.startswith("Heading")
    ]
    assert headings == [(f"Heading {section.level}", section.heading) for section in build_review().sections]


def test_what_is_left_for_people_is_a_highlighted_field(report: Document) -> None:
    prompts = []
    for control in report.element.body.iter(qn("w:sdt")):
        assert control.find(qn("w:sdtPr")).find(qn("w:showingPlcHdr")) is not None
        assert next(control.iter(qn("w:highlight"))).get(qn("w:val")) == "yellow"
        prompts.append(read_text(control.find(qn("w:sdtContent"))))
    assert "[tình hình quán triệt, triển khai]" in prompts
    assert "[nguyên nhân khách quan, chủ quan]" in prompts
    assert prompts[0] == "[TÊN CƠ QUAN, TỔ CHỨC BAN HÀNH]"
    assert "[Họ và tên]" in prompts


def test_head_rows_are_repeated_and_rows_stay_whole(report: Document) -> None:
    tables = [table for table in report.tables if table.style and table.style.name == "Table Grid"]
    assert len(tables) == 1 + 4
    for table in tables:
        first, *others = table._tbl.tr_lst
        assert first.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in others)
        assert not any(row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in others)


def test_tables_are_as_wide_as_the_text(report: Document) -> None:
    grids = [
        sum(column.w for column in table._tbl.tblGrid.gridCol_lst)
        for table in report.tables
        if table.style and table.style.name == "Table Grid"
    ]
    assert [round(width / Mm(1)) for width in grids] == [160, 160, 247, 247, 160]


def test_cells_carry_the_numbers_and_the_sign_of_their_status(report: Document) -> None:
    table = [one for one in report.tables if one.style and one.style.name == "Table Grid"][1]
    assert [cell.text for cell in table.rows[1].cells] == ["1", "Phường 1", "1,50%", "✓ Đạt"]
    assert [cell.text for cell in table.rows[2].cells] == ["2", "Phường 2", "2,50%", "– Chưa có số liệu"]


def test_every_picture_says_what_it_shows(report: Document) -> None:
    told = [shape._inline.docPr.get("descr") for shape in report.inline_shapes]
    assert len(told) == 3
    assert "Nông dân: 40%" in told[0]
    assert "Chưa có số liệu: 1" in told[2]
    assert all(round(shape.width.mm) <= 160 for shape in report.inline_shapes)


def test_annexes_begin_on_pages_of_their_own(report: Document) -> None:
    heads = [
        paragraph.text for paragraph in report.paragraphs if paragraph.style and paragraph.style.name == "Annex heading"
    ]
    assert heads == ["Phụ lục I", "KẾT QUẢ THEO ĐỊA BÀN", "Phụ lục II", "NGUỒN SỐ LIỆU"]


def test_every_number_has_its_key(content: bytes) -> None:
    marked = read_marks(content)
    assert marked is not None
    assert (marked.head.kind, marked.head.area_id, marked.head.period, marked.head.language) == (
        "review", "01.2025-07", "2025", "vi",
    )  # fmt: skip
    keys = {mark.key: mark.text for passage in marked.passages for mark in passage.marks}
    assert keys["gap"] == "12.345"
    assert keys["up"] == "1,50"
    assert keys["rate-60"] == "60,50%"


def test_the_annex_alone_has_title_and_annexes_and_no_text() -> None:
    content = write_annex(build_review(), build_release())
    marked = read_marks(content)
    assert marked is not None
    assert marked.head.kind == "annex"
    texts = read_all_texts(docx.Document(io.BytesIO(content)))
    assert {"BÁO CÁO", SIMULATED, "Phụ lục I", "Phụ lục II"} <= set(texts)
    assert not any("CỘNG HÒA" in text or "Căn cứ" in text for text in texts)


def test_the_annex_alone_begins_on_the_page_of_its_title() -> None:
    report = docx.Document(io.BytesIO(write_annex(build_review(), build_release())))
    assert [section.orientation for section in report.sections] == [WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_an_english_report_keeps_the_name_of_the_state_and_translates_it() -> None:
    use_language("vi")
    review = replace(build_review(), cover=replace(COVER, language="en", title="Report on the targets of 2025"))
    report = docx.Document(io.BytesIO(write_review(review, build_release())))
    lines = [paragraph.text for paragraph in report.tables[0].cell(0, 1).paragraphs if paragraph.text]
    assert lines == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness",
    ]  # fmt: skip
    texts = [paragraph.text for paragraph in report.paragraphs]
    assert texts[texts.index("REPORT") + 1] == "On the targets of 2025"
    assert "Annex I" in texts
    assert current_language() == "vi"


def find_style(paragraph: Any) -> str | None:
    """Style of a paragraph by its id."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return None if style is None else style.get(qn("w:val"))


def read_text(element: Any) -> str:
    """Text of a paragraph or of what lies in one."""
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def read_all_texts(document: Document) -> list[str]:
    """Texts of the paragraphs, those of heads, feet and tables too."""
    parts: list[Any] = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element, section.first_page_footer._element]
    return [read_text(one) for part in parts for one in part.iter(qn("w:p"))]
