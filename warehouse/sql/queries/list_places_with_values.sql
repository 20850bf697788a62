-- grain: one area that has a value of its own, those with most indicators first
-- unit: value_count in area × indicator pairs
-- null: none
select s.area_id, a.level, a.name_vi, a.name_en, a.era,
    count(distinct s.indicator_id) filter (where s.value is not null) as value_count,
    bool_or(s.indicator_id = $indicator_id and s.value is not null) as has_indicator
from mart_standing as s
inner join dim_area as a using (area_id)
where s.value is not null and a.level in ('nation', 'province')
group by all
order by value_count desc, s.area_id
