"""Damage inside the XML of a workbook: it still opens as a zip, and its sheets say strange things."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from tests.mutations.model import SHEETS, add_mutation
from tests.mutations.zips import read_parts, write_parts

CELL = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*?)(/>|>.*?</c>)', re.DOTALL)
VALUES = (
    "1e308", "-1e308", "1e999", "NaN", "INF", "-0", "0x10", "1_000", "", " ", "999999999999999999999", "0.1", "-5", "1e-300", "٣", "#REF!",
    "&#x0;", "&#x1F600;", "1" * 400, "1.234.567,89", "TRUE", "2025-13-45",
)  # fmt: skip
TYPES = ("s", "n", "e", "b", "str", "inlineStr", "d", "zz", "")
REFERENCES = ("XFD1048576", "A1048577", "XFE1", "ZZZZZZ99999999999", "A0", "1A", "", "A-1", "a5", "$C$5", "Ａ1")
RANGES = (
    "A1:XFD1048576", "D4:A1", "A1:A1", "A1", "B2:C3:D4", "", "XFD1048576:XFD1048577", "A5:C9 D5:F9", "A0:B0", "C4:E4", "A4:F6",
)  # fmt: skip
FORMULAS = (
    "SUM(A1:XFD1048576)", "1/0", "A5", "cmd|' /C calc'!A0", 'HYPERLINK("http://localhost/")', "INDIRECT(A1)", "'[1]x'!A1", "((((", "",
    'WEBSERVICE("http://localhost/")',
)  # fmt: skip
Cell = re.Match[str]


def draw_some(rng: random.Random, pool: Sequence[str]) -> list[str]:
    """One or two of the choices: one that no reader takes would hide all others."""
    return rng.sample(pool, rng.choice((1, 1, 2)))


def change_sheet(content: bytes, change: Callable[[str], str]) -> bytes:
    """The workbook with its first sheet's XML changed."""
    parts = dict(read_parts(content))
    name = min(name for name in parts if name.startswith("xl/worksheets/sheet"))
    parts[name] = change(parts[name].decode("utf-8")).encode("utf-8", errors="replace")
    return write_parts(parts.items())


def change_cells(content: bytes, rng: random.Random, change: Callable[[Cell], str]) -> bytes:
    """The workbook with between one and all cells of its first sheet changed."""
    share = rng.choice((0.05, 0.3, 1.0))
    return change_sheet(
        content, lambda xml: CELL.sub(lambda cell: change(cell) if rng.random() < share else cell[0], xml)
    )


@add_mutation(*SHEETS, weight=25)
def swap_columns(content: bytes, rng: random.Random) -> bytes:
    """Two columns change places, headers and all or only below."""
    one, other = rng.sample("ABCDEFGH", 2)
    first_row = rng.choice((1, 5, 6))
    swapped = {one: other, other: one}

    def change(cell: Cell) -> str:
        letter = swapped.get(cell[1], cell[1]) if int(cell[2]) >= first_row else cell[1]
        return f'<c r="{letter}{cell[2]}"{cell[3]}{cell[4]}'

    return change_sheet(content, lambda xml: CELL.sub(change, xml))


@add_mutation(*SHEETS, weight=60)
def swap_cells(content: bytes, rng: random.Random) -> bytes:
    """Cells change places: numbers in headers, names among numbers, totals anywhere. The workbook itself is sound."""

    def change(xml: str) -> str:
        cells = list(CELL.finditer(xml))
        places = list(range(len(cells)))
        for _ in range(rng.choice((1, 3, 10, len(cells))) if cells else 0):
            one, other = rng.randrange(len(cells)), rng.randrange(len(cells))
            places[one], places[other] = places[other], places[one]
        given = iter([cells[place] for place in places])

        def put(cell: Cell) -> str:
            other = next(given)
            return f'<c r="{cell[1]}{cell[2]}"{other[3]}{other[4]}'

        return CELL.sub(put, xml)

    return change_sheet(content, change)


@add_mutation(*SHEETS, weight=30)
def drop_cells(content: bytes, rng: random.Random) -> bytes:
    """Cells are empty: pieces of the header, codes, names, numbers."""
    share = rng.choice((0.03, 0.1, 0.5))
    return change_sheet(content, lambda xml: CELL.sub(lambda cell: "" if rng.random() < share else cell[0], xml))


@add_mutation(*SHEETS, weight=25)
def change_types(content: bytes, rng: random.Random) -> bytes:
    """Cells of another type than their content."""
    types = draw_some(rng, TYPES)
    return change_cells(
        content,
        rng,
        lambda cell: f'<c r="{cell[1]}{cell[2]}" t="{rng.choice(types)}"{cell[4]}',
    )


@add_mutation(*SHEETS, weight=25)
def change_values(content: bytes, rng: random.Random) -> bytes:
    """Numbers beyond every measure, and no numbers."""
    values = draw_some(rng, VALUES)
    return change_cells(content, rng, lambda cell: f'<c r="{cell[1]}{cell[2]}"><v>{rng.choice(values)}</v></c>')


@add_mutation(*SHEETS)
def change_texts(content: bytes, rng: random.Random) -> bytes:
    """Inline texts: very long, marked right to left, control signs, joined accents."""
    texts = (
        "x" * 40000,
        "\u202eabc",
        "\u0301" * 500,
        "Phường\u00a0Ba\u200bĐình",
        "\ufffe",
        "😀" * 50,
        "=1+1",
        "_x0000_",
    )
    return change_cells(
        content,
        rng,
        lambda cell: f'<c r="{cell[1]}{cell[2]}" t="inlineStr"><is><t>{rng.choice(texts)}</t></is></c>',
    )


@add_mutation(*SHEETS, weight=20)
def put_formulas(content: bytes, rng: random.Random) -> bytes:
    """Formulas with a result, without, or with an error; of the right type, or not."""
    kinds = (
        ("n", ""),
        ("n", "<v/>"),
        ("n", "<v>5</v>"),
        ("e", "<v>#REF!</v>"),
        ("str", "<v></v>"),
        ("str", "<v>x</v>"),
    )
    wrong = (("e", "<v>5</v>"), ("n", "<v>#REF!</v>"), ("b", "<v>2</v>"))
    drawn = rng.sample(kinds, 3) if rng.random() < 0.8 else [rng.choice(wrong)]

    def change(cell: Cell) -> str:
        kind, result = rng.choice(drawn)
        formula = rng.choice(FORMULAS).replace("&", "&amp;")
        return f'<c r="{cell[1]}{cell[2]}" t="{kind}"><f>{formula}</f>{result}</c>'

    return change_cells(content, rng, change)


@add_mutation(*SHEETS, weight=20)
def change_references(content: bytes, rng: random.Random) -> bytes:
    """Cells that say they are somewhere else, or nowhere."""
    references = draw_some(rng, REFERENCES)
    return change_cells(content, rng, lambda cell: f'<c r="{rng.choice(references)}"{cell[3]}{cell[4]}')


@add_mutation(*SHEETS)
def change_shared_string_numbers(content: bytes, rng: random.Random) -> bytes:
    """Texts that are not in the list of texts."""
    number = rng.choice((-1, 10**6, 2**31, 2**64, 10**30))
    return change_cells(content, rng, lambda cell: f'<c r="{cell[1]}{cell[2]}" t="s"><v>{number}</v></c>')


@add_mutation(*SHEETS)
def put_far_cells(content: bytes, rng: random.Random) -> bytes:
    """A cell in the last row, the last column, or both: the used range becomes the whole sheet."""
    row, column = rng.choice(((1048576, "A"), (1048576, "XFD"), (5, "XFD"), (500000, "ZZ"), (1048576, "F")))
    far = f'<row r="{row}"><c r="{column}{row}"><v>7</v></c></row></sheetData>'
    return change_sheet(content, lambda xml: xml.replace("</sheetData>", far))


@add_mutation(*SHEETS)
def put_merged_ranges(content: bytes, rng: random.Random) -> bytes:
    """Merged ranges that overlap, run backwards, or cover everything."""
    drawn = draw_some(rng, RANGES)
    ranges = "".join(f'<mergeCell ref="{rng.choice(drawn)}"/>' for _ in range(rng.choice((1, 3, 2000))))
    return change_sheet(
        content,
        lambda xml: re.sub(r"<mergeCells.*?</mergeCells>", "", xml).replace(
            "</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>"
        ),
    )


@add_mutation(*SHEETS)
def change_dimension(content: bytes, rng: random.Random) -> bytes:
    """The sheet lies about its size."""
    return change_sheet(
        content, lambda xml: re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{rng.choice(RANGES)}"', xml)
    )


@add_mutation(*SHEETS)
def shuffle_rows(content: bytes, rng: random.Random) -> bytes:
    """Rows in another order than their numbers, or with one number twice."""

    def change(xml: str) -> str:
        rows = re.findall(r"<row .*?</row>|<row [^>]*/>", xml, re.DOTALL)
        rng.shuffle(rows)
        rows += rows[: rng.randrange(3)]
        return re.sub(
            r"<sheetData>.*</sheetData>", lambda _: f"<sheetData>{''.join(rows)}</sheetData>", xml, flags=re.DOTALL
        )

    return change_sheet(content, change)


@add_mutation(*SHEETS)
def break_tags(content: bytes, rng: random.Random) -> bytes:
    """A tag is missing, or stands twice."""

    def change(xml: str) -> str:
        tags = list(re.finditer(r"<[^>]+>", xml))
        tag = rng.choice(tags)
        return xml[: tag.start()] + rng.choice(("", tag[0] * 2)) + xml[tag.end() :]

    return change_sheet(content, change)


@add_mutation(*SHEETS, weight=4)
def nest_deeply(content: bytes, rng: random.Random) -> bytes:
    """A hundred thousand elements inside each other."""
    depth = rng.choice((1000, 100_000))
    nest = "<x>" * depth + "</x>" * depth
    mark = rng.choice(("<sheetData>", "</sheetData>"))
    return change_sheet(content, lambda xml: xml.replace(mark, nest + mark))


@add_mutation(*SHEETS, weight=4)
def expand_entities(content: bytes, rng: random.Random) -> bytes:
    """Entities of entities: a billion laughs; or a file of the machine that reads."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    outside = '<!ENTITY l9 SYSTEM "file:///etc/passwd">'
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "ha">{rng.choice((laughs, outside))}]>'

    def change(xml: str) -> str:
        xml = xml.replace("<worksheet", doctype + "<worksheet", 1)
        return CELL.sub(lambda cell: f'<c r="{cell[1]}{cell[2]}" t="inlineStr"><is><t>&l9;</t></is></c>', xml, count=3)

    return change_sheet(content, change)


@add_mutation(*SHEETS)
def change_book(content: bytes, rng: random.Random) -> bytes:
    """The list of sheets: strange names, hidden sheets, one sheet five hundred times, relations to nothing."""
    parts = dict(read_parts(content))
    book = parts["xl/workbook.xml"].decode("utf-8")
    sheet = re.search(r"<sheet [^>]*/>", book)
    if sheet is None:
        return content
    changes = (
        lambda: re.sub(r'name="[^"]*"', f'name="{"n" * 40000}"', sheet[0], count=1),
        lambda: re.sub(r'name="[^"]*"', 'name="../&#x1;:*?"', sheet[0], count=1),
        lambda: sheet[0].replace("<sheet ", '<sheet state="veryHidden" '),
        lambda: sheet[0].replace('r:id="rId1"', 'r:id="rId999"'),
        lambda: "".join(re.sub(r'name="[^"]*"', f'name="s{n}"', sheet[0], count=1) for n in range(500)),
        lambda: "",
    )
    parts["xl/workbook.xml"] = book.replace(sheet[0], rng.choice(changes)()).encode()
    return write_parts(parts.items())
