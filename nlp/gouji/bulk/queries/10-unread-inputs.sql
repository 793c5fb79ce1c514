-- 没有读入的文件：原因、文件数、一个例子
SELECT
    why,
    count(*) AS files,
    min(path) AS example,
    min_by(message, path) AS message
FROM inputs
WHERE state <> 'done'
GROUP BY why
ORDER BY files DESC, why
