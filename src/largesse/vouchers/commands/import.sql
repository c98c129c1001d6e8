-- One chunk of an import, staged in the temporary table import_rows (row, code, display, valid_until, attributes).
-- Counts do not depend on where chunks end:
--   already_there: the code was in the workspace before this import, or came in from elsewhere meanwhile;
--   repeated: an earlier row of this file brought it;
--   full: the pool has no room for it.
-- Positions follow the file, so codes are handed out in its order; rows go in by code, for the index's sake.
-- import_looked keeps each code of the chunk with its first row, the number of its rows and where it stood; new codes
-- stood nowhere, and those from row full_from on found no room. already_there is told by pool.
create or replace function vouchers_enter_chunk(
    p_workspace uuid, p_pool uuid, p_job uuid, p_tail bigint, p_room bigint, p_dry_run boolean, p_now timestamptz
) returns table (
    staged bigint, added bigint, positions bigint, filled bigint, full_from bigint, already_there jsonb
) language plpgsql as $$
declare
    v_conflict boolean := false;
begin
    perform set_config('work_mem', '128MB', true);
    perform vouchers_import_look(p_workspace, p_pool, p_job);
    if p_dry_run then
        update import_looked l set pool_id = p_pool, own = true from import_seen s where s.code = l.code;
    end if;
    full_from := 9223372036854775807;
    if p_room is not null then
        full_from := coalesce((select l.row from import_looked l where l.pool_id is null
                               order by l.row offset p_room limit 1), full_from);
    end if;
    select count(*) into positions from import_looked l where l.pool_id is null and l.row < full_from;

    if p_dry_run then
        insert into import_seen select l.code from import_looked l where l.pool_id is null and l.row < full_from;
        added := positions;
    else
        begin  -- the usual case: what was free a moment ago still is
            added := vouchers_import_insert(p_workspace, p_pool, p_tail, full_from, false, p_now);
        exception when unique_violation then
            v_conflict := true;
        end;
        if v_conflict then
            added := vouchers_import_insert(p_workspace, p_pool, p_tail, full_from, true, p_now);
            update import_looked l set pool_id = c.pool_id, own = false from codes c
            where l.pool_id is null and l.row < full_from and c.workspace_id = p_workspace and c.code = l.code
              and not (c.pool_id = p_pool and c.position > p_tail);
        end if;
        if positions > 0 then
            insert into code_batches values (p_workspace, p_pool, p_job, p_tail + 1, p_tail + positions);
        end if;
    end if;

    select coalesce(sum(l.copies), 0), coalesce(sum(l.copies) filter (where l.pool_id is null and l.row >= full_from), 0)
    into staged, filled from import_looked l;
    select coalesce(jsonb_object_agg(f.pool_id, f.rows), '{}') into already_there
    from (select l.pool_id, sum(l.copies) as rows from import_looked l where not l.own group by l.pool_id) f;
    return next;
end $$;

-- Looks each code of the chunk up by the index, in the index's order: a hash join would read all codes for each chunk.
-- `limit 1` makes that the only plan there is: a young table has no statistics, and by them every join looks cheap.
create or replace function vouchers_import_look(p_workspace uuid, p_pool uuid, p_job uuid) returns void
language plpgsql set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    v_own int8multirange := (select coalesce(range_agg(int8range(b.first, b.last, '[]')), '{}') from code_batches b
                             where b.workspace_id = p_workspace and b.job_id = p_job);
begin
    insert into import_looked (code, row, copies, pool_id, own)
    select r.code, r.row, r.copies, c.pool_id, c.pool_id = p_pool and c.position <@ v_own
    from (select i.code, min(i.row) as row, count(*) as copies from import_rows i group by i.code order by i.code) r
    left join lateral (
        select k.pool_id, k.position from codes k where k.workspace_id = p_workspace and k.code = r.code limit 1
    ) c on true;
end $$;

create or replace function vouchers_import_insert(
    p_workspace uuid, p_pool uuid, p_tail bigint, p_full_from bigint, p_contested boolean, p_now timestamptz
) returns bigint language plpgsql set enable_nestloop = off as $$  -- the tables are too young for statistics
declare
    v_added bigint;
    v_insert text := 'insert into codes (workspace_id, pool_id, position, code, display, valid_until, attributes,'
        ' created_at) select $1, $2, $3 + n.rank, n.code, r.display, r.valid_until, r.attributes, $5'
        ' from (select l.code, l.row, row_number() over (order by l.row) as rank from import_looked l'
        ' where l.pool_id is null and l.row < $4) n join import_rows r on r.row = n.row order by n.code';
begin
    if p_contested then
        v_insert := v_insert || ' on conflict on constraint codes_unique_in_workspace do nothing';
    end if;
    execute 'with added as (' || v_insert || ' returning valid_until), counted as ('
        ' insert into pool_count_deltas (workspace_id, pool_id, valid_until, unassigned, at)'
        ' select $1, $2, a.valid_until, count(*), $5 from added a group by a.valid_until returning unassigned)'
        ' select coalesce(sum(unassigned), 0) from counted'
    into v_added using p_workspace, p_pool, p_tail, p_full_from, p_now;
    return v_added;
end $$;
