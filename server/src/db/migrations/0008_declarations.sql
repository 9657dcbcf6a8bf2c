-- What a section declares about its figures goes over to its release, so that whoever sees the release can be told.
alter table release add column declarations jsonb not null default '{}';
alter table release no force row level security;
update release r set declarations = s.declarations
  from report_section s where s.ref_area = r.ref_area and s.report_id = r.report_id and s.version = r.version and s.dataflow = r.dataflow;
alter table release force row level security;
