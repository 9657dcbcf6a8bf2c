-- What a draft and a national report stand on, so that nothing is approved or edited over figures that its writer never saw.
alter table report add column stands_on jsonb not null default '{}';          -- of a national report: {dataflow: {period: number of the release that counted, or 0}}
alter table report_section add column base_edit_no bigint not null default 0; -- the change that brought the base: edits made before it stand on another base
alter table report_section add column periods jsonb not null default '[]';    -- of the folded payload: [{period, rows, nonzero}], where the period has rows
grant update (stands_on) on report to vrs_app;
grant update (base_edit_no, periods) on report_section to vrs_app;
alter table finding add column row_count integer not null default 1;          -- how many rows it is about
alter table finding add column source_row integer;                            -- the row of the uploaded file, where it is known
alter table cell_comment add column at_edit_no bigint not null default 0;     -- the report's change that it was written on: an answer to all warnings is one to those of that change alone
