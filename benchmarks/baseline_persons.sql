-- grain: one row
-- unit: distinct identifiers
-- null: never
select count(distinct "Số CCCD") as person_count from listed
