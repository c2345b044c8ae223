--liquibase formatted sql

--changeset neon-tasks:006-receipts-statistics splitStatements:false
--comment: Receipts are read by their keys alone and leave soon. To sample them every minute of a busy hour, and to look through them since
--comment: there are new ones, costs several per cent of what writing them does, and no plan is better for it.
alter table receipts
    alter owner set statistics 0, alter write set statistics 0, alter outcome set statistics 0, alter revision set statistics 0,
    alter fingerprint set statistics 0, alter expires_at set statistics 0, alter task set statistics 0,
    alter title set statistics 0, alter description set statistics 0, alter completed set statistics 0,
    alter due_on set statistics 0, alter created_at set statistics 0, alter updated_at set statistics 0,
    set (autovacuum_vacuum_insert_threshold = -1);
