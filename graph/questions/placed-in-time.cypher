// title: Findings placed in time
// answers: How many findings have a date of their own, how many only their inspection's, how many none?
// parameter since: text; count separately what falls on or after this day (YYYY-MM-DD)
// parameter polarity: text; only strength, weakness or neutral
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column placed_by: day, period or inspection where it has one, else nothing
// column findings_count: number of findings
// column since_count: how many of them fall on or after the day
MATCH (x:Finding)
WHERE ($polarity IS NULL OR x.polarity = $polarity)
  AND ($include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now)
OPTIONAL MATCH (x)-[:FOUND_IN]->(i:Inspection)
WITH x.id AS id, CASE WHEN x.published IS NOT NULL THEN 'day'
                      WHEN x.published_period IS NOT NULL THEN 'period'
                      WHEN i.published_period IS NOT NULL THEN 'inspection'
                      ELSE 'nothing' END AS placed_by,
     substring(coalesce(toString(x.published), x.published_period, i.published_period, '') + '-01-01', 0, 10) AS day
RETURN placed_by, count(DISTINCT id) AS findings_count,
       count(DISTINCT CASE WHEN $since IS NULL OR (placed_by <> 'nothing' AND day >= $since) THEN id END) AS since_count
ORDER BY placed_by
