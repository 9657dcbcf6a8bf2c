-- Taking figures back right after they opened a circle costs the trust on which it had opened (core/src/sharing/trust.ts).
create table trust (                                                  -- holds no figure and no terms
  member text not null references member (code), dataflow text not null, share_group text not null check (share_group !~ '\|'),   -- '': the contributors
  taken_back_at timestamptz not null, lost boolean not null, again_at timestamptz,
  primary key (member, dataflow, share_group)
);
select secure_table('trust', 'select, insert, update',
  $p$own_read :: select :: vrs_app :: member = nullif(current_setting('app.member', true), '')$p$,
  $p$own_insert :: insert :: vrs_app :: member = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'$p$,
  $p$own_update :: update :: vrs_app :: member = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'$p$,
  'jobs :: all :: vrs_jobs :: true');
grant select, insert, update on trust to vrs_jobs;

-- A period that a correction emptied is covered by its release and has no figure: it is no contribution.
alter table release_period add column empty boolean not null default false;

-- Those who took copies away are told what their owner took back since: by the members and roles of the ledger, never a person, never a figure.
create table notice (
  ref_area text not null references member (code), notice_id uuid not null, owner text not null references member (code), roles text[] not null check (cardinality(roles) > 0),
  dataflow text not null, period_from text not null, period_to text not null, what text not null check (what in ('narrowed', 'withdrawn')), made_at timestamptz not null,
  mail_due boolean not null default true,
  primary key (ref_area, notice_id)
);
create index on notice (notice_id) where mail_due;
select secure_table('notice', 'select, insert',
  $p$read :: select :: vrs_app :: ref_area = nullif(current_setting('app.member', true), '') and (current_setting('app.role', true) = any (roles) or current_setting('app.role', true) in ('focal_point', 'cau_analyst'))$p$,
  $p$tell :: insert :: vrs_app :: owner = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'$p$,
  'jobs :: all :: vrs_jobs :: true');
grant select, update (mail_due) on notice to vrs_jobs;
-- Whom the jobs write to.
grant select (ref_area, person_id, email, role, disabled_at, awaits_confirmation) on person to vrs_jobs;
create policy jobs_read on person for select to vrs_jobs using (true);
