--liquibase formatted sql

--changeset neon-tasks:004-search-of-one-owner-online runInTransaction:false labels:online
--comment: What 004-search-of-one-owner makes, for a table that has rows: it is noted under that name. The index has another name until
--comment: then, so that whoever applies that one as it is written finds the name free. 007 drops what it would have dropped.
create extension if not exists btree_gin;
create index concurrently if not exists tasks_search_of_owner_online on tasks
    using gin (owner, lower(title) gin_trgm_ops, lower(description) gin_trgm_ops) with (fastupdate = off);
alter index tasks_search_of_owner_online rename to tasks_search_of_owner;
