-- grain: topic × province: a part of the release that is computed by itself, with values or without
-- unit: none
-- null: none
-- The fingerprint covers whatever its rows are made of: what all parts share ($shared), its values with the files they come from, its decisions.
with origin as (
    select l.load_id, hash(l, f, w.warnings) as origin
    from store.load as l
    inner join store.file as f using (sha256)
    left join (select load_id, bit_xor(hash(w)) as warnings from store.finding as w where severity = 'warning' group by load_id) as w using (load_id)
),

input as (
    select s.topic_id, coalesce(a.province_area_id, 'VN') as province_area_id, hash(v, o.origin) as content
    from staged_value as v
    inner join origin as o using (load_id)
    inner join part_subject as s using (subject_id)
    left join part_area as a using (area_id)

    union all

    select s.topic_id, a.province_area_id, hash(d) as content
    from status_override as d
    inner join part_subject as s on s.subject_id = d.indicator_id
    inner join part_area as a using (area_id)
),

summed as (
    select topic_id, province_area_id, bit_xor(content) as content, count(*) as input_count
    from input
    group by all
),

part as (
    select t.topic_id, p.province_area_id
    from (select distinct topic_id from part_subject) as t
    cross join (select distinct province_area_id from part_area) as p
)

select p.topic_id, p.province_area_id, md5(concat_ws(' ', $shared, coalesce(s.content, 0), coalesce(s.input_count, 0))) as fingerprint
from part as p
left join summed as s using (topic_id, province_area_id)
order by all
