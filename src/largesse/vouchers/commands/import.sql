-- One chunk of an import, staged in the temporary table import_rows (row, code, display, valid_until, attributes).
-- Counts do not depend on where chunks end:
--   already_there: the code was in the workspace before this import, or came in from elsewhere meanwhile;
--   repeated: an earlier row of this file brought it;
--   full: the pool has no room for it.
-- Positions follow the file, so codes are handed out in its order; rows go in by code, for the index's sake.
create or replace function vouchers_import_chunk(
    p_workspace uuid, p_pool uuid, p_job uuid, p_tail bigint, p_room bigint, p_dry_run boolean, p_now timestamptz
) returns table (added bigint, already_there bigint, repeated bigint, filled bigint, positions bigint)
language plpgsql as $$
declare
    v_staged bigint;
begin
    perform set_config('work_mem', '128MB', true);
    drop table if exists import_found, import_new;
    analyze import_rows;
    select count(*) into v_staged from import_rows;

    -- Where each code of the chunk already stands: 0 = here by this import, 1 = elsewhere.
    create temporary table import_found on commit drop as
    select r.code, c.pool_id,
           not exists (select from code_batches b where b.workspace_id = p_workspace and b.job_id = p_job
                       and c.pool_id = p_pool and c.position between b.first and b.last) as elsewhere
    from (select distinct i.code from import_rows i) r
    join codes c on c.workspace_id = p_workspace and c.code = r.code;
    if p_dry_run then
        insert into import_found select distinct r.code, p_pool, false from import_rows r
        join import_seen s on s.code = r.code;
    end if;
    analyze import_found;

    create temporary table import_new on commit drop as
    select n.*, row_number() over (order by n.row) as rank
    from (select distinct on (r.code) r.* from import_rows r
          where not exists (select from import_found f where f.code = r.code)
          order by r.code, r.row) n;
    analyze import_new;

    if p_dry_run then
        insert into import_seen select n.code from import_new n where n.rank <= coalesce(p_room, n.rank);
        get diagnostics added = row_count;
    else
        begin  -- the usual case: what was free a moment ago still is
            insert into codes (workspace_id, pool_id, position, code, display, valid_until, attributes, created_at)
            select p_workspace, p_pool, p_tail + n.rank, n.code, n.display, n.valid_until, n.attributes, p_now
            from import_new n where n.rank <= coalesce(p_room, n.rank) order by n.code;
        exception when unique_violation then
            insert into codes (workspace_id, pool_id, position, code, display, valid_until, attributes, created_at)
            select p_workspace, p_pool, p_tail + n.rank, n.code, n.display, n.valid_until, n.attributes, p_now
            from import_new n where n.rank <= coalesce(p_room, n.rank) order by n.code
            on conflict on constraint codes_unique_in_workspace do nothing;
        end;
        get diagnostics added = row_count;
    end if;
    select count(*) filter (where n.rank <= coalesce(p_room, n.rank)) into positions from import_new n;
    if not p_dry_run and positions > 0 then
        insert into code_batches values (p_workspace, p_pool, p_job, p_tail + 1, p_tail + positions);
    end if;

    -- A code that came in from elsewhere while we inserted is there already.
    if added < positions then
        insert into import_found select n.code, c.pool_id, true from import_new n
        join codes c on c.workspace_id = p_workspace and c.code = n.code
        where n.rank <= coalesce(p_room, n.rank) and not (c.pool_id = p_pool and c.position = p_tail + n.rank);
        delete from import_new n using import_found f where f.code = n.code;
    end if;
    if not p_dry_run then
        insert into pool_count_deltas (workspace_id, pool_id, valid_until, unassigned, at)
        select p_workspace, p_pool, n.valid_until, count(*), p_now from import_new n
        where n.rank <= coalesce(p_room, n.rank) group by n.valid_until;
    end if;
    select count(*) into already_there from import_rows r join import_found f on f.code = r.code where f.elsewhere;
    select count(*) into filled from import_rows r join import_new n on n.code = r.code
    where n.rank > coalesce(p_room, n.rank);
    repeated := v_staged - added - already_there - filled;
    return next;
end $$;
