-- grain: one row (area × period × title × group) with its measures side by side
-- unit: whole units
-- null: a measure the row does not give
-- line_id, heading_id: its first line and heading. is_repeated: a measure of the row is said more than once; which of the cells counts is settled in settled_row.
-- The view candidate_row puts what the row is about beside them.
create or replace temp table row_measures as
select l.row_key,
    max(c.value) filter (where c.measure = 'total') as total,
    max(c.value) filter (where c.measure = 'registered') as registered,
    max(c.value) filter (where c.measure = 'assessed') as assessed,
    max(c.value) filter (where c.measure = 'recognised') as recognised,
    max(c.value) filter (where c.measure = 'digital_skill') as digital_skill,
    max(c.value) filter (where c.measure = 'digital_proficiency') as digital_proficiency,
    min(c.line_id) as line_id,
    min(l.heading_id) as heading_id,
    count(*) > bit_count(bit_or(1 << enum_code(c.measure)::integer)) as is_repeated
from candidate as c
inner join candidate_line as l using (line_id)
where not l.is_total and l.row_key is not null
group by l.row_key;

create or replace temp view candidate_row as
select m.*, l.area_id, h.series_id, h.period, h.subject_id, h.group_id
from row_measures as m
inner join candidate_line as l using (line_id)
inner join candidate_heading as h on h.heading_id = m.heading_id;
