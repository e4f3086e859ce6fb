// Corners of the language where engines differ; each must give what Neo4j gives.

RETURN stDev(1), stDevP(1), percentileDisc(1.5, 0.5), percentileCont(2, 0.3)

UNWIND [1, 2, 3, 4] AS x RETURN percentileCont(x, 0.5), percentileCont(x, 0.4), percentileDisc(x, 0.5), stDev(x), stDevP(x), avg(x)

UNWIND [0.1, 0.2, 0.3] AS x RETURN avg(x), sum(x)

UNWIND [duration('P1D'), duration('PT12H')] AS d RETURN sum(d), avg(d), min(d), max(d)

UNWIND ['a', 'b', 1, null] AS x RETURN max(x), min(x), count(x), collect(x)

UNWIND [[1, 2], [1], [2]] AS x RETURN max(x), min(x)

UNWIND [1, 2, 2, 3] AS x RETURN sum(DISTINCT x), avg(DISTINCT x), count(DISTINCT x), collect(DISTINCT x)

UNWIND [1, 2, 3] AS x WITH x WHERE x > 1 RETURN x ORDER BY x

UNWIND [1, 2, 3] AS x WITH x AS y, x * 2 AS z ORDER BY z DESC SKIP 1 RETURN y, z

UNWIND range(1, 3) AS x UNWIND range(x, 3) AS y RETURN x, y ORDER BY x, y

UNWIND [1, 2] AS x CALL (x) { UNWIND range(1, x) AS y RETURN y } RETURN x, y ORDER BY x, y

UNWIND [1, 2] AS x CALL (x) { WITH x WHERE x > 1 RETURN x * 10 AS y } RETURN x, y

UNWIND [1, 2] AS x OPTIONAL CALL (x) { WITH x WHERE x > 1 RETURN x * 10 AS y } RETURN x, y ORDER BY x

UNWIND [1, 2] AS x CALL { WITH x RETURN x AS y UNION WITH x RETURN x + 10 AS y } RETURN x, y ORDER BY x, y

CALL () { RETURN 1 AS a } CALL (*) { RETURN a + 1 AS b } RETURN a, b

UNWIND [3, 1, 2] AS x CALL (x) { RETURN x AS y ORDER BY y LIMIT 1 } RETURN collect(y) AS ys

WITH 1 AS x CALL (x) { WITH x + 1 AS y RETURN x + y AS z } RETURN z

RETURN EXISTS { MATCH (f:Force) WHERE f.slug = 'kent' } AS a, EXISTS { (:Force {slug: 'x'}) } AS b, COUNT { (f:Force) } AS c, COUNT { MATCH (f:Force) RETURN f.nation UNION MATCH (r:Risk) RETURN 'x' AS `f.nation` } AS d

MATCH (f:Force {slug: 'kent'}) RETURN COLLECT { UNWIND [2, 1] AS x RETURN x ORDER BY x } AS l, EXISTS { MATCH (f)<-[:ABOUT]-(x) RETURN x LIMIT 0 } AS e

MATCH (f:Force {slug: 'kent'}) WHERE EXISTS { MATCH (f)<-[:ABOUT]-(x) WHERE EXISTS { MATCH (x)-[:CONCERNS]->(p) WHERE p.slug STARTS WITH 'c' } } RETURN f.slug

MATCH (f:Force) WHERE COUNT { (f)<-[:ABOUT]-(x)-[:EXPOSES]->(:Risk) } = 0 RETURN f.slug ORDER BY f.slug

MATCH (f:Force) RETURN f.slug ORDER BY COUNT { (f)<-[:ABOUT]-() } DESC, f.slug LIMIT 3

MATCH (f:Force) WITH f, COUNT { (f)<-[:ABOUT]-() } AS n WHERE n > 18 RETURN f.slug, n ORDER BY n DESC, f.slug

MATCH (f:Force) RETURN CASE WHEN EXISTS { (f)<-[:SENT_TO]-() } THEN 'letter' ELSE 'none' END AS k, count(*) AS n ORDER BY k

MATCH (n) WHERE n.name = 'Kent Police' OR n.title = 'PEEL 2014' RETURN coalesce(n.name, n.title) AS t, n.name IS NULL AS a, n.title IS NULL AS b ORDER BY t

MATCH (n) WITH n.name AS name, count(*) AS c WHERE c > 1 RETURN name, c ORDER BY c DESC, name LIMIT 6

MATCH (n) WHERE n.name < 'B' RETURN n.name ORDER BY n.name

MATCH (n) RETURN min(n.name), max(n.title), min(n.title)

MATCH (g:Grade {id: 'kent-2014-efficiency'}) RETURN g, g.name, g.title, keys(g) = keys(g) AS same

MATCH (n:Passage) RETURN n ORDER BY n.number

MATCH (n:Initiative) WHERE n.name IS NULL AND n.title CONTAINS 'hub' RETURN n.title ORDER BY n.title

// lists
MATCH (f:Force)-[:IN_REGION]->(r {slug: 'wales'}) RETURN collect(f {.slug}) AS fs, collect(r.slug)[0] AS r

MATCH p = (f:Force {slug: 'gwent'})-[:IN_REGION]->(r) RETURN p, length(p), nodes(p)[0].slug, relationships(p)[0]

MATCH p = (f:Force {slug: 'gwent'}) RETURN p, length(p), nodes(p)

MATCH p = (a:Practice {slug: 'call-handling'})-[rs:BROADER*1..2]->(b) RETURN size(rs), [r IN rs | type(r)], length(p)

MATCH (a:Practice {slug: 'call-handling'})-[rs:BROADER*0..1]-(b) RETURN size(rs) AS n, count(b) ORDER BY n

MATCH (a:Practice {slug: 'call-handling'})-[:BROADER*0]->(b) RETURN b.slug

MATCH (a:Practice {slug: 'call-handling'})-[*1..2 {method: 'hand'}]-(b) RETURN count(*)

MATCH (a:Practice {slug: 'call-handling'})-[rs*1..1]-(b) WHERE all(r IN rs WHERE type(r) = 'BROADER') RETURN b.slug

MATCH (a:Practice)-[:BROADER*..1]->(b) RETURN count(*)

MATCH (a:Inspection {slug: 'peel-2014'})-[:FOLLOWED_UP_BY*3..]->(b) RETURN b.slug ORDER BY b.sequence

MATCH (a)-[r:BROADER]->(b), (a)-[r2:BROADER]->(c) RETURN count(*)

MATCH (a)-[r:BROADER]-(b) RETURN count(*)

MATCH (a)-[r:BROADER]->(b) MATCH (b)<-[r]-(a) RETURN count(*)

MATCH (a)--(b) WHERE a:Document RETURN labels(b)[0] AS l, count(*) ORDER BY l

MATCH (d:Document)<-[:PART_OF]-(p)<-[:STATED_IN]-(x)-[:ABOUT]->(f)<-[:SENT_TO]-(d) RETURN count(*)

MATCH (a:Inspection) ((x)-[:FOLLOWED_UP_BY]->(y)-[:FOLLOWED_UP_BY]->(z)){1,2} (b) RETURN a.slug, [n IN y | n.slug] AS middle, b.slug ORDER BY a.sequence, b.sequence

MATCH (a:Inspection {slug: 'peel-2015'}) ((x)-[:FOLLOWED_UP_BY]-(y)){0,2} (b) RETURN b.slug, size(x) AS n ORDER BY n, b.slug

MATCH (a:Inspection {slug: 'peel-2015'})<-[:FOLLOWED_UP_BY]-+(b) RETURN b.slug ORDER BY b.sequence

MATCH (b:Inspection {slug: 'peel-2017'}) MATCH (a:Inspection) ((x)-[:FOLLOWED_UP_BY]->(y))+ (b) RETURN a.slug, [n IN x | n.sequence] AS steps ORDER BY a.sequence

MATCH (a:Inspection) ((x)-[r:FOLLOWED_UP_BY]->(y) WHERE x.sequence < y.sequence){2} (b) RETURN a.slug, size(r) AS n ORDER BY a.sequence

MATCH p = (a:Force {slug: 'gwent'}) ((x)-[:IN_REGION]->(y)<-[:IN_REGION]-(z)){1} (b) RETURN [n IN nodes(p) | n.slug] AS ns ORDER BY ns[2]

MATCH p = ((a:Inspection {slug: 'peel-2014'})-[:FOLLOWED_UP_BY]->(b)) RETURN length(p)

MATCH p = ANY SHORTEST (a:Force {slug: 'kent'})-[:IN_REGION|ABOUT|CONCERNS]-+(b:Practice) WITH b, length(p) AS l RETURN l, count(*) ORDER BY l

MATCH p = ANY SHORTEST ((a:Force {slug: 'kent'})-[:ABOUT|CONCERNS]-+(b:Force) WHERE a <> b) RETURN length(p) AS l, count(*) ORDER BY l

MATCH p = SHORTEST 3 (a:Inspection {slug: 'peel-2014'})-[:FOLLOWED_UP_BY|FOUND_IN|GIVEN_IN]-{1,2}(b:Inspection {slug: 'peel-2015'}) RETURN length(p)

MATCH p = ALL SHORTEST (a:Force {slug: 'kent'})<-[:ABOUT]-(x)-[:CONCERNS]->(q)<-[:CONCERNS]-(y)-[:ABOUT]->(b:Force {slug: 'essex'}) RETURN count(*), length(p)

MATCH p = SHORTEST 1 (a:Force {slug: 'kent'})-[:IN_REGION]-+(b:Force {slug: 'kent'}) RETURN length(p)

MATCH p = SHORTEST 1 (a:Force {slug: 'kent'})-[:ABOUT|CONCERNS]-+(b:Force {slug: 'kent'}) RETURN length(p)

MATCH p = shortestPath((a:Force {slug: 'kent'})-[*..1]-(b:Force {slug: 'essex'})) RETURN p

MATCH p = shortestPath((a:Inspection {slug: 'peel-2014'})-[:FOLLOWED_UP_BY*]->(b:Inspection)) WHERE b.sequence > 12 RETURN b.slug, length(p) ORDER BY b.sequence

MATCH p = shortestPath((a:Inspection {slug: 'peel-2023-25'})<-[:FOLLOWED_UP_BY*]-(b:Inspection {slug: 'peel-2014'})) RETURN [n IN nodes(p) | n.slug] AS way

MATCH (a:Force {slug: 'kent'}), (b:Force {slug: 'essex'}) MATCH p = shortestPath((a)-[:ABOUT|CONCERNS|EXPOSES*..8]-(b)) WHERE none(n IN nodes(p) WHERE n:Risk) RETURN length(p)

MATCH (a:Force {slug: 'kent'}), (b:Force {slug: 'essex'}) OPTIONAL MATCH p = shortestPath((a)-[:BROADER*]-(b)) RETURN p IS NULL AS none, length(p)

MATCH (n:Risk) WHERE (n)-[:BROADER]->() RETURN count(n)

MATCH (a:Force {slug: 'kent'}) OPTIONAL MATCH (a)-[r:NOPE]->(b) RETURN a.slug, r, b, b.name, type(r), [x IN [b] | x.name] AS l, b:Force AS isf

MATCH (a:Force {slug: 'kent'}) OPTIONAL MATCH (a)-[:NOPE]->(b) OPTIONAL MATCH (b)-[:IN_REGION]->(c) RETURN b, c

MATCH (a:Force {slug: 'kent'}) OPTIONAL MATCH p = (a)-[:NOPE]->(b) RETURN p, length(p), nodes(p)

OPTIONAL MATCH (a:Nope) MATCH (b:Force {slug: 'kent'}) RETURN a, b.slug

MATCH (f:Force {slug: 'kent'}) WITH f, null AS x RETURN f.slug, x, x.y, x[0], x + 1, x IN [1], x = x, NOT x, size(x), toUpper(x), x:Force AS l

MATCH (f:Force) WHERE f.nope RETURN f

MATCH (f:Force) WHERE NOT f.nope RETURN f

MATCH (f:Force) WHERE f.nope = f.nope RETURN count(f)

MATCH (f:Force) WHERE null RETURN f

MATCH (f:Force {slug: 'kent'}) WHERE f.name <> null OR true RETURN f.slug

RETURN toString(1.5e-5), toString(100000000.0), toString(1e7), toString(9999999.0), toString(0.001), toString(-0.0), toString(1.0E-10), 1e7 + '', 0.00001 + 'x'

RETURN 5 / 2 * 2.0, 2 + 3 + 'a', 'a' + 2 + 3, -(-3), - 3 + 2, +5, 3 - -2, 2 ^ 3 ^ 2, 10 % 4 * 2, NOT true OR true, true XOR true AND false

RETURN 'a' IN ['a'] AND NOT 'b' IN ['a'], NOT 1 = 2, 1 + 1 = 2 AND 2 < 3, 'abc' STARTS WITH 'a' + 'b', [1, 2] + 3 = [1, 2, 3], 1 = 1 AND 'x' <> 'y' OR false

RETURN {a: 1, `b c`: 2}.`b c` AS x, [1, [2, 3]][1][0] AS y, {l: [1, 2]}.l[1] AS z, 'abc' =~ 'A.*', 'abc' =~ '(?i)A.*', 'a.c' =~ '\\Qa.c\\E'

RETURN [x IN [1, 2, 3] WHERE x > 1 | x] + [4] AS a, [x IN [[1, 2], [3]] | size(x)] AS b, [x IN [1, null] | x IS NULL] AS c, [x IN null | x] AS d, [null][0] AS e

RETURN reduce(s = '', x IN ['a', 'b'] | s + x) AS a, reduce(m = 0, x IN [3, 7, 2] | CASE WHEN x > m THEN x ELSE m END) AS b, reduce(a = [], x IN [1, 2] | a + [x * 2]) AS c

RETURN all(x IN [true, null] WHERE x) AS a, any(x IN [false, null] WHERE x) AS b, none(x IN [null] WHERE x) AS c, single(x IN [true, null] WHERE x) AS d, all(x IN [] WHERE false) AS e, any(x IN null WHERE x) AS f

RETURN range(5, 1) AS a, range(1, 5, 2) AS b, range(5, 1, -2) AS c, [1, 2, 3][10..] AS d, [1, 2, 3][-10..2] AS e, [1, 2, 3][2..1] AS f, [1, 2, 3][null..1] AS g, [1,2,3][0..null] AS h

RETURN 1 AS `a b`, 2 AS `c``d`, 3 AS count, 4 AS `return`

RETURN 1 AS a ORDER BY a SKIP 0 LIMIT 10

RETURN 1+2, 1 + 2,  3   +   4 , 'a'+'b', [1,2] [0], count( * ), coalesce( null , 1 )

RETURN (1 + 2), -1, - 1, NOT  true, (((1)))

MATCH (f:Force {slug: 'kent'}) RETURN f.name, f . slug, f.name AS x, (f).slug, f['slug'], f:Force, f IS NULL

MATCH (f:Force) RETURN count(DISTINCT f.nation), COUNT(f), Count( DISTINCT f ), collect( DISTINCT f.nation )[0] IS NULL AS c

MATCH (f:Force) RETURN f.nation AS nation, count(*) AS n, collect(f.slug)[..2] IS NOT NULL AS some ORDER BY n

MATCH (f:Force) RETURN f.nation, count(*) + 1 AS n, f.nation + '!' AS bang ORDER BY bang

MATCH (f:Force) RETURN f.nation + '!' AS bang, count(*) AS n ORDER BY bang

MATCH (f:Force)-[:IN_REGION]->(r) RETURN r, count(*) AS n ORDER BY n DESC, r.slug LIMIT 2

MATCH (f:Force)-[:IN_REGION]->(r) WITH r, count(f) AS n ORDER BY r.slug RETURN r.name + ': ' + n AS line

MATCH (f:Force)-[:IN_REGION]->(r) RETURN r.name AS region, count(*) AS n ORDER BY r.name LIMIT 2

MATCH (f:Force)-[:IN_REGION]->(r) RETURN DISTINCT r.name AS region ORDER BY r.name LIMIT 2

MATCH (f:Force)-[:IN_REGION]->(r) WITH DISTINCT r ORDER BY r.slug RETURN r.slug

MATCH (f:Force) RETURN f.nation AS nation, max(size(f.name)) - min(size(f.name)) AS spread, count(*) * 100 / 43 AS pct ORDER BY nation

// lists
MATCH (f:Force) WITH f.nation AS nation, collect(f.slug) AS slugs RETURN nation, reduce(n = 0, s IN slugs | n + size(s)) AS total, [s IN slugs WHERE s CONTAINS 'wales'] AS w ORDER BY nation

MATCH (f:Force) RETURN CASE WHEN f.nation = 'Wales' THEN 'W' ELSE 'E' END AS k, count(*) AS n, sum(CASE WHEN f.slug < 'm' THEN 1 ELSE 0 END) AS early ORDER BY k

MATCH (x:Finding) RETURN x.published AS d, count(*) AS n ORDER BY d DESC LIMIT 3

MATCH (x:Finding) WHERE x.published IN [date('2014-11-12'), date('2014-09-03')] RETURN x.published, count(*) ORDER BY x.published

MATCH (x:Finding) WHERE x.published > datetime('2014-01-01T00:00Z') RETURN count(*)

MATCH (x:Finding) WHERE x.published <> '2014-11-12' RETURN count(*)

MATCH (x:Finding {published: '2014-11-12'}) RETURN count(*)

MATCH (x:Finding {published: date('2014-11-12')}) RETURN count(*)

// params {"d": "2014-11-12"}
MATCH (x:Finding) WHERE x.published = $d RETURN count(*)

MATCH (x:Finding) WHERE toString(x.published) STARTS WITH '2014-11' RETURN count(*)

MATCH (d:Document) RETURN d.embargoed_until, toString(d.embargoed_until), date(d.embargoed_until), d.embargoed_until + duration('PT1H'), duration.between(d.published, d.embargoed_until) ORDER BY d.id

MATCH (d:Document) WHERE d.embargoed_until <= localdatetime({year: 2014, month: 9, day: 4, hour: 0, minute: 1}) RETURN d.id

MATCH (c:Correction) RETURN c.made_at, c.made_at.year, c.old[0] + ' -> ' + c.new[0] AS change

RETURN duration.between(date('2014-03-31'), date('2014-02-28')), duration.between(date('2012-02-29'), date('2013-02-28')), duration.inMonths(date('2014-01-31'), date('2014-03-01')), duration.between(localdatetime('2014-01-31T12:00'), localdatetime('2014-03-01T11:00')), duration.inDays(localdatetime('2014-01-02T12:00'), localdatetime('2014-01-01T13:00'))

RETURN duration({days: 1.5}), duration({months: 0.5}), duration('PT36H'), duration('PT-1.5S'), duration({hours: -1, minutes: 30}), duration({weeks: 1, days: 2}), duration('P1Y') + duration('P1M'), duration('PT1M').seconds, duration('PT90M').hours, duration('PT90M').minutesOfHour

RETURN toString(duration({seconds: -1, milliseconds: 500})), toString(duration({days: -3})), toString(duration('PT0S')), toString(duration({minutes: 90, seconds: 5})), toString(duration({months: -14}))

RETURN datetime('2020-06-01T12:00[Europe/London]') AS a, datetime({year: 2020, month: 1, day: 1, timezone: '+02:00'}) AS b, localdatetime('2020-W01-1T10') AS c, localtime('10:00:01.5') AS d, toString(datetime('2020-06-01T12:00[Europe/London]')) AS e, toString(localtime('10:00')) AS f, toString(time('10:00+01:00')) AS g

RETURN date('2020-01-01') < date('2021-01-01') AS a, date('2020-01-01') < localdatetime('2021-01-01T00:00') AS b, localdatetime('2020-01-01T00:00') < datetime('2021-01-01T00:00Z') AS c, '2020' < date('2021-01-01') AS d, duration('P1D') < duration('P2D') AS e

UNWIND [date('2020-03-01'), date('2019-01-01'), null, date('2020-02-01')] AS d RETURN d ORDER BY d

UNWIND [duration('P1M'), duration('P29D'), duration('P31D'), duration('PT1H')] AS d RETURN d ORDER BY d

UNWIND [{b: 1}, {a: 2}, {a: 1}, {a: 1, b: 1}] AS m RETURN m ORDER BY m

UNWIND [[2], [1, 5], [1], [], [null], ['a']] AS l RETURN l ORDER BY l

UNWIND [{a: 1}, {a: 1.0}, {a: null}, {a: null}] AS m RETURN count(DISTINCT m) AS n

UNWIND ['Kent', 'kent', 'Ärger', 'zebra', 'Zulu', '10', '9'] AS s RETURN s ORDER BY s

UNWIND ['Kent', 'kent', 'essex'] AS s RETURN s ORDER BY toLower(s), s

RETURN 1 IS :: INTEGER, 1.5 IS :: FLOAT, 'a' IS :: STRING, null IS :: STRING, null IS :: STRING NOT NULL, [1] IS :: LIST<INTEGER>, [1, 'a'] IS :: LIST<INTEGER | STRING>, 1 IS NOT :: STRING, date('2020-01-01') IS :: DATE, true IS TYPED BOOLEAN

RETURN valueType(1), valueType('a'), valueType(null), valueType([1, 2]), valueType([1, 'a']), valueType({a: 1}), valueType(date('2020-01-01')), valueType([]), valueType([1, null]), valueType(1.5)

RETURN toInteger('1e3'), toInteger('0x1F'), toInteger(''), toFloat('1e3'), toFloat('.5'), toFloat(''), toInteger(true), toInteger('-5'), toFloat('-5'), toInteger('+5'), toBoolean('True '), toInteger(-3.9)

RETURN left('abc', 10), right('abc', 10), substring('abc', 5), substring('abc', 1, 0), split('abc', 'x'), split(',a,', ','), replace('aaa', 'a', ''), reverse(''), size(''), trim(''), toUpper('straße'), toLower('ÀÉ'), ltrim('xxa', 'x'), rtrim('axx', 'x'), btrim(' a ')

RETURN round(3.14159, 2), round(3.14159, 4), round(0.5), round(1.5), round(-3.5), round(2.675, 2), round(1234.5), round(1.1, 3), round(1.005, 2), round(3, 1), ceil(-1.5), floor(1), abs(-9), sign(-0.5), round(-1.55, 1), round(-2.5, 0), round(1.55, 1, 'HALF_DOWN'), round(1.51, 1, 'UP'), round(1.59, 1, 'DOWN')

RETURN 10 / 3.0, 1 / 3, 1.0 * 3, 2 * 3, 7 - 7.0, 0.1 * 3, 1e-7, 123456789.123, 1.0e15, 5.0 % 3, -5 % 3, 4 ^ 0.5, sqrt(2)

RETURN 9007199254740993 = 9007199254740992.0 AS a, 9223372036854775807 - 1 AS b, 1 = 1.0000000000000001 AS c

RETURN head(collect(1)) AS a, last([null, 2]) AS b, size([null]) AS c, reverse([1, null]) AS d, tail([]) AS e, coalesce(null, [1]) AS f, keys({}) AS g, nullIf('a', 'b') AS h, nullIf(null, 1) AS i

WITH 1 AS a, 2 AS b WITH a + b AS c, a RETURN a, c

WITH 1 AS a WITH *, a + 1 AS b WITH * WHERE b = 2 RETURN *

WITH {a: 1} AS m RETURN m.a AS x, m['a'] AS y, m.b AS z, m {.a, .b, c: 3} AS n, properties(m) AS p

WITH [1, 2, 3] AS l RETURN l[0] + l[1] AS a, l[size(l) - 1] AS b, l[toInteger('1')] AS c, [i IN range(0, size(l) - 1) | l[i] * i] AS d

MATCH (f:Force) WHERE f.slug IN ['kent', 'essex'] RETURN f.slug AS slug UNION MATCH (r:Region) WHERE r.slug = 'wales' RETURN r.slug AS slug

RETURN 2 AS b, 1 AS a UNION ALL RETURN 3 AS a, 4 AS b

UNWIND [1, 2] AS x RETURN x UNION ALL UNWIND [2, 3] AS x RETURN x

MATCH (a:Force {slug: 'kent'}), (b:Force {slug: 'kent'}) RETURN a = b, a <> b, a IN [b], id(a) = id(b)

MATCH (f:Force)<-[:ABOUT]-(x) WITH f, x ORDER BY f.slug, x.id LIMIT 5 RETURN f.slug, x.id ORDER BY x.id

MATCH (f:Force) WITH f LIMIT 0 RETURN count(f)

MATCH (f:Force) RETURN f.slug LIMIT 0

MATCH (f:Force) RETURN count(*) AS n SKIP 1

MATCH (f:Force)<-[:ABOUT]-(x) USING INDEX f:Force(slug) WHERE f.slug = 'nobody' RETURN count(*) AS n

MATCH (x:Finding) WITH x.polarity AS p, count(*) AS n ORDER BY n DESC WITH collect(p) AS ps, sum(n) AS total RETURN ps[0], total

MATCH (f:Force)<-[:ABOUT]-(x:Finding) WITH f.nation AS nation, x.polarity AS pol, count(*) AS n RETURN nation, sum(CASE pol WHEN 'weakness' THEN n ELSE 0 END) AS weak, sum(CASE pol WHEN 'strength' THEN n ELSE 0 END) AS strong ORDER BY nation

MATCH (x:Finding) WITH count(*) AS total, sum(CASE WHEN x.polarity = 'weakness' THEN 1 ELSE 0 END) AS weak RETURN total, weak, toFloat(weak) / total AS share, weak * 100 / total AS percent

MATCH (x:Finding) RETURN toFloat(count(CASE WHEN x.polarity = 'weakness' THEN 1 END)) / count(*) AS share, 'n=' + toString(count(*)) AS label, [count(*), 1] AS l, {n: count(*)} AS m

MATCH (x:Finding) RETURN reduce(t = 0, s IN collect(size(x.text)) | t + s) AS total, size([t IN collect(x.polarity) WHERE t = 'weakness']) AS w

MATCH (n:Force) WHERE n.slug = 'kent' AND (n.nation = 'England' OR n.nation = 'Wales') AND NOT (n.name IS NULL) RETURN n.slug

MATCH (n:Force) WHERE n.slug = 'kent' OR n:Region AND n.slug = 'x' RETURN n.slug

MATCH (n) WHERE n:Force:Region RETURN count(n)

MATCH (n:Force|Region {slug: 'west-midlands'}) RETURN labels(n)[0] AS l ORDER BY l

MATCH (n:(Practice|Risk)&!Risk) WHERE n.slug STARTS WITH 'c' RETURN n.slug ORDER BY n.slug LIMIT 3

MATCH (a)-[:OF|GIVEN_IN|ANSWERS]->(b) RETURN labels(b)[0] AS l, count(*) AS n ORDER BY l

MATCH (a)-[:OF|:GIVEN_IN]->(b) RETURN labels(b)[0] AS l, count(*) AS n ORDER BY l

MATCH (n:Force) WITH n, [(n)<-[:ADDRESSED_TO]-(r) | r.status] AS st WHERE size(st) > 0 RETURN n.slug, size(st) AS c, 'complete' IN st AS done ORDER BY n.slug

MATCH (n:Finding) WHERE n.text STARTS WITH 'The' AND size(n.text) > 150 RETURN count(*)

MATCH (n:Finding) WITH n, [w IN split(n.text, ' ') WHERE w =~ '[A-Z]{2,}'] AS caps WHERE size(caps) > 0 UNWIND caps AS c RETURN c, count(*) AS n ORDER BY n DESC, c LIMIT 10

MATCH (n:Finding) WHERE n.text =~ '.*[0-9]+.*' RETURN count(*)

MATCH (n:Passage) WHERE n.text =~ '.*ï.*' RETURN n.id

MATCH (n:Force) RETURN n.slug AS s, CASE n.nation WHEN 'England' THEN 1 WHEN 'Wales' THEN 2 END AS k ORDER BY k DESC, s LIMIT 5

MATCH (f:Force {slug: 'kent'})<-[:ABOUT]-(x) RETURN x.polarity AS p, count(*) AS n ORDER BY CASE x.polarity WHEN 'weakness' THEN 0 ELSE 1 END, p

MATCH (f:Force) RETURN f.slug, f.name ORDER BY f.nation DESC, f.slug ASC LIMIT 6

UNWIND [1, 2, 3] AS x RETURN x, x % 2 = 0 AS even ORDER BY even, x DESC

CALL db.propertyKeys() YIELD propertyKey WITH propertyKey WHERE propertyKey IN ['slug', 'polarity'] RETURN propertyKey ORDER BY propertyKey

CALL db.labels() YIELD label RETURN count(*) AS n

CALL db.relationshipTypes() YIELD relationshipType RETURN count(relationshipType)

CALL db.ping()

CALL db.schema.relTypeProperties() YIELD relType, propertyName, propertyTypes WHERE relType = ':`CONCERNS`' RETURN propertyName, propertyTypes ORDER BY propertyName

CALL db.schema.nodeTypeProperties() YIELD nodeType, nodeLabels, propertyName, propertyTypes, mandatory WHERE nodeType = ':`Force`' RETURN * ORDER BY propertyName

MATCH (n) WHERE n.`slug` = "kent" RETURN n.`name` AS `the name`

MATCH (`my force`:Force {slug: 'kent'}) RETURN `my force`.name

CYPHER 5 MATCH (f:Force {slug: 'kent'}) RETURN f.name

CYPHER runtime=slotted MATCH (f:Force {slug: 'kent'}) RETURN f.name

MATCH (f:Force) FINISH

MATCH (a)-[r]->(b)-[r]->(c) RETURN a

MATCH (f:Force) WHERE f.name CONTAINS 'CREATE' OR f.slug = 'kent' RETURN 'DROP' AS `SET`, 'LOAD CSV' AS merge

WITH 1 AS set, 2 AS create RETURN set + create AS delete

MATCH p = (a:Practice {slug: 'call-handling'})-[:BROADER*]->(b) MATCH q = (b)<-[r:BROADER]-(c {slug: 'call-handling'}) RETURN length(p), length(q), [n IN nodes(q) | n.slug] AS ns

MATCH (i:Inspection {slug: 'peel-2014'}) MATCH p = (i)-[:FOLLOWED_UP_BY*2]->(j) MATCH q = (j)-[:FOLLOWED_UP_BY]->{1,2}(k) RETURN length(p), length(q), k.slug ORDER BY k.sequence
