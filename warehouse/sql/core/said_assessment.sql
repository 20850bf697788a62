-- grain: one standing load × criteria set × criterion × area × period of which it says something
-- unit: value in the criterion's unit
-- null: columns the form left empty; is_assessed false where it only names who is in charge; is_current: what counts of the assessments
with standing as (
    select a.*, f.file_name, l.loaded_at, l.loaded_by
    from store.assessment as a
    inner join store.load as l using (load_id)
    inner join store.file as f using (sha256)
    anti join store.undone_load as u using (load_id)
    cross join build_parameter as p
    where not p.only_real or not a.is_simulated
),

told as (
    select *, coalesce(value::varchar, rating, likelihood, cause, remedy, deadline::varchar, note) is not null as is_assessed
    from standing
)

select
    *,
    is_assessed and row_number() over (
        partition by criterion_set_id, criterion_code, area_id, period, is_assessed
        order by is_simulated, load_id desc
    ) = 1 as is_current,
    count(*) over (partition by criterion_set_id, criterion_code, area_id, period, is_assessed)::integer as version_count
from told
