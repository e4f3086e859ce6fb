// title: Weaknesses that forces share
// answers: In how many forces was each practice found weak, in which ones, and how lately?
// parameter force: text; only practices in which this force was found weak (slug)
// parameter practice: text; only this practice or what is below it (slug)
// parameter risk: text; only weaknesses that expose to this risk or one below it (slug)
// parameter inspection: text; only what this inspection found (slug)
// parameter region: text; only forces of this region (slug)
// parameter status: text; only weaknesses of this rank of the inspectorate
// parameter source_kind: text; only what was read on this kind of page or document
// parameter since: text; only what was published on or after this day (YYYY-MM-DD); a period counts as its first day
// parameter min_forces: integer = 2; least number of forces
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column practice: slug of the practice
// column name: name of the practice
// column forces_count: number of forces found weak in it
// column forces: their slugs, sorted
// column findings_count: number of findings of weakness
// column forces_recent: how many of the forces were found weak in it in the last two PEEL rounds that the data hold
// column forces_read: number of forces with any finding in the same selection
// column since_praised: those of the forces whose latest finding on it is a strength
// column first_seen: first inspection that found a force weak in it
// column last_seen: last inspection that found a force weak in it
// column forces_same_time: with a force given: those found weak in it by the inspection that last found that force weak in it, or in the year of that finding
// column force_last_seen: with a force given: the last inspection that found that force weak in it
// column force_praised_too: with a force given: whether the inspection that last found it weak also praised it on this practice
// column force_findings: with a force given: the ids of that force's findings of weakness, latest first
// column embargoed_count: how many of the findings are still under embargo

// the last two PEEL rounds that the data hold
OPTIONAL MATCH (read:Finding)-[:FOUND_IN]->(round:Inspection)
WHERE round.slug STARTS WITH 'peel-' AND round.sequence IS NOT NULL
  AND ($include_embargoed OR read.embargoed_until IS NULL OR read.embargoed_until <= $now)
WITH DISTINCT round.slug AS slug, round.sequence AS sequence
ORDER BY sequence DESC LIMIT 2
WITH collect(slug) AS recent

// every finding in the selection, whatever its polarity: what was read
OPTIONAL MATCH (x:Finding)-[:ABOUT]->(f:Force)
WHERE ($include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now)
  AND ($source_kind IS NULL OR x.source_kind = $source_kind)
  AND ($region IS NULL OR EXISTS { MATCH (f)-[:IN_REGION]->(:Region {id: $region}) })
  AND ($inspection IS NULL OR EXISTS { MATCH (x)-[:FOUND_IN]->(:Inspection {id: $inspection}) })
OPTIONAL MATCH (x)-[:FOUND_IN]->(i:Inspection)
WITH recent, x, f, substring(coalesce(toString(x.published), x.published_period, i.published_period, '') + '-01-01', 0, 10) AS day
WHERE $since IS NULL OR day >= $since
WITH recent, count(DISTINCT f.slug) AS forces_read

// each force's findings on each practice, the selected weaknesses counted
MATCH (p:Practice)<-[:CONCERNS]-(x:Finding)-[:ABOUT]->(f:Force)
WHERE ($practice IS NULL OR p.slug = $practice OR EXISTS { MATCH (p)-[:BROADER*1..5]->(:Practice {id: $practice}) })
  AND ($include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now)
OPTIONAL MATCH (x)-[:FOUND_IN]->(i:Inspection)
WITH recent, forces_read, p, f, x, i,
     substring(coalesce(toString(x.published), x.published_period, i.published_period, '') + '-01-01', 0, 10) AS day,
     right('00000' + toString(coalesce(i.sequence, 0)), 5) + ' ' + coalesce(i.slug, '') AS place
ORDER BY place DESC, x.id
WITH recent, forces_read, p, f, x, i, day, place,
     x.polarity = 'weakness'
     AND ($since IS NULL OR day >= $since)
     AND ($status IS NULL OR x.status = $status)
     AND ($source_kind IS NULL OR x.source_kind = $source_kind)
     AND ($inspection IS NULL OR coalesce(i.slug, '') = $inspection)
     AND ($region IS NULL OR EXISTS { MATCH (f)-[:IN_REGION]->(:Region {id: $region}) })
     AND ($risk IS NULL OR EXISTS { MATCH (x)-[:EXPOSES]->(:Risk)-[:BROADER*0..5]->(:Risk {id: $risk}) }) AS chosen
WITH recent, forces_read, p.slug AS practice, p.name AS name, f.slug AS force,
     count(DISTINCT CASE WHEN chosen THEN x.id END) AS findings,
     count(DISTINCT CASE WHEN chosen AND x.embargoed_until > $now THEN x.id END) AS embargoed,
     count(CASE WHEN chosen AND coalesce(i.slug, '') IN recent THEN 1 END) AS recently,
     collect(DISTINCT CASE WHEN chosen AND f.slug = $force THEN x.id END) AS ids,
     collect(DISTINCT CASE WHEN chosen THEN place + ' ' + CASE WHEN day STARTS WITH '-' THEN '' ELSE substring(day, 0, 4) END END) AS times,
     min(CASE WHEN chosen THEN place END) AS first,
     max(CASE WHEN chosen THEN place END) AS last,
     max(CASE WHEN x.polarity = 'weakness' THEN place END) AS weak,
     collect(DISTINCT CASE WHEN x.polarity = 'strength' THEN place END) AS strong
WHERE findings > 0
WITH recent, forces_read, practice, name, force, findings, embargoed, recently, ids, times, first, last, weak, strong,
     CASE WHEN any(s IN strong WHERE substring(s, 0, 5) > substring(weak, 0, 5)) THEN force END AS praised_since
ORDER BY force

// one row for each practice
WITH forces_read, practice, name,
     count(force) AS forces_count,
     collect(force) AS forces,
     sum(findings) AS findings_count,
     count(CASE WHEN recently > 0 THEN 1 END) AS forces_recent,
     collect(praised_since) AS since_praised,
     min(first) AS first, max(last) AS last,
     sum(embargoed) AS embargoed_count,
     collect(CASE WHEN force = $force THEN {last: last, times: times, praised: last IN strong, ids: ids} END) AS own,
     collect({force: force, times: times}) AS all_times
WHERE forces_count >= $min_forces AND ($force IS NULL OR $force IN forces)
WITH forces_read, practice, name, forces_count, forces, findings_count, forces_recent, since_praised, first, last,
     embargoed_count, head(own) AS mine, all_times
WITH forces_read, practice, name, forces_count, forces, findings_count, forces_recent, since_praised, first, last,
     embargoed_count, mine, all_times,
     [t IN coalesce(mine.times, []) WHERE t STARTS WITH mine.last + ' ' AND NOT t ENDS WITH ' ' | right(t, 5)] AS own_years
RETURN practice, name, forces_count, forces, findings_count, forces_recent, forces_read, since_praised,
       substring(first, 6) AS first_seen, substring(last, 6) AS last_seen,
       [o IN all_times
        WHERE o.force <> $force
          AND any(t IN o.times WHERE right(t, 5) IN own_years OR (t STARTS WITH mine.last + ' ' AND mine.last <> '00000 '))
        | o.force] AS forces_same_time,
       substring(mine.last, 6) AS force_last_seen, mine.praised AS force_praised_too,
       coalesce(mine.ids, []) AS force_findings,
       embargoed_count
ORDER BY CASE WHEN $force IS NULL THEN '' ELSE mine.last END DESC,
         CASE WHEN $force IS NULL OR size(forces_same_time) > 0 THEN 0 ELSE 1 END,
         CASE WHEN $force IS NULL THEN -forces_count ELSE forces_count END, practice
