"""The seven kinds of table, declared: their columns, and how a column may be called."""

from __future__ import annotations

from peelgraph.loaders.tables.columns import Column, TableKind

PERIOD = "a date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as precise as the source gives it"
LISTED = "several are separated by `;`"

ALL_FORCES = "all-forces"
BODIES = ("home-office", "college-of-policing", "npcc", "other")
SCHEMES = ("practice", "risk", "question")

REJECTED_BECAUSE = "rejected_because"
REJECTED_LINE = "rejected_line"
REJECTED_FROM = "rejected_from"
REJECTED_COLUMNS = (REJECTED_BECAUSE, REJECTED_LINE, REJECTED_FROM)


_FORCE = Column("force", "the force: its slug or any form of its name", required=True)
_INSPECTION = Column(
    "cycle",
    "the inspection: its cycle (`2016`, `2018-19`, `PEEL 2018/19`), slug, title or former title",
    required=True,
    aliases=("inspection",),
)
_PUBLISHED = Column("published", f"when it was published: {PERIOD}", aliases=("date", "published_period"))
_PRACTICE = Column("practice", f"the practice it is about: slug or any name; {LISTED}", aliases=("practices",))
_SOURCE_KIND = Column("source_kind", "what kind of source says so", listed_in=("Finding", "source_kind"))
_SOURCE_URL = Column("source_url", "the address of the source, with `https://` or `http://`", aliases=("url",))
_OTHER_NAMES = Column(
    "alternative_names", f"other names; {LISTED}", aliases=("other_names", "alternative_labels", "alt_labels")
)
_SLUG = "lower-case letters, digits and single hyphens"

FINDINGS = TableKind(
    name="findings",
    label="Finding",
    one="a finding",
    holds="What an inspection found of a force: one claim a row.",
    columns=(
        _FORCE,
        _INSPECTION,
        _PUBLISHED,
        Column("pillar", "the question that it belongs to: slug or any name", aliases=("question",)),
        Column("polarity", "how it judges", required=True, listed_in=("Finding", "polarity")),
        Column("status", "the inspectorate's own rank of it", listed_in=("Finding", "status")),
        _PRACTICE,
        Column(
            "risk",
            f"the risk it exposes people or the force to: slug or any name; {LISTED}",
            aliases=("risks",),
        ),
        Column("statement", "what was found, in your own words", required=True, aliases=("finding", "text")),
        Column(
            "peer_context",
            "how it compares with other forces or earlier inspections",
            listed_in=("Finding", "peer_context"),
        ),
        _SOURCE_KIND,
        _SOURCE_URL,
        Column(
            "kind",
            "what sort of statement it is; `finding` where it is left out",
            listed_in=("Finding", "kind"),
        ),
        Column("id", "an id of your own; by default it is made of force, inspection and statement"),
    ),
    example=(
        "force,cycle,published,pillar,polarity,practice,risk,statement,source_kind,source_url\n"
        "Essex Police,2014,2014-11,effectiveness,weakness,evaluation-and-learning,learning-lost,"
        "Results of local projects were seldom compared.,inspectorate-page,https://example.org/essex\n"
        "kent,PEEL 2018/19,2019-05-02,effectiveness,strength,problem-solving; neighbourhood-policing,,"
        '"Officers solve problems with residents, and write down how.",news,https://example.org/kent\n'
    ),
)
GRADES = TableKind(
    name="grades",
    label="Grade",
    one="a grade",
    holds="How an inspection graded a force on one question.",
    columns=(
        _FORCE,
        _INSPECTION,
        Column(
            "pillar",
            "the question or pillar that was graded: slug or any name",
            required=True,
            aliases=("question",),
        ),
        Column(
            "grade",
            "the grade in the inspectorate's words",
            required=True,
            aliases=("judgement", "value"),
            listed_in=("Grade", "value"),
        ),
        _PUBLISHED,
        _SOURCE_KIND,
        _SOURCE_URL,
    ),
    example=(
        "force,cycle,pillar,grade,published,source_kind,source_url\n"
        "essex,2016,effectiveness,requires improvement,2017-03-02,inspectorate-page,https://example.org/essex\n"
        "essex,2016,efficiency,good,,inspectorate-page,https://example.org/essex\n"
    ),
)
FORCES = TableKind(
    name="forces",
    label="Force",
    one="a force",
    holds="The forces, with the names they go by.",
    columns=(
        Column("slug", f"the force's id: {_SLUG}", required=True, aliases=("id",)),
        Column("name", "its full name", required=True, aliases=("label",)),
        Column("ons_code", "its code at the Office for National Statistics: `E` or `W` and eight digits"),
        Column("region", "the region it lies in", required=True, filled=False),
        Column("nation", "England or Wales"),
        _OTHER_NAMES,
    ),
    example=(
        "slug,name,ons_code,region,nation,alternative_names\n"
        "essex,Essex Police,E23000028,East of England,England,Essex\n"
        "british-transport-police,British Transport Police,,,,BTP;Transport Police\n"
    ),
)
INSPECTIONS = TableKind(
    name="inspections",
    label="Inspection",
    one="an inspection",
    holds="The inspections that other tables and documents refer to.",
    columns=(
        Column(
            "slug",
            f"the inspection's id: {_SLUG}; that of a PEEL cycle starts with `peel-`",
            required=True,
            aliases=("id",),
        ),
        Column(
            "sequence",
            "its place in time among the inspections: a whole number",
            required=True,
            aliases=("order",),
        ),
        Column("title", "its title", required=True, aliases=("name", "label")),
        Column("formerly", "an earlier title"),
        Column("fieldwork_start", f"when its fieldwork began: {PERIOD}"),
        Column("fieldwork_end", f"when its fieldwork ended: {PERIOD}"),
        _PUBLISHED,
        Column("followed_up_by", "the inspection that follows it up: slug, cycle or title"),
        Column("note", "what else a reader should know"),
    ),
    example=(
        "slug,sequence,title,formerly,fieldwork_start,fieldwork_end,published,followed_up_by,note\n"
        "core-business-2014,3,Core business,Best use of police time,2014-01,2014-04,2014-09-04,peel-2014,\n"
        "peel-2014,5,PEEL 2014,,,,2014-11-27,,\n"
    ),
)
GOOD_PRACTICE = TableKind(
    name="good_practice",
    label="Initiative",
    one="an initiative",
    holds="Initiatives that a named force runs or ran.",
    columns=(
        Column("id", "an id of your own: letters, digits and hyphens", required=True, aliases=("slug",)),
        Column("title", "what it is called", required=True, aliases=("name", "label", "initiative")),
        _FORCE,
        Column("partners", f"who else takes part; {LISTED}"),
        Column(
            "practice",
            f"the practice that it applies: slug or any name; {LISTED}",
            required=True,
            aliases=("practices",),
        ),
        Column(
            "evidence_stage",
            "how far its effect is known, as the source says",
            listed_in=("Initiative", "evidence_stage"),
        ),
        Column("year", "the year it began, as `YYYY`"),
        Column("summary", "what it is, in your own words", aliases=("description",)),
        _SOURCE_KIND,
        _SOURCE_URL,
    ),
    example=(
        "id,title,force,partners,practice,evidence_stage,year,summary,source_kind,source_url\n"
        "gp-video-response-kent,Rapid video response,kent,victim services;housing,incident-response,"
        "promising,2021,Callers may talk to an officer by video at once.,college,https://example.org/video\n"
    ),
)
RECOMMENDATIONS = TableKind(
    name="recommendations",
    label="Recommendation",
    one="a recommendation",
    holds="What inspections recommended, to whom, by when, and what became of it.",
    columns=(
        Column("id", "an id of your own: letters, digits and hyphens", required=True, aliases=("slug",)),
        Column(
            "inspection",
            "the inspection that made it, if known: slug, cycle, title or former title",
            aliases=("cycle",),
        ),
        _PUBLISHED,
        Column(
            "addressed_to",
            f"`{ALL_FORCES}`, a force (slug or any name), or a body: `{'`, `'.join(BODIES)}`",
            required=True,
            aliases=("addressee",),
        ),
        Column("due", f"when it is due: {PERIOD}"),
        Column("status", "what became of it, as the source says", listed_in=("Recommendation", "status")),
        Column("status_date", f"when the source said so: {PERIOD}"),
        Column("superseded_by", "what took its place, as text"),
        _PRACTICE,
        Column(
            "summary",
            "what is recommended, in your own words",
            required=True,
            aliases=("recommendation", "text"),
        ),
        _SOURCE_KIND,
        _SOURCE_URL,
    ),
    example=(
        "id,inspection,published,addressed_to,due,status,status_date,superseded_by,practice,summary,source_kind,source_url\n"
        "wanted-1,peel-2016,2017-03-03,Essex Police,2017-09,open,2019-04-29,,wanted-suspect-management,"
        "Check how wanted people are pursued.,inspectorate-page,https://example.org/wanted\n"
        "wanted-2,,2017,all-forces,,not-stated,,,crime-recording,Record crimes within a day.,news,\n"
    ),
)
VOCABULARY = TableKind(
    name="vocabulary",
    label="Practice",
    one="a term",
    holds="Practices, risks and questions, with the names they go by.",
    columns=(
        Column("scheme", "which of the three it is", required=True, choices=SCHEMES),
        Column("slug", f"the term's id: {_SLUG}", required=True, aliases=("id",)),
        Column("label", "its name", required=True, aliases=("name",)),
        Column("broader", "the practice or risk above it: slug or any name; it may stand anywhere in the table"),
        Column("definition", "what it means"),
        _OTHER_NAMES,
    ),
    example=(
        "scheme,slug,label,broader,definition,alternative_labels\n"
        "practice,drone-use,Use of drones,technology,Aircraft without a pilot in searches,UAV;drones\n"
        "practice,technology,Technology,,Devices and systems,ICT\n"
    ),
)

KINDS = (FINDINGS, GRADES, FORCES, INSPECTIONS, GOOD_PRACTICE, RECOMMENDATIONS, VOCABULARY)
