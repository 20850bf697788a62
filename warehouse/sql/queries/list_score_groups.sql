-- grain: criteria set × period × area × form of score sheets, of an area and those in it; latest period first
-- unit: sheets, one a person; unit_count in current wards of the area asked for
-- null: counts where the group is hidden, or only scores were counted (not has_outcome)
-- Real sheets of a set and period leave the simulated ones out: the two are never added up.
with place as (
    select area_id, name_vi, name_en, level
    from dim_area
    where $area_id in (area_id, parent_area_id, province_area_id) or $area_id = 'VN'
),

scored as (
    select distinct
        criterion_set_id, area_id, period, form_id, period_end, as_of, is_simulated, is_hidden, has_outcome, load_id, file_name, sheet
    from mart_score_index
),

grouped as (
    from scored
    union all by name
    select criterion_set_id, area_id, period, form_id, period_end, as_of, is_simulated, is_hidden, true as has_outcome, load_id, file_name, sheet
    from mart_score_outcome
    anti join scored using (criterion_set_id, area_id, period, form_id)
)

select
    g.*,
    s.name_vi as set_name_vi,
    s.name_en as set_name_en,
    s.pass_mark,
    s.total_maximum,
    p.name_vi,
    p.name_en,
    f.name_vi as form_name_vi,
    f.name_en as form_name_en,
    f.sort as form_sort,
    o.sheet_count,
    o.recognised_count,
    o.not_recognised_count,
    o.incomplete_count,
    o.refused_count,
    l.sha256,
    l.loaded_at,
    (select count(*) from place as w inner join dim_area as a using (area_id) where a.level = 'ward' and a.valid_to is null) as unit_count
from grouped as g
inner join place as p using (area_id)
inner join dim_criterion_set as s using (criterion_set_id)
inner join dim_criterion_form as f using (criterion_set_id, form_id)
inner join mart_load as l using (load_id)
left join mart_score_outcome as o using (criterion_set_id, area_id, period, form_id)
qualify not g.is_simulated or bool_and(g.is_simulated) over (partition by g.criterion_set_id, g.period)
order by g.period_end desc, g.period desc, g.criterion_set_id, p.name_vi collate vi, g.area_id, f.sort
