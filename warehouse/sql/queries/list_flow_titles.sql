-- grain: title counted step by step in the release, with the indicator that judges its total
-- unit: none
-- null: short_* = the name of the indicator is short enough
select t.title_id, t.title_vi as title_name_vi, t.title_en as title_name_en, i.*, i."group" as indicator_group
from (select distinct title_id, indicator_id from mart_title_flow where group_id is null) as f
inner join dim_title as t using (title_id)
inner join dim_indicator as i using (indicator_id)
order by i.sort
