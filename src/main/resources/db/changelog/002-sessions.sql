--liquibase formatted sql

--changeset neon-tasks:002-sessions
--comment: One row for each sign-in. Of its refresh tokens only hashes are here, and the seed that made the newest of the one before.
create table sessions (
    id uuid primary key,
    account text collate "C" not null references accounts (id) on delete cascade,
    token_hash bytea not null,
    previous_hash bytea,
    seed bytea not null,
    rotated_at timestamptz not null,
    expires_at timestamptz not null
);
create index sessions_account on sessions (account);
create index sessions_expired on sessions (expires_at);

--changeset neon-tasks:002-accounts-of-others
--comment: Somebody whom an outside issuer knows has neither e-mail nor password here.
alter table accounts alter column email drop not null, alter column password_hash drop not null;
