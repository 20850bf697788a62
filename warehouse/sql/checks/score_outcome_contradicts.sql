-- grain: group of score sheets whose parts do not make up the whole, or that is hidden and shows a number
-- unit: sheets
-- null: none
select criterion_set_id, area_id, period, form_id
from mart_score_outcome
where
    case
        when is_hidden then coalesce(sheet_count, recognised_count, not_recognised_count, incomplete_count, refused_count) is not null
        else sheet_count is distinct from recognised_count + not_recognised_count + incomplete_count + refused_count
    end
