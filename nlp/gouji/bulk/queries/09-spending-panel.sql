-- 部门支出的面板：本年支出、基本支出、项目支出（元）及与上一年度相比
WITH spending AS (
    SELECT
        r.department,
        r.fiscal_year,
        any_value(c.value) FILTER (WHERE c."column" = '本年支出合计')
            * CASE any_value(c.table_unit) WHEN '万元' THEN 10000 WHEN '亿元' THEN 100000000 ELSE 1 END AS total,
        any_value(c.value) FILTER (WHERE c."column" = '基本支出')
            * CASE any_value(c.table_unit) WHEN '万元' THEN 10000 WHEN '亿元' THEN 100000000 ELSE 1 END AS basic,
        any_value(c.value) FILTER (WHERE c."column" = '项目支出')
            * CASE any_value(c.table_unit) WHEN '万元' THEN 10000 WHEN '亿元' THEN 100000000 ELSE 1 END AS project
    FROM cells AS c
    JOIN reports AS r USING (report)
    WHERE c.form = '公开03' AND c."row" = '合计'
    GROUP BY r.report, r.department, r.fiscal_year
),
before AS (
    SELECT
        *,
        lag(total) OVER (PARTITION BY department ORDER BY fiscal_year) AS last_total,
        lag(fiscal_year) OVER (PARTITION BY department ORDER BY fiscal_year) AS last_year
    FROM spending
)
SELECT
    department,
    fiscal_year,
    total,
    basic,
    project,
    CASE WHEN last_year = fiscal_year - 1 THEN total - last_total END AS change,
    CASE WHEN last_year = fiscal_year - 1 THEN round(total / nullif(last_total, 0) - 1, 4) END AS rate
FROM before
ORDER BY department, fiscal_year
