// title: Codings of a finding
// answers: Which practices does a finding concern, which risks does it expose to, and how was that reached?
// parameter finding: text; id of the finding
// column relationship: CONCERNS or EXPOSES
// column slug: slug of the practice or risk
// column name: name of the practice or risk
// column method: how it was reached
// column confidence: how surely
// column cue: the words that decided it
MATCH (x:Finding {id: $finding})-[r:CONCERNS]->(p:Practice)
RETURN 'CONCERNS' AS relationship, p.slug AS slug, p.name AS name, r.method AS method, r.confidence AS confidence, r.cue AS cue
ORDER BY slug
UNION ALL
MATCH (x:Finding {id: $finding})-[r:EXPOSES]->(k:Risk)
RETURN 'EXPOSES' AS relationship, k.slug AS slug, k.name AS name, r.method AS method, r.confidence AS confidence, r.cue AS cue
ORDER BY slug
