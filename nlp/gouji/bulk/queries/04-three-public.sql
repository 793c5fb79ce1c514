-- “三公”经费的增减及所说的原因：金额为元，变动率为比值
SELECT
    r.department,
    r.fiscal_year,
    c.subject,
    c.basis,
    c.kind,
    c.direction,
    c.base_value,
    s.text AS reason,
    s.depth
FROM claims AS c
JOIN reports AS r USING (report)
LEFT JOIN reasons AS s ON s.report = c.report AND list_contains(s.explains, c.id)
WHERE c.kind IN ('change', 'change_rate', 'comparison', 'flat')
    AND regexp_matches(c.subject, '三公|因公出国|公务用车|公务接待')
ORDER BY r.department, r.fiscal_year, c.id, s.id
