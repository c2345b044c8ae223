--liquibase formatted sql

--changeset neon-tasks:012-search-index-in-batches runInTransaction:false labels:online
--comment: A task has a hundred trigrams or two, and putting each in its place was most of what a write cost. They are put down in a list, and
--comment: sorted in together when that is eight pages long; a search reads the list besides. Whoever looks at the index waits for the
--comment: lock, so the wait for it is short; the change set is tried again. Where somebody has dropped the index, there is nothing to do.
set local lock_timeout = '100ms';
alter index if exists tasks_without_case set (fastupdate = on, gin_pending_list_limit = 64);
