-- Once a day the heads of all chains are put under one signed root (core/src/audit/daily.ts).
create table audit_day (                                              -- published: holds nothing of any member
  day date primary key, receipt jsonb not null, taken_at timestamptz not null
);
create table audit_leaf (                                             -- where a chain stood on a day, and its way to the root
  ref_area text not null, day date not null references audit_day (day), entries bigint not null, head text not null, path jsonb not null,
  primary key (ref_area, day)
);
grant select on audit_day to vrs_app, vrs_jobs;
grant insert on audit_day to vrs_jobs;
select secure_table('audit_leaf', 'select',
  -- As the entries: a member's chain is its focal points' alone, the secretariat's its analysts', the system's for those who run and oversee it.
  $p$read :: select :: vrs_app :: (ref_area = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) in ('focal_point', 'cau_analyst')) or (ref_area = '_SYSTEM' and current_setting('app.role', true) in ('administrator', 'cau_analyst'))$p$,
  'jobs :: all :: vrs_jobs :: true', 'owner_all :: all :: current_user :: true');
grant select, insert on audit_leaf to vrs_jobs;
grant select on audit_head to vrs_jobs;
create policy jobs_read on audit_head for select to vrs_jobs using (true);
