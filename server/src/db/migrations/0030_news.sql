-- What a person had been told of when they last said so: what others showed them, and who had used their state's figures.
-- News are what differs now (docs/decisions/0014-news.md).
create table news_seen (
  ref_area text not null, person_id text not null, seen jsonb not null, seen_at timestamptz not null,
  primary key (ref_area, person_id),
  foreign key (ref_area, person_id) references person (ref_area, person_id)
);
select secure_table('news_seen', 'select, insert, update',
  $p$own :: all :: vrs_app :: ref_area = nullif(current_setting('app.member', true), '') and person_id = nullif(current_setting('app.person', true), '')$p$);
