-- grain: warning of the check on a value that counts, of an area or a unit under it
-- unit: impact_count in the unit noun of the title: how many the row speaks of
-- null: group_id, group_name_* = total; impact_count = the total was not reported; findings_* = the message is not told for this number
with place as (
    select $area_id as area_id
    union
    select old_area_id from bridge_area_change where new_area_id = $area_id
),

told as (
    select load_id, sheet, cell, any_value(file_name) as file_name, any_value(sha256) as sha256, any_value(findings_vi) as findings_vi,
        any_value(findings_en) as findings_en
    from mart_provenance
    where findings_vi is not null
    group by all
),

title as (
    select title_id, any_value(indicator_id) as indicator_id
    from mart_title_flow
    group by title_id
)

select f.rule, f.area_id, a.name_vi, a.name_en, a.level, a.parent_area_id, parent.name_vi as parent_name_vi, parent.name_en as parent_name_en,
    f.period, f.subject_id as title_id, t.indicator_id, d.title_vi as title_name_vi, d.title_en as title_name_en, i.unit_noun_vi, i.unit_noun_en,
    f.group_id, g.name_vi as group_name_vi, g.name_en as group_name_en, f.measure, f.sheet, f.cell, f.load_id, told.file_name, told.sha256,
    told.findings_vi, told.findings_en, flow.total_count::double as impact_count, f.is_simulated
from mart_finding as f
inner join dim_area as a using (area_id)
left join dim_area as parent on parent.area_id = a.parent_area_id
inner join title as t on t.title_id = f.subject_id
inner join dim_title as d on d.title_id = f.subject_id
inner join dim_indicator as i on i.indicator_id = t.indicator_id
left join dim_group as g on g.group_id = f.group_id
left join told on told.load_id = f.load_id and told.sheet = f.sheet and told.cell = f.cell
left join mart_title_flow as flow
    on flow.area_id = f.area_id and flow.title_id = f.subject_id and flow.period = f.period and flow.group_id is not distinct from f.group_id
    and flow.origin = 'reported'
where f.severity = 'warning' and f.period = $period
  and ($area_id = 'VN' or f.area_id in (select area_id from place) or a.parent_area_id in (select area_id from place)
      or a.province_area_id in (select area_id from place))
order by impact_count desc nulls last, f.rule, a.name_vi collate vi, f.area_id, f.subject_id, f.group_id, f.cell
