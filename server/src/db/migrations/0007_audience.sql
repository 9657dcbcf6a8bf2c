-- Which states see what is shared with the contributors of a dataflow. Only those that see it themselves are told, and the
-- secretariat's analysts; to anybody else it is as if there were none.
create function states_that_see(p_dataflow text) returns table (member text) language sql security definer set search_path = public, pg_temp stable as $$
  select distinct u.member
    from unlocked u join member m on m.code = u.member
   where u.dataflow = p_dataflow and m.left_at is null
     and u.since <= nullif(current_setting('app.now', true), '')::timestamptz and u.until > nullif(current_setting('app.now', true), '')::timestamptz
     and ((current_setting('app.role', true) in ('reporter', 'focal_point', 'analyst') and strpos(nullif(current_setting('app.unlocked', true), ''), '|' || p_dataflow || '|') > 0)
          or current_setting('app.role', true) = 'cau_analyst')
   order by 1
$$;
revoke all on function states_that_see from public;
grant execute on function states_that_see to vrs_app;
