-- grain: criterion of one set, from the top down
-- unit: as dim_criterion
-- null: as dim_criterion; indicator_name_* = no indicator stands for it
-- Judged is the deepest kind of which nothing is measured; what lies under it are its measurements.
with measured as (
    select k.kind, k.sort, bool_or(c.unit is not null) as is_measured
    from dim_criterion_kind as k
    inner join dim_criterion as c using (criterion_set_id, kind)
    where k.criterion_set_id = $criterion_set_id
    group by k.kind, k.sort
),

judged as (select kind from measured order by is_measured, sort desc limit 1)

select c.*, k.sort as kind_sort, k.name_vi as kind_name_vi, k.name_en as kind_name_en,
    c.kind in (select kind from judged) as is_judged, i.name_vi as indicator_name_vi, i.name_en as indicator_name_en
from dim_criterion as c
inner join dim_criterion_kind as k using (criterion_set_id, kind)
left join dim_indicator as i using (indicator_id)
where c.criterion_set_id = $criterion_set_id
order by c.sort
