"""Words that SQL:2016, SQLite, PostgreSQL, MySQL, SQL Server or Oracle keep for themselves."""

from __future__ import annotations

RESERVED = frozenset("""
abort abs absolute access action add after all allocate alter always analyse analyze and any are
array as asc asensitive asymmetric at atomic attach audit authorization autoincrement backup
before begin begin_frame begin_partition between bigint binary blob boolean both break browse bulk
by call called cardinality cascade cascaded case cast ceil ceiling change char char_length
character check checkpoint clob close cluster clustered coalesce collate collation collect column
columns comment commit compress compute concurrently condition conflict connect constraint
contains containstable continue convert corr corresponding count covar_pop covar_samp create cross
cube cume_dist current current_date current_path current_role current_row current_time
current_timestamp current_user cursor cycle database databases date day deallocate dec decimal
declare default deferrable deferred delayed delete dense_rank deny deref desc describe detach
deterministic disconnect disk distinct distinctrow distributed div do double drop dual dump
dynamic each element else elseif enclosed end end_frame end_partition equals errlvl escape escaped
every except exclude exclusive exec execute exists exit exp explain external extract fail false
fetch file fillfactor filter first first_value float floor following for force foreign frame_row
free freetext from full fulltext function fusion generated get glob global goto grant group
grouping groups having high_priority hold holdlock hour hour_microsecond identified identity if
ignore ilike immediate in increment index indexed indicator infile initial initially inner inout
insensitive insert instead int integer intersect intersection interval into is isnull iterate join
key keys kill lag language large last last_value lateral lead leading leave left level like
like_regex limit linear lineno lines ln load local localtime localtimestamp lock long loop lower
low_priority match materialized max maxextents member merge method min minus minute mlslabel mod
mode modifies modify module month multiset national natural nchar nclob new no noaudit nocheck
nocompress nonclustered none normalize not nothing notnull nowait nth_value ntile null nullif
nulls number numeric occurrences_regex octet_length of off offline offset offsets old on online
only open option optionally or order others out outer outfile over overlaps overlay parameter
partition pctfree percent percent_rank percentile_cont period pivot placing plan portion position
power pragma precedes precision preceding prepare primary print prior privileges proc procedure
public purge query raise raiserror range rank raw read reads real recursive ref references
referencing regexp regr_avgx reindex release rename repeat replace replication require resource
restore restrict result return returning returns revoke right rlike rollback rollup row row_number
rowcount rowguidcol rowid rownum rows rule save savepoint schema schemas scope scroll search
second select sensitive separator session session_user set setuser shutdown share show similar
size smallint some spatial specific specifictype sql sqlexception sqlstate sqlwarning sqrt ssl
start starting static statistics stddev_pop straight_join submultiset subset substring succeeds
successful sum symmetric synonym sysdate system system_time system_user table tables tablesample
temp temporary terminated textsize then ties time timestamp timezone_hour timezone_minute tinyint
to top trailing tran transaction translate translation treat trigger trim true truncate tsequal
uescape uid unbounded undo union unique unknown unlock unnest unpivot unsigned update updatetext
upper usage use user using utc_date vacuum validate value value_of values var_pop varbinary
varchar varchar2 varcharacter variadic varying verbose versioning view virtual waitfor when
whenever where while width_bucket window with within without write writetext xor year year_month
zerofill
""".split())  # noqa: SIM905
