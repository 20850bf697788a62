-- grain: area of a code on a day; its own area_id finds it on any day
-- unit: –
-- null: –
select area_id, name_vi, name_en
from dim_area
where area_id = $code
    or (area_code = $code and coalesce(valid_from, $day::date) <= $day::date and coalesce(valid_to, $day::date) >= $day::date)
order by area_id = $code desc, area_id
