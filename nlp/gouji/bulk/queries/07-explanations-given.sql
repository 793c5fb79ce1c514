-- 应说明的增减有多少说明了原因：按部门与年度
SELECT
    department,
    fiscal_year,
    (coverage ->> 'reasons_required')::BIGINT AS required,
    (coverage ->> 'reasons_given')::BIGINT AS given,
    round(given / nullif(required, 0), 4) AS share
FROM reports
ORDER BY share NULLS LAST, department, fiscal_year
