// title: How much is known
// answers: How much of each force was read, from which inspections, and of what kind of source?
// parameter force: text; only this force (slug)
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column force: slug of the force
// column name: name of the force
// column findings_count: number of findings
// column inspections: the inspections with any finding about it, in order of time (slugs)
// column grades_count: number of grades
// column initiatives_count: number of initiatives
// column recommendations_count: number of recommendations that name it
// column documents_count: number of letters and reports read sentence by sentence
// column from_inspectorate_count: how many of the findings were read on the inspectorate's own pages and reports
// column with_day_count: how many of the findings have a day of publication
// column first_seen: first inspection with a finding about it
// column last_seen: last inspection with a finding about it
MATCH (f:Force)
WHERE $force IS NULL OR f.slug = $force
OPTIONAL MATCH (f)<-[:ABOUT]-(x:Finding)
WHERE $include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now
OPTIONAL MATCH (x)-[:FOUND_IN]->(i:Inspection)
WITH f, x, i ORDER BY coalesce(i.sequence, 0), i.slug
WITH f, count(DISTINCT x.id) AS findings_count, collect(DISTINCT i.slug) AS inspections,
     count(DISTINCT CASE WHEN x.source_kind IN ['inspectorate-page', 'inspectorate-report'] THEN x.id END) AS from_inspectorate_count,
     count(DISTINCT CASE WHEN x.published IS NOT NULL THEN x.id END) AS with_day_count
OPTIONAL MATCH (f)<-[:OF]-(g:Grade)
WHERE $include_embargoed
   OR any(s IN g.sources WHERE NOT EXISTS { MATCH (d:Document {id: s}) WHERE d.embargoed_until > $now })
WITH f, findings_count, inspections, from_inspectorate_count, with_day_count, count(DISTINCT g.id) AS grades_count
OPTIONAL MATCH (f)<-[:RUN_BY]-(v:Initiative)
WITH f, findings_count, inspections, from_inspectorate_count, with_day_count, grades_count,
     count(DISTINCT v.id) AS initiatives_count
OPTIONAL MATCH (f)<-[:ADDRESSED_TO]-(n:Recommendation)
WITH f, findings_count, inspections, from_inspectorate_count, with_day_count, grades_count, initiatives_count,
     count(DISTINCT n.id) AS recommendations_count
OPTIONAL MATCH (f)<-[:SENT_TO]-(d:Document)
WHERE $include_embargoed OR d.embargoed_until IS NULL OR d.embargoed_until <= $now
WITH f, findings_count, inspections, from_inspectorate_count, with_day_count, grades_count, initiatives_count,
     recommendations_count, count(DISTINCT d.id) AS documents_count
RETURN f.slug AS force, f.name AS name, findings_count, inspections, grades_count, initiatives_count,
       recommendations_count, documents_count, from_inspectorate_count, with_day_count,
       head(inspections) AS first_seen, last(inspections) AS last_seen
ORDER BY force
