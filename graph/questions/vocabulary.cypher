// title: Practices and risks
// answers: Which terms are findings coded with?
// column scheme: practice or risk
// column slug: slug
// column name: name
// column broader: slug of the group
// column definition: what is meant
// column alternative_names: other names
MATCH (p:Practice)
OPTIONAL MATCH (p)-[:BROADER]->(b:Practice)
RETURN 'practice' AS scheme, p.slug AS slug, p.name AS name, b.slug AS broader, p.definition AS definition, p.alternative_names AS alternative_names
ORDER BY slug
UNION ALL
MATCH (p:Risk)
OPTIONAL MATCH (p)-[:BROADER]->(b:Risk)
RETURN 'risk' AS scheme, p.slug AS slug, p.name AS name, b.slug AS broader, p.definition AS definition, p.alternative_names AS alternative_names
ORDER BY slug
