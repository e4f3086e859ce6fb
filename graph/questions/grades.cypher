// title: Grades
// answers: Which grade did a force get on each question in each inspection?
// parameter force: text; only of this force (slug)
// parameter question: text; only on this question (slug)
// parameter inspection: text; only of this inspection (slug)
// parameter include_embargoed: truth = true; also what only a document under embargo states
// parameter now: time; the time in London by which embargoes are judged
// column force: slug of the force
// column question: slug of the question
// column question_name: name of the question
// column inspection: slug of the inspection
// column inspection_title: title of the inspection
// column sequence: place of the inspection in time
// column value: the grade, in the source's words
// column period: when it was published, at the source's precision: its own date, else its inspection's
// column source_kind: kind of page it was read on
// column source_url: address of the page
MATCH (g:Grade)-[:OF]->(f:Force)
WHERE ($force IS NULL OR f.slug = $force)
  AND ($include_embargoed
       OR any(s IN g.sources WHERE NOT EXISTS { MATCH (d:Document {id: s}) WHERE d.embargoed_until > $now }))
MATCH (g)-[:ANSWERS]->(q:Question)
WHERE $question IS NULL OR q.slug = $question
MATCH (g)-[:GIVEN_IN]->(i:Inspection)
WHERE $inspection IS NULL OR i.slug = $inspection
RETURN f.slug AS force, q.slug AS question, q.name AS question_name, i.slug AS inspection, i.title AS inspection_title,
       i.sequence AS sequence, g.value AS value, coalesce(toString(g.published), g.published_period, i.published_period) AS period,
       g.source_kind AS source_kind, g.source_url AS source_url
ORDER BY force, coalesce(i.sequence, 0) DESC, question
