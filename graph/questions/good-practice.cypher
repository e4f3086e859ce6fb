// title: Good practice that forces share
// answers: In how many forces was each practice praised, or does an initiative apply it, and in which ones?
// parameter force: text; only practices in which this force was praised or runs an initiative (slug)
// parameter practice: text; only this practice or what is below it (slug)
// parameter inspection: text; only strengths that this inspection found (slug); leaves initiatives out
// parameter region: text; only forces of this region (slug)
// parameter source_kind: text; only what was read on this kind of page or document
// parameter since: text; only what was published on or after this day (YYYY-MM-DD), initiatives by their year; a period counts as its first day
// parameter min_forces: integer = 1; least number of forces
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column practice: slug of the practice
// column name: name of the practice
// column forces_count: number of forces praised for it or running an initiative
// column forces: their slugs, sorted
// column findings_count: number of findings of strength
// column strength_forces_count: number of forces praised for it
// column initiatives_count: number of initiatives
// column strength_forces: the forces that were praised for it (slugs)
// column initiative_forces: the forces that run or ran an initiative (slugs)
// column since_criticised: those of the praised forces whose latest finding on it is a weakness
// column first_seen: first inspection that praised a force for it
// column last_seen: last inspection that praised a force for it
// column embargoed_count: how many of the findings are still under embargo
MATCH (p:Practice)
WHERE $practice IS NULL OR p.slug = $practice OR EXISTS { MATCH (p)-[:BROADER*1..5]->(:Practice {id: $practice}) }

// strengths, force by force, with the latest word on each
OPTIONAL MATCH (p)<-[:CONCERNS]-(x:Finding)-[:ABOUT]->(f:Force)
WHERE ($include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now)
OPTIONAL MATCH (x)-[:FOUND_IN]->(i:Inspection)
WITH p, x, f, i,
     substring(coalesce(toString(x.published), x.published_period, i.published_period, '') + '-01-01', 0, 10) AS day,
     right('00000' + toString(coalesce(i.sequence, 0)), 5) + ' ' + coalesce(i.slug, '') AS place
WITH p, x, f, place,
     x.polarity = 'strength'
     AND ($since IS NULL OR day >= $since)
     AND ($source_kind IS NULL OR x.source_kind = $source_kind)
     AND ($inspection IS NULL OR coalesce(i.slug, '') = $inspection)
     AND ($region IS NULL OR EXISTS { MATCH (f)-[:IN_REGION]->(:Region {id: $region}) }) AS chosen
WITH p.slug AS practice, p.name AS name, f.slug AS force,
     count(DISTINCT CASE WHEN chosen THEN x.id END) AS findings,
     count(DISTINCT CASE WHEN chosen AND x.embargoed_until > $now THEN x.id END) AS embargoed,
     min(CASE WHEN chosen THEN place END) AS first,
     max(CASE WHEN chosen THEN place END) AS last,
     max(CASE WHEN x.polarity = 'strength' THEN place END) AS strong,
     max(CASE WHEN x.polarity = 'weakness' THEN place END) AS weak
ORDER BY force
WITH practice, name,
     collect(CASE WHEN findings > 0 THEN force END) AS strength_forces,
     collect(CASE WHEN findings > 0 AND substring(weak, 0, 5) > substring(strong, 0, 5) THEN force END) AS since_criticised,
     sum(findings) AS findings_count, sum(embargoed) AS embargoed_count, min(first) AS first, max(last) AS last

// initiatives
OPTIONAL MATCH (:Practice {id: practice})<-[:APPLIES]-(v:Initiative)-[:RUN_BY]->(g:Force)
WHERE $inspection IS NULL
  AND ($source_kind IS NULL OR v.source_kind = $source_kind)
  AND ($since IS NULL OR toString(v.year) + '-01-01' >= $since)
  AND ($region IS NULL OR EXISTS { MATCH (g)-[:IN_REGION]->(:Region {id: $region}) })
WITH practice, name, strength_forces, since_criticised, findings_count, embargoed_count, first, last,
     v.id AS initiative, g.slug AS runner
ORDER BY runner
WITH practice, name, strength_forces, since_criticised, findings_count, embargoed_count, first, last,
     count(DISTINCT initiative) AS initiatives_count, collect(DISTINCT runner) AS initiative_forces
UNWIND strength_forces + initiative_forces AS force
WITH practice, name, strength_forces, since_criticised, findings_count, embargoed_count, first, last,
     initiatives_count, initiative_forces, force
ORDER BY force
WITH practice, name, strength_forces, since_criticised, findings_count, embargoed_count, first, last,
     initiatives_count, initiative_forces, collect(DISTINCT force) AS forces
WITH practice, name, strength_forces, since_criticised, findings_count, embargoed_count, first, last,
     initiatives_count, initiative_forces, forces, size(forces) AS forces_count
WHERE forces_count >= $min_forces AND ($force IS NULL OR $force IN forces)
RETURN practice, name, forces_count, forces, findings_count, size(strength_forces) AS strength_forces_count,
       initiatives_count, strength_forces, initiative_forces, since_criticised,
       substring(first, 6) AS first_seen, substring(last, 6) AS last_seen, embargoed_count
ORDER BY forces_count DESC, practice
