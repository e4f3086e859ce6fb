// title: Findings in short
// answers: How is every finding coded, of which force, from which inspection? One row for each finding, practice and risk
// parameter force: text; only about this force (slug)
// parameter polarity: text; only strength, weakness or neutral
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column finding: id of the finding
// column force: slug of the force
// column inspection: slug of the inspection
// column sequence: place of the inspection in time
// column question: slug of a question that it answers
// column published: when it was published, at the source's precision, where the source says so
// column period: when it was published, at the source's precision: its own date, else its inspection's
// column polarity: strength, weakness or neutral
// column status: the inspectorate's own rank
// column peer_context: how the source sets the force beside others or beside its own past
// column wording: quoted from a document, or our summary
// column source_kind: kind of page or document it was read on
// column confidence: the least confidence of its codings; none where a person coded it
// column practice: slug of a practice that it is on
// column risk: slug of a risk that it exposes to
// column embargoed_until: end of its document's embargo, where that has not come yet
MATCH (x:Finding)-[:ABOUT]->(f:Force)
WHERE ($force IS NULL OR f.slug = $force)
  AND ($polarity IS NULL OR x.polarity = $polarity)
  AND ($include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now)
OPTIONAL MATCH (x)-[:FOUND_IN]->(i:Inspection)
OPTIONAL MATCH (x)-[:ADDRESSES]->(q:Question)
OPTIONAL MATCH (x)-[:CONCERNS]->(p:Practice)
OPTIONAL MATCH (x)-[:EXPOSES]->(r:Risk)
RETURN x.id AS finding, f.slug AS force, i.slug AS inspection, i.sequence AS sequence, q.slug AS question,
       coalesce(toString(x.published), x.published_period) AS published,
       coalesce(toString(x.published), x.published_period, i.published_period) AS period, x.polarity AS polarity,
       x.status AS status, x.peer_context AS peer_context, x.wording AS wording, x.source_kind AS source_kind,
       x.confidence AS confidence, p.slug AS practice, r.slug AS risk,
       CASE WHEN x.embargoed_until > $now THEN x.embargoed_until END AS embargoed_until
ORDER BY finding, practice, risk, question
