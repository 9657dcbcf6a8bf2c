-- The foundation. Every table with state data carries ref_area in its primary key, never updates it, and has row-level
-- security forced (docs/decisions/0003-row-level-security.md). Roles vrs_app and vrs_jobs are made before this runs.
-- Levels: 0 NATIONAL, 1 SECRETARIAT, 2 GROUP, 3 CONTRIBUTORS, 4 PUBLIC.

-- ---------------------------------------------------------------- reference tables: small, shared, without state data
create table system (
  id smallint primary key check (id = 1),
  mode text not null check (mode in ('training', 'live')),            -- stamped once, never changed
  made_at timestamptz not null
);
create table member (
  code text primary key check (code ~ '^[A-Z][A-Z0-9_]{1,19}$'),
  name text not null,
  kind text not null check (kind in ('state', 'territory', 'organisation', 'secretariat')),
  four_eyes boolean not null default true,
  had_focal_point boolean not null default false,                    -- the administrator invites a first one only while false
  joined_at timestamptz not null,
  terms_accepted_at timestamptz,
  left_at timestamptz
);
create table collection (
  id text not null, version text not null, files jsonb not null, sha256 text not null, installed_at timestamptz not null,
  primary key (id, version)
);
create table register_entry (
  register text not null check (register in ('route', 'place')), id text not null check (id ~ '^[A-Z0-9_]{1,40}$'), version integer not null,
  name jsonb not null, kind text not null, area text, successors text[] not null default '{}', valid_from timestamptz not null, edited_by text,
  primary key (register, id, version)
);
create table exchange_rate (
  currency text not null, rate_on date not null, per_usd double precision not null check (per_usd > 0), source text not null,
  primary key (currency, rate_on)
);
-- A name is taken only within the groups of the member that made them, so that choosing one tells nothing of other groups.
create table sharing_group (
  id text primary key check (id = owner || '/' || name), owner text not null references member (code), name text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9 _-]{0,59}$'),
  with_cau boolean not null, made_by text not null, made_at timestamptz not null
);
create table sharing_group_member (
  group_id text not null references sharing_group (id), member text not null references member (code),
  primary key (group_id, member)
);
-- The audience of figures that were released to several circles one after the other: who belongs to all of them (core/sharing/audience.ts).
-- Such a name stands in share_group like that of a group.
create table joint_audience (
  name text primary key check (name = array_to_string(groups, '&') || case when contributors then '+' else '' end), groups text[] not null check (cardinality(groups) > 0), contributors boolean not null
);
create table signing_key (
  kid text primary key, jwk jsonb not null, pem text not null, made_at timestamptz not null, retired_at timestamptz
);
-- What a member may see of others, as intervals: entering a transaction compares them with now, so that passing time needs no job.
create table unlocked (
  member text not null, dataflow text not null, since timestamptz not null, until timestamptz not null check (until > since),
  primary key (member, dataflow, since)
);
create table group_unlocked (
  member text not null, dataflow text not null, share_group text not null check (share_group !~ '\|'), since timestamptz not null, until timestamptz not null check (until > since),
  primary key (member, dataflow, share_group, since)
);
-- The CAU records that a zero is plausible, so that a member without cases still counts as a contributor.
create table plausible_zero (
  member text not null references member (code), dataflow text not null, recorded_by text not null, recorded_at timestamptz not null,
  primary key (member, dataflow)
);

-- ---------------------------------------------------------------- people
create table unit (
  ref_area text not null references member (code), code text not null check (code ~ '^[A-Z][A-Z0-9_]{0,29}$' and code <> 'NATIONAL'), name text not null,
  primary key (ref_area, code)
);
create table person (
  ref_area text not null references member (code), person_id text not null, email text not null, name text not null, unit text not null, role text not null
    check (role in ('reporter', 'focal_point', 'analyst', 'liaison', 'cau_analyst', 'administrator')),
  made_at timestamptz not null, disabled_at timestamptz, rights_version integer not null default 1,  -- raised when rights or credentials change; sessions and tokens of an older one end
  primary key (ref_area, person_id), unique (ref_area, email),
  foreign key (ref_area, unit) references unit (ref_area, code)
);
create table invitation (
  ref_area text not null references member (code), invitation_id uuid not null, secret_hash text not null, email text not null, unit text not null, role text not null,
  invited_by text not null, invited_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz,
  primary key (ref_area, invitation_id),
  foreign key (ref_area, unit) references unit (ref_area, code)
);
create table api_token (
  ref_area text not null, token_id uuid not null, secret_hash text not null, person_id text not null, scopes text[] not null, rights_version integer not null,
  made_at timestamptz not null, expires_at timestamptz not null, revoked_at timestamptz,
  primary key (ref_area, token_id),
  foreign key (ref_area, person_id) references person (ref_area, person_id)
);
create index on invitation (secret_hash);
create index on api_token (secret_hash);
create index on person (person_id);
create index on person (email);

-- ---------------------------------------------------------------- reports
create table report (
  ref_area text not null references member (code), report_id bigint not null check (report_id > 0), unit text not null,   -- NATIONAL for a national report
  collection text not null, collection_version text not null, freq text not null, period_from text not null, period_to text not null,
  version integer not null default 1, status text not null check (status in ('draft', 'submitted', 'returned', 'approved', 'withdrawn')),
  edit_no bigint not null default 0,                                  -- raised by every change; what a writer saw is compared with it
  inputs jsonb not null default '[]',                                 -- of a national report: [{report_id, version}]
  made_by text not null, made_at timestamptz not null,
  last_edited_by text, submitted_by text, submitted_at timestamptz, approved_by text, approved_at timestamptz,
  primary key (ref_area, report_id),
  foreign key (collection, collection_version) references collection (id, version)
);
create table report_section (
  ref_area text not null, report_id bigint not null, version integer not null, dataflow text not null, unit text not null,
  declarations jsonb not null default '{}',                           -- source_type, def_conform, def_note, coverage, reporting_year_start
  base_sha256 text, base_rows integer not null default 0,             -- the uploaded or taken-over payload that the cell edits stand on
  sha256 text, bytes bigint, rows integer, sums jsonb,                -- the folded payload, from submitting on
  rows_read integer not null default 0, rows_taken integer not null default 0, rows_merged integer not null default 0, rows_rejected integer not null default 0,
  errors integer not null default 0, warnings integer not null default 0, checked_edit_no bigint, checked_at timestamptz, rule_results jsonb not null default '[]',
  upload_id bigint,                                                   -- the upload that made the base: its list of rejected rows
  primary key (ref_area, report_id, version, dataflow),
  foreign key (ref_area, report_id) references report (ref_area, report_id)
);
create table payload_chunk (
  ref_area text not null, report_id bigint not null, version integer not null, dataflow text not null, layer text not null check (layer in ('base', 'folded')), chunk_no integer not null,
  unit text not null, rows integer not null, body bytea not null,     -- gzip of whole lines of the canonical payload; chunk 0 starts with the header
  primary key (ref_area, report_id, version, dataflow, layer, chunk_no),
  foreign key (ref_area, report_id, version, dataflow) references report_section (ref_area, report_id, version, dataflow)
);
alter table payload_chunk alter column body set storage external;     -- compressed already
create table cell_edit (
  ref_area text not null, report_id bigint not null, version integer not null, edit_no bigint not null, dataflow text not null, unit text not null,
  key text not null, col text not null, value text, author text not null, device text not null, base_version bigint not null, edited_at timestamptz not null,
  primary key (ref_area, report_id, version, edit_no),
  foreign key (ref_area, report_id, version, dataflow) references report_section (ref_area, report_id, version, dataflow)
);
create table cell_comment (
  ref_area text not null, report_id bigint not null, version integer not null, comment_no integer not null, unit text not null,
  dataflow text not null, key text not null, col text not null, rule text, kind text not null check (kind in ('return', 'answer', 'note')), words text not null, author text not null, written_at timestamptz not null,
  primary key (ref_area, report_id, version, comment_no),
  foreign key (ref_area, report_id) references report (ref_area, report_id)
);
create table finding (
  ref_area text not null, report_id bigint not null, version integer not null, dataflow text not null, finding_no integer not null, unit text not null,
  rule text not null, severity text not null check (severity in ('error', 'warning')), outcome text not null check (outcome in ('wrong', 'missing')),
  key text not null, col text not null, message_values jsonb not null,
  primary key (ref_area, report_id, version, dataflow, finding_no),
  foreign key (ref_area, report_id, version, dataflow) references report_section (ref_area, report_id, version, dataflow)
);

-- Long work: an upload, an approval. `running` is true only while a server holds the advisory lock of the task.
create table task (
  ref_area text not null references member (code), task_id bigint not null check (task_id > 0), kind text not null check (kind in ('upload', 'approve', 'submit', 'combine')),
  unit text not null, person_id text not null, status text not null check (status in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  input jsonb not null, result jsonb, problem jsonb, step text not null default '', done_rows bigint not null default 0, all_rows bigint, attempts integer not null default 0,
  cancel_asked boolean not null default false, made_at timestamptz not null, started_at timestamptz, ended_at timestamptz,
  primary key (ref_area, task_id)
);
create table upload (
  ref_area text not null, upload_id bigint not null check (upload_id > 0), task_id bigint not null, report_id bigint not null, version integer not null, dataflow text not null, unit text not null,
  mapping text not null, spool_name text, spool_key bytea, bytes bigint not null, person_id text not null, made_at timestamptz not null,
  primary key (ref_area, upload_id),
  foreign key (ref_area, task_id) references task (ref_area, task_id),
  foreign key (ref_area, report_id) references report (ref_area, report_id)
);
create table upload_reject (
  ref_area text not null, upload_id bigint not null, row_no integer not null, col text not null, reason text not null, unit text not null, message_values jsonb not null default '{}',
  primary key (ref_area, upload_id, row_no, col),
  foreign key (ref_area, upload_id) references upload (ref_area, upload_id)
);
-- The raw text of rejected rows: for the uploader alone, for 7 days.
create table upload_raw (
  ref_area text not null, upload_id bigint not null, row_no integer not null, person_id text not null, raw text not null, expires_at timestamptz not null,
  primary key (ref_area, upload_id, row_no),
  foreign key (ref_area, upload_id) references upload (ref_area, upload_id)
);
create table idempotency (
  ref_area text not null, person_id text not null, key text not null check (length(key) between 1 and 200), request_hash text not null, status integer, response jsonb, made_at timestamptz not null,
  primary key (ref_area, person_id, key)
);

-- ---------------------------------------------------------------- releases
create table release (                                               -- the terms of a release
  ref_area text not null references member (code), release_id bigint not null check (release_id > 0), dataflow text not null,
  level smallint not null check (level between 0 and 4), share_group text check (share_group !~ '\|'), embargo_until timestamptz,
  copies_current boolean not null default true,                      -- false: observation rows still carry older terms
  terms_version integer not null default 1,                          -- raised with every change, so that the job that copies sees one that happens meanwhile
  terms_since timestamptz not null, approved_at timestamptz not null, report_id bigint not null, version integer not null, rows integer not null, withdrawn_at timestamptz,
  primary key (ref_area, release_id), check ((level = 2) = (share_group is not null)),
  foreign key (ref_area, report_id) references report (ref_area, report_id)
);
create index on release (ref_area, release_id) where not copies_current;
create table release_period (                                        -- which release counts for a period: the owner reads by valid_*, others by shown_*
  ref_area text not null, release_id bigint not null, dataflow text not null, freq text not null, time_period text not null, nonzero boolean not null,
  level smallint not null, share_group text, embargo_until timestamptz,
  valid_from timestamptz not null, valid_to timestamptz, shown_from timestamptz not null, shown_to timestamptz,
  withdrawn_at timestamptz,                                          -- final: nothing brings the period of this release back
  primary key (ref_area, release_id, freq, time_period),
  foreign key (ref_area, release_id) references release (ref_area, release_id)
);
create index on release_period (ref_area, dataflow, freq, time_period);
create table receipt (                                               -- signed manifests of releases and of changed terms; the owner's alone
  ref_area text not null, release_id bigint not null, receipt_no integer not null, kind text not null check (kind in ('approval', 'terms', 'withdrawal')), body jsonb not null, made_at timestamptz not null,
  primary key (ref_area, release_id, receipt_no),
  foreign key (ref_area, release_id) references release (ref_area, release_id)
);
create table default_terms (
  ref_area text not null references member (code), dataflow text not null, level smallint not null check (level between 0 and 4), share_group text check (share_group !~ '\|'), set_by text not null, set_at timestamptz not null,
  primary key (ref_area, dataflow), check ((level = 2) = (share_group is not null))
);

-- ---------------------------------------------------------------- audit and ledger
create table audit_head (
  ref_area text primary key, seq bigint not null, hash text not null
);
create table audit_entry (
  ref_area text not null, seq bigint not null check (seq > 0), body jsonb not null, prev_hash text not null, hash text not null,
  primary key (ref_area, seq)
);
create table ledger (                                                -- daily counts of use and of refused look-ups, by owner
  ref_area text not null, day date not null, member text not null, role text not null, dataflow text not null, action text not null, count bigint not null,
  primary key (ref_area, day, member, role, dataflow, action)
);

-- ---------------------------------------------------------------- the viewer of a transaction
-- Once per transaction, before anything else. An empty list is '' (nothing matches it through nullif); hidden is '||' when nothing is hidden.
create function set_viewer(p_member text, p_unit text, p_role text, p_person text, p_purpose text, p_secret text, p_now timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare f text; g text; h text;
begin
  select '|' || string_agg(distinct dataflow, '|') || '|' into f from unlocked where member = p_member and since <= p_now and until > p_now;
  with circle as (select distinct dataflow, share_group from group_unlocked where member = p_member and since <= p_now and until > p_now),
    item (name) as (
      select dataflow || ':' || share_group from circle
      union all
      select d.dataflow || ':' || j.name from (select distinct dataflow from circle) d cross join joint_audience j
       where j.groups <@ array(select c.share_group from circle c where c.dataflow = d.dataflow)
         and (not j.contributors or strpos(f, '|' || d.dataflow || '|') > 0)
      union all                                                        -- the secretariat is in a group for every dataflow
      select '*:' || id from sharing_group where with_cau and p_role = 'cau_analyst'
      union all
      select '*:' || j.name from joint_audience j where p_role = 'cau_analyst' and j.groups <@ array(select id from sharing_group where with_cau))
  select '|' || string_agg(name, '|') || '|' into g from item;
  select '|' || string_agg(ref_area || ':' || release_id, '|') || '|' into h from release where not copies_current;
  execute format('set local app.member = %L', coalesce(p_member, ''));
  execute format('set local app.unit = %L', coalesce(p_unit, ''));
  execute format('set local app.role = %L', coalesce(p_role, ''));
  execute format('set local app.person = %L', coalesce(p_person, ''));
  execute format('set local app.purpose = %L', coalesce(p_purpose, 'use'));          -- `quality` only from the quality screens
  execute format('set local app.secret = %L', coalesce(p_secret, ''));              -- hash of a token or an invitation that the caller holds
  execute format('set local app.unlocked = %L', coalesce(f, ''));
  execute format('set local app.groups = %L', coalesce(g, ''));
  execute format('set local app.hidden = %L', coalesce(h, '||'));
  execute format('set local app.now = %L', p_now);
end $$;
revoke all on function set_viewer from public;
grant execute on function set_viewer to vrs_app;

-- ---------------------------------------------------------------- policies
-- Policies hold no subquery: they compare a row with the transaction's settings. nullif: a pooled connection returns '' for a
-- setting that an earlier transaction had, and strpos('', '') is 1.
-- A procedure of the migrator alone: it secures one table. `p_rules` is a list of [name, command, condition].
create function secure_table(p_table text, p_grants text, variadic p_rules text[]) returns void language plpgsql set search_path = public, pg_temp as $$
declare i integer; parts text[];
begin
  execute format('alter table %I enable row level security', p_table);
  execute format('alter table %I force row level security', p_table);
  if p_grants <> '' then execute format('grant %s on %I to vrs_app', p_grants, p_table); end if;
  for i in 1 .. array_length(p_rules, 1) loop
    parts := string_to_array(p_rules[i], ' :: ');
    execute format('create policy %I on %I for %s to %s %s', parts[1], p_table, parts[2], parts[3],
      case parts[2] when 'insert' then format('with check (%s)', parts[4])
                    when 'select' then format('using (%s)', parts[4])
                    when 'delete' then format('using (%s)', parts[4])
                    else format('using (%1$s) with check (%1$s)', parts[4]) end);
  end loop;
end $$;
revoke all on function secure_table from public;

-- The tables that carry terms, and the observation tables that a collection brings.
create function install_release_policies(p_table text, p_flow text) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  flow text := case when p_flow is null then 'dataflow' else quote_literal(p_flow) end;
  own constant text := $p$ref_area = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) in ('reporter', 'focal_point', 'analyst')$p$;
  shared constant text := $p$
        coalesce(current_setting('app.member', true), '') <> '' and current_setting('app.role', true) in ('reporter', 'focal_point', 'analyst', 'cau_analyst')
    and (embargo_until is null or embargo_until <= nullif(current_setting('app.now', true), '')::timestamptz)
    and (current_setting('app.hidden', true) = '||' or strpos(nullif(current_setting('app.hidden', true), ''), '|' || ref_area || ':' || release_id || '|') = 0)
    and (   (level >= 3 and (current_setting('app.role', true) = 'cau_analyst' or strpos(nullif(current_setting('app.unlocked', true), ''), '|' || %1$s || '|') > 0))
         or (level = 2 and share_group is not null and (strpos(nullif(current_setting('app.groups', true), ''), '|' || %1$s || ':' || share_group || '|') > 0
                                                        or strpos(nullif(current_setting('app.groups', true), ''), '|*:' || share_group || '|') > 0))
         or (level = 1 and current_setting('app.role', true) = 'cau_analyst' and current_setting('app.purpose', true) = 'quality'))$p$;
  write constant text := $p$ref_area = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'$p$;
begin
  perform secure_table(p_table, 'select, insert',
    'owner_read :: select :: current_user :: true',                   -- without it set_viewer, which runs as the owner, would hide nothing
    'own_read :: select :: vrs_app :: ' || own,
    'shared_read :: select :: vrs_app :: ' || format(shared, flow),
    'own_insert :: insert :: vrs_app :: ' || write,
    'jobs_read :: select :: vrs_jobs :: true',
    'jobs_update :: update :: vrs_jobs :: true');
  execute format('grant select on %I to vrs_jobs', p_table);
  if p_flow is null then
    execute format('create policy own_update on %I for update to vrs_app using (%s) with check (%s)', p_table, write, write);
  else
    execute format('grant update (level, share_group, embargo_until) on %I to vrs_jobs', p_table);
  end if;
end $$;
revoke all on function install_release_policies from public;

select install_release_policies('release', null);
select install_release_policies('release_period', null);
grant update (level, share_group, embargo_until, copies_current, terms_version, terms_since, withdrawn_at) on release to vrs_app;
grant update (level, share_group, embargo_until, valid_to, shown_from, shown_to, withdrawn_at) on release_period to vrs_app;
grant update (copies_current) on release to vrs_jobs;

do $$
declare
  me constant text := $p$nullif(current_setting('app.member', true), '')$p$;
  mine constant text := format('ref_area = %s', me);
  role_is constant text := $p$current_setting('app.role', true)$p$;
  -- A unit's draft is seen by that unit's reporters and by the focal points; who only reads figures (analyst, liaison) sees none.
  drafts constant text := mine || format($p$ and (%s = 'focal_point' or (%s = 'reporter' and unit = nullif(current_setting('app.unit', true), '')))$p$, role_is, role_is);
  focal constant text := mine || format($p$ and %s = 'focal_point'$p$, role_is);
  person constant text := $p$person_id = nullif(current_setting('app.person', true), '')$p$;
  secret constant text := $p$secret_hash = nullif(current_setting('app.secret', true), '')$p$;
  admin constant text := format($p$%s = 'administrator'$p$, role_is);
  -- Anonymous is a viewer; a connection on which nobody was entered has none.
  somebody constant text := $p$coalesce(current_setting('app.now', true), '') <> ''$p$;
  t text;
begin
  foreach t in array array['report', 'report_section', 'payload_chunk', 'cell_edit', 'cell_comment', 'finding'] loop
    perform secure_table(t, 'select, insert', 'owner_read :: select :: current_user :: true', 'own_drafts :: all :: vrs_app :: ' || drafts);
  end loop;
  grant update (version, status, edit_no, inputs, last_edited_by, submitted_by, submitted_at, approved_by, approved_at) on report to vrs_app;
  grant update (declarations, base_sha256, base_rows, sha256, bytes, rows, sums, rows_read, rows_taken, rows_merged, rows_rejected, errors, warnings, checked_edit_no, checked_at, rule_results, upload_id) on report_section to vrs_app;
  grant delete on payload_chunk, finding, cell_edit to vrs_app;       -- what stands on a replaced base goes with it
  grant update (value) on cell_edit to vrs_app;

  foreach t in array array['task', 'upload', 'upload_reject'] loop
    perform secure_table(t, 'select, insert, update', 'owner_read :: select :: current_user :: true', 'own :: all :: vrs_app :: ' || drafts);
    execute format('grant select on %I to vrs_jobs', t);
    execute format('create policy jobs_read on %I for select to vrs_jobs using (true)', t);
  end loop;
  grant update (status, attempts, problem, ended_at) on task to vrs_jobs;             -- finding what a dead server left behind
  create policy jobs_update on task for update to vrs_jobs using (true) with check (true);
  grant update (spool_name, spool_key) on upload to vrs_jobs;
  create policy jobs_update on upload for update to vrs_jobs using (true) with check (true);
  grant delete on upload_reject to vrs_app;
  perform secure_table('upload_raw', 'select, insert, delete', 'owner_read :: select :: current_user :: true', format('own :: all :: vrs_app :: %s and %s', mine, person),
    'expire_read :: select :: vrs_jobs :: true', 'expire :: delete :: vrs_jobs :: true');
  grant select, delete on upload_raw to vrs_jobs;
  perform secure_table('idempotency', 'select, insert, update, delete', format('own :: all :: vrs_app :: %s and %s', mine, person), 'expire_read :: select :: vrs_jobs :: true', 'expire :: delete :: vrs_jobs :: true');
  grant select, delete on idempotency to vrs_jobs;

  perform secure_table('receipt', 'select, insert', format('own_read :: select :: vrs_app :: %s and %s in (''reporter'', ''focal_point'', ''analyst'')', mine, role_is), 'own_insert :: insert :: vrs_app :: ' || focal);
  perform secure_table('default_terms', 'select, insert, update', format('own_read :: select :: vrs_app :: %s', mine), 'own_insert :: insert :: vrs_app :: ' || focal, 'own_update :: update :: vrs_app :: ' || focal);

  perform secure_table('unit', 'select, insert, update', format('own_read :: select :: vrs_app :: %s or %s', mine, admin), format('own_insert :: insert :: vrs_app :: (%s) or %s', focal, admin), 'own_update :: update :: vrs_app :: ' || focal, 'owner_all :: all :: current_user :: true');
  perform secure_table('person', 'select, insert, update',
    format('read :: select :: vrs_app :: %s or (%s) or %s or (%s and %s = ''cau_analyst'')', person, focal, admin, mine, role_is),
    format('add :: insert :: vrs_app :: %s', person),                  -- a person comes into being by accepting an invitation, as themselves
    format('change :: update :: vrs_app :: (%s) or %s', focal, admin), 'owner_all :: all :: current_user :: true');
  perform secure_table('invitation', 'select, insert, update',
    format('read :: select :: vrs_app :: %s or (%s) or %s', secret, focal, admin), format('add :: insert :: vrs_app :: (%s) or %s', focal, admin), format('use :: update :: vrs_app :: %s', secret));
  perform secure_table('api_token', 'select, insert, update',
    format('read :: select :: vrs_app :: %s or (%s and %s)', secret, mine, person), format('add :: insert :: vrs_app :: %s and %s', mine, person), format('revoke :: update :: vrs_app :: (%s and %s) or (%s)', mine, person, focal));

  -- An entry goes to the member's own chain or to the system's. The head is what the next entry stands on; the entries themselves can only be added.
  perform secure_table('audit_head', 'select, insert, update', format('append :: all :: vrs_app :: %s or (ref_area = ''_SYSTEM'' and %s)', mine, somebody), 'owner_all :: all :: current_user :: true');
  perform secure_table('audit_entry', 'select, insert',
    format('read :: select :: vrs_app :: (%s) or (%s and %s = ''cau_analyst'') or (ref_area = ''_SYSTEM'' and (%s or %s = ''cau_analyst''))', focal, mine, role_is, admin, role_is),
    format('append :: insert :: vrs_app :: %s or (ref_area = ''_SYSTEM'' and %s)', mine, somebody), 'owner_all :: all :: current_user :: true');
  -- A reader counts itself in the ledger of whose figures it reads; the owner reads the counts.
  perform secure_table('ledger', 'select, insert, update', format('own_read :: select :: vrs_app :: (%s) or member = %s', focal, me), format('count :: insert :: vrs_app :: member = %s', me), format('count_on :: update :: vrs_app :: member = %s', me));
end $$;
revoke all on function secure_table, install_release_policies from vrs_app, vrs_jobs;

-- Reference tables: who may write is decided here as far as the database can tell.
grant select on system, member, collection, register_entry, exchange_rate, sharing_group, sharing_group_member, joint_audience, signing_key, plausible_zero to vrs_app, vrs_jobs;
grant insert on signing_key, member, sharing_group, sharing_group_member, joint_audience, register_entry, plausible_zero, exchange_rate to vrs_app;
grant update (four_eyes, had_focal_point, terms_accepted_at, left_at) on member to vrs_app;
grant update (retired_at) on signing_key to vrs_app;

select secure_table('unlocked', 'select, insert, delete',
  'owner_read :: select :: current_user :: true',
  $p$own_read :: select :: vrs_app :: member = nullif(current_setting('app.member', true), '') or current_setting('app.role', true) = 'cau_analyst'$p$,
  $p$own_write :: insert :: vrs_app :: member = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'$p$,
  $p$own_delete :: delete :: vrs_app :: member = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'$p$,
  'jobs :: all :: vrs_jobs :: true');
select secure_table('group_unlocked', 'select, insert, delete',
  'owner_read :: select :: current_user :: true',
  $p$own_read :: select :: vrs_app :: member = nullif(current_setting('app.member', true), '')$p$,
  $p$own_write :: insert :: vrs_app :: member = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'$p$,
  $p$own_delete :: delete :: vrs_app :: member = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'$p$,
  'jobs :: all :: vrs_jobs :: true');
grant select, insert, delete on unlocked, group_unlocked to vrs_jobs;

-- How many states contribute to a dataflow is said to everybody ("fewer than three" below three); which ones is not.
create function contributor_summary(p_dataflow text, p_now timestamptz) returns table (states bigint, first_year text, last_year text) language sql security definer set search_path = public, pg_temp stable as $$
  select count(distinct p.ref_area), min(left(p.time_period, 4)), max(left(p.time_period, 4))
    from release_period p join member m on m.code = p.ref_area
   where p.dataflow = p_dataflow and p.level >= 3 and m.kind in ('state', 'territory') and m.left_at is null
     and p.shown_from <= p_now and (p.shown_to is null or p.shown_to > p_now)
$$;
revoke all on function contributor_summary from public;
grant execute on function contributor_summary to vrs_app;

-- The last number of a member's own series. A reporter sees only its unit's rows, and numbers must not collide: this sees the
-- member's, and nothing but a number of the viewer's own member leaves it.
create function max_number(p_table text, p_column text, p_ref_area text) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare n bigint;
begin
  if p_ref_area is distinct from nullif(current_setting('app.member', true), '') or (p_table, p_column) not in (('task', 'task_id'), ('report', 'report_id'), ('release', 'release_id'), ('upload', 'upload_id')) then
    raise exception 'no such series';
  end if;
  execute format('select max(%I) from %I where ref_area = $1', p_column, p_table) into n using p_ref_area;
  return n;
end $$;
revoke all on function max_number from public;
grant execute on function max_number to vrs_app;
