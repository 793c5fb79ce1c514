-- 各年度的原因类型：次数与占比
SELECT
    r.fiscal_year,
    f.type,
    count(*) AS factors,
    round(count(*) / sum(count(*)) OVER (PARTITION BY r.fiscal_year), 4) AS share
FROM factors AS f
JOIN reports AS r USING (report)
WHERE f.type IS NOT NULL
GROUP BY r.fiscal_year, f.type
ORDER BY r.fiscal_year, factors DESC, f.type
