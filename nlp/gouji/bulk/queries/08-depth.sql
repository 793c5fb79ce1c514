-- 各年度原因的深度：D0 没有，至 D4 有驱动因素和数量
SELECT
    r.fiscal_year,
    s.depth,
    count(*) AS reasons,
    round(count(*) / sum(count(*)) OVER (PARTITION BY r.fiscal_year), 4) AS share,
    round(avg(s.quantified::INT), 4) AS quantified
FROM reasons AS s
JOIN reports AS r USING (report)
GROUP BY r.fiscal_year, s.depth
ORDER BY r.fiscal_year, s.depth
