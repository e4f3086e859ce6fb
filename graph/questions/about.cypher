// title: What the graph holds
// answers: How many findings of how many forces, from when to when, and how many letters?
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column findings_count: number of findings
// column forces_count: number of forces with any finding
// column quoted_count: how many of the findings quote a document, sentence by sentence
// column first_period: earliest time of a finding, at the source's precision
// column last_period: latest time of a finding, at the source's precision
// column documents_count: number of letters and reports
// column embargoed_count: number of findings whose embargo still holds
// column embargoed_until: the last end of an embargo that still holds
OPTIONAL MATCH (x:Finding)-[:ABOUT]->(f:Force)
WHERE $include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now
OPTIONAL MATCH (x)-[:FOUND_IN]->(i:Inspection)
WITH count(DISTINCT x.id) AS findings_count, count(DISTINCT f.slug) AS forces_count,
     count(DISTINCT CASE WHEN x.wording = 'quoted' THEN x.id END) AS quoted_count,
     min(coalesce(toString(x.published), x.published_period, i.published_period)) AS first_period,
     max(coalesce(toString(x.published), x.published_period, i.published_period)) AS last_period
OPTIONAL MATCH (d:Document)
WHERE $include_embargoed OR d.embargoed_until IS NULL OR d.embargoed_until <= $now
WITH findings_count, forces_count, quoted_count, first_period, last_period, count(d) AS documents_count
OPTIONAL MATCH (e:Finding)
WHERE e.embargoed_until > $now
RETURN findings_count, forces_count, quoted_count, first_period, last_period, documents_count,
       count(e) AS embargoed_count, max(e.embargoed_until) AS embargoed_until
