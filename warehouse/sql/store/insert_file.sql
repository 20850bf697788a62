-- grain: one received file
-- unit: byte_count in bytes
-- null: none
insert into file (sha256, file_name, byte_count, is_cleaned, received_at)
values ($sha256, $file_name, $byte_count, $is_cleaned, $received_at)
on conflict do nothing
