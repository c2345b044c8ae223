--liquibase formatted sql

--changeset neon-tasks:004-search-of-one-owner
--comment: A search reads its owner's entries alone, whatever others have written. Without a list of pending entries, which would
--comment: grow with inserts until the planner left the index.
create extension if not exists btree_gin;
create index tasks_search_of_owner on tasks
    using gin (owner, lower(title) gin_trgm_ops, lower(description) gin_trgm_ops) with (fastupdate = off);
drop index tasks_search;
