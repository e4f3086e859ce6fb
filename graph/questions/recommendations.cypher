// title: Recommendations
// answers: What was recommended, to whom, by when, and what became of it?
// parameter force: text; what is addressed to this force, and national recommendations marked as such (slug)
// parameter only_own: truth = false; with a force given: leave national recommendations out
// parameter practice: text; only on this practice or what is below it (slug)
// parameter status: text; only of this status
// parameter overdue_on: text; only what was due before this day (YYYY-MM-DD) and is not known to be complete or superseded
// parameter include_embargoed: truth = true; also count findings under embargo
// parameter now: time; the time in London by which embargoes are judged
// column recommendation: id of the recommendation
// column inspection: slug of the inspection that made it
// column published: when it was published, at the source's precision
// column addressed_to: to whom: all-forces, a force, or a body
// column scope: own where it names the force asked for, national where it is for all forces, body where it is for another body, force where it names some force
// column due: by when, at the source's precision; a month or year has passed when its last day has
// column status: what became of it, as the page says
// column status_date: when it had that status
// column state: overdue (known open after it was due); due date passed, status unknown; closed; open; or unknown
// column superseded_by: what took its place
// column practices: slugs of the practices
// column practice_names: names of the practices
// column findings_count: number of findings of weakness on the same practices, of the force asked for or else of all
// column summary: what was asked, in our words
// column source_kind: kind of page it was read on
// column source_url: address of the page

// the weaknesses on each practice, counted once
MATCH (p:Practice)
OPTIONAL MATCH (p)<-[:CONCERNS]-(x:Finding)-[:ABOUT]->(g:Force)
WHERE x.polarity = 'weakness' AND ($force IS NULL OR g.slug = $force)
  AND ($include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now)
WITH p.slug AS practice, count(DISTINCT x.id) AS findings
WITH collect({practice: practice, findings: findings}) AS weak

MATCH (n:Recommendation)
OPTIONAL MATCH (n)-[:ADDRESSED_TO]->(f:Force)
WITH weak, n, collect(f.slug) AS named
WITH weak, n,
     CASE WHEN $force IS NOT NULL AND $force IN named THEN 'own'
             WHEN n.addressed_to = 'all-forces' THEN 'national'
             WHEN size(named) > 0 THEN 'force'
             ELSE 'body' END AS scope,
     n.due + substring('-12-31', size(n.due) - 4) AS due_day,
     substring(n.status_date + '-01-01', 0, 10) AS status_day
WHERE ($force IS NULL OR scope = 'own' OR (scope = 'national' AND NOT $only_own))
  AND ($status IS NULL OR n.status = $status)
  AND ($practice IS NULL OR EXISTS { MATCH (n)-[:CONCERNS]->(:Practice)-[:BROADER*0..5]->(:Practice {id: $practice}) })
WITH weak, n, scope,
     CASE WHEN n.status IN ['complete', 'superseded'] THEN 'closed'
          WHEN due_day < coalesce($overdue_on, substring(toString($now), 0, 10)) AND n.status IN ['open', 'under-review'] AND status_day > due_day THEN 'overdue'
          WHEN due_day < coalesce($overdue_on, substring(toString($now), 0, 10)) THEN 'due date passed, status unknown'
          WHEN n.status IN ['open', 'under-review'] THEN 'open'
          ELSE 'unknown' END AS state
WHERE $overdue_on IS NULL OR state IN ['overdue', 'due date passed, status unknown']
OPTIONAL MATCH (n)-[:CONCERNS]->(p:Practice)
WITH weak, n, scope, state, p ORDER BY p.slug
WITH weak, n, scope, state, collect(p.slug) AS practices, collect(p.name) AS practice_names
CALL (n, practices) {
  // a finding on several of its practices counts once
  WITH n, practices WHERE size(practices) > 1
  MATCH (n)-[:CONCERNS]->(:Practice)<-[:CONCERNS]-(x:Finding)-[:ABOUT]->(g:Force)
  WHERE x.polarity = 'weakness' AND ($force IS NULL OR g.slug = $force)
    AND ($include_embargoed OR x.embargoed_until IS NULL OR x.embargoed_until <= $now)
  RETURN count(DISTINCT x.id) AS together
}
WITH n, scope, state, practices, practice_names,
     CASE WHEN size(practices) > 1 THEN together
          ELSE coalesce(head([w IN weak WHERE w.practice IN practices | w.findings]), 0) END AS findings_count
OPTIONAL MATCH (n)-[:MADE_IN]->(i:Inspection)
RETURN n.id AS recommendation, i.slug AS inspection, coalesce(toString(n.published), n.published_period, i.published_period) AS published,
       n.addressed_to AS addressed_to, scope, n.due AS due, n.status AS status, n.status_date AS status_date, state,
       n.superseded_by AS superseded_by, practices, practice_names, findings_count, n.summary AS summary,
       n.source_kind AS source_kind, n.source_url AS source_url
ORDER BY CASE scope WHEN 'own' THEN 0 ELSE 1 END, published DESC, recommendation
