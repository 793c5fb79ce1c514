-- 情况说明与其报表矛盾的部门：矛盾的陈述数，及其占可核实陈述的比例
SELECT
    r.department,
    r.fiscal_year,
    count(*) FILTER (WHERE v.verdict = 'contradicted') AS contradicted,
    count(*) FILTER (WHERE v.verdict <> 'unverifiable') AS verifiable,
    round(contradicted / verifiable, 4) AS share
FROM verdicts AS v
JOIN reports AS r USING (report)
GROUP BY r.report, r.department, r.fiscal_year
HAVING contradicted > 0
ORDER BY contradicted DESC, share DESC, r.department, r.fiscal_year
