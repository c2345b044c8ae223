--liquibase formatted sql

--changeset neon-tasks:011-account-links
--comment: Links that were handed out: who has one may do once, until it expires, what it is for. Of its token only a hash is here, and
--comment: the address that it was mailed to, if it was, which whoever uses it has shown to be theirs.
create table account_links (
    token_hash bytea primary key,
    account text collate "C" not null references accounts (id) on delete cascade,
    purpose text not null,
    email text,
    expires_at timestamptz not null
);
create index account_links_account on account_links (account);
create index account_links_expired on account_links (expires_at);
