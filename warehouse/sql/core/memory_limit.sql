-- grain: one row
-- unit: text with its unit, such as 18.9 GiB
-- null: none
select current_setting('memory_limit')
