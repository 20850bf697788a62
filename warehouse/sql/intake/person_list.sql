-- grain: row of a list of persons; listed is the list, its column id the identifier as it was written
-- unit: number is a citizen number of 12 digits plus 10^12, or an identity card number of 9 digits
-- null: number = no such number; other = blank, or number is one. A citizen number begins with 0, which number cells lose
with cleaned as (
    select
        case when regexp_full_match(id, '[0-9]{12}') then 1000000000000 + id::ubigint end as whole,
        case
            when whole is null
                then upper(regexp_replace(regexp_replace(id, '^([0-9]+)\.0+$', '\1'), '[\s\x{00A0}\x{200B}.''’‘`_-]', '', 'g'))
        end as cleaned,
        * exclude (id)
    from listed
)

select
    case
        when whole is not null then whole
        when regexp_full_match(cleaned, '[0-9]{12}|[1-9][0-9]{9,10}') then 1000000000000 + cleaned::ubigint
        when regexp_full_match(cleaned, '[0-9]{9}|[1-9][0-9]{7}') then cleaned::ubigint
    end as number,
    case when number is null then nullif(cleaned, '') end as other,
    * exclude (whole, cleaned)
from cleaned
