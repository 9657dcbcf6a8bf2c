-- A view that is shown to a state says which of its units made it; who, is nobody else's to know.
alter table saved_view add column unit text, add foreign key (ref_area, unit) references unit (ref_area, code);
update saved_view v set unit = p.unit from person p where p.ref_area = v.ref_area and p.person_id = v.person_id;
alter table saved_view alter column unit set not null;
