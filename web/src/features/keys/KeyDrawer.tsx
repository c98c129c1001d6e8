import { Drawer, Group, NumberInput, Stack, Text } from "@mantine/core";
import { IconRefresh, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { KEY_FIELDS, KeyFields } from "@/features/keys/KeyFields";
import { changeKey, type CreatedKey, draftOf, type Key, KEY_TONES, type KeyState, keysQuery, revokeKey, rotateKey, stateOf } from "@/features/keys/keys";
import { MadeKey } from "@/features/keys/NewKey";
import { ActionButton } from "@/ui/ActionButton";
import { ask, tell, useChange } from "@/ui/changes";
import { Facts } from "@/ui/Facts";
import { moment, since } from "@/ui/format";
import { PermissionMatrix } from "@/ui/PermissionMatrix";
import { SendForm } from "@/ui/SendForm";
import { Status } from "@/ui/Status";

type Doing = "edit" | "rotate";

/** One key: what it may do, and how to change, replace or revoke it. */
export function KeyDrawer({ shown, onClose }: { shown: Key | undefined; onClose: () => void }) {
  const { t } = useTranslation("keys");
  return (
    <Drawer opened={shown !== undefined} onClose={onClose} position="right" size="xl" title={shown?.name ?? t("title")} closeButtonProps={{ "aria-label": t("close") }}>
      {shown && <About key={shown.id} shown={shown} onClose={onClose} />}
    </Drawer>
  );
}

function About({ shown, onClose }: { shown: Key; onClose: () => void }) {
  const { t } = useTranslation("keys");
  const { workspace } = useSession();
  const [doing, setDoing] = useState<Doing>();
  const state = stateOf(shown);
  if (doing === "edit") return <Edit shown={shown} onClose={() => setDoing(undefined)} />;
  if (doing === "rotate") return <Rotate shown={shown} onClose={() => setDoing(undefined)} onOver={onClose} />;
  const facts: [string, string][] = [
    [t("columns.kind"), t(`kinds.${shown.kind}`)],
    [t("prefix"), `${shown.prefix}…`],
    [t("columns.used"), shown.last_used_at ? since(shown.last_used_at) : t("never")],
    [t("columns.created"), moment(shown.created_at, workspace.time_zone)],
    [t("columns.expires"), shown.expires_at ? moment(shown.expires_at, workspace.time_zone) : t("noEnd")],
    [t("addresses"), shown.addresses.join(", ") || t("everywhere")],
    [t("denied"), shown.denied_events.join(", ") || "–"],
  ];
  return (
    <Stack>
      <Group justify="space-between">
        <Status tone={KEY_TONES[state]}>{t(`states.${state}`)}</Status>
        <Actions shown={shown} state={state} act={setDoing} />
      </Group>
      <Facts facts={facts} />
      <PermissionMatrix readOnly value={shown.permissions} onChange={() => undefined} />
    </Stack>
  );
}

function Actions({ shown, state, act }: { shown: Key; state: KeyState; act: (doing: Doing) => void }) {
  const { t } = useTranslation("keys");
  const mayUpdate = useMay("ACCOUNTS_KEY_UPDATE");
  const mayCreate = useMay("ACCOUNTS_KEY_CREATE");
  const mayDelete = useMay("ACCOUNTS_KEY_DELETE");
  const revoke = useChange([keysQuery.queryKey], revokeKey, () => t("revoked", { name: shown.name }));
  const over = state === "revoked" && t("isRevoked");
  const question = () => ask({ title: t("revokeTitle", { name: shown.name }), text: t("revokeText"), confirm: t("revoke"), onConfirm: () => revoke.mutate(shown.id) });
  return (
    <Group gap="xs">
      <ActionButton size="xs" variant="default" why={over || (!mayUpdate && t("mayNot", { permission: "ACCOUNTS_KEY_UPDATE" }))} onClick={() => act("edit")}>
        {t("edit")}
      </ActionButton>
      <ActionButton size="xs" variant="default" leftSection={<IconRefresh size={15} />} why={over || (state === "expired" && t("isExpired")) || (!mayCreate && t("mayNotCreate"))} onClick={() => act("rotate")}>
        {t("rotate")}
      </ActionButton>
      <ActionButton size="xs" color="red" variant="light" leftSection={<IconTrash size={15} />} loading={revoke.isPending} why={over || (!mayDelete && t("mayNot", { permission: "ACCOUNTS_KEY_DELETE" }))} onClick={question}>
        {t("revoke")}
      </ActionButton>
    </Group>
  );
}

function Edit({ shown, onClose }: { shown: Key; onClose: () => void }) {
  const { t } = useTranslation("keys");
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(shown));
  return (
    <SendForm
      fields={KEY_FIELDS}
      submit={t("save")}
      onCancel={onClose}
      send={() => changeKey(shown.id, draft)}
      done={() => {
        tell(t("changed", { name: draft.name }));
        void client.invalidateQueries({ queryKey: keysQuery.queryKey });
        onClose();
      }}
    >
      {(fault) => <KeyFields draft={draft} set={(patch) => setDraft((before) => ({ ...before, ...patch }))} fault={fault} />}
    </SendForm>
  );
}

function Rotate({ shown, onClose, onOver }: { shown: Key; onClose: () => void; onOver: () => void }) {
  const { t } = useTranslation("keys");
  const client = useQueryClient();
  const [hours, setHours] = useState<number | string>(24);
  const [made, setMade] = useState<CreatedKey>();
  if (made) return <MadeKey made={made} onClose={onOver} />;
  return (
    <SendForm
      fields={["overlap_hours"]}
      submit={t("rotate")}
      onCancel={onClose}
      send={() => rotateKey(shown.id, Number(hours) || 0)}
      done={(key) => {
        setMade(key);
        void client.invalidateQueries({ queryKey: keysQuery.queryKey });
      }}
    >
      {(fault) => (
        <>
          <Text fz="sm">{t("rotateText", { name: shown.name })}</Text>
          <NumberInput label={t("overlap")} description={t("overlapHelp")} data-autofocus min={0} max={720} allowDecimal={false} value={hours} error={fault("overlap_hours")} onChange={setHours} />
        </>
      )}
    </SendForm>
  );
}
