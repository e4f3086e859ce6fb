// title: Forces read
// answers: Of how many forces is anything known within a selection, and of how many only from documents read sentence by sentence?
// parameter inspection: text; only what this inspection found (slug)
// parameter region: text; only forces of this region (slug)
// parameter source_kind: text; only what was read on this kind of page or document
// parameter since: text; only what was published on or after this day (YYYY-MM-DD); a period counts as its first day
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column forces_count: number of forces with any finding, whatever it says
// column quoted_only_count: how many of them are known only from documents read sentence by sentence
MATCH (x:Finding)-[:ABOUT]->(f:Force)
WHERE ($include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now)
  AND ($source_kind IS NULL OR x.source_kind = $source_kind)
  AND ($region IS NULL OR EXISTS { MATCH (f)-[:IN_REGION]->(:Region {id: $region}) })
  AND ($inspection IS NULL OR EXISTS { MATCH (x)-[:FOUND_IN]->(:Inspection {id: $inspection}) })
OPTIONAL MATCH (x)-[:FOUND_IN]->(i:Inspection)
WITH x, f, substring(coalesce(toString(x.published), x.published_period, i.published_period, '') + '-01-01', 0, 10) AS day
WHERE $since IS NULL OR day >= $since
WITH f.slug AS force, count(CASE WHEN x.wording = 'quoted' THEN NULL ELSE 1 END) AS told
WITH count(force) AS forces_count, count(CASE WHEN told = 0 THEN 1 END) AS quoted_only_count
WHERE forces_count > 0
RETURN forces_count, quoted_only_count
