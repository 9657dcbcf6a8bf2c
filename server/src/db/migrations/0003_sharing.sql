-- Reciprocity: when a member first contributed, and whose unlocked intervals have to be computed anew.
-- Both are reference tables: they hold no figure and no terms.
create table first_contribution (                                     -- to the contributors of a dataflow; never changed once it has come
  member text not null references member (code), dataflow text not null, shown_at timestamptz not null,
  primary key (member, dataflow)
);
create table unlocking_due (                                          -- a queue, emptied by the jobs
  id bigint primary key generated always as identity, member text not null references member (code), dataflow text, asked_at timestamptz not null
);

select secure_table('first_contribution', 'select, insert, update, delete',
  $p$own_read :: select :: vrs_app :: member = nullif(current_setting('app.member', true), '')$p$,
  $p$own_insert :: insert :: vrs_app :: member = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'$p$,
  $p$own_update :: update :: vrs_app :: member = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'$p$,
  $p$own_delete :: delete :: vrs_app :: member = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'$p$,
  'jobs :: all :: vrs_jobs :: true');
grant select, insert, update, delete on first_contribution to vrs_jobs;

-- Asked by a focal point who makes a group and by the secretariat that records a plausible zero; read by the jobs alone.
select secure_table('unlocking_due', 'insert',
  $p$ask :: insert :: vrs_app :: current_setting('app.role', true) in ('focal_point', 'cau_analyst')$p$,
  'jobs :: all :: vrs_jobs :: true');
grant select, delete on unlocking_due to vrs_jobs;
