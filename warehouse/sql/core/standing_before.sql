-- grain: as mart_standing of the release before, targets that were due
-- unit: none
-- null: as mart_standing
select s.area_id, s.indicator_id, s.target_id, s.period, s.status, s.is_simulated, i.release_id
from previous.mart_standing as s
cross join previous.release_info as i
where s.due <= i.data_as_of
