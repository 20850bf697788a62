-- grain: headline target (indicator × target year) × level of the units under an area × status of those units
-- unit: area_count in units; gap_count in the unit noun, the shortfalls of those units added up (not what the area itself lacks)
-- null: gap_count = no unit states one
-- Units that ended before a target fell due are left out: they have no verdict on it.
with children as (
    select area_id, level
    from dim_area
    where level in ('province', 'district', 'ward') and level <> (select level from dim_area where area_id = $area_id)
      and ($area_id in (parent_area_id, province_area_id) or ($area_id = 'VN' and level = 'province'))
)

select c.level, s.indicator_id, i.name_vi, i.name_en, i.short_vi, i.short_en, i.unit_noun_vi, i.unit_noun_en, i.sort, s.target_year, s.due, s.status,
    count(*) as area_count,
    sum(s.gap_count)::bigint as gap_count,
    count(*) filter (where s.firm = false or s.status = 'undecided') as open_count,
    bool_or(s.is_simulated) as is_simulated
from mart_standing as s
inner join children as c using (area_id)
inner join dim_indicator as i using (indicator_id)
where s.is_headline and s.status_reason <> 'ended_before_due' and i.unit = 'percent'
group by all
order by s.target_year nulls last, i.sort, c.level, s.status
