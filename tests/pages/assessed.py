"""A release with simulated assessments of two cities, written row by row, so that a test knows what a screen must say."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from warehouse.publish import read_current_id

SET, CITY, SECOND, EARLIER, LATER = "unesco_learning_city.2013", "79.2025-07", "01.2025-07", "2025", "2026-H1"
RATINGS = """
    create or replace table dim_criterion_rating as
    select 'unesco_learning_city.2013' as criterion_set_id, * from (values
        ('met', 1::smallint, 'Đạt', 'Met', true), ('partly_met', 2, 'Đạt một phần', 'Partly met', false),
        ('not_met', 3, 'Chưa đạt', 'Not met', false)) as r (rating, sort, name_vi, name_en, is_met)
"""
DEPARTMENTS = """
    create or replace table dim_department as
    select *, null::varchar as short_name, 'mô phỏng' as source, 'inferred' as confidence from (values
        ('education', 1::smallint, 'Sở Giáo dục và Đào tạo', 'Department of Education and Training'),
        ('finance', 2, 'Sở Tài chính', 'Department of Finance'),
        ('study', 3, 'Hội Khuyến học', 'Association for Promoting Education')) as d (department_id, sort, name_vi, name_en)
"""
# Every seventh feature is not assessed; levels turn in threes, one of them better in the later survey than in the earlier one.
FEATURES = """
    create or replace temp table feature as
    select c.criterion_code, dense_rank() over (order by c.sort) as nth, s.*
    from dim_criterion as c
    cross join (values ('79.2025-07', '2025', date '2025-12-31', 0), ('79.2025-07', '2026-H1', date '2026-06-30', 1),
        ('01.2025-07', '2026-H1', date '2026-06-30', 2)) as s (area_id, period, period_end, shift)
    where c.criterion_set_id = 'unesco_learning_city.2013' and c.kind = 'feature'
"""
DUTIES = """
    create or replace table mart_criterion_duty as
    select distinct 'unesco_learning_city.2013' as criterion_set_id, criterion_code, area_id,
        ['education', 'finance', 'study'][nth % 3 + 1] as department_id, 'lead' as role, '2025' as since_period, true as is_simulated,
        1::integer as load_id, 'phieu.xlsx' as file_name, 'Đánh giá' as sheet, 'A' || (nth + 8) as cell
    from feature
"""
EVIDENCE = """
    create or replace table mart_evidence as
    select 'unesco_learning_city.2013' as criterion_set_id, criterion_code, area_id, period, period_end, 1::integer as evidence_number,
        'Báo cáo ' || criterion_code as title, (100 + nth) || '/BC-UBND' as document_number,
        if(nth % 4 = 1, date '2019-03-02', date '2026-03-02') as document_date, 'https://example.gov.vn/' || nth as link,
        null::varchar as note, true as is_simulated, 1::integer as load_id, 'phieu.xlsx' as file_name, 'Minh chứng' as sheet,
        'A' || (nth + 1) as cell
    from feature
    where nth % 3 <> 0 and nth % 7 <> 0
"""
ASSESSMENTS = """
    create or replace table mart_assessment as
    with judged as (
        select *, ['met', 'partly_met', 'not_met'][greatest(nth % 3 + 1 - if(nth % 5 = 0, shift, 0), 1)] as rating
        from feature where nth % 7 <> 0
    )

    select 'unesco_learning_city.2013' as criterion_set_id, criterion_code, area_id, period, period_end, null::decimal(18, 4) as value,
        null::varchar as value_basis, null::date as value_as_of, null::varchar as indicator_id, rating,
        if(rating = 'met', null, ['likely', 'uncertain', 'unlikely', 'insufficient'][nth % 4 + 1]) as likelihood,
        if(rating = 'met', null, 'judged') as likelihood_basis, ['education', 'finance', 'study'][nth % 3 + 1] as lead_department_id,
        if(nth % 2 = 0, ['study'], []::varchar[]) as supporting_department_ids, if(rating = 'met', null, 'Nguyên nhân ' || nth) as cause,
        if(rating = 'met' or nth % 11 = 0, null, 'Giải pháp ' || nth) as remedy,
        if(rating = 'met' or nth % 6 = 1, null, if(nth % 4 = 1, date '2026-02-28', date '2030-12-31') + nth::integer) as deadline,
        if(nth % 3 = 0, 'draft', 'confirmed') as report_status, null::varchar as note, if(nth % 3 <> 0, 1, 0)::integer as evidence_count,
        date '2026-07-10' as as_of, true as is_simulated, 1::integer as load_id, 'phieu.xlsx' as file_name, 'Đánh giá' as sheet,
        'A' || (nth + 8) as cell, 1::integer as version_count
    from judged
    union all by name
    select 'unesco_learning_city.2013' as criterion_set_id, '1.2.1.1' as criterion_code, '79.2025-07' as area_id, '2025' as period,
        date '2025-12-31' as period_end, 1234.5::decimal(18, 4) as value, 'reported' as value_basis, date '2025-12-31' as value_as_of,
        'confirmed' as report_status, 0::integer as evidence_count, date '2026-01-15' as as_of, true as is_simulated, 1::integer as load_id,
        'phieu.xlsx' as file_name, 'Đánh giá' as sheet, 'A60' as cell, 1::integer as version_count
"""
VERSIONS = """
    create or replace table mart_assessment_version as
    select criterion_set_id, criterion_code, area_id, period, load_id, value, rating, likelihood, report_status, note,
        timestamp '2026-07-10 09:30:00' as loaded_at, 'Người nạp' as loaded_by, file_name, sheet, cell, is_simulated, true as is_current
    from mart_assessment
    union all
    select criterion_set_id, criterion_code, area_id, period, 0, null, 'not_met', null, 'draft', null, timestamp '2026-07-01 08:00:00',
        'Người nạp đầu', 'phieu_dau.xlsx', sheet, cell, is_simulated, false
    from mart_assessment where criterion_code = '1.1.1'
"""


def copy_release(folder: Path, target: Path) -> Path:
    """A warehouse of nothing but the current release of another, to be written to; returns the file of the release."""
    release_id = str(read_current_id(folder))
    (target / "releases").mkdir(parents=True)
    shutil.copy(folder / "releases" / f"{release_id}.duckdb", target / "releases")
    (target / "CURRENT").write_text(f"{release_id}\n", encoding="utf-8")
    return target / "releases" / f"{release_id}.duckdb"


def write_assessments(release: Path) -> None:
    """Put the assessments into a release, in the place of any it has."""
    with duckdb.connect(release) as connection:
        for statement in (RATINGS, DEPARTMENTS, FEATURES, DUTIES, EVIDENCE, ASSESSMENTS, VERSIONS):
            connection.execute(statement)
