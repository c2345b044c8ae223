--liquibase formatted sql

--changeset neon-tasks:010-accounts-and-sessions
--comment: When an address was proved to be its owner's, and when somebody disabled the account. A password has a version, which changes
--comment: with it and not when it is only hashed anew. In which browser a session was begun is kept in words of our own.
alter table accounts add column email_verified_at timestamptz;
alter table accounts add column disabled_at timestamptz;
alter table accounts add column password_version uuid;
alter table sessions add column browser text;
