"""Reports as Word documents in administrative form (Nghị định 30/2020/NĐ-CP)."""

from reports.word.document import write_annex, write_review

__all__ = ["write_annex", "write_review"]
