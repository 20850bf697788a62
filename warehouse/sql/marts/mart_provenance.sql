-- grain: area_id × indicator_id × period × group_id × basis × measure of a reported value: the cell it was read from
-- unit: value in the unit of its measure
-- null: group_id = total; value = the cell said it was not reported, or the number is hidden; source_url, credibility = the source has none; loaded_by = nobody gave a name; findings_* = no rule touched the cell, or a number of its row is hidden
with used as (
    select v.*, f.indicator_id, f.basis as indicator_basis,
        case when f.groups in ('', 'occupation') then v.group_id else '' end as indicator_group,
        case v.measure when f.numerator then 'numerator' else 'denominator' end as role
    from reported_value as v
    inner join indicator_form as f on f.title_id = v.subject_id and v.measure in (f.numerator, f.denominator)
    left join dim_group as g on g.group_id = v.group_id
    where v.group_id = f.groups or (f.groups = 'occupation' and (v.group_id = '' or g.dimension = 'occupation'))

    union all

    select v.*, v.subject_id as indicator_id, v.basis as indicator_basis, v.group_id as indicator_group, v.measure as role
    from reported_value as v
    inner join dim_indicator as i on i.indicator_id = v.subject_id
),

warned as (
    select load_id, sheet, cell, string_agg(message_vi, ' · ' order by rule) as findings_vi, string_agg(message_en, ' · ' order by rule) as findings_en
    from store.finding
    where severity = 'warning'
    group by all
),

suppressed as (
    select distinct area_id, indicator_id, period, coalesce(group_id, '') as group_id, basis
    from mart_attainment
    where status = 'suppressed' and territory = 'as_reported'
)

select
    u.area_id,
    u.indicator_id,
    u.period,
    nullif(u.indicator_group, '') as group_id,
    u.indicator_basis as basis,
    u.role as measure,
    case when s.area_id is null then u.value::double end as value,
    u.qualifier,
    f.file_name,
    l.sha256,
    u.sheet,
    u.cell,
    l.loaded_at,
    l.loaded_by,
    u.load_id,
    l.source_id,
    u.as_of,
    u.source_url,
    u.credibility,
    u.is_simulated,
    case when s.area_id is null and h.area_id is null then w.findings_vi end as findings_vi,
    case when s.area_id is null and h.area_id is null then w.findings_en end as findings_en
from used as u
inner join store.load as l using (load_id)
inner join store.file as f using (sha256)
left join warned as w on w.load_id = u.load_id and w.sheet = u.sheet and w.cell = u.cell
left join suppressed as s
    on s.area_id = u.area_id and s.indicator_id = u.indicator_id and s.period = u.period and s.group_id = u.indicator_group
    and s.basis = u.indicator_basis
left join hidden_row as h on h.area_id = u.area_id and h.period = u.period and h.subject_id = u.subject_id and h.group_id = u.group_id
order by u.indicator_id, u.area_id, u.period, u.indicator_group
