// title: Findings
// answers: What was found, in the source's words or ours, of which force, when, and coded how?
// parameter force: text; only about this force (slug)
// parameter practice: text; only on this practice or what is below it (slug)
// parameter risk: text; only what exposes to this risk or one below it (slug)
// parameter inspection: text; only found by this inspection (slug)
// parameter polarity: text; only strength, weakness or neutral
// parameter words: texts; only those whose text holds every one of these words, in any case
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column finding: id of the finding
// column force: slug of the force
// column force_name: name of the force
// column inspection: slug of the inspection
// column inspection_title: title of the inspection
// column sequence: place of the inspection in time
// column period: when it was published, at the source's precision: its own date, else its inspection's
// column polarity: strength, weakness or neutral
// column kind: finding, recommendation, action-taken or action-planned
// column status: the inspectorate's own rank
// column peer_context: how the source sets the force beside others or beside its own past
// column text: the sentence, or our summary
// column wording: quoted or summary
// column practices: slugs of the practices
// column practice_names: names of the practices
// column risks: slugs of the risks
// column risk_names: names of the risks
// column question: slug of the question that it answers
// column source_kind: kind of page or document it was read on
// column source_url: address of the page
// column document: id of the document that states it
// column confidence: the least confidence of its codings; none where a person coded it
// column embargoed_until: end of its document's embargo, where that has not come yet
MATCH (x:Finding)-[:ABOUT]->(f:Force)
WHERE ($force IS NULL OR f.slug = $force)
  AND ($polarity IS NULL OR x.polarity = $polarity)
  AND ($words IS NULL OR all(w IN $words WHERE toLower(x.text) CONTAINS w))
  AND ($include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now)
  AND ($inspection IS NULL OR EXISTS { MATCH (x)-[:FOUND_IN]->(:Inspection {id: $inspection}) })
  AND ($practice IS NULL OR EXISTS { MATCH (x)-[:CONCERNS]->(:Practice)-[:BROADER*0..5]->(:Practice {id: $practice}) })
  AND ($risk IS NULL OR EXISTS { MATCH (x)-[:EXPOSES]->(:Risk)-[:BROADER*0..5]->(:Risk {id: $risk}) })
OPTIONAL MATCH (x)-[:CONCERNS]->(p:Practice)
WITH x, f, p ORDER BY p.slug
WITH x, f, collect(p.slug) AS practices, collect(p.name) AS practice_names
OPTIONAL MATCH (x)-[:EXPOSES]->(r:Risk)
WITH x, f, practices, practice_names, r ORDER BY r.slug
WITH x, f, practices, practice_names, collect(r.slug) AS risks, collect(r.name) AS risk_names
OPTIONAL MATCH (x)-[:FOUND_IN]->(i:Inspection)
OPTIONAL MATCH (x)-[:ADDRESSES]->(q:Question)
WITH x, f, i, practices, practice_names, risks, risk_names, min(q.slug) AS question
OPTIONAL MATCH (x)-[:STATED_IN]->(s:Passage)-[:PART_OF]->(d:Document)
RETURN x.id AS finding, f.slug AS force, f.name AS force_name, i.slug AS inspection, i.title AS inspection_title,
       i.sequence AS sequence, coalesce(toString(x.published), x.published_period, i.published_period) AS period, x.polarity AS polarity,
       x.kind AS kind, x.status AS status, x.peer_context AS peer_context, x.text AS text, x.wording AS wording,
       practices, practice_names, risks, risk_names, question, x.source_kind AS source_kind,
       x.source_url AS source_url, d.id AS document, x.confidence AS confidence,
       CASE WHEN x.embargoed_until > $now THEN x.embargoed_until END AS embargoed_until
ORDER BY coalesce(i.sequence, 0) DESC, force, d.id, s.number, finding
