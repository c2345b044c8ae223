--liquibase formatted sql

--changeset neon-tasks:001-accounts
--comment: Ids are UUIDs in text form because the owner of a task is a tenant identifier, which Hibernate keeps as text.
create table accounts (
    id text collate "C" primary key,
    email text not null,
    name text,
    password_hash text not null,
    created_at timestamptz not null
);
create unique index accounts_email on accounts (email);

--changeset neon-tasks:001-tasks
create table tasks (
    owner text collate "C" not null references accounts (id) on delete cascade,
    id uuid not null,
    title text not null,
    description text,
    completed boolean not null,
    due_on date,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision uuid not null,
    primary key (owner, id)
);
create index tasks_newest on tasks (owner, created_at desc, id desc);

--changeset neon-tasks:001-tasks-search
create extension if not exists pg_trgm;
create index tasks_search on tasks using gin (lower(title) gin_trgm_ops, lower(description) gin_trgm_ops);
