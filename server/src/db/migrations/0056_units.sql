-- What a unit is, the port or border post where it stands, and whether anybody works there still.
alter table unit
  add column kind text not null default 'other' check (kind in ('police', 'immigration', 'border_guard', 'coast_guard', 'customs', 'prosecution', 'port_intelligence', 'border_liaison', 'national_contact', 'other')),
  add column place text, add column post_name text, add column post_area text,   -- a place of the register, or a name with the area that it lies in
  add column latitude double precision check (latitude between -90 and 90), add column longitude double precision check (longitude between -180 and 180),
  add column closed_at timestamptz,
  add check (place is null or post_name is null), add check ((post_name is null) = (post_area is null)), add check ((latitude is null) = (longitude is null)), add check (code <> 'MAIN' or closed_at is null);
revoke update on unit from vrs_app;
grant update (name, kind, place, post_name, post_area, latitude, longitude, closed_at) on unit to vrs_app;

-- Units of two members that face each other: one member asks, naming the other; that one answers by choosing its unit. Both see it, nobody else.
create table counterpart (
  ref_area text not null references member (code), counterpart_id uuid not null, unit text not null, with_member text not null references member (code) check (with_member <> ref_area), with_unit text,
  asked_by text not null, asked_at timestamptz not null, accepted_by text, accepted_at timestamptz, ended_by text, ended_at timestamptz, mail_due boolean not null default true,
  primary key (ref_area, counterpart_id), foreign key (ref_area, unit) references unit (ref_area, code), check ((with_unit is null) = (accepted_at is null))
);
create unique index on counterpart (ref_area, unit, with_member) where accepted_at is null and ended_at is null;
create unique index on counterpart (ref_area, unit, with_member, with_unit) where ended_at is null;
create index on counterpart (counterpart_id) where mail_due;

do $$
declare
  me constant text := $p$nullif(current_setting('app.member', true), '')$p$;
  focal constant text := $p$current_setting('app.role', true) = 'focal_point'$p$;
  here constant text := $p$nullif(current_setting('app.unit', true), '')$p$;
begin
  perform secure_table('counterpart', 'select, insert',
    format('both :: select :: vrs_app :: (%1$s and (ref_area = %2$s or with_member = %2$s)) or (ref_area = %2$s and accepted_at is not null and unit = %3$s) or (with_member = %2$s and with_unit = %3$s)', focal, me, here),
    format('ask :: insert :: vrs_app :: ref_area = %s and %s and accepted_at is null', me, focal),
    format('answer :: update :: vrs_app :: %2$s and (ref_area = %1$s or with_member = %1$s)', me, focal),
    'owner_all :: all :: current_user :: true', 'jobs :: all :: vrs_jobs :: true');
end $$;
grant update (with_unit, accepted_by, accepted_at, ended_by, ended_at) on counterpart to vrs_app;
grant select (ref_area, counterpart_id, with_member, ended_at, mail_due), update (mail_due) on counterpart to vrs_jobs;

-- The unit of the other member, to those who see the pair. No other way leads to a unit of another member.
create function counterpart_units() returns table (counterpart_id uuid, code text, name text, kind text, place text, post_name text, post_area text, latitude double precision, longitude double precision)
language sql security definer set search_path = public, pg_temp stable as $$
  with viewer as (select nullif(current_setting('app.member', true), '') as me, nullif(current_setting('app.unit', true), '') as here, current_setting('app.role', true) = 'focal_point' as focal)
  select c.counterpart_id, u.code, u.name, u.kind, u.place, u.post_name, u.post_area, u.latitude, u.longitude
    from viewer v join counterpart c on c.ended_at is null and (c.ref_area = v.me or c.with_member = v.me)
    join unit u on (c.ref_area = v.me and u.ref_area = c.with_member and u.code = c.with_unit) or (c.with_member = v.me and u.ref_area = c.ref_area and u.code = c.unit)
   where v.focal or (c.accepted_at is not null and v.here = case when c.ref_area = v.me then c.unit else c.with_unit end)
$$;
revoke all on function counterpart_units from public;
grant execute on function counterpart_units to vrs_app;
