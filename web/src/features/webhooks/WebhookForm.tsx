import { Switch, TagsInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { EVENTS, type WebhookDraft } from "@/features/webhooks/webhooks";
import { SendForm } from "@/ui/SendForm";

interface WebhookFormProps<Answer> {
  first: WebhookDraft;
  submit: string;
  send: (draft: WebhookDraft) => Promise<Answer>;
  done: (answer: Answer) => void;
  onCancel: () => void;
}

export const NEW_WEBHOOK: WebhookDraft = { name: "", url: "", events: [], active: true };

/** "*" stands for every event, so nothing else stands beside it. */
const alone = (events: string[]) => (events.at(-1) === "*" ? ["*"] : events.filter((name) => name !== "*"));

export function WebhookForm<Answer>({ first, submit, send, done, onCancel }: WebhookFormProps<Answer>) {
  const { t } = useTranslation("webhooks");
  const [draft, setDraft] = useState(first);
  const set = (patch: Partial<WebhookDraft>) => setDraft((before) => ({ ...before, ...patch }));
  return (
    <SendForm fields={["name", "url", "events"]} submit={submit} onCancel={onCancel} send={() => send(draft)} done={done}>
      {(fault) => (
        <>
          <TextInput label={t("name")} required data-autofocus maxLength={200} placeholder={t("nameExample")} value={draft.name} error={fault("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
          <TextInput label={t("url")} description={t("urlHelp")} required type="url" placeholder="https://shop.example/hooks/largesse" value={draft.url} error={fault("url")} onChange={(event) => set({ url: event.currentTarget.value })} />
          <TagsInput label={t("events")} description={t("eventsHelp")} data={EVENTS} maxDropdownHeight={220} value={draft.events} error={fault("events")} onChange={(events) => set({ events: alone(events) })} />
          <Switch label={t("active")} description={t("activeHelp")} checked={draft.active} onChange={(event) => set({ active: event.currentTarget.checked })} />
        </>
      )}
    </SendForm>
  );
}
