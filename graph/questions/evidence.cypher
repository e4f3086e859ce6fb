// title: Evidence of a finding
// answers: Which sentence, in which passage of which document, and coded how?
// parameter finding: text; id of the finding, or the last part of it
// column finding: id of the finding
// column text: the sentence, or our summary
// column wording: quoted or summary
// column force: slug of the force
// column force_name: name of the force
// column inspection: slug of the inspection
// column inspection_title: title of the inspection
// column period: when it was published, at the source's precision
// column polarity: strength, weakness or neutral
// column polarity_method: how that was reached
// column polarity_confidence: how surely
// column polarity_cue: the words that decided it
// column kind: finding, recommendation, action-taken or action-planned
// column kind_method: how that was reached
// column kind_confidence: how surely
// column kind_cue: the words that decided it
// column status: the inspectorate's own rank
// column peer_context: how the source sets the force beside others or beside its own past
// column question: name of the question that it answers
// column source_kind: kind of page or document it was read on
// column source_url: address of the page
// column passage: number of the passage
// column section: the heading that it stands under
// column passage_text: the passage
// column start_at: where in the passage the sentence begins
// column end_at: where it ends
// column page: page of the document
// column document: id of the document
// column document_title: title of the document
// column published: date of the document
// column embargoed_until: end of its embargo
// column author: who signs it
// column author_office: in which office
// column addressee: to whom it is sent
// column addressee_office: in which office
// column filename: the file that was read
// column sources: who states it
MATCH (x:Finding)-[:ABOUT]->(f:Force)
WHERE x.id = $finding OR x.id ENDS WITH '-' + $finding
OPTIONAL MATCH (x)-[:FOUND_IN]->(i:Inspection)
OPTIONAL MATCH (x)-[:ADDRESSES]->(q:Question)
WITH x, f, i, min(q.name) AS question
OPTIONAL MATCH (x)-[s:STATED_IN]->(t:Passage)-[:PART_OF]->(d:Document)
RETURN x.id AS finding, x.text AS text, x.wording AS wording, f.slug AS force, f.name AS force_name,
       i.slug AS inspection, i.title AS inspection_title, coalesce(toString(x.published), x.published_period, i.published_period) AS period,
       x.polarity AS polarity, x.polarity_method AS polarity_method, x.polarity_confidence AS polarity_confidence,
       x.polarity_cue AS polarity_cue, x.kind AS kind, x.kind_method AS kind_method,
       x.kind_confidence AS kind_confidence, x.kind_cue AS kind_cue, x.status AS status,
       x.peer_context AS peer_context, question, x.source_kind AS source_kind, x.source_url AS source_url,
       t.number AS passage, t.section AS section, t.text AS passage_text, s.`start` AS start_at, s.`end` AS end_at,
       t.page AS page, d.id AS document, d.title AS document_title, d.published AS published,
       x.embargoed_until AS embargoed_until, d.author AS author, d.author_office AS author_office,
       d.addressee AS addressee, d.addressee_office AS addressee_office, d.filename AS filename, x.sources AS sources
ORDER BY finding
