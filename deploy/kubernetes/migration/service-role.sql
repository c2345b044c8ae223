-- What the service's role needs when another one, the owner of the tables, migrates. To be run once as that owner, in the
-- database, after: create role neon_tasks_service login password '…'
-- With SQL, not in Neon's console, where every role may read and write everything.
grant usage on schema public to neon_tasks_service;
grant select, insert, update, delete on all tables in schema public to neon_tasks_service;
alter default privileges in schema public grant select, insert, update, delete on tables to neon_tasks_service;
