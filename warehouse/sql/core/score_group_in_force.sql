-- grain: criteria set × area × period × form of score sheets, of the load in force
-- unit: none
-- null: none
-- A later standing load supersedes an earlier one, and a simulated one never a real one. A group is hidden whole where a share of it would rest on too few
-- persons. Nothing but the sum of groups that are shown is ever shown of several, and a place whose units have sheets of their own is not counted beside them,
-- so that no sheet counts twice and no total tells a hidden group.
with standing as (
    select g.*
    from store.score_group as g
    anti join store.undone_load as u using (load_id)
    cross join build_parameter as p
    where not p.only_real or not g.is_simulated
    qualify row_number() over (
        partition by g.criterion_set_id, g.area_id, g.period, g.form_id order by g.is_simulated, g.load_id desc
    ) = 1
),

divided as (
    select distinct s.criterion_set_id, s.period, s.is_simulated, unnest([a.parent_area_id, a.province_area_id]) as area_id, s.area_id as part_id
    from standing as s
    inner join dim_area as a using (area_id)
),

lowest as (
    select s.*
    from standing as s
    anti join (from divided where area_id <> part_id) as d using (criterion_set_id, period, is_simulated, area_id)
),

scored as (
    select load_id, criterion_set_id, area_id, period, form_id, criterion_code, sum(sheet_count) as scored_count
    from store.score_index
    group by all
),

fewest as (
    select load_id, criterion_set_id, area_id, period, form_id, min(scored_count) as valid_count
    from scored
    group by all
),

sized as (
    select
        s.*,
        o.load_id is not null as has_outcome,
        coalesce(o.sheet_count, i.valid_count, 0) as sheet_count,
        coalesce(o.sheet_count - o.refused_count, i.valid_count, 0) as valid_count
    from lowest as s
    left join store.score_outcome as o using (load_id, criterion_set_id, area_id, period, form_id)
    left join fewest as i using (load_id, criterion_set_id, area_id, period, form_id)
)

select
    s.load_id,
    s.criterion_set_id,
    s.area_id,
    s.period,
    s.form_id,
    s.period_end,
    s.as_of,
    s.is_simulated,
    f.file_name,
    s.sheet,
    s.has_outcome,
    s.sheet_count between 1 and p.minimum_persons_count - 1
    or s.valid_count between 1 and p.minimum_persons_count - 1 as is_hidden
from sized as s
inner join store.load as l using (load_id)
inner join store.file as f using (sha256)
cross join build_parameter as p
