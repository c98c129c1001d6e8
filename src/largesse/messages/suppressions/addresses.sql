-- An address as suppressions know it: e-mail in small letters, a phone number without what only makes it readable.
create or replace function messages_address(p_channel text, p_recipient text) returns text
language sql immutable parallel safe
    return case when p_channel = 'sms' then regexp_replace(p_recipient, '[ ()./-]', '', 'g') else lower(p_recipient) end;
