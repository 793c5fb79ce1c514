-- 几个部门一字不差的原因：文字、部门数、次数
SELECT
    s.text,
    count(DISTINCT r.department) AS departments,
    count(*) AS times,
    bool_or(s.boilerplate) AS boilerplate
FROM reasons AS s
JOIN reports AS r USING (report)
GROUP BY s.text
HAVING departments > 1
ORDER BY departments DESC, times DESC, s.text
