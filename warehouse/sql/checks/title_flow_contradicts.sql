-- grain: row of mart_title_flow in which a later step counts more than the one before it, or which shows what mart_attainment hides (must be empty)
-- unit: none
-- null: group_id = total
select 'rises' as fault, area_id, title_id, period, group_id, origin
from mart_title_flow
where registered_of_total_count > registered_base_count
   or assessed_count > assessed_base_count
   or recognised_of_assessed_count > assessed_count
   or (qualifier = 'exact' and recognised_of_registered_count > registered_count)
   or (qualifier = 'exact' and recognised_count > total_count)

union all

select 'hidden', f.area_id, f.title_id, f.period, f.group_id, f.origin
from mart_title_flow as f
inner join dim_indicator as i using (indicator_id)
inner join mart_attainment as a
    on a.territory = 'as_reported' and a.area_id = f.area_id and a.indicator_id = f.indicator_id and a.period = f.period
    and coalesce(a.group_id, '') = case when f.group_id = 'staff_in_learning_units' then '' else coalesce(f.group_id, '') end
where a.status = 'suppressed'
  and (f.assessed_count is not null or case when a.basis = i.target_basis then f.total_count is not null else f.registered_count is not null end)
