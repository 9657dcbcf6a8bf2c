-- Only the member that was asked answers, once, by a unit of its own that is open, in the name of who does it; what has ended stays so. The application
-- asks the same (core/src/sharing/units.ts); the policies alone let either side write any of it.
create function check_counterpart() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  me constant text := nullif(current_setting('app.member', true), '');
  who constant text := nullif(current_setting('app.person', true), '');
begin
  if (new.with_unit, new.accepted_by, new.accepted_at) is distinct from (old.with_unit, old.accepted_by, old.accepted_at) and not coalesce(
    old.accepted_at is null and old.ended_at is null and new.ended_at is null and me = old.with_member and new.accepted_by = who
      and exists (select from unit where ref_area = me and code = new.with_unit and closed_at is null), false)
  then raise exception 'only the member that was asked answers' using errcode = 'insufficient_privilege'; end if;
  if (new.ended_by, new.ended_at) is distinct from (old.ended_by, old.ended_at) and not coalesce(old.ended_at is null and new.ended_at is not null and new.ended_by = who, false)
  then raise exception 'who ends a pair says so, once' using errcode = 'insufficient_privilege'; end if;
  return new;
end $$;
revoke all on function check_counterpart from public;
create trigger check_counterpart before update on counterpart for each row execute function check_counterpart();
alter policy ask on counterpart with check (
  ref_area = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point' and asked_by = nullif(current_setting('app.person', true), '')
  and accepted_at is null and accepted_by is null and with_unit is null and ended_at is null and ended_by is null
);
