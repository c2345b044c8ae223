--liquibase formatted sql

--changeset neon-tasks:013-tasks-by-day runInTransaction:false labels:online
--comment: For lists by the day on which tasks are due, and for how many there are. Without a day is after every day, so that one key says
--comment: where a page goes on. Those that are done, in time most of them, are apart: whoever looks for what is overdue does not pass them.
create index concurrently if not exists tasks_by_day on tasks (owner, coalesce(due_on, date 'infinity'), created_at, id);
create index concurrently if not exists tasks_by_state_and_day on tasks
    (owner, completed, coalesce(due_on, date 'infinity'), created_at, id);
