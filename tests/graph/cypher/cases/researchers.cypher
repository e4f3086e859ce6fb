// Queries as researchers type them; each must give the same columns, rows and types as a real Neo4j.
// A blank line ends a query. Directives: "// ties" (rows in any order), "// lists" (lists in any order),
// "// near" (floats to 12 digits), "// params {json}".

// counting and grouping

MATCH (n) RETURN count(n)

MATCH (n) RETURN labels(n)[0] AS label, count(*) AS n ORDER BY n DESC, label

MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS n ORDER BY n DESC, type

MATCH (f:Force) RETURN count(*)

MATCH (f:Force) RETURN count(f) AS forces, count(f.nation), count(DISTINCT f.nation)

MATCH (x:Finding {polarity: 'weakness'})-[:ABOUT]->(f:Force) RETURN f.name, count(*) ORDER BY count(*) DESC, f.name LIMIT 10

MATCH (x:Finding)-[:CONCERNS]->(p:Practice) WHERE x.polarity = 'weakness' RETURN p.slug AS practice, count(DISTINCT x) AS n ORDER BY n DESC, practice

MATCH (f:Force)<-[:ABOUT]-(x:Finding {polarity: 'weakness'})-[:CONCERNS]->(p:Practice)
WITH p, collect(DISTINCT f.slug) AS forces, count(DISTINCT x) AS findings
WHERE size(forces) >= 2
UNWIND forces AS force
WITH p, findings, force ORDER BY force
RETURN p.slug, p.name, size(collect(force)) AS forces_count, collect(force) AS forces, findings ORDER BY forces_count DESC, p.slug

MATCH (x:Finding) RETURN x.polarity, x.status, count(*) AS n ORDER BY x.polarity, x.status

MATCH (x:Finding) RETURN x.polarity AS polarity, count(*) AS n, round(100.0 * count(*) / 593, 1) AS share ORDER BY n DESC

MATCH (x:Finding) WITH count(*) AS total MATCH (x:Finding) RETURN total, x.polarity AS polarity, round(100.0 * count(*) / total, 1) AS percent ORDER BY polarity

MATCH (x:Finding) WITH count(x) AS total MATCH (y:Finding) WITH total, y.polarity AS polarity, count(y) AS n RETURN polarity, toFloat(n) / total * 100 AS pct ORDER BY pct DESC

MATCH (g:Grade) RETURN g.value, count(*) AS n ORDER BY n DESC

MATCH (g:Grade)-[:OF]->(f:Force) RETURN f.slug AS force, sum(CASE g.value WHEN 'outstanding' THEN 1 ELSE 0 END) AS outstanding, sum(CASE g.value WHEN 'inadequate' THEN 1 ELSE 0 END) AS inadequate ORDER BY force

MATCH (g:Grade)-[:GIVEN_IN]->(i:Inspection) RETURN i.title, sum(CASE WHEN g.value IN ['good', 'outstanding'] THEN 1 ELSE 0 END) * 1.0 / count(g) AS share ORDER BY i.title

MATCH (x:Finding)-[:FOUND_IN]->(i:Inspection) RETURN i.sequence, i.title, count(x) AS n ORDER BY i.sequence

MATCH (x:Finding) RETURN min(x.published), max(x.published), count(x.published), count(*) - count(x.published) AS undated

MATCH (i:Inspection) RETURN min(i.sequence), max(i.sequence), avg(i.sequence), sum(i.sequence), stDev(i.sequence), stDevP(i.sequence)

MATCH (i:Inspection) RETURN percentileCont(i.sequence, 0.5), percentileDisc(i.sequence, 0.5), percentileCont(i.sequence, 0.9), percentileDisc(i.sequence, 0.25), percentileDisc(i.sequence, 0.0), percentileDisc(i.sequence, 1.0)

MATCH (f:Force)<-[:ABOUT]-(x) WITH f, count(x) AS n RETURN avg(n), min(n), max(n), percentileCont(n, 0.5) AS median, stDev(n) AS spread

MATCH (f:Force)<-[:ABOUT]-(x) WITH f, count(x) AS n RETURN round(avg(n), 2) AS mean, round(stDev(n), 3)

MATCH (x:Finding) RETURN x.polarity, avg(size(x.text)) AS mean_length ORDER BY mean_length

// lists
MATCH (x:Finding) RETURN count(DISTINCT x.status) AS statuses, collect(DISTINCT x.polarity) AS p

// lists
MATCH (x:Finding) RETURN collect(DISTINCT x.polarity)[0..2] AS two, size(collect(DISTINCT x.status)) AS n LIMIT 0

MATCH (x:Finding) WITH DISTINCT x.polarity AS p ORDER BY p RETURN collect(p) AS polarities, collect(p)[0], head(collect(p)), last(collect(p)), collect(p)[0..2], size(collect(p))

MATCH (f:Force) RETURN f.nation, count(*) AS n, CASE WHEN count(*) > 10 THEN 'many' ELSE 'few' END AS size ORDER BY f.nation

MATCH (f:Force)-[:IN_REGION]->(r:Region) RETURN r.name AS region, count(f) AS forces ORDER BY forces DESC, region

MATCH (f:Force)-[:IN_REGION]->(r:Region) WITH r, f ORDER BY f.name RETURN r.name, collect(f.name) ORDER BY r.name

MATCH (f:Force)-[:IN_REGION]->(r) WITH r.name AS region, count(*) AS n WHERE n > 4 RETURN region, n ORDER BY n DESC, region

MATCH (f:Force)-[:IN_REGION]->(r) WITH r.name AS region, count(*) AS n WHERE count(*) > 4 RETURN region, n ORDER BY region

MATCH (x:Finding) RETURN x.status, count(*) AS n ORDER BY count(*) DESC, x.status

MATCH (x:Finding) RETURN x.status AS s ORDER BY s LIMIT 3

MATCH (x:Finding) RETURN DISTINCT x.status ORDER BY x.status

MATCH (x:Finding) RETURN DISTINCT x.kind AS kind, x.polarity AS polarity ORDER BY kind, polarity

MATCH (f:Force) RETURN DISTINCT left(f.name, 1) AS initial ORDER BY initial

MATCH (f:Force) RETURN left(f.name, 1) AS initial, count(*) AS n ORDER BY n DESC, initial LIMIT 5

MATCH (f:Force)<-[:ABOUT]-(x:Finding) RETURN f.slug, count(x) AS findings, sum(CASE WHEN x.polarity = 'weakness' THEN 1 ELSE 0 END) AS weaknesses, sum(CASE WHEN x.polarity = 'strength' THEN 1 ELSE 0 END) AS strengths ORDER BY f.slug

MATCH (f:Force)<-[:ABOUT]-(x:Finding) RETURN f.slug AS force, count(CASE WHEN x.polarity = 'weakness' THEN x END) AS w, count(CASE x.polarity WHEN 'strength' THEN 1 END) AS s ORDER BY w - s DESC, force

MATCH (f:Force)<-[:ABOUT]-(x) WITH f, x.polarity AS polarity, count(*) AS n WITH f, collect({polarity: polarity, n: n}) AS profile RETURN f.slug, size(profile) ORDER BY f.slug

MATCH (p:Practice) OPTIONAL MATCH (p)<-[:CONCERNS]-(x:Finding) RETURN p.slug, count(x) AS n ORDER BY n, p.slug

MATCH (p:Practice) OPTIONAL MATCH (p)<-[:CONCERNS]-(x:Finding) WITH p, x WHERE x IS NULL RETURN p.slug ORDER BY p.slug

MATCH (f:Force) OPTIONAL MATCH (f)<-[:ADDRESSED_TO]-(r:Recommendation) WITH f, count(r) AS n RETURN n, count(f) AS forces ORDER BY n

MATCH (f:Force) OPTIONAL MATCH (f)<-[:ABOUT]-(x:Finding) WHERE x.status = 'cause-of-concern' RETURN f.slug, x.id ORDER BY f.slug, x.id

MATCH (f:Force {slug: 'essex'}) OPTIONAL MATCH (f)<-[:SENT_TO]-(d:Document) OPTIONAL MATCH (d)<-[:PART_OF]-(p) RETURN f.name, d.title, p.number ORDER BY p.number

MATCH (f:Force) OPTIONAL MATCH (f)<-[:ABOUT]-(x)-[:EXPOSES]->(r:Risk) WITH r, count(*) AS n RETURN r.slug, n ORDER BY n DESC, r.slug

MATCH (f:Force) OPTIONAL MATCH (f)<-[:SENT_TO]-(d) RETURN d.title, count(*) ORDER BY d.title

// filtering

MATCH (f:Force) WHERE f.name STARTS WITH 'W' RETURN f.name ORDER BY f.name

MATCH (f:Force) WHERE f.name ENDS WITH 'Constabulary' RETURN f.name ORDER BY f.name

MATCH (x:Finding) WHERE x.text CONTAINS 'burglary' RETURN x.id, x.text ORDER BY x.id

MATCH (x:Finding) WHERE toLower(x.text) CONTAINS 'domestic abuse' AND x.polarity = 'weakness' RETURN x.id ORDER BY x.id

MATCH (x:Finding) WHERE x.text =~ '(?i).*missing (children|people).*' RETURN x.id ORDER BY x.id

MATCH (x:Finding) WHERE x.text =~ '.*\\bIT\\b.*' RETURN count(*)

MATCH (f:Force) WHERE f.slug =~ '[a-c].*' RETURN f.slug ORDER BY f.slug

MATCH (x:Finding) WHERE NOT x.text CONTAINS 'force' RETURN count(x)

MATCH (f:Force) WHERE f.slug IN ['kent', 'essex', 'nowhere'] RETURN f.name ORDER BY f.name

MATCH (f:Force) WHERE NOT f.slug IN ['kent', 'essex'] RETURN count(f)

MATCH (f:Force) WHERE f.nation <> 'England' RETURN f.slug, f.nation ORDER BY f.slug

MATCH (i:Inspection) WHERE 3 < i.sequence <= 8 RETURN i.slug ORDER BY i.sequence

MATCH (i:Inspection) WHERE i.sequence >= 5 AND i.sequence < 9 OR i.sequence = 20 RETURN i.sequence ORDER BY i.sequence

MATCH (i:Inspection) WHERE i.published IS NULL RETURN i.slug ORDER BY i.slug

MATCH (i:Inspection) WHERE i.published IS NOT NULL RETURN i.slug, i.published ORDER BY i.published, i.slug

MATCH (i:Inspection) WHERE i.published >= date('2017-01-01') RETURN i.title, i.published ORDER BY i.published

MATCH (i:Inspection) WHERE i.published > '2017-01-01' RETURN i.title

MATCH (x:Finding) WHERE x.published = '2014-11-12' RETURN count(x)

MATCH (x:Finding) WHERE x.published = date('2014-11-12') RETURN count(x)

MATCH (x:Finding) WHERE date('2014-01-01') <= x.published < date('2015-01-01') RETURN count(x)

MATCH (x:Finding) WHERE x.published.year = 2014 RETURN x.published.month AS month, count(*) AS n ORDER BY month

MATCH (x:Finding) RETURN x.published.year AS year, count(*) AS n ORDER BY year

MATCH (x:Finding) WHERE x.published IS NOT NULL RETURN x.published.year + '-Q' + x.published.quarter AS quarter, count(*) AS n ORDER BY quarter

MATCH (x:Finding) WHERE x.published_period STARTS WITH '2014' RETURN count(*)

MATCH (x:Finding) WHERE coalesce(toString(x.published), x.published_period) >= '2015' RETURN count(*)

MATCH (x:Finding) RETURN coalesce(toString(x.published), x.published_period, 'unknown') AS at, count(*) AS n ORDER BY n DESC, at LIMIT 8

MATCH (d:Document) WHERE d.embargoed_until > localdatetime('2015-01-01T00:00') RETURN d.id

MATCH (d:Document) RETURN d.id, d.embargoed_until, d.embargoed_until.hour, d.embargoed_until.minute ORDER BY d.id

MATCH (d:Document) WHERE d.embargoed_until > datetime('2015-01-01T00:00Z') RETURN d.id

MATCH (d:Document) WHERE date(d.embargoed_until) = date('2014-09-04') RETURN d.id

MATCH (n) WHERE n.name CONTAINS 'Kent' RETURN labels(n), n.name ORDER BY n.name

MATCH (n) WHERE n.title IS NULL AND n.name IS NULL RETURN labels(n)[0] AS label, count(*) ORDER BY label

MATCH (n) WHERE n.title IS NOT NULL RETURN labels(n)[0] AS label, count(*) ORDER BY label

MATCH (n) RETURN labels(n)[0] AS label, count(n.name) AS names, count(n.title) AS titles, count(n.type) AS types, count(n.label) AS labels, count(n.id) AS ids ORDER BY label

MATCH (n:Practice) WHERE n.type = 'Practice' RETURN count(n)

MATCH (n) WHERE n.slug = 'kent' RETURN n.name, n.title, n.type, n.label, n.node_type

MATCH (n {slug: 'west-midlands'}) RETURN labels(n), n.name ORDER BY n.name

MATCH (f:Force {colour: 'blue'}) RETURN f

MATCH (f:Police) RETURN f.name

MATCH (f:Force)-[:LIKES]->(g) RETURN f, g

MATCH (f:Force) RETURN f.colour, count(*)

MATCH (f:Force {slug: 'kent'}) RETURN f.colour IS NULL AS missing, f.name IS NOT NULL AS named

MATCH (f:Force) WHERE 'Avon & Somerset' IN f.alternative_names RETURN f.slug

MATCH (f:Force) WHERE any(a IN f.alternative_names WHERE a CONTAINS 'Met') RETURN f.slug

MATCH (p:Practice) WHERE size(p.alternative_names) > 3 RETURN p.slug, p.alternative_names ORDER BY p.slug

MATCH (p:Practice) WHERE p.alternative_names IS NULL RETURN p.slug ORDER BY p.slug

MATCH (p:Practice) UNWIND p.alternative_names AS name RETURN p.slug, name ORDER BY p.slug, name LIMIT 20

MATCH (p:Practice) WITH p, coalesce(p.alternative_names, []) AS names RETURN p.slug, size(names) AS n ORDER BY n DESC, p.slug LIMIT 10

MATCH (i:Initiative) WHERE 'education' IN i.partners RETURN i.id ORDER BY i.id

MATCH (i:Initiative) UNWIND i.partners AS partner RETURN partner, count(*) AS n ORDER BY n DESC, partner

MATCH (i:Initiative) RETURN i.evidence_stage, count(*) ORDER BY i.evidence_stage

// lists
MATCH (i:Initiative) WHERE i.year >= 2020 RETURN i.year, collect(i.id) AS ids ORDER BY i.year

// labels and types

MATCH (n:Practice|Risk) RETURN labels(n)[0] AS kind, count(*) ORDER BY kind

MATCH (n:Practice|Risk&!Practice) RETURN count(*)

MATCH (n:!Finding&!Grade) RETURN count(*)

MATCH (n:%) RETURN count(*)

MATCH (n) WHERE n:Practice OR n:Risk RETURN count(n)

MATCH (n) WHERE n:Practice|Risk RETURN count(n)

MATCH (n) WHERE NOT n:Finding RETURN count(n)

MATCH (n) WHERE n IS Force RETURN count(n)

MATCH (n:Force&Region) RETURN count(n)

MATCH (a)-[r:EXPOSES|CONCERNS]->(b) RETURN type(r), labels(b), count(*) ORDER BY type(r)

MATCH (a)-[r:!CONCERNS]->(b:Practice) RETURN type(r), count(*) ORDER BY type(r)

MATCH (a:Finding)-[r]->(b) RETURN DISTINCT type(r) AS t, labels(b)[0] AS l ORDER BY t

MATCH (a)-[r]->(b) RETURN DISTINCT labels(a) AS from, type(r) AS rel, labels(b) AS to ORDER BY from[0], rel, to[0]

MATCH (a)-[r]-(b:Force {slug: 'kent'}) RETURN type(r) AS t, startNode(r) = b AS leaves, count(*) ORDER BY t

MATCH (x:Finding WHERE x.polarity = 'strength')-[c:CONCERNS]->(p:Practice WHERE p.slug STARTS WITH 'c') RETURN p.slug, count(*) ORDER BY p.slug

MATCH (x)-[c:CONCERNS WHERE c.confidence > 0.55]->(p) RETURN x.id, c.confidence ORDER BY x.id

MATCH (x)-[c:CONCERNS {method: 'rule'}]->(p) RETURN x.id, p.slug, c.cue, c.confidence ORDER BY x.id

MATCH ()-[c:CONCERNS]->() RETURN c.method, count(*), avg(c.confidence) ORDER BY c.method

MATCH ()-[c:CONCERNS]->() RETURN c.type, count(*)

MATCH ()-[s:STATED_IN]->(p) RETURN s.start, s.end, substring(p.text, s.start, s.end - s.start) AS words ORDER BY p.id

MATCH (x)-[s:STATED_IN]->(p:Passage) WHERE substring(p.text, s.start, s.end - s.start) <> x.text RETURN x.id

WITH 'Risk' AS label MATCH (n) WHERE label IN labels(n) RETURN count(n)

MATCH (n:$('Risk')) RETURN count(n)

// paths

MATCH (p:Practice {slug: 'problem-solving'})-[:BROADER]->(b) RETURN b.name

MATCH (p:Practice)-[:BROADER*]->(top:Practice) WHERE NOT (top)-[:BROADER]->() RETURN top.slug, count(p) AS n ORDER BY n DESC, top.slug

MATCH (p:Practice)-[:BROADER*0..]->(top:Practice {slug: 'preventing-crime'}) RETURN p.slug ORDER BY p.slug

MATCH (p:Practice)-[:BROADER]->+(top) WHERE NOT EXISTS { (top)-[:BROADER]->() } RETURN top.slug, count(p) AS n ORDER BY top.slug

MATCH (p:Practice {slug: 'problem-solving'})-[:BROADER]->*(b) RETURN b.slug ORDER BY b.slug

MATCH (a:Inspection)-[:FOLLOWED_UP_BY]->{1,3}(b) RETURN a.slug, b.slug ORDER BY a.sequence, b.sequence

MATCH (a:Inspection)-[:FOLLOWED_UP_BY*2]->(b) RETURN a.slug, b.slug ORDER BY a.sequence

MATCH p = (a:Inspection {slug: 'core-business-2014'})-[:FOLLOWED_UP_BY*]->(b) RETURN length(p), [n IN nodes(p) | n.slug] AS way ORDER BY length(p)

MATCH p = (a:Inspection)-[:FOLLOWED_UP_BY*]->(b) WHERE NOT (b)-[:FOLLOWED_UP_BY]->() AND NOT ()-[:FOLLOWED_UP_BY]->(a) RETURN [n IN nodes(p) | n.title], length(p) AS l

MATCH (a:Inspection {slug: 'peel-2014'}) ((x)-[:FOLLOWED_UP_BY]->(y)){1,4} (b) RETURN [n IN x | n.slug] AS from, [n IN y | n.slug] AS to, b.slug ORDER BY size(from)

MATCH (a:Inspection {slug: 'peel-2014'}) ((x)-[r:FOLLOWED_UP_BY]->(y) WHERE y.sequence < 12)+ (b) RETURN size(r) AS steps, b.slug ORDER BY steps

MATCH p = (:Inspection {slug: 'peel-2014'})-[:FOLLOWED_UP_BY]->+(:Inspection {slug: 'peel-2023-25'}) RETURN length(p)

MATCH p = shortestPath((a:Force {slug: 'kent'})-[*]-(b:Force {slug: 'essex'})) RETURN length(p)

MATCH (a:Force {slug: 'kent'}), (b:Force {slug: 'essex'}), p = shortestPath((a)-[*]-(b)) RETURN length(p)

MATCH (a:Force {slug: 'kent'}), (b:Force {slug: 'essex'}) MATCH p = shortestPath((a)-[:ABOUT|CONCERNS*..6]-(b)) RETURN length(p), labels(nodes(p)[2])

MATCH p = allShortestPaths((a:Force {slug: 'kent'})-[:ABOUT|CONCERNS*]-(b:Force {slug: 'essex'})) RETURN DISTINCT nodes(p)[2].slug AS shared ORDER BY shared

MATCH p = ALL SHORTEST (a:Force {slug: 'kent'})-[:ABOUT|CONCERNS]-+(b:Force {slug: 'essex'}) RETURN nodes(p)[2].slug AS shared, count(*) AS n ORDER BY shared

MATCH p = SHORTEST 1 (a:Force {slug: 'kent'})-[:ABOUT|EXPOSES]-+(b:Force) WHERE b.slug STARTS WITH 'w' RETURN b.slug, length(p) ORDER BY b.slug

MATCH p = ANY SHORTEST (a:Inspection {slug: 'peel-2014'})-[:FOLLOWED_UP_BY]->*(b) RETURN b.slug, length(p) ORDER BY length(p)

MATCH p = SHORTEST 2 GROUPS (a:Practice {slug: 'problem-solving'})-[:BROADER|CONCERNS]-{1,4}(b:Practice {slug: 'neighbourhood-policing'}) RETURN length(p) AS l, count(*) AS n ORDER BY l

MATCH (a:Force {slug: 'kent'}), (b:Force {slug: 'surrey'}) RETURN length(shortestPath((a)-[*..8]-(b))) AS hops

MATCH (a:Force {slug: 'kent'}), (b:Force) WHERE b.slug IN ['surrey', 'gwent', 'dorset'] MATCH p = shortestPath((a)-[:IN_REGION|ABOUT|CONCERNS*]-(b)) RETURN b.slug, length(p) ORDER BY b.slug

MATCH p = (f:Force {slug: 'kent'})<-[:ABOUT]-(x {polarity: 'strength'})-[:CONCERNS]->(pr) RETURN [n IN nodes(p) | coalesce(n.slug, n.id)] AS ids, [r IN relationships(p) | type(r)] AS types ORDER BY ids[1]

// lists
MATCH (f:Force {slug: 'kent'})<-[:ABOUT]-(x)-[:CONCERNS]->(p)<-[:CONCERNS]-(y)-[:ABOUT]->(g:Force) WHERE x.polarity = 'weakness' AND y.polarity = 'strength' RETURN p.slug, collect(DISTINCT g.slug) AS helpers ORDER BY p.slug

MATCH (f:Force {slug: 'kent'})-[*2]-(g:Force) RETURN DISTINCT g.slug ORDER BY g.slug

MATCH (f:Force {slug: 'kent'})--(n) RETURN labels(n)[0] AS l, count(*) ORDER BY l

MATCH (f:Force {slug: 'kent'})-->(n)<--(g) RETURN g.slug ORDER BY g.slug

// co-occurrence and top-N

MATCH (f:Force)<-[:ABOUT]-(x:Finding {polarity: 'weakness'})-[:CONCERNS]->(p:Practice) WITH f, collect(DISTINCT p) AS ps UNWIND ps AS a UNWIND ps AS b WITH a, b, f WHERE a.slug < b.slug RETURN a.slug, b.slug, count(f) AS together ORDER BY together DESC, a.slug, b.slug LIMIT 15

MATCH (a:Practice)<-[:CONCERNS]-(:Finding)-[:ABOUT]->(f:Force)<-[:ABOUT]-(:Finding)-[:CONCERNS]->(b:Practice) WHERE a.slug < b.slug RETURN a.slug, b.slug, count(DISTINCT f) AS n ORDER BY n DESC, a.slug, b.slug LIMIT 10

MATCH (a:Force)<-[:ABOUT]-(x)-[:CONCERNS]->(p)<-[:CONCERNS]-(y)-[:ABOUT]->(b:Force) WHERE a.slug < b.slug AND x.polarity = 'weakness' AND y.polarity = 'weakness' RETURN a.slug, b.slug, count(DISTINCT p) AS shared ORDER BY shared DESC, a.slug, b.slug LIMIT 10

MATCH (f:Force)<-[:ABOUT]-(x {polarity: 'weakness'})-[:CONCERNS]->(p) WITH f, p, count(*) AS n ORDER BY n DESC, p.slug WITH f, collect({practice: p.slug, n: n})[0..3] AS top RETURN f.slug, [t IN top | t.practice] AS practices ORDER BY f.slug

MATCH (i:Inspection) CALL (i) { MATCH (i)<-[:FOUND_IN]-(x)-[:CONCERNS]->(p) WITH p, count(*) AS n ORDER BY n DESC, p.slug LIMIT 2 RETURN p.slug AS practice, n } RETURN i.slug, practice, n ORDER BY i.slug, n DESC, practice

MATCH (f:Force) CALL { WITH f MATCH (f)<-[:ABOUT]-(x) RETURN count(x) AS n } RETURN f.slug, n ORDER BY n DESC, f.slug LIMIT 5

MATCH (f:Force) CALL (f) { MATCH (f)<-[:ABOUT]-(x:Finding)-[:FOUND_IN]->(i) RETURN x, i ORDER BY i.sequence DESC, x.id LIMIT 1 } RETURN f.slug, i.slug AS latest, x.id ORDER BY f.slug

MATCH (f:Force) OPTIONAL CALL (f) { MATCH (f)<-[:SENT_TO]-(d) RETURN d.title AS letter } RETURN f.slug, letter ORDER BY letter, f.slug LIMIT 4

CALL { MATCH (p:Practice) RETURN p.slug AS slug UNION MATCH (q:Question) RETURN q.slug AS slug } RETURN count(*) AS n

CALL () { MATCH (p:Practice) RETURN p.slug AS s UNION ALL MATCH (q:Question) RETURN q.slug AS s } WITH s, count(*) AS n WHERE n > 1 RETURN s ORDER BY s

MATCH (f:Force)<-[:ABOUT]-(x)-[:FOUND_IN]->(i) WITH f, max(i.sequence) AS latest MATCH (f)<-[:ABOUT]-(y)-[:FOUND_IN]->(j {sequence: latest}) RETURN f.slug, j.slug, count(y) AS n ORDER BY f.slug

MATCH (f:Force)<-[:OF]-(g:Grade)-[:GIVEN_IN]->(i), (g)-[:ANSWERS]->(q) WITH f, q, g, i ORDER BY i.sequence DESC WITH f, q, head(collect(g.value)) AS latest RETURN latest, count(*) AS n ORDER BY n DESC

MATCH (f:Force)<-[:OF]-(g)-[:GIVEN_IN]->(i) WITH f, i, g ORDER BY i.sequence, g.id WITH f, i.slug AS round, collect(g.value) AS grades RETURN f.slug, round, grades ORDER BY f.slug, round LIMIT 12

MATCH (q:Question)<-[:ANSWERS]-(g:Grade)-[:OF]->(f:Force), (g)-[:GIVEN_IN]->(i:Inspection) WITH f, q, i.sequence AS at, g.value AS value ORDER BY at WITH f, q, collect(value) AS values WHERE size(values) > 1 AND values[0] <> values[-1] RETURN f.slug, q.slug, values[0] AS first, values[-1] AS last ORDER BY f.slug, q.slug LIMIT 20

MATCH (f:Force)<-[:ABOUT]-(a {polarity: 'weakness'})-[:CONCERNS]->(p)<-[:CONCERNS]-(b {polarity: 'strength'})-[:ABOUT]->(f) MATCH (a)-[:FOUND_IN]->(i), (b)-[:FOUND_IN]->(j) WHERE i.sequence < j.sequence RETURN f.slug, p.slug, i.slug AS weak_in, j.slug AS strong_in ORDER BY f.slug, p.slug, weak_in, strong_in

MATCH (f:Force)<-[:ABOUT]-(x {polarity: 'weakness'})-[:CONCERNS]->(p), (x)-[:FOUND_IN]->(i) WITH f, p, collect(DISTINCT i.slug) AS inspections WHERE size(inspections) > 1 RETURN f.slug, p.slug, size(inspections) AS times ORDER BY times DESC, f.slug, p.slug

MATCH (p:Practice) WHERE COUNT { (p)<-[:CONCERNS]-(:Finding {polarity: 'weakness'}) } > 10 RETURN p.slug, COUNT { (p)<-[:CONCERNS]-(:Finding {polarity: 'strength'}) } AS strengths ORDER BY p.slug

MATCH (f:Force) WHERE EXISTS { (f)<-[:ABOUT]-(x:Finding) WHERE x.status = 'cause-of-concern' } RETURN f.slug ORDER BY f.slug

MATCH (f:Force) WHERE EXISTS { MATCH (f)<-[:ABOUT]-(x)-[:EXPOSES]->(r:Risk) WITH r, count(*) AS n WHERE n > 2 RETURN r } RETURN f.slug ORDER BY f.slug

MATCH (f:Force) WHERE (COUNT { (f)<-[:ABOUT]-() } > 20 AND f.nation = 'England') RETURN f.slug ORDER BY f.slug

MATCH (f:Force) WHERE NOT (COUNT { (f)<-[:ABOUT]-() } > 5) RETURN f.slug ORDER BY f.slug

MATCH (f:Force) RETURN f.slug, COLLECT { MATCH (f)<-[:ADDRESSED_TO]-(r) RETURN r.id ORDER BY r.id } AS recommendations ORDER BY f.slug

MATCH (f:Force) RETURN f.slug, size(COLLECT { MATCH (f)<-[:ABOUT]-(x)-[:CONCERNS]->(p) RETURN DISTINCT p.slug }) AS practices ORDER BY practices DESC, f.slug LIMIT 5

MATCH (f:Force {slug: 'kent'}) RETURN COUNT { MATCH (f)<-[:ABOUT]-(x) RETURN DISTINCT x.status } AS statuses, COUNT { (f)<-[:ABOUT]-(x) WHERE x.polarity = 'strength' } + COUNT { (f)<-[:ABOUT]-(x) WHERE x.polarity = 'weakness' } AS both

MATCH (f:Force) WHERE NOT EXISTS { (f)<-[:ABOUT]-(:Finding)-[:CONCERNS]->(:Practice {slug: 'call-handling'}) } RETURN count(f)

MATCH (f:Force) WHERE EXISTS { (f)<-[:RUN_BY]-() } AND NOT EXISTS { (f)<-[:ADDRESSED_TO]-() } RETURN f.slug ORDER BY f.slug LIMIT 10

MATCH (f:Force) WHERE (f)<-[:ADDRESSED_TO]-() RETURN f.slug ORDER BY f.slug

MATCH (f:Force) WHERE NOT (f)<-[:ADDRESSED_TO]-(:Recommendation) AND (f)-[:IN_REGION]->(:Region {slug: 'wales'}) RETURN f.slug ORDER BY f.slug

// lists
MATCH (f:Force {slug: 'kent'}) RETURN [(f)<-[:ABOUT]-(x) WHERE x.polarity = 'strength' | x.id] AS ids

// lists
MATCH (f:Force {slug: 'kent'}) RETURN [(f)<-[:ABOUT]-(x)-[:CONCERNS]->(p) | {practice: p.slug, polarity: x.polarity}] AS profile

MATCH (r:Region) RETURN r.name, size([(r)<-[:IN_REGION]-(f) | f]) AS forces ORDER BY r.name

MATCH (f:Force)<-[:ABOUT]-(x) RETURN exists((f)<-[:ADDRESSED_TO]-()) AS has, count(x) ORDER BY has

// projections

MATCH (f:Force {slug: 'kent'}) RETURN f {.slug, .name}

MATCH (f:Force {slug: 'kent'}) RETURN f {.name, .title, region: [(f)-[:IN_REGION]->(r) | r.name][0]} AS force

MATCH (f:Force {slug: 'kent'}) RETURN f {.*, extra: 1} AS force

MATCH (i:Inspection {slug: 'peel-2014'}) RETURN i {.title, .name, .sequence, when: toString(i.published)}

MATCH (f:Force {slug: 'kent'})-[:IN_REGION]->(r) RETURN f {.slug, r}

MATCH (f:Force {slug: 'kent'}) RETURN f

MATCH (f:Force {slug: 'kent'}) RETURN properties(f) AS p

MATCH (f:Force {slug: 'kent'}) UNWIND keys(f) AS k RETURN k ORDER BY k

MATCH (x:Finding {id: 'quoted-1'}) RETURN x, properties(x)

MATCH (n:Grade) UNWIND keys(n) AS k RETURN k, count(*) AS n ORDER BY k

MATCH (d:Document) RETURN d ORDER BY d.id

MATCH (c:Correction)-[r]->(x) RETURN c, r, x.id

MATCH (x)-[r:CONCERNS]->(p) WHERE r.method = 'rule' RETURN r ORDER BY x.id

MATCH p = (x:Finding {id: 'quoted-2'})-[:STATED_IN]->(:Passage)-[:PART_OF]->(d) RETURN p

MATCH (f:Force {slug: 'kent'}) RETURN f['name'], f['title'], f['na' + 'me'] AS computed

MATCH (f:Force {slug: 'kent'})-[r:IN_REGION]->(g) RETURN *

MATCH (f:Force {slug: 'kent'})-[:IN_REGION]->(g) WITH *, 1 AS one RETURN *

MATCH (f:Force {slug: 'kent'}) RETURN *, f.name AS name

MATCH (f:Force) RETURN f.name AS `Name of force`, f.ons_code AS `ONS` ORDER BY `Name of force` LIMIT 3

MATCH (f:Force) RETURN f.`name` ORDER BY f.name LIMIT 1

MATCH (f:Force) WHERE f.slug = 'kent' RETURN toUpper(f.name), f.name + ' (' + f.nation + ')', size(f.name), 1+1, "text", [1, 2], {a: 1}, null, true

MATCH (f:Force) RETURN f.name /* the name */ , count( * ) // comment
ORDER BY f.name LIMIT 2

MATCH (n:Nothing) RETURN n.name, count(*) AS n

MATCH (n:Nothing) RETURN count(*) AS n, sum(n.x), avg(n.x), min(n.x), max(n.x), collect(n.x), stDev(n.x), percentileCont(n.x, 0.5)

// pagination and ordering

MATCH (f:Force) RETURN f.slug ORDER BY f.slug SKIP 5 LIMIT 5

MATCH (f:Force) RETURN f.slug ORDER BY f.slug DESC SKIP 40

// params {"skip": 2, "limit": 3}
MATCH (f:Force) RETURN f.slug ORDER BY f.slug SKIP $skip LIMIT $limit

MATCH (f:Force) RETURN f.slug ORDER BY f.slug LIMIT 2 + 1

MATCH (f:Force) RETURN f.slug ORDER BY size(f.name), f.slug LIMIT 5

MATCH (i:Inspection) RETURN i.published AS p, i.slug ORDER BY p DESC, i.slug

MATCH (i:Inspection) RETURN i.slug ORDER BY i.published IS NULL, i.published, i.slug

MATCH (i:Inspection) WITH i ORDER BY i.sequence DESC LIMIT 3 RETURN collect(i.slug) AS latest

MATCH (f:Force)-[:IN_REGION]->(r) RETURN f.slug ORDER BY r.name, f.slug LIMIT 6

MATCH (f:Force) WITH f.slug AS slug WHERE f.nation = 'Wales' RETURN slug ORDER BY slug

MATCH (f:Force) WITH f.name AS name ORDER BY f.slug DESC LIMIT 3 RETURN name

// params {"force": "kent", "polarity": ["weakness", "neutral"]}
MATCH (f:Force {slug: $force})<-[:ABOUT]-(x) WHERE x.polarity IN $polarity RETURN count(x)

// params {"rows": [{"slug": "kent", "n": 1}, {"slug": "essex", "n": 2}, {"slug": "zzz", "n": 3}]}
UNWIND $rows AS row OPTIONAL MATCH (f:Force {slug: row.slug}) RETURN row.n, row {.slug, .n} AS r, f.name ORDER BY row.n

// params {"since": "2015-06-01"}
MATCH (x:Finding) WHERE x.published >= date($since) RETURN count(x)

// params {"props": {"slug": "kent"}}
MATCH (f:Force) WHERE f.slug = $props.slug AND $props['slug'] STARTS WITH 'k' RETURN f.name

// params {"word": null}
MATCH (f:Force) WHERE $word IS NULL OR f.name CONTAINS $word RETURN count(f)

// UNION

// ties
MATCH (p:Practice) RETURN p.slug AS slug, 'practice' AS kind UNION MATCH (r:Risk) RETURN r.slug AS slug, 'risk' AS kind ORDER BY kind

// ties
MATCH (p:Practice) RETURN p.slug AS slug, 'practice' AS kind UNION ALL MATCH (q:Question) RETURN q.slug AS slug, 'question' AS kind

// ties
MATCH (x:Finding) RETURN x.polarity AS v UNION MATCH (g:Grade) RETURN g.value AS v

RETURN 1 AS a, 2 AS b UNION RETURN 3 AS a, 4 AS b

RETURN 1 AS x UNION RETURN 1.0 AS x UNION RETURN 1 AS x

// lists, maps, reduce

RETURN [x IN range(1, 10) WHERE x % 2 = 0 | x * x] AS squares, reduce(t = 0, x IN [1, 2, 3] | t + x) AS total

RETURN [1, 2, 3][0], [1, 2, 3][-1], [1, 2, 3][5], [1, 2, 3][0..2], [1, 2, 3][1..], [1, 2, 3][..-1], [1,2,3][-2..]

RETURN 2 IN [1, 2, 3][0..2], [1, 2, 3][0] - 1, 3 IN [y IN [1, 2, 3] WHERE y > 1]

RETURN head([1, 2]), last([1, 2]), tail([1, 2, 3]), reverse([1, 2]), size([1, null]), head([]), range(0, 10, 5), range(3, 1, -1)

RETURN all(x IN [1, 2] WHERE x > 0), any(x IN [1, 2] WHERE x > 1), none(x IN [] WHERE x), single(x IN [1, 2] WHERE x = 1)

RETURN {a: 1, b: [1, 2], c: {d: 'x'}} AS m, {a: 1}.a, {a: 1}['b'], keys({b: 1, a: 2})

RETURN [1] + 2, 1 + [2], [1] + [2], [1] + null, [1] || [2], 'a' || 'b'

UNWIND [3, 1, 2] AS x WITH x ORDER BY x RETURN collect(x) AS sorted, min(x), max(x), sum(x)

UNWIND [1, null, 2, 2] AS x RETURN count(x), count(*), count(DISTINCT x), sum(x), avg(x), collect(x)

UNWIND [] AS x RETURN x

UNWIND null AS x RETURN x

UNWIND [[1, 2], [3]] AS l UNWIND l AS x RETURN x ORDER BY x

// ties
UNWIND [1, 1.0, '1', true, null, [1], {a: 1}] AS x RETURN DISTINCT x

UNWIND [null, 'b', 2, true, 1.5, 'a', [1], {a: 1}, date('2020-01-01'), false, [], localdatetime('2020-01-01T00:00')] AS x RETURN x ORDER BY x

UNWIND [null, 'b', 2, true, 1.5, 'a', [1]] AS x RETURN x ORDER BY x DESC

UNWIND [3, 'a', 2.5, null, 'B', true] AS x RETURN min(x), max(x)

WITH [1, 2, 3] AS xs UNWIND range(0, size(xs) - 1) AS i RETURN i, xs[i] AS x ORDER BY i

WITH {name: 'x', n: 1} AS m RETURN m.name, m.missing, m {.name} AS a, m {.*, extra: 2} AS b

MATCH (f:Force)<-[:ABOUT]-(x) WITH f.slug AS slug, x.polarity AS pol, count(*) AS n WITH slug, collect([pol, n]) AS pairs RETURN slug, reduce(s = 0, p IN pairs | s + p[1]) AS total ORDER BY slug LIMIT 5

RETURN isEmpty([]), isEmpty(''), isEmpty({}), nullIf(1, 1), nullIf(1, 2), coalesce(null, null, 3)

RETURN toIntegerList(['1', 'x', 2.7]), toStringList([1, true, null]), toFloatList(['1.5', 2]), toBooleanList(['true', 1])

RETURN [x IN ['a', 'b'] | toUpper(x)], [x IN [1, 2, 3] WHERE x > 1], size([x IN [1, 2] | x])

// strings

RETURN toUpper('a'), toLower('B'), trim('  x '), ltrim(' x'), rtrim('x '), btrim('xxaxx', 'x'), trim(BOTH 'x' FROM 'xax'), trim(LEADING FROM ' a'), replace('abc', 'b', 'x'), substring('hello', 1, 3), substring('hello', 2), left('abc', 2), right('abc', 2), reverse('abc'), size('abc'), char_length('abc'), split('a,b,c', ','), split('a1b2', ['1', '2']), normalize('é'), lower('A'), upper('a')

RETURN 'it\'s', "say \"x\"", 'tab\tend', 'uni\u00e9', '\\', 'a\nb'

// ties
RETURN 'a' < 'b', 'a' < 'B', 'abc' STARTS WITH 'ab', 'abc' CONTAINS '', null CONTAINS 'a'

RETURN 'a' + 1, 1 + 'a', 'a' + 1.5, 'x' + toString(true), toString(1.0), toString(1e20), toString(12345678.9), toString(0.0001), toString(123456.789), 'n: ' + null

RETURN toInteger('12'), toInteger('12.9'), toInteger('x'), toInteger(3.9), toInteger(' 5 '), toFloat('1.5'), toFloat('x'), toFloat(2), toBoolean('TRUE'), toBoolean('x'), toBoolean(1), toIntegerOrNull('x'), toIntegerOrNull([1]), toFloatOrNull(true), toStringOrNull([1]), toBooleanOrNull(1.5)

RETURN split('a b  c', ' '), split('', ','), split('abc', ''), [w IN split('The force did', ' ') | toLower(w)]

MATCH (x:Finding) WITH x, split(toLower(x.text), ' ') AS words UNWIND words AS w WITH w, count(*) AS n WHERE size(w) > 8 RETURN w, n ORDER BY n DESC, w LIMIT 15

MATCH (x:Finding) RETURN max(size(x.text)), min(size(x.text)), avg(size(x.text)), percentileCont(size(x.text), 0.5)

MATCH (p:Passage) RETURN p.id, size(p.text), left(p.text, 5), reverse(left(p.text, 3)), toUpper(p.text) ORDER BY p.id

MATCH (p:Passage) WHERE p.text CONTAINS 'SET n.x' AND p.text CONTAINS 'LOAD CSV' RETURN p.id

MATCH (p:Passage) WHERE p.text CONTAINS "doesn't" OR p.text CONTAINS '😀' RETURN p.id ORDER BY p.id

// numbers

RETURN 7 / 2, -7 / 2, 7 % 3, -7 % 3, 7.0 / 2, 2 ^ 3, 2 ^ 0.5, -2 ^ 2, 1 + 2 * 3, (1 + 2) * 3, 10 - 2 - 3, 2 * 3 % 4

RETURN abs(-1), abs(-1.5), ceil(1.2), floor(-1.2), round(1.5), round(2.5), round(-1.5), round(-2.5), round(-0.5), round(1.25, 1), round(-1.25, 1), round(1.249, 1), round(1.55, 1), round(2.5, 0), round(1.25, 1, 'HALF_EVEN'), round(5), sign(-3), sign(0.0), sqrt(16), exp(0), log(1), log10(100), pi(), e()

RETURN 1.0 / 0, -1.0 / 0, isNaN(0.0 / 0.0), sqrt(-1) <> sqrt(-1), log(0), 1 / 2.0, 5 % 2.5, 0x1F, 0o17, 1e3, .5, 1_000

// near
RETURN sin(1), cos(1), tan(1), cot(1), asin(1), acos(1), atan(1), atan2(1, 2), degrees(pi()), radians(180), haversin(0.5)

RETURN 1 = 1.0, 1 < 1.5, 0.1 + 0.2, 9223372036854775807, -9223372036854775808, 1e308 * 10, 3 = '3', null = null, null <> 1, NOT null, true AND null, false AND null, true OR null, true XOR false

RETURN 1 IN [1, null], 2 IN [1, null], null IN [1], null IN [], [1, 2] = [1, 2], [1, null] = [1, null], [1] < [1, 0], {a: 1} = {a: 1.0}, 'a' < 1, true < false, date('2020-01-01') < date('2020-01-02')

RETURN 1 < 2 < 3, 3 > 2 >= 2 <> 1, 1 = 1 = true

RETURN toString(1), toString(true), toString(date('2020-01-01')), toString(datetime('2020-01-01T09:30:00Z')), toString(localdatetime('2020-01-01T09:30')), toString(duration('P1Y2M3DT4H5M6S'))

RETURN CASE WHEN null THEN 1 ELSE 2 END, CASE 1 WHEN 1.0 THEN 'same' END, CASE 3 WHEN 1, 2 THEN 'a' WHEN 3, 4 THEN 'b' ELSE 'c' END, CASE 5 WHEN > 3 THEN 'big' ELSE 'small' END, CASE 'abc' WHEN STARTS WITH 'a' THEN 1 ELSE 0 END, CASE null WHEN IS NULL THEN 'none' END, CASE null WHEN null THEN 'eq' ELSE 'ne' END

// dates

RETURN date('2014-11-12'), date('2014-11'), date('2014'), date('20141112'), date('2014-W46-3'), date('2014-316'), date('2014-Q4-12'), date({year: 2014, month: 11}), date({year: 2014, week: 46, dayOfWeek: 3}), date({year: 2014, ordinalDay: 316}), date({year: 2014, quarter: 4, dayOfQuarter: 43}), date(null)

RETURN datetime('2014-11-12T09:30'), datetime('2014-11-12T09:30+01:00'), datetime('2014-11-12T09:30:15.25Z'), localdatetime('2014-11-12T09:30'), datetime({year: 2014, month: 7, day: 1, hour: 9, timezone: 'Europe/London'}), datetime({epochSeconds: 1400000000}), datetime({epochMillis: 1400000000123}), time('09:30Z'), localtime('09:30')

WITH date('2014-11-12') AS d RETURN d.year, d.month, d.day, d.quarter, d.week, d.weekYear, d.dayOfWeek, d.ordinalDay, d.dayOfQuarter

WITH datetime('2014-11-12T09:30:15.123456+01:00') AS d RETURN d.hour, d.minute, d.second, d.millisecond, d.microsecond, d.nanosecond, d.timezone, d.offset, d.offsetMinutes, d.epochSeconds, d.epochMillis

RETURN duration.between(date('2014-11-12'), date('2016-02-18')) AS d, duration.inMonths(date('2014-11-12'), date('2016-02-18')).months AS months, duration.inDays(date('2014-11-12'), date('2016-02-18')).days AS days, duration.inSeconds(date('2014-11-12'), date('2014-11-13')).seconds AS s

WITH duration.between(date('2014-11-12'), date('2016-02-18')) AS d RETURN d.years, d.months, d.days, d.monthsOfYear, d.weeks, toString(d)

RETURN duration.between(date('2016-02-18'), date('2014-11-12')), duration.between(localdatetime('2014-01-01T10:00'), localdatetime('2014-01-02T09:00')), duration.between(date('2015-01-31'), date('2015-02-28')), duration.between(date('2014-01-01'), localdatetime('2014-01-01T09:30'))

RETURN date('2014-01-31') + duration('P1M'), date('2014-11-12') + duration({days: 30}), date('2014-11-12') - duration('P1Y'), date('2014-11-12') + duration('PT25H'), localdatetime('2014-11-12T09:30') + duration('PT25H'), duration('P1D') + duration('PT1H'), duration('P1M') * 2, duration('P4D') / 2, date('2020-02-29') + duration('P1Y')

RETURN date.truncate('month', date('2014-11-12')), date.truncate('year', date('2014-11-12')), date.truncate('week', date('2014-11-12')), date.truncate('quarter', date('2014-11-12')), date.truncate('decade', date('2014-11-12')), datetime.truncate('hour', datetime('2014-11-12T09:30Z')), localdatetime.truncate('day', localdatetime('2014-11-12T09:30')), date.truncate('month', date('2014-11-12'), {day: 5})

RETURN date({date: date('2014-11-12'), day: 1}), date({date: date('2014-11-12'), month: 2, day: 3}), date(localdatetime('2014-11-12T09:30')), localdatetime({date: date('2014-11-12'), time: localtime('09:30')}), datetime({date: date('2014-11-12')}), date(datetime('2014-11-12T23:30Z')), localdatetime({year: 2014, month: 11, day: 12, hour: 9, minute: 30, second: 1, millisecond: 250})

RETURN duration('P1Y2M10DT2H30M'), duration({months: 14, days: 3}), duration({hours: 1.5}), duration('P1.5D'), duration('PT0.5S'), duration({days: 1, seconds: -1}), duration('P2W'), duration('-P1D')

RETURN datetime('2014-11-12T09:30Z') = datetime('2014-11-12T10:30+01:00'), datetime('2014-11-12T09:30Z') < datetime('2014-11-12T10:31+01:00'), date('2014-11-12') = localdatetime('2014-11-12T00:00'), date('2014-11-12') = '2014-11-12', date('2014-11-12') IN ['2014-11-12'], duration('P1D') = duration('PT24H')

MATCH (x:Finding) WHERE x.published IS NOT NULL WITH date.truncate('quarter', x.published) AS quarter, count(*) AS n RETURN quarter, n ORDER BY quarter

MATCH (a:Inspection)-[:FOLLOWED_UP_BY]->(b) WHERE a.published IS NOT NULL RETURN a.slug, b.published, duration.inDays(a.published, date('2016-01-01')).days AS days ORDER BY a.slug

MATCH (x:Finding) WHERE x.published >= date() - duration('P100Y') RETURN count(*)

RETURN date().year >= 2024 AS now, datetime() > datetime('2024-01-01T00:00Z') AS later, timestamp() > 1700000000000 AS t, localdatetime() > localdatetime('2024-01-01T00:00') AS l

MATCH (r:Recommendation) WHERE r.due IS NOT NULL AND date(r.due) < date('2016-01-01') RETURN r.id, r.due ORDER BY r.id LIMIT 5

MATCH (r:Recommendation) RETURN r.status, count(*), min(r.published), max(r.published) ORDER BY r.status

// schema exploration

CALL db.labels()

CALL db.labels() YIELD label RETURN label ORDER BY label

CALL db.labels() YIELD label AS l WHERE l STARTS WITH 'F' RETURN l

CALL db.relationshipTypes() YIELD relationshipType AS t RETURN t ORDER BY t

CALL db.labels() YIELD label CALL (label) { MATCH (n) WHERE label IN labels(n) RETURN count(n) AS n } RETURN label, n ORDER BY label

MATCH (n:Inspection) UNWIND keys(n) AS key RETURN DISTINCT key ORDER BY key

// lists
MATCH (n) WITH labels(n)[0] AS label, keys(n) AS ks UNWIND ks AS k RETURN label, collect(DISTINCT k) AS keys ORDER BY label

MATCH (n:Finding) RETURN valueType(n.published) AS t, count(*) ORDER BY t

MATCH (n:Force) WHERE n.name IS :: STRING NOT NULL RETURN count(n)

// mixed bag

MATCH (f:Force) WITH f ORDER BY f.slug WITH collect(f) AS fs RETURN size(fs), fs[0].slug, [f IN fs[0..3] | f.slug] AS first

MATCH (f:Force) WITH collect(f.slug) AS all MATCH (g:Force {slug: 'kent'}) RETURN g.slug IN all

MATCH (f:Force)<-[:ABOUT]-(x:Finding) WITH f, count(x) AS n WITH collect(n) AS ns UNWIND ns AS n RETURN avg(n) AS mean

MATCH (x:Finding)-[:CONCERNS]->(p:Practice)-[:BROADER]->(g:Practice) RETURN g.slug AS theme, x.polarity AS polarity, count(*) AS n ORDER BY theme, polarity

MATCH (x:Finding)-[:CONCERNS]->(p:Practice)-[:BROADER*0..2]->(g:Practice) WHERE NOT (g)-[:BROADER]->() RETURN g.slug AS theme, count(DISTINCT x) AS n ORDER BY n DESC, theme

MATCH (x:Finding) OPTIONAL MATCH (x)-[:EXPOSES]->(r:Risk) RETURN coalesce(r.name, 'none') AS risk, count(*) AS n ORDER BY n DESC, risk LIMIT 5

MATCH (x:Finding)-[:EXPOSES]->(r:Risk), (x)-[:CONCERNS]->(p:Practice) RETURN r.slug, p.slug, count(*) AS n ORDER BY n DESC, r.slug, p.slug LIMIT 10

// lists
MATCH (f:Force)<-[:ABOUT]-(x)-[:EXPOSES]->(r) WITH r, collect(DISTINCT f) AS forces RETURN r.slug, size(forces) AS n, [f IN forces WHERE f.nation = 'Wales' | f.slug] AS welsh ORDER BY n DESC, r.slug LIMIT 6

MATCH (f:Force) WHERE f.slug IN ['kent', 'essex'] MATCH (f)<-[:ABOUT]-(x)-[:CONCERNS]->(p) WITH p, collect(DISTINCT f.slug) AS fs WHERE size(fs) = 2 RETURN p.slug ORDER BY p.slug

MATCH (a:Force {slug: 'kent'}), (b:Force {slug: 'essex'}) MATCH (a)<-[:ABOUT]-(x)-[:CONCERNS]->(p), (b)<-[:ABOUT]-(y)-[:CONCERNS]->(p) RETURN p.slug, count(DISTINCT x) AS kent, count(DISTINCT y) AS essex ORDER BY p.slug

MATCH (a:Force), (b:Force) WHERE a.slug < b.slug AND a.nation = 'Wales' AND b.nation = 'Wales' RETURN count(*)

MATCH (a:Force)<-[:ABOUT]-(x)-[:CONCERNS]->(p) WITH a, collect(DISTINCT p.slug) AS mine MATCH (b:Force)<-[:ABOUT]-()-[:CONCERNS]->(q) WHERE a.slug = 'kent' AND b <> a WITH a, mine, b, collect(DISTINCT q.slug) AS theirs WITH b, size([m IN mine WHERE m IN theirs]) AS both, size(mine) + size(theirs) AS sum RETURN b.slug, round(toFloat(both) / (sum - both), 3) AS jaccard ORDER BY jaccard DESC, b.slug LIMIT 5

MATCH (f:Force) WHERE f.slug = 'kent' WITH f, f.name AS name RETURN name, f {.slug, n: COUNT { (f)<-[:ABOUT]-() }} AS m

MATCH (x:Finding {polarity: 'weakness'})-[:ABOUT]->(f) WITH f, count(*) AS n ORDER BY n DESC, f.slug LIMIT 3 MATCH (f)<-[:ABOUT]-(y {polarity: 'strength'}) RETURN f.slug, n, count(y) AS strengths ORDER BY f.slug

MATCH (n:Finding) WHERE n.peer_context IS NOT NULL AND n.peer_context <> '' RETURN n.id, n.peer_context ORDER BY n.id LIMIT 5

MATCH (n:Finding) RETURN CASE WHEN size(n.text) < 100 THEN 'short' WHEN size(n.text) < 200 THEN 'medium' ELSE 'long' END AS length, count(*) AS n ORDER BY n DESC

MATCH (x:Finding) WHERE x.confidence >= 0.5 RETURN x.id, x.confidence, x.polarity_confidence ORDER BY x.confidence DESC

MATCH (x:Finding) WHERE x.confidence IS NULL OR x.confidence > 0.5 RETURN count(*)

MATCH (g:Grade)-[:OF]->(f:Force {slug: 'kent'}) MATCH (g)-[:ANSWERS]->(q) MATCH (g)-[:GIVEN_IN]->(i) RETURN i.sequence, q.name, g.value ORDER BY i.sequence, q.name

// lists
MATCH (g:Grade)-[:OF]->(f:Force), (g)-[:GIVEN_IN]->(i:Inspection {slug: 'peel-2014'}) RETURN f.slug, collect(g.value) AS grades, count(*) AS n ORDER BY f.slug LIMIT 5

MATCH (f:Force)<-[:OF]-(g:Grade)-[:GIVEN_IN]->(i) WITH i, g.value AS value, count(*) AS n RETURN i.slug, sum(n) AS total, max(CASE value WHEN 'good' THEN n END) AS good, max(CASE value WHEN 'inadequate' THEN n ELSE 0 END) AS inadequate ORDER BY i.slug

MATCH (f:Force) WHERE rand() >= 0 RETURN count(f)

MATCH (f:Force {slug: 'kent'}) WITH f AS g MATCH (g)-[:IN_REGION]->(r) RETURN g.name, r.name

MATCH (f:Force {slug: 'kent'}) WITH f.slug AS f RETURN f

OPTIONAL MATCH (f:Force {slug: 'atlantis'}) RETURN f, f.name, f IS NULL, labels(f), properties(f), keys(f), f {.name} AS m

OPTIONAL MATCH (f:Nothing) WITH f OPTIONAL MATCH (f)-[r]->(m) RETURN f, r, m, type(r), id(f)

MATCH (x:Finding)-[:ABOUT]->(f:Force)-[:IN_REGION]->(r:Region) RETURN r.name, count(DISTINCT f) AS forces, count(x) AS findings, round(1.0 * count(x) / count(DISTINCT f), 2) AS per_force ORDER BY r.name

MATCH (x:Finding)-[:FOUND_IN]->(i) WITH i, x.polarity AS pol, count(*) AS n WITH i, sum(n) AS total, collect({pol: pol, n: n}) AS parts UNWIND parts AS part RETURN i.slug, part.pol, part.n, round(100.0 * part.n / total, 1) AS pct ORDER BY i.slug, part.pol

MATCH (f:Force)<-[:ABOUT]-(x)-[:FOUND_IN]->(i) WITH f, i ORDER BY i.sequence WITH f, collect(DISTINCT i.slug) AS seen RETURN f.slug, seen[0] AS first, seen[-1] AS last, size(seen) AS rounds ORDER BY f.slug

MATCH (d:Document)<-[:PART_OF]-(p:Passage)<-[s:STATED_IN]-(x:Finding) RETURN d.title, p.number, s.start, s.end, x.text ORDER BY d.title, p.number

MATCH (d:Document {kind: 'letter'})-[:SENT_TO]->(f) OPTIONAL MATCH (d)-[:REPORTS]->(i) RETURN d.published, f.name, i.title

MATCH (r:Recommendation)-[:MADE_IN]->(i), (r)-[:CONCERNS]->(p) OPTIONAL MATCH (p)<-[:CONCERNS]-(x:Finding) RETURN r.id, i.slug, p.slug, count(x) AS findings ORDER BY r.id

MATCH (i:Initiative)-[:APPLIES]->(p:Practice)<-[:CONCERNS]-(x:Finding {polarity: 'weakness'})-[:ABOUT]->(f:Force) WHERE f.slug = 'kent' AND NOT (i)-[:RUN_BY]->(f) RETURN p.slug, collect(DISTINCT i.title)[0] IS NOT NULL AS some, count(DISTINCT i) AS n ORDER BY p.slug

MATCH (p:Practice {slug: 'no-such'}) RETURN count(*) = 0 AS none

MATCH (n:Force) RETURN n.slug AS slug, n.name AS name ORDER BY slug LIMIT 3;

match (f:force) return f

mAtCh (f:Force) wHeRe f.slug = 'kent' rEtUrN f.name As n

MATCH (f:Force) WHERE f.slug = 'kent' RETURN f.name AS name, f.name AS again, [f.slug] + f.alternative_names AS all

MATCH (n) WHERE n.id = 'kent' RETURN labels(n) ORDER BY labels(n)[0]

MATCH (n) WITH DISTINCT labels(n) AS ls, count(*) AS n RETURN ls, n ORDER BY n DESC, ls[0]

MATCH (f:Force)<-[r:ABOUT]-(x) WHERE f.slug = 'kent' WITH r LIMIT 1 RETURN type(r), startNode(r):Finding AS s, endNode(r).slug AS e

MATCH (n:Force) WHERE id(n) >= 0 AND elementId(n) IS NOT NULL RETURN count(n)

MATCH (x:Finding) WHERE x.status IN ['cause-of-concern', 'area-for-improvement'] XOR x.polarity = 'weakness' RETURN count(*)

UNWIND range(2014, 2018) AS year OPTIONAL MATCH (x:Finding) WHERE x.published.year = year RETURN year, count(x) AS n ORDER BY year

UNWIND ['kent', 'essex', 'surrey'] AS slug MATCH (f:Force {slug: slug}) RETURN slug, COUNT { (f)<-[:ABOUT]-() } AS n

WITH ['weakness', 'strength'] AS wanted UNWIND wanted AS polarity CALL (polarity) { MATCH (x:Finding {polarity: polarity}) RETURN count(*) AS n } RETURN polarity, n

MATCH (a:Practice)-[:BROADER]->(b:Practice)<-[:BROADER]-(c:Practice) WHERE a.slug = 'call-handling' RETURN c.slug ORDER BY c.slug

MATCH (f:Force {slug:'kent'})<-[:ABOUT]-(x:Finding), (f)<-[:ABOUT]-(y:Finding) RETURN count(*)

MATCH (f:Force {slug:'kent'})<-[:ABOUT]-(x:Finding) MATCH (f)<-[:ABOUT]-(y:Finding) RETURN count(*)

MATCH (a)-[:BROADER]-(b)-[:BROADER]-(c) RETURN count(*)

MATCH (a:Risk)-[:EXPOSES]-(b) MATCH (a)-[:EXPOSES]-(c)-[:CONCERNS]-(d) RETURN count(DISTINCT d)

MATCH (i:Inspection)<-[:FOUND_IN]-(:Finding)-[:ABOUT]->(:Force {slug: 'kent'}) RETURN count(*)

MATCH (f:Force)<-[:ABOUT]-(x:Finding) WITH f, collect(x) AS xs RETURN f.slug, size([x IN xs WHERE x.polarity = 'weakness']) AS w, any(x IN xs WHERE x.status = 'cause-of-concern') AS concern ORDER BY f.slug LIMIT 8

MATCH (f:Force)<-[:ABOUT]-(x:Finding) WITH f, x ORDER BY x.id WITH f, collect(x {.id, .polarity}) AS xs RETURN f.slug, xs[0] AS first ORDER BY f.slug LIMIT 4

MATCH (p:Practice)<-[:CONCERNS]-(x:Finding) WITH p, x.polarity AS pol, count(*) AS n WITH p.slug AS practice, collect(pol) AS pols, sum(n) AS total WHERE 'weakness' IN pols AND 'strength' IN pols RETURN practice, total ORDER BY total DESC, practice LIMIT 10

RETURN 1 AS one, 'a' AS text, true AS yes, null AS nothing, 1.5 AS half, [1, 'a', null] AS list, {k: [1]} AS map
