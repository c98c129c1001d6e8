import { Divider, SegmentedControl, TagsInput, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import type { KeyDraft } from "@/features/keys/keys";
import { MomentInput } from "@/ui/MomentInput";
import { PermissionMatrix } from "@/ui/PermissionMatrix";
import { isOwn } from "@/ui/permissions";
import type { FaultOf } from "@/ui/SendForm";

export const KEY_FIELDS = ["name", "permissions", "denied_events", "addresses", "expires_at"] as const;

interface KeyFieldsProps {
  draft: KeyDraft;
  set: (patch: Partial<KeyDraft>) => void;
  fault: FaultOf;
  /** Whether the kind may still be chosen. */
  isNew?: boolean;
}

/** Everything that can be said of a key. */
export function KeyFields({ draft, set, fault, isNew = false }: KeyFieldsProps) {
  const { t } = useTranslation("keys");
  const { workspace } = useSession();
  const profile = draft.kind === "profile";
  const choose = (kind: string) =>
    set({ kind: kind as KeyDraft["kind"], permissions: draft.permissions.filter((name) => isOwn(name) || kind === "workspace") });
  return (
    <>
      <TextInput label={t("name")} required data-autofocus maxLength={200} placeholder={t("nameExample")} value={draft.name} error={fault("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
      {isNew && (
        <div>
          <Text fz="sm" fw={500} mb={4} id="key-kind">
            {t("kind")}
          </Text>
          <SegmentedControl aria-labelledby="key-kind" value={draft.kind} onChange={choose} data={["workspace", "profile"].map((value) => ({ value, label: t(`kinds.${value}`) }))} />
          <Text fz="xs" c="dimmed" mt={4}>
            {t(`kindHelp.${draft.kind}`)}
          </Text>
        </div>
      )}
      <Divider label={t("permissions")} labelPosition="left" />
      <PermissionMatrix key={draft.kind} own={profile} value={draft.permissions} onChange={(permissions) => set({ permissions: permissions as KeyDraft["permissions"] })} />
      <Divider label={t("limits")} labelPosition="left" />
      <MomentInput label={t("expires")} description={t("expiresHelp", { zone: workspace.time_zone })} value={draft.expires_at} error={fault("expires_at")} onChange={(expires_at) => set({ expires_at })} />
      <TagsInput label={t("addresses")} description={t("addressesHelp")} placeholder="192.0.2.0/24" value={draft.addresses} error={fault("addresses")} onChange={(addresses) => set({ addresses })} />
      <TagsInput label={t("denied")} description={t("deniedHelp")} placeholder="points.earned" value={draft.denied_events} error={fault("denied_events")} onChange={(denied_events) => set({ denied_events })} />
    </>
  );
}
