--liquibase formatted sql

--changeset neon-tasks:005-receipts splitStatements:false
--comment: What came of a write, left by the very statement that wrote: its key breaks whatever attempt at the same write comes later.
--comment: No foreign key, which would cost every write a lock and a look at the account; a trigger takes the receipts of one that goes.
create or replace function forget_receipts() returns trigger language plpgsql set search_path from current as $$
begin
    delete from receipts where owner = old.id;
    return null;
end $$;
create trigger receipts_of_account after delete on accounts for each row execute function forget_receipts();
create table receipts (
    owner text collate "C" not null,
    write uuid not null,
    outcome smallint not null,
    revision uuid not null,
    fingerprint bytea,
    expires_at timestamptz not null,
    task uuid,
    title text,
    description text,
    completed boolean,
    due_on date,
    created_at timestamptz,
    updated_at timestamptz,
    primary key (owner, write)
);
create index receipts_expired on receipts (expires_at);
