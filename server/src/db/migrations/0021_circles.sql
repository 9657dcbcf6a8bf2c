-- Who is in a circle is told to those who are in it themselves: of the contributors of a dataflow to a state that is one, of
-- a group to a state that contributes to it. To anybody else it is as if there were none.
create function circle_members(p_dataflow text) returns table (member text, share_group text, since timestamptz, until timestamptz) language sql security definer set search_path = public, pg_temp stable as $$
  with open_now (member, share_group, since, until) as (
    select u.member, null::text, u.since, u.until from unlocked u where u.dataflow = p_dataflow
    union all
    select g.member, g.share_group, g.since, g.until from group_unlocked g where g.dataflow = p_dataflow)
  select o.member, o.share_group, o.since, o.until
    from open_now o join member m on m.code = o.member
   where m.left_at is null and o.since <= nullif(current_setting('app.now', true), '')::timestamptz and o.until > nullif(current_setting('app.now', true), '')::timestamptz
     and current_setting('app.role', true) in ('reporter', 'focal_point', 'analyst')
     and case when o.share_group is null then strpos(nullif(current_setting('app.unlocked', true), ''), '|' || p_dataflow || '|') > 0
              else strpos(nullif(current_setting('app.groups', true), ''), '|' || p_dataflow || ':' || o.share_group || '|') > 0 end
$$;
revoke all on function circle_members from public;
grant execute on function circle_members to vrs_app;
