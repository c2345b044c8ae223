--liquibase formatted sql

--changeset test:first
create table first (id int);

--changeset test:slow
create table slow (id int);
select pg_sleep(3);

--changeset test:last
create table last (id int);
