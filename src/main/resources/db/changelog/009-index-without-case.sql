--liquibase formatted sql

--changeset neon-tasks:009-index-without-case runInTransaction:false labels:online
--comment: For searches that compare without case by 008. The index of those that did so by the database's locale goes at once, since
--comment: each costs every write: until it is gone a version of before finds with it, and then without it, more slowly.
create index concurrently if not exists tasks_without_case on tasks
    using gin (owner, without_case(title) gin_trgm_ops, without_case(description) gin_trgm_ops) with (fastupdate = off);
drop index concurrently if exists tasks_search_of_owner;
