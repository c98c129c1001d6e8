import { Button, Divider, PasswordInput, Text, TextInput } from "@mantine/core";
import { IconDice5 } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
import { sessionQuery } from "@/api/session";
import { changeMember, createMember, type Member, membersQuery, setPassword } from "@/features/settings/settings";
import { tell } from "@/ui/changes";
import { PermissionMatrix } from "@/ui/PermissionMatrix";
import { SendForm } from "@/ui/SendForm";

type Permissions = Schemas["MemberInput"]["permissions"];

export function MemberForm({ member, onClose }: { member: Member | undefined; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const [draft, setDraft] = useState({ email: member?.email ?? "", name: member?.name ?? "", password: "", permissions: member?.permissions ?? [] });
  const set = (patch: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...patch }));
  const permissions = draft.permissions as Permissions;
  const send = () => (member ? changeMember(member.id, { name: draft.name, permissions }) : createMember({ ...draft, permissions }));
  return (
    <SendForm
      fields={["email", "name", "password", "permissions"]}
      submit={t(member ? "save" : "members.make")}
      onCancel={onClose}
      send={send}
      done={(saved) => {
        tell(t(member ? "members.changed" : "members.added", { name: saved.name || saved.email }));
        void client.invalidateQueries({ queryKey: membersQuery.queryKey });
        void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
        onClose();
      }}
    >
      {(fault) => (
        <>
          {!member && <TextInput label={t("members.email")} type="email" required data-autofocus autoComplete="off" value={draft.email} error={fault("email")} onChange={(event) => set({ email: event.currentTarget.value })} />}
          <TextInput label={t("members.name")} maxLength={200} autoComplete="off" value={draft.name} error={fault("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
          {!member && <FirstPassword value={draft.password} error={fault("password")} onChange={(password) => set({ password })} />}
          <Divider label={t("members.permissions")} labelPosition="left" />
          <PermissionMatrix value={draft.permissions} onChange={(names) => set({ permissions: names })} />
        </>
      )}
    </SendForm>
  );
}

export function PasswordForm({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const name = member.name || member.email;
  const [password, change] = useState("");
  return (
    <SendForm
      fields={["password"]}
      submit={t("members.setPassword")}
      onCancel={onClose}
      send={() => setPassword(member.id, password)}
      done={() => {
        tell(t("members.passwordSet", { name }));
        onClose();
      }}
    >
      {(fault) => (
        <>
          <Text fz="sm">{t("members.passwordText", { name })}</Text>
          <FirstPassword value={password} error={fault("password")} onChange={change} />
        </>
      )}
    </SendForm>
  );
}

const LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = 16;

/** A password that nobody has to think of: 16 letters without look-alikes, 92 bits. */
function anyPassword(): string {
  const random = crypto.getRandomValues(new Uint32Array(LENGTH));
  return [...random].map((number) => LETTERS[number % LETTERS.length]).join("");
}

function FirstPassword({ value, error, onChange }: { value: string; error: string | undefined; onChange: (password: string) => void }) {
  const { t } = useTranslation("settings");
  const [seen, setSeen] = useState(false);
  return (
    <div>
      <PasswordInput
        label={t("members.newPassword")}
        description={t("members.passwordHelp")}
        required
        minLength={10}
        autoComplete="new-password"
        visible={seen}
        onVisibilityChange={setSeen}
        visibilityToggleButtonProps={{ "aria-label": t("members.show"), tabIndex: 0 }}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button
        mt={6}
        size="compact-xs"
        variant="subtle"
        leftSection={<IconDice5 size={14} />}
        onClick={() => {
          setSeen(true);
          onChange(anyPassword());
        }}
      >
        {t("members.suggest")}
      </Button>
    </div>
  );
}
