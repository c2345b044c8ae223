--liquibase formatted sql

--changeset neon-tasks:007-remains-of-the-search runInTransaction:false labels:online
--comment: What 004 leaves behind when it is applied online, or begun so and then applied as it is written.
drop index concurrently if exists tasks_search;
drop index concurrently if exists tasks_search_of_owner_online;
