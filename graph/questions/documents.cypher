// title: What was loaded
// answers: Which letters and reports are in the graph?
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column name: id of the document
// column title: title
// column kind: letter or report
// column force: slugs of the forces
// column inspection: slug of the inspection
// column published: its date
// column passages_count: number of passages
// column findings_count: number of findings
// column embargoed_until: end of its embargo
// column under_embargo: whether the embargo still holds
// column filename: the file that was read
MATCH (d:Document)
WHERE $include_embargoed OR d.embargoed_until IS NULL OR d.embargoed_until <= $now
OPTIONAL MATCH (d)-[:SENT_TO]->(f:Force)
WITH d, collect(f.slug) AS forces
OPTIONAL MATCH (d)-[:REPORTS]->(i:Inspection)
OPTIONAL MATCH (d)<-[:PART_OF]-(s:Passage)
OPTIONAL MATCH (s)<-[:STATED_IN]-(x:Finding)
WITH d, forces, i, count(DISTINCT s.id) AS passages_count, count(DISTINCT x.id) AS findings_count
RETURN d.id AS name, d.title AS title, d.kind AS kind, forces AS force, i.slug AS inspection, d.published AS published,
       passages_count, findings_count, d.embargoed_until AS embargoed_until,
       coalesce(d.embargoed_until > $now, false) AS under_embargo, d.filename AS filename
ORDER BY name
