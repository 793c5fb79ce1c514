-- 各种模板的核对范围：模板以文件类型、级别和所含报表区分
WITH template AS (
    SELECT
        r.report,
        r.coverage,
        r.sources ->> '$[0].media_type' AS media_type,
        r.level,
        (
            SELECT string_agg(DISTINCT f.form, ' ' ORDER BY f.form)
            FROM forms AS f
            WHERE f.report = r.report
        ) AS forms
    FROM reports AS r
)
SELECT
    media_type,
    level,
    forms,
    count(*) AS reports,
    sum((coverage ->> 'figures')::BIGINT) AS figures,
    round(sum((coverage ->> 'linked')::BIGINT) / nullif(sum((coverage ->> 'linkable')::BIGINT), 0), 4) AS linked,
    round(
        sum((coverage ->> 'verified')::BIGINT)
        / nullif(sum((coverage ->> 'verified')::BIGINT + (coverage ->> 'unverifiable')::BIGINT), 0),
        4
    ) AS verified
FROM template
GROUP BY media_type, level, forms
ORDER BY reports DESC, media_type, level, forms
