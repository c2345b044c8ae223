--liquibase formatted sql

--changeset neon-tasks:003-deleted-accounts
--comment: An outside issuer's tokens outlive the account; of one that is gone only a hash of its id is here, for a while.
create table deleted_accounts (
    id_hash bytea primary key,
    deleted_at timestamptz not null
);
create index deleted_accounts_oldest on deleted_accounts (deleted_at);
