-- grain: the address of a cell as a spreadsheet writes it, and back; columns count from 0, rows from 1
-- unit: none
-- null: none
create or replace macro name_cell(column_number, row_number) as
    case when column_number >= 18278 then chr((65 + (column_number - 18278) // 17576 % 26)::integer) else '' end
    || case when column_number >= 702 then chr((65 + (column_number - 702) // 676 % 26)::integer) else '' end
    || case when column_number >= 26 then chr((65 + (column_number - 26) // 26 % 26)::integer) else '' end
    || chr((65 + column_number % 26)::integer) || row_number;

create or replace macro find_column(cell) as
    list_reduce([ascii(letter) - 64 for letter in string_split(regexp_extract(cell, '^[A-Z]+'), '')], lambda a, b: a * 26 + b) - 1;

create or replace macro find_row(cell) as
    regexp_extract(cell, '[0-9]+$')::uinteger;
