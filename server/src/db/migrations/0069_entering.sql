-- As before (0001), but that who belongs to no member is not looked up in the lists: whoever asks is entered twice as nobody before as themselves.
-- Policies let nobody without a member see what is shared, whatever the lists say.
create or replace function set_viewer(p_member text, p_unit text, p_role text, p_person text, p_purpose text, p_secret text, p_now timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare f text; g text; h text;
begin
  if coalesce(p_member, '') <> '' then
    select '|' || string_agg(distinct dataflow, '|') || '|' into f from unlocked where member = p_member and since <= p_now and until > p_now;
    with circle as (select distinct dataflow, share_group from group_unlocked where member = p_member and since <= p_now and until > p_now),
      item (name) as (
        select dataflow || ':' || share_group from circle
        union all
        select d.dataflow || ':' || j.name from (select distinct dataflow from circle) d cross join joint_audience j
         where j.groups <@ array(select c.share_group from circle c where c.dataflow = d.dataflow)
           and (not j.contributors or strpos(f, '|' || d.dataflow || '|') > 0)
        union all                                                      -- the secretariat is in a group for every dataflow
        select '*:' || id from sharing_group where with_cau and p_role = 'cau_analyst'
        union all
        select '*:' || j.name from joint_audience j where p_role = 'cau_analyst' and j.groups <@ array(select id from sharing_group where with_cau))
    select '|' || string_agg(name, '|') || '|' into g from item;
    select '|' || string_agg(ref_area || ':' || release_id, '|') || '|' into h from release where not copies_current;
  end if;
  perform set_config('app.member', coalesce(p_member, ''), true), set_config('app.unit', coalesce(p_unit, ''), true), set_config('app.role', coalesce(p_role, ''), true),
    set_config('app.person', coalesce(p_person, ''), true),
    set_config('app.purpose', coalesce(p_purpose, 'use'), true),      -- `quality` only from the quality screens
    set_config('app.secret', coalesce(p_secret, ''), true),           -- hash of a token or an invitation that the caller holds
    set_config('app.unlocked', coalesce(f, ''), true), set_config('app.groups', coalesce(g, ''), true), set_config('app.hidden', coalesce(h, '||'), true),
    set_config('app.now', p_now::text, true);
end $$;
