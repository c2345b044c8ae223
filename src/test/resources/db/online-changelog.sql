--liquibase formatted sql

--changeset test:things
create table things (id int primary key, name text not null);
insert into things select n, md5(n::text) from generate_series(1, 100) n;

--changeset test:things-name runInTransaction:false labels:online
create index concurrently if not exists things_name on things (name);

--changeset test:others
create table others (id int);
