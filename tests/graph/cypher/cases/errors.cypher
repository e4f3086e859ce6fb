// Queries that Neo4j refuses; ours must refuse them too.

RETURN toUpper(1)

RETURN 'a' * 2

RETURN -'a'

RETURN true + 1

RETURN {a: 1} + 1

RETURN toInteger([1])

RETURN 'a' + true

RETURN 1 || 'a'

RETURN 1 / 0

RETURN 1 % 0

RETURN date('2014-13-01')

RETURN date('2014-02-30')

RETURN date('yesterday')

RETURN date('2014-01-02') - date('2014-01-01')

RETURN date('2014-01-02') + 1

RETURN date('2014-01-02').colour

RETURN substring('abc', -1)

RETURN left('abc', -1)

RETURN 9223372036854775807 + 1

RETURN 9223372036854775808

RETURN toInteger('9223372036854775808')

RETURN [1, 2]['a']

RETURN size(1)

RETURN length([1])

RETURN head('abc')

RETURN range(1, 10, 0)

RETURN nodes([1])

RETURN nosuch(1)

RETURN toUpper()

RETURN coalesce()

RETURN x

RETURN $missing

RETURN 1 AS a, 2 AS a

RETURN *

MATCH (n) RETURN m

MATCH (n)

MATCH (n) WITH n

MATCH (n) WITH n.name RETURN 1

MATCH (f:Force) RETURN f.nation + count(*)

MATCH (f:Force) RETURN f.nation, f.slug + count(*)

MATCH (f:Force) WHERE count(*) > 1 RETURN f

MATCH (f:Force) RETURN count(count(*))

MATCH (f:Force) RETURN f.slug ORDER BY count(*)

MATCH (f:Force) RETURN DISTINCT f.nation ORDER BY f.slug

MATCH (f:Force) RETURN f.nation AS n, count(*) ORDER BY f.slug

MATCH (f:Force) RETURN f.slug LIMIT -1

MATCH (f:Force) RETURN f.slug LIMIT 1.5

MATCH (f:Force) RETURN f.slug LIMIT f.x

MATCH (f:Force) WHERE f.slug RETURN f

MATCH (f:Force) WHERE 'a' RETURN f

MATCH (f:Force) WHERE size((f)--()) > 1 RETURN f

MATCH (f:Force) WHERE exists(f.name) RETURN f

MATCH (f:Force) WHERE (f)--(g) RETURN f

MATCH (f:Force {slug: 'kent'}), (g:Force {slug: 'kent'}) MATCH p = shortestPath((f)-[*]-(g)) RETURN p

RETURN datetime(date('2014-11-12'))

MATCH (a)-[a]->(b) RETURN a

MATCH p = (a)-->(b), p = (c)-->(d) RETURN p

RETURN 1 AS a UNION RETURN 2 AS b

RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a

UNWIND [1] AS x UNWIND [2] AS x RETURN x

MATCH (n) RETURN n.name AS x ORDER BY y

CALL { RETURN 1 AS x } RETURN y

WITH 1 AS x CALL { RETURN x AS y } RETURN y

WITH 1 AS x CALL (x) { RETURN 2 AS x } RETURN x

WITH 1 AS x CALL (y) { RETURN y AS z } RETURN z

RETURN COLLECT { MATCH (f:Force) RETURN f.slug, f.name }

CALL db.nothing()

CALL db.labels() YIELD nothing RETURN nothing

CALL db.labels('x')

MATCH (n) RETURN n ORDER BY n.name NULLS LAST

MATCH (f:Force) FILTER f.slug = 'kent' RETURN f

MATCH (f:Force) HAVING f.slug = 'kent' RETURN f

SELECT * FROM Force

MATCH (f:Force) RETURN f.name WHERE f.slug = 'kent'

MATCH (f:Force RETURN f

MATCH (f:Force)) RETURN f

MATCH (f:Force) RETURN f.

MATCH (f:Force) RETURN [1, 2

MATCH (f:Force) RETURN 'abc

MATCH (f:Force) WHERE f.slug == 'kent' RETURN f

MATCH (f:Force) WHERE f.slug != 'kent' RETURN f

MATCH (f:Force) RETRUN f

MATCH (a)-[:X]-(b)- RETURN a

MATCH (a)-[r:X*1..2]->+(b) RETURN a

RETURN CASE END

RETURN [x IN 5 | x]

RETURN 1 IN 2

RETURN all(x IN [1] WHERE x)

RETURN NOT 1

RETURN 1 AND true

UNWIND [1, 'a'] AS x RETURN sum(x)

UNWIND [1, 'a'] AS x RETURN avg(x)

RETURN percentileCont(1, 1.5)

RETURN 'a' =~ '('

RETURN duration('P')

RETURN duration({decades: 1})

RETURN datetime('2014-11-12T25:00')

RETURN date.truncate('fortnight', date())

RETURN round(1.5, 1, 'SIDEWAYS')

WITH 'text' AS t RETURN t.prop

WITH 1 AS x MATCH (x)-->(y) RETURN y

MATCH (f:Force) RETURN labels(f.name)

MATCH (f:Force) WITH f.name AS n RETURN n.x

RETURN reduce(s = 0, x IN 5 | s + x)

RETURN "a" AS x ;; RETURN 1

RETURN 1 AS x; RETURN 2 AS x
