--liquibase formatted sql

--changeset neon-tasks:013-tasks-by-day runInTransaction:false labels:online
--comment: For lists by the day on which tasks are due, and for how many there are. Without a day is after every day, so that one key says
--comment: where a page goes on. Whether a task is done is not in it: completing one changes no index, and so is written into none.
create index concurrently if not exists tasks_by_day on tasks (owner, coalesce(due_on, date 'infinity'), created_at, id);
