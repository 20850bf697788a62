"""Documents of a place and period beside its stage: slides, report, annexes, PDF; the same for every ward; and a document checked."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from reports.blocks import AreaMap, Cover, Story
from reports.documents import Kind, Order, list_ward_orders, make_document, name_file
from reports.storyline_file import Edits, write_edits
from reports.wards import make_ward_documents
from ui.blocks import write_table
from ui.stage_story import pack_edits
from ui.state import PageContext
from warehouse.errors import Dich2030Error, DocumentError
from warehouse.publish import find_folder
from warehouse.queries import open_release
from wording.errors import tell_error
from wording.format import MISSING, format_number
from wording.language import N_, _, current_language, localise, ngettext

if TYPE_CHECKING:
    from reports.verify import Verification

LABELS: dict[tuple[Kind, str], tuple[str, str]] = {
    (Kind.DECK, ".pptx"): (N_("Slides (PowerPoint)"), ":material/co_present:"),
    (Kind.REVIEW, ".docx"): (N_("Report (Word)"), ":material/description:"),
    (Kind.REVIEW, ".pdf"): (N_("Report (PDF)"), ":material/picture_as_pdf:"),
    (Kind.ANNEX, ".docx"): (N_("Annexes (Word)"), ":material/table_view:"),
    (Kind.WORKBOOK, ".xlsx"): (N_("Annexes with formulas (Excel)"), ":material/table:"),
    (Kind.PAGES, ".pdf"): (N_("Screens (PDF, A4)"), ":material/print:"),
    (Kind.MAP, ".pdf"): (N_("Map (PDF, A3)"), ":material/map:"),
}
MIME = {
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}
RATIOS = ("16:9", "4:3")
UPLOAD_MB = 20
KEPT_ZIPS = 8
CHECKED = "_checked_document"  # file, language and outcome of the last one handed in
MADE = "_ward_documents"  # the last zip of the session
_packing = threading.Lock()


def draw_documents(context: PageContext, story: Story, edits: Edits) -> None:
    """Every document, made when it is asked for; the slides as people arranged the storyline."""
    arranged = write_edits(edits) if pack_edits(story, edits) else None
    order = Order(Kind.DECK, ".pptx", story.cover.area_id, story.cover.period, story.cover.language, edits=arranged)
    with st.popover(
        _("Who issues them, and the look of the slides"),
        icon=":material/tune:",
        type="tertiary",
        key="document_choices",
    ):
        order = choose_look(order)
    for kind, suffix in LABELS:
        if kind is not Kind.MAP or has_map(story):
            draw_document(story.cover, replace(order, kind=kind, suffix=suffix))
    draw_all_wards(context, order)
    draw_check()


def has_map(story: Story) -> bool:
    """Whether there is a map to print."""
    return any(isinstance(block, AreaMap) for scene in story.scenes for block in scene.blocks)


def choose_look(order: Order) -> Order:
    """The order with the issuing bodies, and the size, template and picture of the slides."""
    superior = st.text_input(_("Body above the issuing agency"), key="document_superior", placeholder="…")
    agency = st.text_input(_("Issuing agency"), key="document_agency", placeholder="…")
    ratio = st.segmented_control(
        _("Size of the slides"), RATIOS, default=RATIOS[0], key="document_ratio", required=True
    )
    template = read_upload(_("Slides of the agency (.pptx, .potx)"), ["pptx", "potx"], "document_template")
    logo = read_upload(_("Picture for the first slide (.png, .jpg)"), ["png", "jpg", "jpeg"], "document_logo")
    if template is None and logo is None:
        return replace(order, superior=superior, agency=agency, ratio=ratio)
    from reports.deck.logo import check_logo
    from reports.deck.template import open_ground

    template = keep_sound(template, partial(open_ground, ratio=ratio))
    logo = keep_sound(logo, check_logo)
    return replace(order, superior=superior, agency=agency, ratio=ratio, template=template, logo=logo)


def keep_sound(content: bytes | None, check: Callable[[bytes], object]) -> bytes | None:
    """A file handed in, where it can be used; else why not, and none."""
    try:
        if content is not None:
            check(content)
    except Dich2030Error as error:
        st.error(tell_error(error), icon=":material/error:")
        return None
    return content


def read_upload(label: str, suffixes: list[str], key: str) -> bytes | None:
    """Bytes of a file handed in."""
    file = st.file_uploader(label, suffixes, key=key, max_upload_size=UPLOAD_MB)
    return None if file is None else file.getvalue()


def draw_document(cover: Cover, order: Order) -> None:
    """The button of one document."""
    label, icon = LABELS[order.kind, order.suffix]
    st.download_button(
        _(label), data=partial(build_document, str(find_folder()), cover.release_id, order), file_name=name_file(order),
        mime=MIME[order.suffix], key=f"document_{order.kind}_{order.suffix}", on_click="ignore", icon=icon, width="stretch",
    )  # fmt: skip


def build_document(folder: str, release_id: str, order: Order) -> bytes:
    """Bytes of a document, made when it is asked for on a release opened for it."""
    release = open_release(Path(folder), release_id)
    try:
        return make_document(release, order)
    finally:
        release.connection.close()


def draw_all_wards(context: PageContext, order: Order) -> None:
    """One document for every ward, made at once with a bar that says how far it is; nothing for a place without wards."""
    try:
        count = len(list_ward_orders(context.release, order))
    except DocumentError:
        return
    label = _("For every ward and commune ({count})", count=format_number(count))
    with st.popover(label, icon=":material/folder_zip:", type="tertiary", key="ward_documents"):
        kinds = {one: _(LABELS[one][0]) for one in LABELS if one[0] is not Kind.MAP}
        kind, suffix = st.selectbox(
            _("Kind of file"), list(kinds), index=list(kinds).index((Kind.REVIEW, ".docx")), format_func=kinds.__getitem__,
            key="ward_document", filter_mode=None, placeholder=_("Kind of file"),
        )  # fmt: skip
        st.caption(_("About a second each; stay on this page until they are done."))
        if st.button(_("Make all of them"), key="make_ward_documents", type="primary"):
            pack_wards(context, replace(order, kind=kind, suffix=suffix, edits=None))
        made: Path | None = st.session_state.get(MADE)
        if made is not None and made.is_file() and f"_{order.area_id}_{order.period}_{order.language}." in made.name:
            st.download_button(
                _("Take the zip: {name}", name=made.name), data=made.read_bytes, file_name=made.name, mime=MIME[".zip"],
                on_click="ignore", key="take_ward_documents", icon=":material/download:",
            )  # fmt: skip


def pack_wards(context: PageContext, order: Order) -> None:
    """Make them, one visitor at a time, since it takes every processor."""
    if not _packing.acquire(blocking=False):
        st.warning(_("Somebody else is making documents of all wards; try again in a few minutes."))
        return
    try:
        target = make_room() / f"{order.kind}_{order.area_id}_{order.period}_{order.language}.zip"
        bar, missing = st.progress(0.0), []
        for step in make_ward_documents(find_folder(), context.release, order, target):
            words = {"done": format_number(step.done), "count": format_number(step.count)}
            bar.progress(step.done / step.count, _("{done} of {count} wards and communes", **words))
            if step.problem_vi:
                missing.append(localise(vars(step), "problem"))
        st.session_state[MADE] = target
        if missing:
            st.info(_("Without a document: {why}", why="; ".join(missing)))
    except Dich2030Error as error:
        st.error(tell_error(error), icon=":material/error:")
    finally:
        _packing.release()


@cache
def open_folder() -> Path:
    """Where zips lie until the server ends."""
    folder = Path(tempfile.mkdtemp(prefix="dich-2030-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def make_room() -> Path:
    """A folder of its own for one more zip; the oldest beyond a few are gone."""
    kept = sorted(open_folder().iterdir(), key=lambda path: path.stat().st_mtime)
    for old in kept[: max(0, len(kept) + 1 - KEPT_ZIPS)]:
        shutil.rmtree(old, ignore_errors=True)
    return Path(tempfile.mkdtemp(dir=open_folder()))


def draw_check() -> None:
    """A document handed in, held against the release it was made from."""
    popover = st.popover(
        _("Check an edited document"), icon=":material/rule:", type="tertiary", key="document_check", on_change="rerun"
    )
    if not popover.open:
        return
    with popover:
        st.caption(
            _("Which numbers of a report or slides were changed by hand, and which the release tells otherwise.")
        )
        file = st.file_uploader(
            _("Report or slides (.docx, .pptx)"), ["docx", "pptx"], key="document_checked", max_upload_size=UPLOAD_MB
        )
        if file is None:
            st.session_state.pop(CHECKED, None)
            return
        kept: tuple[str, str, Verification | Dich2030Error] | None = st.session_state.get(CHECKED)
        if kept is None or kept[:2] != (file.file_id, current_language()):
            kept = (file.file_id, current_language(), check_upload(file.name, file.getvalue()))
            st.session_state[CHECKED] = kept
        found = kept[2]
        if isinstance(found, Dich2030Error):
            st.error(tell_error(found), icon=":material/error:")
        else:
            st.html(write_differences(found))


def check_upload(name: str, content: bytes) -> Verification | Dich2030Error:
    """What comes of a document handed in, or why it cannot be checked."""
    from reports.verify import verify

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(content)
        try:
            return verify(path, find_folder())
        except Dich2030Error as error:
            return error


def write_differences(found: Verification) -> str:
    """How many numbers differ, and each with what was written, what stands now and what the release says."""
    from reports.verify import DIFFERENCE_WORDS

    count = len(found.differences)
    told = ngettext(
        "{count} difference in {checked} numbers, held against release {release}",
        "{count} differences in {checked} numbers, held against release {release}",
        count,
        count=format_number(count),
        checked=format_number(found.checked),
        release=found.release_id,
    )
    if not count:
        return f"<p><b>{escape(told)}</b></p>"
    heads = (_("Where"), _("Difference"), _("As written"), _("Now"), _("Release"))
    rows = [
        (one.where, _(DIFFERENCE_WORDS[one.kind]), one.written, one.stands or MISSING, one.release or MISSING)
        for one in found.differences
    ]
    table = write_table([(head, False) for head in heads], [[escape(text) for text in row] for row in rows])
    return f"<p><b>{escape(told)}</b></p>{table}"
