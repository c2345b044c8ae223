-- Takes the people and tasks of the FastAPI + SQLModel original over into the tables of this service.
-- What to do before and after, and what becomes of passwords: moving-from-fastapi.md
--
-- It needs
--   the original's tables in the schema "fastapi" of the same database, and the schema of this service (neon-tasks migrate);
--   the role that owns both, over the direct endpoint: psql "$DATABASE_URL_UNPOOLED" -v ON_ERROR_STOP=1 -f docs/import-from-fastapi.sql
--
-- All of it is one transaction. It may run any number of times: what was taken over once is left alone from then on, also when
-- its owner has changed or deleted it since. Rows that break a rule of this service are left out and listed, with the
-- reason, in fastapi.not_imported. Mend them in the schema "fastapi" and run it again.
--
-- With accounts of an outside issuer (JWT_JWKS_URL) an account's id is the "sub" of its tokens, here: the original's users.id.
-- It then has neither e-mail nor password. Say so before the script:
--   psql … -c 'set import.outside_issuer = on' -f docs/import-from-fastapi.sql

begin;
set local time zone 'UTC';
set local client_min_messages = warning;

-- ---- What is assumed of the original. Change this part alone.
-- A column that is not there counts as null. A time without a time zone is taken for UTC.

-- fastapi.users: id (of any type), email, name, password_hash or hashed_password, created_at
create temp table old_users on commit drop as
select j ->> 'id' as id,
       j ->> 'email' as email,
       j ->> 'name' as name,
       coalesce(j ->> 'password_hash', j ->> 'hashed_password') as password_hash,
       (j ->> 'created_at')::timestamptz as created_at
from (select to_jsonb(users) as j from fastapi.users) as rows;

-- fastapi.tasks: id (of any type), user_id, title, description, completed, due_on or due_date, created_at, updated_at
create temp table old_tasks on commit drop as
select j ->> 'id' as id,
       j ->> 'user_id' as user_id,
       j ->> 'title' as title,
       j ->> 'description' as description,
       (j ->> 'completed')::boolean as completed,
       left(coalesce(j ->> 'due_on', j ->> 'due_date'), 10)::date as due_on,
       (j ->> 'created_at')::timestamptz as created_at,
       (j ->> 'updated_at')::timestamptz as updated_at
from (select to_jsonb(tasks) as j from fastapi.tasks) as rows;

-- ---- What is remembered from run to run, and what was left out in the last one

create table if not exists fastapi.imported (
    kind text not null,
    old_id text not null,
    owner text not null,
    id uuid,
    imported_at timestamptz not null default now(),
    primary key (kind, old_id)
);
create table if not exists fastapi.not_imported (
    kind text not null,
    old_id text not null,
    reason text not null,
    primary key (kind, old_id)
);
delete from fastapi.not_imported;

-- ---- Rules of this service, in SQL

-- A UUID stays what it is. Any other id becomes a UUID of version 8 (RFC 9562), always the same one for the same id.
create or replace function pg_temp.new_id(kind text, old_id text) returns uuid language sql immutable as $$
    select case
        when old_id ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then old_id::uuid
        else encode(set_byte(set_byte(hash, 6, get_byte(hash, 6) & 15 | 128), 8, get_byte(hash, 8) & 63 | 128), 'hex')::uuid
    end
    from (select substring(sha256(convert_to('fastapi ' || kind || ' ' || old_id, 'UTF8')) for 16)) as hashed (hash)
$$;

-- Without the white space around it that the service takes off, too.
create or replace function pg_temp.stripped(value text) returns text language sql immutable as $$
    select btrim(value, E' \t\n\x0B\f\r\x1C\x1D\x1E\x1F\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200A'
        || E'\u2028\u2029\u205F\u3000')
$$;

-- A hash that the service can check: Argon2id, of at most 64 MiB. Of any other there is none.
create or replace function pg_temp.usable_hash(hash text) returns text language sql immutable as $$
    select hash
    from regexp_match(hash, '^\$argon2id\$v=19\$m=(\d{1,6}),t=\d{1,2},p=\d{1,2}\$([A-Za-z0-9+/]{11,})\$([A-Za-z0-9+/]{16,})$') as part
    where part[1]::int between 8 and 65536 and length(part[2]) % 4 <> 1 and length(part[3]) % 4 <> 1
$$;

-- ---- People

create temp table new_users on commit drop as
with outside as (
    select coalesce(nullif(current_setting('import.outside_issuer', true), ''), 'off')::boolean as issuer
), made as (
    select old_users.id as old_id,
           case when issuer then old_users.id else pg_temp.new_id('user', old_users.id)::text end as id,
           case when not issuer then lower(pg_temp.stripped(email) collate "C") end as email,
           case when not issuer and pg_temp.stripped(name) <> '' then name end as name,
           case when not issuer then pg_temp.usable_hash(password_hash) end as password_hash,
           date_trunc('milliseconds', coalesce(created_at, now())) as created_at,
           issuer
    from old_users, outside
), counted as (
    select *, count(*) over (partition by email) as sharing from made
)
select old_id, id, email, name, password_hash, created_at, case
    when issuer and length(id) > 255 then 'its id has more than 255 characters, which no token may have'
    when issuer then null
    when email is null or email = '' then 'it has no e-mail address'
    when email !~ '^[!-?A-~]+@[!-?A-~]+$' then 'its e-mail is no address of ASCII characters'
    when length(email) > 254 then 'its e-mail has more than 254 characters'
    when sharing > 1 then 'its e-mail is that of another user, too, but for upper case and blanks'
    when length(name) > 100 then 'its name has more than 100 characters'
    when exists (select from accounts where accounts.email = counted.email and accounts.id <> counted.id)
        then 'somebody else has signed up here with its e-mail'
end as fault
from counted
where not exists (select from fastapi.imported where kind = 'user' and imported.old_id = counted.old_id);

insert into accounts (id, email, name, password_hash, created_at)
select id, email, name, password_hash, created_at from new_users where fault is null
on conflict (id) do nothing;

insert into fastapi.imported (kind, old_id, owner) select 'user', old_id, id from new_users where fault is null;
insert into fastapi.not_imported select 'user', old_id, fault from new_users where fault is not null;

-- ---- Tasks

create temp table new_tasks on commit drop as
with made as (
    select old_tasks.id as old_id, user_id, owner, pg_temp.new_id('task', old_tasks.id) as id,
           coalesce(pg_temp.stripped(title), '') as title, description, coalesce(completed, false) as completed, due_on,
           date_trunc('milliseconds', coalesce(created_at, updated_at, now())) as created_at,
           date_trunc('milliseconds', coalesce(greatest(created_at, updated_at), now())) as updated_at
    from old_tasks left join fastapi.imported on kind = 'user' and imported.old_id = user_id
)
select old_id, owner, id, title, description, completed, due_on, created_at, updated_at, case
    when user_id is null or not exists (select from old_users where old_users.id = user_id) then 'its user does not exist'
    when owner is null then 'its user is not imported'
    when not exists (select from accounts where accounts.id = owner) then 'its account is deleted here'
    when title = '' then 'its title is empty'
    when length(title) > 200 then 'its title has more than 200 characters'
    when length(description) > 4000 then 'its description has more than 4000 characters'
end as fault
from made
where not exists (select from fastapi.imported where kind = 'task' and imported.old_id = made.old_id);

insert into tasks (owner, id, title, description, completed, due_on, created_at, updated_at, revision)
select owner, id, title, description, completed, due_on, created_at, updated_at, gen_random_uuid()
from new_tasks where fault is null
on conflict (owner, id) do nothing;

insert into fastapi.imported (kind, old_id, owner, id) select 'task', old_id, owner, id from new_tasks where fault is null;
insert into fastapi.not_imported select 'task', old_id, fault from new_tasks where fault is not null;

-- ---- The report

select kind,
       (select count(*) from fastapi.imported where imported.kind = kinds.kind and imported_at = now()) as imported_now,
       (select count(*) from fastapi.imported where imported.kind = kinds.kind and imported_at < now()) as imported_before,
       (select count(*) from fastapi.not_imported where not_imported.kind = kinds.kind) as left_out
from (values ('user'), ('task')) as kinds (kind);

select kind, old_id, reason from fastapi.not_imported order by kind desc, old_id;

select email as cannot_sign_in_for_want_of_a_password
from fastapi.imported join accounts on accounts.id = owner
where kind = 'user' and email is not null and password_hash is null
order by email;

commit;
