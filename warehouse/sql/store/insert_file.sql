-- grain: one received file
-- unit: byte_count in bytes
-- null: none
insert into file values ($sha256, $file_name, $byte_count, $content, $received_at)
on conflict do nothing
