--liquibase formatted sql

--changeset others:1
create table parcels (id int);

--changeset others:2
--comment: as long as a test holds the advisory lock
select pg_advisory_xact_lock(4711);
insert into parcels values (1);
