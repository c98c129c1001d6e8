-- Defers a worker task in the caller's transaction. With p_lock nothing is deferred while the same hint still waits.
-- Nobody waits for a transaction that is about to give the same hint: it might last, or be rolled back; so the hint is
-- given once more under another number, and only beyond those without any lock.
create or replace function core_hint(p_queue text, p_task text, p_args jsonb, p_lock text) returns void
language plpgsql as $$
declare
    v_lock text;
begin
    for v_number in 1..4 loop
        exit when p_lock is null;
        v_lock := p_lock || case v_number when 1 then '' else ' ' || v_number end;
        if exists (select from procrastinate_jobs j where j.queueing_lock = v_lock and j.status = 'todo') then
            return;
        end if;
        if pg_try_advisory_xact_lock(hashtextextended('hint ' || v_lock, 0)) then
            begin
                -- Looked at again: whoever held the lock before has committed by now.
                perform procrastinate_defer_jobs_v1(
                    array[row(p_queue, p_task, 0, null, v_lock, p_args, null)::procrastinate_job_to_defer_v1])
                where not exists (
                    select from procrastinate_jobs j where j.queueing_lock = v_lock and j.status = 'todo');
            exception when unique_violation then  -- a job that was interrupted waits again
                null;
            end;
            return;
        end if;
    end loop;
    perform procrastinate_defer_jobs_v1(
        array[row(p_queue, p_task, 0, null, null, p_args, null)::procrastinate_job_to_defer_v1]);
end $$;
