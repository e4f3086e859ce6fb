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
// column said_in: those of the inspections in which the source itself says that it is a repeat (slugs)
// column praised_between: inspections between the first and the last of them that praised it (slugs)
// column praised_since: inspections after the last of them that praised it (slugs)
// column findings: ids of the findings of weakness, in order of time
MATCH (p:Practice)<-[:CONCERNS]-(x:Finding)-[:ABOUT]->(f:Force)
WHERE x.polarity IN ['weakness', 'strength']
  AND ($force IS NULL OR f.slug = $force)
  AND ($practice IS NULL OR p.slug = $practice OR EXISTS { MATCH (p)-[:BROADER*1..5]->(:Practice {id: $practice}) })
  AND ($include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now)
MATCH (x)-[:FOUND_IN]->(i:Inspection)
WITH f, p, x, i, right('00000' + toString(coalesce(i.sequence, 0)), 5) AS place
ORDER BY place, i.slug, x.id
WITH f.slug AS force, f.name AS force_name, p.slug AS practice, p.name AS name,
     collect(DISTINCT CASE WHEN x.polarity = 'weakness' THEN i.slug END) AS inspections,
     collect(DISTINCT CASE WHEN x.polarity = 'weakness' THEN x.id END) AS findings,
     collect(DISTINCT CASE WHEN x.polarity = 'weakness' AND x.peer_context = 'concern-repeated' THEN i.slug END) AS said_in,
     count(DISTINCT CASE WHEN x.polarity = 'weakness' AND x.embargoed_until > $now THEN x.id END) AS embargoed_count,
     min(CASE WHEN x.polarity = 'weakness' THEN place END) AS first,
     max(CASE WHEN x.polarity = 'weakness' THEN place END) AS last,
     collect(DISTINCT CASE WHEN x.polarity = 'strength' THEN place + ' ' + i.slug END) AS strong
WHERE size(said_in) > 0 OR size(inspections) > 1
WITH force, force_name, practice, name, inspections, findings, said_in, embargoed_count,
     [s IN strong WHERE left(s, 5) > first AND left(s, 5) < last | substring(s, 6)] AS praised_between,
     [s IN strong WHERE left(s, 5) > last | substring(s, 6)] AS praised_since
RETURN force, practice, inspections, size(findings) AS findings_count,
       CASE WHEN size(said_in) > 0 THEN 'inspectorate-says'
            WHEN size(praised_between) > 0 THEN 'came-back'
            ELSE 'found-again' END AS basis,
       force_name, name, embargoed_count, said_in, praised_between, praised_since, findings
ORDER BY size(inspections) DESC, findings_count DESC, force, practice
