-- How often the releases of a member changed: their terms, or which of them counts for a period. Whoever keeps a copy of them
-- elsewhere (docs/decisions/0024-the-columnar-copy.md) compares the sum before each use. Raised in the transaction of the change, under the lock of
-- the member's releases. It tells of no release.
create table release_change (
  ref_area text primary key references member (code), version bigint not null
);
select secure_table('release_change', 'select, insert, update',
  'owner_all :: all :: current_user :: true',
  $p$own :: all :: vrs_app :: ref_area = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'$p$,
  'jobs_read :: select :: vrs_jobs :: true');
grant select on release_change to vrs_jobs;

create function releases_version() returns bigint language sql security definer set search_path = public, pg_temp stable as $$
  select coalesce(sum(version), 0)::bigint from release_change
$$;
revoke all on function releases_version from public;
grant execute on function releases_version to vrs_app, vrs_jobs;
