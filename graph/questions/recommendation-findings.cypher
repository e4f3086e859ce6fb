// title: Findings on the practice of a recommendation
// answers: What was found of the practice that a recommendation concerns, in each force, before it and after?
// parameter recommendation: text; only this recommendation (id)
// parameter force: text; only findings about this force (slug)
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column recommendation: id of the recommendation
// column force: slug of the force
// column practice: slug of the practice, as both are coded
// column name: name of the practice
// column polarity: strength or weakness
// column inspection: slug of the inspection that found it
// column sequence: place of the inspection in time
// column period: when the finding was published, at the source's precision: its own date, else its inspection's
// column published: when the recommendation was published, at the source's precision
// column when_found: before or after the recommendation, or not-clear: at the same time, or the dates are not exact enough
// column finding: id of the finding
// column text: the sentence, or our summary
// column wording: quoted or summary
// column source_kind: kind of page or document the finding was read on
// column source_url: address of the page
// column embargoed_until: end of its document's embargo, where that has not come yet
MATCH (n:Recommendation)
WHERE $recommendation IS NULL OR n.id = $recommendation
OPTIONAL MATCH (n)-[:MADE_IN]->(m:Inspection)
WITH n, coalesce(toString(n.published), n.published_period, m.published_period) AS published,
     EXISTS { MATCH (n)-[:ADDRESSED_TO]->(:Force) } AS named
MATCH (n)-[:CONCERNS]->(p:Practice)<-[:CONCERNS]-(x:Finding)-[:ABOUT]->(f:Force)
WHERE x.polarity IN ['weakness', 'strength']
  AND ($force IS NULL OR f.slug = $force)
  AND (NOT named OR EXISTS { MATCH (n)-[:ADDRESSED_TO]->(f) })
  AND ($include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now)
OPTIONAL MATCH (x)-[:FOUND_IN]->(i:Inspection)
WITH n, p, x, f, i, published, coalesce(toString(x.published), x.published_period, i.published_period) AS period
RETURN n.id AS recommendation, f.slug AS force, p.slug AS practice, p.name AS name, x.polarity AS polarity,
       i.slug AS inspection, i.sequence AS sequence, period, published,
       CASE WHEN substring(period + '-01-01', 0, 10) > published + substring('-12-31', size(published) - 4) THEN 'after'
            WHEN period + substring('-12-31', size(period) - 4) < substring(published + '-01-01', 0, 10) THEN 'before'
            ELSE 'not-clear' END AS when_found,
       x.id AS finding, x.text AS text, x.wording AS wording, x.source_kind AS source_kind,
       x.source_url AS source_url, CASE WHEN x.embargoed_until > $now THEN x.embargoed_until END AS embargoed_until
ORDER BY recommendation, force, coalesce(sequence, 0) DESC, finding, practice
