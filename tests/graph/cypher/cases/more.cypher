MATCH (f:Force) WHERE f.slug = 'kent' OPTIONAL MATCH (f)<-[:ABOUT]-(x:Finding {polarity: 'weakness'})-[:FOUND_IN]->(i) WITH f, i, collect(x.id) AS ids RETURN f.name, i.slug, size(ids) ORDER BY i.sequence

// lists
MATCH (i:Inspection) OPTIONAL MATCH (i)<-[:FOUND_IN]-(x) WITH i, count(x) AS n WHERE n = 0 RETURN collect(i.slug) AS empty

MATCH (f:Force)<-[:ABOUT]-(x:Finding)-[:FOUND_IN]->(i:Inspection) WITH f, i, sum(CASE x.polarity WHEN 'weakness' THEN 1 WHEN 'strength' THEN -1 ELSE 0 END) AS balance RETURN i.slug, avg(balance) AS mean, max(balance) AS worst ORDER BY i.slug

MATCH (x:Finding) WHERE x.published IS NOT NULL RETURN date({year: x.published.year, month: x.published.month}) AS month, count(*) AS n ORDER BY month

MATCH (g1:Grade)-[:OF]->(f:Force)<-[:OF]-(g2:Grade), (g1)-[:ANSWERS]->(q)<-[:ANSWERS]-(g2), (g1)-[:GIVEN_IN]->(i1), (g2)-[:GIVEN_IN]->(i2) WHERE i1.sequence < i2.sequence AND g1.value = 'requires improvement' AND g2.value IN ['good', 'outstanding'] RETURN f.slug, q.slug, i1.slug, i2.slug ORDER BY f.slug, q.slug, i1.sequence, i2.sequence LIMIT 25

// lists
MATCH (r:Region)<-[:IN_REGION]-(f:Force) OPTIONAL MATCH (f)<-[:ABOUT]-(x {polarity: 'weakness'}) WITH r, f, count(x) AS n RETURN r.slug, collect({f: f.slug, n: n}) AS forces, sum(n) AS total ORDER BY r.slug

MATCH (p:Practice)<-[:CONCERNS]-(x) WITH p, x ORDER BY x.id WITH p, collect(x)[0] AS one RETURN p.slug, one.id, one {.polarity, .kind} AS m, labels(one) ORDER BY p.slug LIMIT 5

MATCH (f:Force) WITH f.nation AS nation, collect(f) AS forces UNWIND forces AS f WITH nation, f ORDER BY f.slug RETURN nation, head(collect(f)).slug AS first, last(collect(f)).slug AS last ORDER BY nation

MATCH (f:Force) RETURN f.slug, [x IN COLLECT { MATCH (f)<-[:ABOUT]-(x) RETURN x.polarity } WHERE x = 'strength'] AS s ORDER BY f.slug LIMIT 3

MATCH (n) WHERE n.name IS NOT NULL RETURN labels(n)[0] AS l, min(n.name), max(n.name) ORDER BY l

MATCH (n) RETURN DISTINCT keys(n) AS ks ORDER BY size(ks), ks[0], ks[1], ks[2], ks[3], ks[4], ks[5] LIMIT 0

MATCH (x:Finding) WITH x.text AS text, count(*) AS n WHERE n > 1 RETURN text, n ORDER BY text

MATCH (a:Finding), (b:Finding) WHERE a.text = b.text AND a.id < b.id RETURN count(*)

MATCH (f:Force) CALL (f) { MATCH (f)<-[:ABOUT]-(x {polarity: 'weakness'}) RETURN count(x) AS w } CALL (f) { MATCH (f)<-[:ABOUT]-(x {polarity: 'strength'}) RETURN count(x) AS s } WITH f, w, s WHERE w + s > 0 RETURN f.slug, w, s, round(toFloat(w) / (w + s), 2) AS share ORDER BY share DESC, f.slug LIMIT 5

MATCH (f:Force) WHERE f.slug STARTS WITH 'k' OR f.slug STARTS WITH 'e' WITH f ORDER BY f.slug RETURN reduce(s = '', n IN collect(f.name) | s + CASE WHEN s = '' THEN '' ELSE '; ' END + n) AS line

WITH date('2014-11-12') AS since MATCH (x:Finding) WHERE x.published > since RETURN count(*) AS n, since

WITH datetime() AS now MATCH (i:Inspection) WHERE i.published < date(now) RETURN count(*)

MATCH (i:Inspection) WHERE i.published_period >= '2016' AND i.published_period < '2019' RETURN i.slug ORDER BY i.sequence

MATCH p = (f:Force {slug: 'kent'})<-[:ABOUT]-(:Finding)-[:EXPOSES]->(r) WITH nodes(p) AS ns, relationships(p) AS rs RETURN ns[0].slug, ns[-1].slug AS risk, [r IN rs | type(r)] AS ts, size(ns), count(*) AS n ORDER BY risk

MATCH (a:Practice)-[:BROADER]->(b) RETURN b.slug, count(a) AS n, collect(a.slug)[0..0] AS none ORDER BY n DESC, b.slug

UNWIND [{f: 'kent', p: 'weakness'}, {f: 'essex', p: 'strength'}] AS q MATCH (:Force {slug: q.f})<-[:ABOUT]-(x:Finding {polarity: q.p}) RETURN q.f, q.p, count(x) ORDER BY q.f

MATCH (f:Force {slug: 'kent'})<-[:ABOUT]-(x) WITH *, x.polarity AS pol RETURN pol, count(*) AS n ORDER BY pol

MATCH (f:Force), (r:Region) WHERE (f)-[:IN_REGION]->(r) RETURN count(*)

MATCH (f:Force), (r:Region) WHERE f.name CONTAINS r.name RETURN f.name, r.name ORDER BY f.name

MATCH (f:Force)-[rel]-(n) WHERE f.slug = 'kent' RETURN type(rel) AS t, labels(n) AS l, count(*) AS n ORDER BY t

MATCH (f:Force)<-[:ABOUT]-(x) WHERE x.polarity = 'weakness' WITH f, count(*) AS n WITH max(n) AS most, collect({f: f.slug, n: n}) AS all UNWIND [a IN all WHERE a.n = most] AS top RETURN top.f AS force, top.n AS n ORDER BY force

MATCH (x:Finding)-[:CONCERNS]->(p) WITH p.slug AS p, x.polarity AS pol, count(*) AS n RETURN p, sum(CASE WHEN pol = 'weakness' THEN n END) AS w, sum(CASE WHEN pol = 'strength' THEN n END) AS s, avg(CASE WHEN pol = 'neutral' THEN n END) AS m ORDER BY p

MATCH (x:Finding) RETURN toUpper(left(x.polarity, 1)) + substring(x.polarity, 1) AS label, count(*) AS n ORDER BY label

MATCH (f:Force) RETURN f.name ORDER BY toLower(f.name) DESC LIMIT 3

MATCH (f:Force)-[:IN_REGION]->(r:Region {slug: 'wales'}) WITH collect(f) AS fs UNWIND fs AS a UNWIND fs AS b WITH a, b WHERE elementId(a) < elementId(b) RETURN count(*) AS pairs

MATCH (d:Document) OPTIONAL MATCH (d)-[:SENT_TO|REPORTS]->(t) RETURN d.kind, labels(t), coalesce(t.name, t.title, 'nobody') AS to ORDER BY to

// lists
MATCH (n:Finding {id: 'quoted-3'})-[r:CONCERNS|EXPOSES|ADDRESSES]->(t) RETURN type(r), r.confidence, r {.*}, properties(r), keys(r)

MATCH (f:Finding) WHERE f.wording = 'quoted' RETURN f.kind, f.polarity_method, f.polarity_confidence, f.confidence ORDER BY f.id

MATCH (x)-[s:STATED_IN]->(p)-[:PART_OF]->(d:Document) WHERE s.end - s.start = size(x.text) RETURN x.id ORDER BY x.id

MATCH (f:Force) WHERE all(name IN f.alternative_names WHERE size(name) < 12) AND size(f.alternative_names) >= 1 RETURN f.slug ORDER BY f.slug

MATCH (i:Initiative) WHERE i.partners IS NOT NULL RETURN i.id, size(i.partners) AS n, i.partners[0] AS first ORDER BY n DESC, i.id LIMIT 5

MATCH (f:Force) RETURN avg(COUNT { (f)<-[:ABOUT]-() }) AS mean

MATCH (f:Force) RETURN sum(size([(f)<-[:ABOUT]-(x) WHERE x.polarity = 'weakness' | x])) AS w

MATCH (f:Force)<-[:ABOUT]-(x) RETURN f.slug AS f, count(x) AS n ORDER BY f LIMIT 2

MATCH (f:Force {slug: 'kent'})<-[:ABOUT]-(f2) RETURN count(f2) AS f

MATCH (f:Force) WITH f ORDER BY f.slug SKIP 1 LIMIT 1 MATCH (f)-[:IN_REGION]->(r) RETURN f.slug, r.slug

MATCH (n:Risk) RETURN n.slug, COUNT { (n)<-[:EXPOSES]-() } AS n2 ORDER BY n2 DESC, n.slug LIMIT 3

MATCH (f:Force) WHERE f.slug IN COLLECT { MATCH (x:Finding {status: 'cause-of-concern'})-[:ABOUT]->(g) RETURN g.slug } RETURN f.slug ORDER BY f.slug

MATCH (f:Force) WHERE COUNT { MATCH (f)<-[:ABOUT]-(x)-[:CONCERNS]->(p) RETURN DISTINCT p } > 14 RETURN f.slug ORDER BY f.slug

MATCH (q:Question) RETURN q.slug, EXISTS { (q)-[:ASKED_IN]->(:Inspection {slug: 'peel-2014'}) } AS in2014 ORDER BY q.slug

MATCH (q:Question)-[:ASKED_IN]->(i) WITH q, i ORDER BY i.sequence RETURN q.slug, collect(i.sequence) AS rounds ORDER BY q.slug

RETURN date('2014-11-12') AS d, datetime('2014-11-12T09:30:00+01:00') AS t, duration('P1M') AS p, [date('2020-01-01')] AS l, {d: date('2020-01-01')} AS m

MATCH (f:Force {slug: 'kent'})<-[:ABOUT]-(x) WHERE x.text IS NOT NULL AND x.text <> '' AND size(split(x.text, ' ')) > 5 RETURN count(x)

MATCH (a:Force)-[:IN_REGION]->(:Region)<-[:IN_REGION]-(b:Force) WHERE a.slug = 'kent' RETURN b.slug ORDER BY b.slug

MATCH (a:Practice)-[:BROADER*1..3]-(b:Practice) WHERE a.slug = 'call-handling' RETURN DISTINCT b.slug ORDER BY b.slug

MATCH (f:Force)<-[:ABOUT]-(x)-[:CONCERNS]->(p) WITH f, count(DISTINCT p) AS breadth ORDER BY breadth DESC, f.slug RETURN collect(f.slug)[..3] AS broadest, max(breadth)

MATCH (x)-[c:CONCERNS]->(p) WHERE NOT x:Finding RETURN labels(x)[0], c.method, count(*)

MATCH (a)-[:CONCERNS]->(p)<-[:APPLIES]-(b) RETURN labels(a)[0] AS l, count(DISTINCT p) AS n, count(*) AS rows ORDER BY l
