import { NumberInput, PasswordInput, Select, SimpleGrid, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { createSmtp, type SmtpAccount, smtpQuery } from "@/features/settings/settings";
import { tell } from "@/ui/changes";
import { SendForm } from "@/ui/SendForm";

type Security = SmtpAccount["security"];

const PORTS: Record<Security, number> = { starttls: 587, tls: 465, none: 25 };
const FIELDS = ["name", "from_name", "from_address", "host", "port", "security", "username", "password", "bounce_address"] as const;

export function SmtpForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const [draft, setDraft] = useState({ name: "", from_name: "", from_address: "", host: "", port: 587, security: "starttls" as Security, username: "", password: "", bounce_address: "", is_default: false });
  const set = (patch: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...patch }));
  const send = () => createSmtp({ ...draft, username: draft.username || null, password: draft.password || null, bounce_address: draft.bounce_address || null });
  return (
    <SendForm
      fields={FIELDS}
      submit={t("add")}
      onCancel={onClose}
      send={send}
      done={(account) => {
        tell(t("added", { name: account.name }));
        void client.invalidateQueries({ queryKey: smtpQuery.queryKey });
        onClose();
      }}
    >
      {(fault) => (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput label={t("name")} required data-autofocus maxLength={200} value={draft.name} error={fault("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
          <TextInput label={t("smtp.fromName")} maxLength={200} value={draft.from_name} error={fault("from_name")} onChange={(event) => set({ from_name: event.currentTarget.value })} />
          <TextInput label={t("smtp.from")} type="email" required value={draft.from_address} error={fault("from_address")} onChange={(event) => set({ from_address: event.currentTarget.value })} />
          <TextInput label={t("smtp.bounce")} placeholder="bounces+{id}@example.com" value={draft.bounce_address} error={fault("bounce_address")} onChange={(event) => set({ bounce_address: event.currentTarget.value })} />
          <TextInput label={t("smtp.host")} required placeholder="smtp.example.com" value={draft.host} error={fault("host")} onChange={(event) => set({ host: event.currentTarget.value })} />
          <NumberInput label={t("smtp.port")} required min={1} max={65535} allowDecimal={false} value={draft.port} error={fault("port")} onChange={(port) => set({ port: Number(port) })} />
          <Select
            label={t("smtp.security")}
            description={draft.security === "none" ? t("smtp.clear") : undefined}
            allowDeselect={false}
            data={["starttls", "tls", "none"].map((value) => ({ value, label: t(`smtp.securities.${value}`) }))}
            value={draft.security}
            error={fault("security")}
            onChange={(value) => value && set({ security: value as Security, port: PORTS[value as Security] })}
          />
          <TextInput label={t("smtp.username")} autoComplete="off" value={draft.username} error={fault("username")} onChange={(event) => set({ username: event.currentTarget.value })} />
          <PasswordInput label={t("smtp.password")} description={t("sealed")} autoComplete="new-password" visibilityToggleButtonProps={{ "aria-label": t("show"), tabIndex: 0 }} value={draft.password} error={fault("password")} onChange={(event) => set({ password: event.currentTarget.value })} />
          <Switch label={t("accounts.makeDefault")} description={t("accounts.defaultHelp")} checked={draft.is_default} onChange={(event) => set({ is_default: event.currentTarget.checked })} />
        </SimpleGrid>
      )}
    </SendForm>
  );
}
