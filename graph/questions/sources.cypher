// title: Sources of the tables
// answers: Which tables state what is in the graph, and how many nodes of each label?
// parameter include_embargoed: truth = true; also what is under embargo
// parameter now: time; the time in London by which embargoes are judged
// column source: name of the source
// column label: label
// column nodes_count: number of nodes that it states
MATCH (n)
WHERE $include_embargoed OR n.embargoed_until IS NULL OR n.embargoed_until <= $now
UNWIND n.sources AS source
OPTIONAL MATCH (held:Document {id: source})
WHERE held.embargoed_until > $now
WITH source, n, held
WHERE $include_embargoed OR held IS NULL
WITH source, labels(n)[0] AS label, n.id AS id
WITH source, label, count(id) AS nodes_count
RETURN source, label, nodes_count
ORDER BY source, label
