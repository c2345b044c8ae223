--liquibase formatted sql

-- Each is named after the rule that has to find it.

--changeset planted:adding-required-field
alter table tasks add column place text not null;

--changeset planted:adding-field-with-default
alter table tasks add column number uuid default gen_random_uuid();

--changeset planted:adding-foreign-key-constraint
alter table receipts add constraint receipts_owner foreign key (owner) references accounts (id);

--changeset planted:adding-not-nullable-field
alter table tasks alter column description set not null;

--changeset planted:adding-serial-primary-key-field
alter table sessions add column number bigserial primary key;

--changeset planted:constraint-missing-not-valid
alter table tasks add constraint tasks_title check (length(title) > 0);

--changeset planted:disallowed-unique-constraint
alter table tasks add constraint tasks_revision unique (revision);

--changeset planted:require-concurrent-index-creation
create index tasks_due on tasks (owner, due_on);

--changeset planted:require-concurrent-index-deletion
drop index tasks_newest;

--changeset planted:require-concurrent-reindex runInTransaction:false
reindex table tasks;

--changeset planted:ban-concurrent-index-creation-in-transaction
create index concurrently if not exists tasks_due on tasks (owner, due_on);
create index concurrently if not exists tasks_done on tasks (owner, completed);

--changeset planted:changing-column-type
alter table receipts alter column outcome type integer;

--changeset planted:ban-drop-column
alter table tasks drop column due_on;

--changeset planted:ban-drop-table
drop table receipts;

--changeset planted:ban-drop-not-null
alter table tasks alter column title drop not null;

--changeset planted:renaming-column
alter table tasks rename column completed to done;

--changeset planted:renaming-table
alter table tasks rename to entries;

--changeset planted:ban-truncate-cascade
truncate accounts cascade;

--changeset planted:prefer-robust-stmts runInTransaction:false
create index concurrently tasks_due on tasks (owner, due_on);

--changeset planted:transaction-nesting
begin;
update tasks set completed = true where due_on < '2000-01-01';
commit;
