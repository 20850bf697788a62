"""Messages of the check write numbers as their language does."""

from __future__ import annotations

from etl.findings import Findings


def test_fractions_are_written_as_each_language_does() -> None:
    findings = Findings()
    findings.add("level_outlier", "Sheet1", "D7", "1234", rate_pct=42.74, middle_pct=75.0)
    message = findings.rows[0]
    assert "42,7%" in message["message_vi"]
    assert "42.7%" in message["message_en"]
    assert "75%" in message["message_vi"]
    assert "75.0" not in message["message_en"]
