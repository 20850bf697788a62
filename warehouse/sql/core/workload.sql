-- grain: the release being built
-- unit: counts of indicators and current provinces, computed and all
-- null: none
select
    (select count(distinct indicator_id) from in_work) as indicator_count,
    (select count(*) from dim_indicator) as indicator_total,
    (select count(distinct province_area_id) from part_in_work where province_area_id <> 'VN') as province_count,
    (select count(distinct province_area_id) from part_area where province_area_id <> 'VN') as province_total,
    (select count(*) from part_in_work) = (select count(*) from release_part) as is_complete
