// title: Initiatives
// answers: What do forces run that others may learn from?
// parameter force: text; only run by this force (slug)
// parameter practice: text; only on this practice or what is below it (slug)
// parameter words: texts; only those whose title or summary holds every one of these words, in any case
// column initiative: id of the initiative
// column title: title
// column force: slug of the force
// column force_name: name of the force
// column practice: slug of the practice
// column practice_name: name of the practice
// column evidence_stage: how far it was evaluated, as the page says
// column year: year in which it ran or began
// column partners: bodies that the force ran it with
// column summary: what it is, in our words
// column source_kind: kind of page it was read on
// column source_url: address of the page
MATCH (v:Initiative)-[:RUN_BY]->(f:Force)
WHERE ($force IS NULL OR f.slug = $force)
  AND ($practice IS NULL OR EXISTS { MATCH (v)-[:APPLIES]->(:Practice)-[:BROADER*0..5]->(:Practice {id: $practice}) })
  AND ($words IS NULL OR all(w IN $words WHERE toLower(v.title + ' ' + coalesce(v.summary, '')) CONTAINS w))
OPTIONAL MATCH (v)-[:APPLIES]->(p:Practice)
RETURN v.id AS initiative, v.title AS title, f.slug AS force, f.name AS force_name, p.slug AS practice,
       p.name AS practice_name, v.evidence_stage AS evidence_stage, v.year AS year, v.partners AS partners,
       v.summary AS summary, v.source_kind AS source_kind, v.source_url AS source_url
ORDER BY coalesce(v.year, 0) DESC, initiative, practice
