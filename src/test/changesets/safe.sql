--liquibase formatted sql

-- How it is done instead.

--changeset safe:column
alter table tasks add column place text;

--changeset safe:index runInTransaction:false
create index concurrently if not exists tasks_place on tasks (owner, place);

--changeset safe:check-for-new-rows
alter table tasks add constraint tasks_place check (length(place) <= 200) not valid;

--changeset safe:check-for-all-rows
alter table tasks validate constraint tasks_place;

--changeset safe:table
create table places (
    id uuid primary key,
    name text not null
);
create index places_name on places (name);
