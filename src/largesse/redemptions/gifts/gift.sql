-- The money on gift cards: of every card balance = sum(amount) of its entries.

-- Adds to or takes from a card in the caller's transaction; the new balance, or null (nothing done) when a negative
-- amount is more than there is, or when the card holds another currency. A card that was never seen gets its row with
-- p_initial first. Takes the lock of this card only. p_kind: spend, return, credit, adjust; an amount of 0 only looks.
-- A `return` gives back what p_redemption spent, never more, so that doing it twice gives nothing twice.
create or replace function redemptions_gift(
    p_workspace uuid, p_code text, p_promotion uuid, p_currency text, p_initial bigint, p_amount bigint, p_kind text,
    p_redemption uuid, p_reason text, p_actor text, p_now timestamptz
) returns bigint language plpgsql as $$
declare
    v_balance bigint;
    v_currency text;
    v_amount bigint := p_amount;
    v_params jsonb;
    v_holder bigint := (select c.profile_id from codes c where c.workspace_id = p_workspace and c.code = p_code);
begin
    if p_kind not in ('spend', 'return', 'credit', 'adjust') or (p_kind = 'spend' and p_amount > 0)
        or (p_kind in ('return', 'credit') and p_amount < 0) then
        raise exception 'no entry of a gift card of kind % and amount %', p_kind, p_amount;
    end if;
    insert into gift_balances (workspace_id, code, promotion_id, currency, balance)
    values (p_workspace, p_code, p_promotion, p_currency, p_initial) on conflict do nothing;
    if found then
        insert into gift_ledger (workspace_id, code, at, kind, amount, actor)
        values (p_workspace, p_code, p_now, 'issue', p_initial, p_actor);
        perform events_emit(p_workspace, 'gift.issued', v_holder, jsonb_build_object(
            'code', p_code, 'promotion_id', p_promotion, 'currency', p_currency, 'amount', p_initial,
            'balance', p_initial), p_actor, p_now);
    end if;
    select balance, currency into v_balance, v_currency from gift_balances
    where workspace_id = p_workspace and code = p_code for update;
    if v_currency <> p_currency or v_balance + p_amount < 0 then
        return null;
    end if;
    if p_kind = 'return' and p_redemption is not null then
        v_amount := least(p_amount, (
            select greatest(-coalesce(sum(l.amount), 0), 0) from gift_ledger l
            where l.workspace_id = p_workspace and l.code = p_code and l.redemption_id = p_redemption
              and l.kind in ('spend', 'return')));
    end if;
    if v_amount = 0 then
        return v_balance;
    end if;
    insert into gift_ledger (workspace_id, code, at, kind, amount, redemption_id, reason, actor)
    values (p_workspace, p_code, p_now, p_kind, v_amount, p_redemption, coalesce(p_reason, ''), p_actor);
    update gift_balances set balance = balance + v_amount where workspace_id = p_workspace and code = p_code;
    v_params := jsonb_strip_nulls(jsonb_build_object(
        'code', p_code, 'promotion_id', p_promotion, 'currency', p_currency, 'amount', v_amount,
        'balance', v_balance + v_amount, 'redemption_id', p_redemption, 'reason', nullif(p_reason, '')));
    case p_kind
        when 'spend' then
            perform events_emit(p_workspace, 'gift.spent', v_holder, v_params, p_actor, p_now);
        when 'return' then
            perform events_emit(p_workspace, 'gift.returned', v_holder, v_params, p_actor, p_now);
        when 'credit' then
            perform events_emit(p_workspace, 'gift.credited', v_holder, v_params, p_actor, p_now);
        when 'adjust' then
            perform events_emit(p_workspace, 'gift.adjusted', v_holder, v_params, p_actor, p_now);
    end case;
    return v_balance + v_amount;
end $$;
