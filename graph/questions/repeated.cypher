// title: Weaknesses found again
// answers: Which weaknesses of a force did the inspectorate find more than once, or say that it found again?
// parameter force: text; only this force (slug)
// parameter practice: text; only this practice or what is below it (slug)
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column force: slug of the force
// column practice: slug of the practice
// column inspections: the inspections that found the weakness, in order of time (slugs)
// column findings_count: number of findings of weakness
// column basis: inspectorate-says: the source itself says that it is a repeat; came-back: praised between two findings of weakness; found-again: found weak in several inspections
// column force_name: name of the force
// column name: name of the practice
// column embargoed_count: how many of the findings are still under embargo
MATCH (p:Practice)<-[:CONCERNS]-(x:Finding)-[:ABOUT]->(f:Force)
WHERE x.polarity IN ['weakness', 'strength']
  AND ($force IS NULL OR f.slug = $force)
  AND ($practice IS NULL OR p.slug = $practice OR EXISTS { MATCH (p)-[:BROADER*1..5]->(:Practice {id: $practice}) })
  AND ($include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now)
MATCH (x)-[:FOUND_IN]->(i:Inspection)
WITH f, p, x, i, right('00000' + toString(coalesce(i.sequence, 0)), 5) AS place
ORDER BY place, i.slug
WITH f.slug AS force, f.name AS force_name, p.slug AS practice, p.name AS name,
     collect(DISTINCT CASE WHEN x.polarity = 'weakness' THEN i.slug END) AS inspections,
     count(DISTINCT CASE WHEN x.polarity = 'weakness' THEN x.id END) AS findings_count,
     count(CASE WHEN x.polarity = 'weakness' AND x.peer_context = 'concern-repeated' THEN 1 END) AS said,
     count(DISTINCT CASE WHEN x.polarity = 'weakness' AND x.embargoed_until > $now THEN x.id END) AS embargoed_count,
     min(CASE WHEN x.polarity = 'weakness' THEN place END) AS first,
     max(CASE WHEN x.polarity = 'weakness' THEN place END) AS last,
     collect(DISTINCT CASE WHEN x.polarity = 'strength' THEN place END) AS strong
WHERE said > 0 OR size(inspections) > 1
RETURN force, practice, inspections, findings_count,
       CASE WHEN said > 0 THEN 'inspectorate-says'
            WHEN any(s IN strong WHERE s > first AND s < last) THEN 'came-back'
            ELSE 'found-again' END AS basis,
       force_name, name, embargoed_count
ORDER BY size(inspections) DESC, findings_count DESC, force, practice
