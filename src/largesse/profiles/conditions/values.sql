-- What a JSON value means as text, number, moment, truth or list; values.py says the same to Python, and a property
-- test holds them equal. None of them raises: what cannot be read is null. Each guards its casts by branches of
-- plpgsql, because a CASE that is folded at planning may cast before it asks.

create or replace function profiles_text(p_value jsonb) returns text language plpgsql immutable parallel safe as $$
begin
    case jsonb_typeof(p_value)
        when 'string', 'boolean' then return p_value #>> '{}';
        when 'number' then return trim_scale(p_value::numeric)::text;
        else return null;
    end case;
end $$;

create or replace function profiles_number(p_value jsonb) returns numeric
language plpgsql immutable parallel safe as $$
declare
    v_text text;
begin
    case jsonb_typeof(p_value)
        when 'number' then return p_value::numeric;
        when 'string' then
            v_text := p_value #>> '{}';
            if length(v_text) <= 64 and v_text ~
               '^[ \t\r\n]*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9][0-9]?[0-9]?)?[ \t\r\n]*$' then
                return v_text::numeric;
            end if;
            return null;
        else return null;
    end case;
end $$;

-- Microseconds since 1970 in UTC, so that nothing depends on the session's time zone. Parts are cut out by their
-- places: a match that returns its groups takes a hundred times as long.
create or replace function profiles_moment(p_value jsonb) returns bigint
language plpgsql immutable parallel safe as $$
declare
    v_text text;
    v_rest text;
    v_day date;
    v_seconds bigint;
    v_fraction text;
    v_number numeric;
    v_moment bigint;
begin
    if jsonb_typeof(p_value) = 'string' then
        v_text := p_value #>> '{}';
        if length(v_text) > 64 then
            return null;
        end if;
        v_text := btrim(v_text, E' \t\r\n');
        if v_text ~ ('^[1-9][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])'
                     '([Tt ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?'
                     '([Zz]|[+-](0[0-9]|1[0-4]):?[0-5][0-9])?)?$') then
            v_day := make_date(left(v_text, 4)::int, substr(v_text, 6, 2)::int, 1) + (substr(v_text, 9, 2)::int - 1);
            if extract(month from v_day) <> substr(v_text, 6, 2)::int then
                return null;  -- the 30th of February
            end if;
            v_seconds := (v_day - date '1970-01-01')::bigint * 86400;
            if length(v_text) = 10 then
                return v_seconds * 1000000;
            end if;
            v_seconds := v_seconds + substr(v_text, 12, 2)::int * 3600 + substr(v_text, 15, 2)::int * 60;
            v_rest := substr(v_text, 17);
            if left(v_rest, 1) = ':' then
                v_seconds := v_seconds + substr(v_rest, 2, 2)::int;
                v_rest := substr(v_rest, 4);
            end if;
            v_fraction := '';
            if left(v_rest, 1) = '.' then
                v_fraction := left(v_rest, length(v_rest) - length(ltrim(substr(v_rest, 2), '0123456789')));
                v_rest := substr(v_rest, length(v_fraction) + 1);
            end if;
            if left(v_rest, 1) in ('+', '-') then
                v_seconds := v_seconds - (left(v_rest, 1) || '1')::int
                    * (substr(v_rest, 2, 2)::int * 3600 + right(v_rest, 2)::int * 60);
            end if;
            return v_seconds * 1000000 + rpad(substr(v_fraction, 2, 6), 6, '0')::int;
        end if;
    end if;
    v_number := profiles_number(p_value);
    if v_number > -1e15 and v_number < 1e15 then
        v_moment := trunc(v_number * case when v_number > -1e11 and v_number < 1e11 then 1000000 else 1000 end);
        if v_moment >= -30610224000000000 and v_moment < 253402300800000000 then
            return v_moment;
        end if;
    end if;
    return null;
end $$;

-- Whether the date, as it is written, has one of these days (MM-DD) and an earlier year; a number's date is in UTC.
create or replace function profiles_is_anniversary(p_value jsonb, p_days text[], p_year integer)
returns boolean language plpgsql immutable parallel safe as $$
declare
    v_moment bigint := profiles_moment(p_value);
    v_day text;
begin
    if v_moment is null then
        return null;
    end if;
    v_day := left(btrim(p_value #>> '{}', E' \t\r\n'), 10);
    if v_day !~ '^[0-9][0-9][0-9][0-9]-' then
        v_day := to_char(date '1970-01-01' + floor(v_moment / 86400000000.0)::int, 'YYYY-MM-DD');
    end if;
    return substr(v_day, 6) = any (p_days) and left(v_day, 4)::int < p_year;
end $$;

create or replace function profiles_is_today(p_value jsonb, p_day text, p_start bigint, p_end bigint)
returns boolean language plpgsql immutable parallel safe as $$
declare
    v_moment bigint;
begin
    if jsonb_typeof(p_value) = 'string' and length(p_value #>> '{}') <= 64
       and btrim(p_value #>> '{}', E' \t\r\n') ~ '^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$' then
        return btrim(p_value #>> '{}', E' \t\r\n') = p_day;
    end if;
    v_moment := profiles_moment(p_value);
    return v_moment >= p_start and v_moment < p_end;
end $$;

create or replace function profiles_truth(p_value jsonb) returns boolean
language plpgsql immutable parallel safe as $$
declare
    v_text text := btrim(p_value #>> '{}', E' \t\r\n');
begin
    case jsonb_typeof(p_value)
        when 'boolean' then return v_text = 'true';
        when 'number' then
            return case p_value::numeric when 1 then true when 0 then false end;
        when 'string' then
            return case when v_text in ('true', 'True', 'TRUE', '1') then true
                        when v_text in ('false', 'False', 'FALSE', '0') then false end;
        else return null;
    end case;
end $$;

create or replace function profiles_texts(p_value jsonb) returns text[]
language plpgsql immutable parallel safe as $$
begin
    if jsonb_typeof(p_value) = 'array' then
        return array(select t from jsonb_array_elements(p_value) e, profiles_text(e) t where t is not null);
    end if;
    return null;
end $$;

create or replace function profiles_is_empty(p_value jsonb) returns boolean
language plpgsql immutable parallel safe as $$
begin
    case jsonb_typeof(p_value)
        when 'string' then return btrim(p_value #>> '{}', E' \t\r\n') = '';
        when 'array' then return p_value = '[]';
        when 'object' then return p_value = '{}';
        when 'null' then return true;
        when 'number', 'boolean' then return false;
        else return true;
    end case;
end $$;
