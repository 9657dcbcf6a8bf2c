-- Which version of the terms the first focal point accepted. Whoever accepted before versions were kept accepted the first.
alter table member add column terms_version text;
update member set terms_version = '1' where terms_accepted_at is not null;
grant update (terms_version) on member to vrs_app;

-- A member leaves: one focal point asks, another confirms, or the same after a wait. What is done is not undone.
create table leaving (
  ref_area text not null references member (code), leaving_id uuid not null, releases text not null check (releases in ('stay', 'withdraw')),
  asked_by text not null, asked_at timestamptz not null, opens_at timestamptz not null check (opens_at >= asked_at + interval '7 days'),
  confirmed_by text, confirmed_at timestamptz, stopped_by text, stopped_at timestamptz,
  primary key (ref_area, leaving_id), check (confirmed_at is null or confirmed_by <> asked_by or confirmed_at >= opens_at)
);
create unique index on leaving (ref_area) where stopped_at is null;
select secure_table('leaving', 'select, insert',
  $p$own :: all :: vrs_app :: ref_area = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'$p$);
grant update (confirmed_by, confirmed_at, stopped_by, stopped_at) on leaving to vrs_app;
