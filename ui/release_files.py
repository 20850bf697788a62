"""The whole release as one package to take away: put together on click, with its progress."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from reports.release_package import write_release_package
from ui.state import PageContext
from warehouse.queries import Release
from wording.language import _

ZIP_TYPE = "application/zip"


def draw_release_files(context: PageContext) -> None:
    """A button that puts the package together, then the download; the next rerun forgets it, so that no server keeps packages."""
    words = _("All tables (CSV) and map layers (GeoJSON) of this release with their descriptions; some 45 MB.")
    with st.popover(
        _("Take away the whole release"), icon=":material/download:", type="tertiary", key="take-away-release"
    ):
        st.caption(words)
        if st.button(_("Put the package together"), key="package_wanted", type="primary"):
            st.download_button(
                _("Download the package (ZIP)"), data=build_package(context.release), mime=ZIP_TYPE, key="zip-release",
                file_name=f"dich-2030_{context.release.release_id}.zip", on_click="ignore", icon=":material/folder_zip:",
            )  # fmt: skip


def build_package(release: Release) -> bytes:
    """Bytes of the archive, with a bar that shows how far it is."""
    bar = st.progress(0.0, _("Putting the package together…"))

    def tell(table: str, share: float) -> None:
        bar.progress(share, table or None)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "release.zip"
        write_release_package(release, path, tell)
        bar.empty()
        return path.read_bytes()
