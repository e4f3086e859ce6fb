// title: What an answer rests on
// answers: Whose words, on which kind of source and from when, stand behind what was found of each force on each practice?
// parameter force: text; only of this force (slug)
// parameter practice: text; only this practice or what is below it (slug)
// parameter risk: text; only what exposes to this risk or one below it (slug)
// parameter inspection: text; only what this inspection found (slug)
// parameter region: text; only forces of this region (slug)
// parameter polarity: text; only strength, weakness or neutral
// parameter status: text; only what has this rank of the inspectorate
// parameter source_kind: text; only what was read on this kind of page or document
// parameter since: text; only what was published on or after this day (YYYY-MM-DD); a period counts as its first day
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column practice: slug of the practice
// column name: name of the practice
// column force: slug of the force
// column inspection: slug of the inspection
// column sequence: place of the inspection in time
// column period: when the last of the findings was published, at the source's precision: its own date, else its inspection's
// column polarity: strength, weakness or neutral
// column wording: quoted (a document read sentence by sentence) or summary (a headline or remark of a page, in our words)
// column source_kind: kind of page or document that they were read on
// column findings_count: number of findings
// column embargoed_count: how many of the findings are still under embargo
MATCH (p:Practice)<-[:CONCERNS]-(x:Finding)-[:ABOUT]->(f:Force)
WHERE ($force IS NULL OR f.slug = $force)
  AND ($polarity IS NULL OR x.polarity = $polarity)
  AND ($status IS NULL OR x.status = $status)
  AND ($source_kind IS NULL OR x.source_kind = $source_kind)
  AND ($include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now)
  AND ($practice IS NULL OR p.slug = $practice OR EXISTS { MATCH (p)-[:BROADER*1..5]->(:Practice {id: $practice}) })
  AND ($region IS NULL OR EXISTS { MATCH (f)-[:IN_REGION]->(:Region {id: $region}) })
  AND ($inspection IS NULL OR EXISTS { MATCH (x)-[:FOUND_IN]->(:Inspection {id: $inspection}) })
  AND ($risk IS NULL OR EXISTS { MATCH (x)-[:EXPOSES]->(:Risk)-[:BROADER*0..5]->(:Risk {id: $risk}) })
OPTIONAL MATCH (x)-[:FOUND_IN]->(i:Inspection)
WITH p, x, f, i, coalesce(toString(x.published), x.published_period, i.published_period) AS period
WHERE $since IS NULL OR substring(coalesce(period, '') + '-01-01', 0, 10) >= $since
WITH p.slug AS practice, p.name AS name, f.slug AS force, i.slug AS inspection, i.sequence AS sequence,
     x.polarity AS polarity, x.wording AS wording, x.source_kind AS source_kind,
     max(period) AS period, count(DISTINCT x.id) AS findings_count,
     count(DISTINCT CASE WHEN x.embargoed_until > $now THEN x.id END) AS embargoed_count
RETURN practice, name, force, inspection, sequence, period, polarity, wording, source_kind, findings_count,
       embargoed_count
ORDER BY practice, force, coalesce(sequence, 0) DESC, coalesce(inspection, ''), polarity, wording, coalesce(source_kind, '')
