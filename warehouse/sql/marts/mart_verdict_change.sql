-- grain: one verdict (area_id × indicator_id × target_id, as reported, total) that a release changed, of this release and of all before it
-- unit: none; values are left out, so that no number hidden today is told by what was shown before
-- null: status_after = the area no longer stands on the target; released_at is never null
-- A verdict is what was said of a target after it fell due. The first verdict on a target is no change.
select b.area_id, b.indicator_id, b.target_id, b.period, b.status as status_before, a.status as status_after,
    coalesce(a.is_simulated, b.is_simulated) as is_simulated, b.release_id as release_before, i.release_id, i.created_at as released_at
from standing_before as b
left join mart_standing as a on a.area_id = b.area_id and a.indicator_id = b.indicator_id and a.target_id = b.target_id
cross join release_info as i
where b.status in ('exceeded', 'attained', 'not_attained', 'undecided') and a.status is distinct from b.status
union all
from verdict_change_before
order by released_at desc, area_id, indicator_id, target_id
