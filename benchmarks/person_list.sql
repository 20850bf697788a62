-- grain: row of an invented list of persons, one identifier in twenty twice
-- unit: none
-- null: never
select
    printf('%012d', (hash(i % (19 * $row_count // 20)) % 900000000000 + 1000000000)::bigint) as "Số CCCD",
    'P' || lpad((hash(i, 1) % 168)::varchar, 5, '0') as "Mã địa bàn",
    case hash(i, 2) % 5 when 0 then 'Gia đình học tập' else 'Công dân học tập' end as "Danh hiệu"
from range($row_count) as made (i)
