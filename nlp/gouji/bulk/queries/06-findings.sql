-- 最常见的问题：代码、程度、次数、涉及的报告数
SELECT
    code,
    severity,
    count(*) AS findings,
    count(DISTINCT report) AS reports
FROM findings
WHERE root = id
GROUP BY code, severity
ORDER BY findings DESC, code, severity
