import { ActionIcon, Button, Fieldset, Group, Select, SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { createSms, type SmsAccount, smsQuery } from "@/features/settings/settings";
import { tell } from "@/ui/changes";
import { SendForm } from "@/ui/SendForm";

type Pair = [string, string];

const FIRST: { name: string; url: string; method: SmsAccount["method"]; format: SmsAccount["format"]; sender: string; headers: Pair[]; body: Pair[]; is_default: boolean } = {
  name: "",
  url: "",
  method: "POST",
  format: "json",
  sender: "",
  headers: [["Authorization", ""]],
  body: [
    ["to", "{to}"],
    ["message", "{text}"],
    ["from", "{sender}"],
  ],
  is_default: false,
};

const object = (pairs: Pair[]) => Object.fromEntries(pairs.filter(([name, value]) => name !== "" && value !== ""));

/** How the gateway wants to be called; most take an address, a header with a key and three fields. */
export function SmsForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const [draft, setDraft] = useState(FIRST);
  const set = (patch: Partial<typeof FIRST>) => setDraft((before) => ({ ...before, ...patch }));
  return (
    <SendForm
      fields={["name", "url", "method", "format", "sender", "headers", "body"]}
      submit={t("add")}
      onCancel={onClose}
      send={() => createSms({ ...draft, headers: object(draft.headers), body: object(draft.body) })}
      done={(account) => {
        tell(t("added", { name: account.name }));
        void client.invalidateQueries({ queryKey: smsQuery.queryKey });
        onClose();
      }}
    >
      {(fault) => (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <TextInput label={t("name")} required data-autofocus maxLength={200} value={draft.name} error={fault("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
            <TextInput label={t("sms.sender")} value={draft.sender} error={fault("sender")} onChange={(event) => set({ sender: event.currentTarget.value })} />
          </SimpleGrid>
          <TextInput label={t("sms.url")} required type="url" placeholder="https://gateway.example/sms" value={draft.url} error={fault("url")} onChange={(event) => set({ url: event.currentTarget.value })} />
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <Select label={t("sms.method")} allowDeselect={false} data={["POST", "PUT", "GET"]} value={draft.method} error={fault("method")} onChange={(method) => method && set({ method: method as SmsAccount["method"] })} />
            <Select label={t("sms.format")} allowDeselect={false} data={["json", "form", "query"].map((value) => ({ value, label: t(`sms.formats.${value}`) }))} value={draft.format} error={fault("format")} onChange={(format) => format && set({ format: format as SmsAccount["format"] })} />
          </SimpleGrid>
          <Pairs legend={t("sms.headers")} pairs={draft.headers} error={fault("headers")} onChange={(headers) => set({ headers })} />
          <Pairs legend={t("sms.body")} pairs={draft.body} error={fault("body")} onChange={(body) => set({ body })} />
          <Switch label={t("accounts.makeDefault")} description={t("accounts.defaultHelp")} checked={draft.is_default} onChange={(event) => set({ is_default: event.currentTarget.checked })} />
        </>
      )}
    </SendForm>
  );
}

function Pairs({ legend, pairs, error, onChange }: { legend: string; pairs: Pair[]; error: string | undefined; onChange: (pairs: Pair[]) => void }) {
  const { t } = useTranslation("settings");
  const put = (at: number, pair: Pair) => onChange(pairs.map((old, index) => (index === at ? pair : old)));
  return (
    <Fieldset legend={legend} p="sm">
      <Stack gap="xs" align="flex-start">
        {pairs.map(([name, value], at) => (
          <Group key={at} gap="xs" wrap="nowrap" w="100%">
            <TextInput className="lg-grow" aria-label={t("sms.fieldName", { number: at + 1 })} value={name} onChange={(event) => put(at, [event.currentTarget.value, value])} />
            <TextInput className="lg-grow" aria-label={t("sms.fieldValue", { name: name || at + 1 })} value={value} error={at === 0 && error} autoComplete="off" onChange={(event) => put(at, [name, event.currentTarget.value])} />
            <ActionIcon variant="subtle" color="gray" size={34} aria-label={t("sms.removeField", { name: name || at + 1 })} onClick={() => onChange(pairs.filter((_, index) => index !== at))}>
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => onChange([...pairs, ["", ""]])}>
          {t("sms.addField")}
        </Button>
      </Stack>
    </Fieldset>
  );
}
