// title: Inspections read
// answers: Of how many forces was each inspection read?
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column inspection: slug of the inspection
// column title: title
// column period: when it was published, at the source's precision
// column forces_count: number of forces with any finding of it
// column findings_count: number of findings
// column grades_count: number of grades
// column recommendations_count: number of recommendations
// column documents_count: number of letters and reports read sentence by sentence
MATCH (i:Inspection)
WHERE $include_embargoed
   OR any(s IN i.sources WHERE NOT EXISTS { MATCH (d:Document {id: s}) WHERE d.embargoed_until > $now })
OPTIONAL MATCH (i)<-[:FOUND_IN]-(x:Finding)-[:ABOUT]->(f:Force)
WHERE $include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now
WITH i, count(DISTINCT f.slug) AS forces_count, count(DISTINCT x.id) AS findings_count
OPTIONAL MATCH (i)<-[:GIVEN_IN]-(g:Grade)
WHERE $include_embargoed
   OR any(s IN g.sources WHERE NOT EXISTS { MATCH (d:Document {id: s}) WHERE d.embargoed_until > $now })
WITH i, forces_count, findings_count, count(DISTINCT g.id) AS grades_count
OPTIONAL MATCH (i)<-[:MADE_IN]-(n:Recommendation)
WITH i, forces_count, findings_count, grades_count, count(DISTINCT n.id) AS recommendations_count
OPTIONAL MATCH (i)<-[:REPORTS]-(d:Document)
WHERE $include_embargoed OR d.embargoed_until IS NULL OR d.embargoed_until <= $now
WITH i, forces_count, findings_count, grades_count, recommendations_count, count(DISTINCT d.id) AS documents_count
RETURN i.slug AS inspection, i.title AS title, i.published_period AS period, forces_count, findings_count,
       grades_count, recommendations_count, documents_count
ORDER BY coalesce(i.sequence, 0), inspection
