import { Button, Divider, Group, Modal, NumberInput, SegmentedControl, Select, SimpleGrid, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useNavigate } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import { AlertFields } from "@/features/pools/AlertFields";
import { usualAlert } from "@/features/pools/alerts";
import { BARCODES } from "@/features/pools/codes";
import { type Draft, changesOf, draftOf, FIELDS, NEW_POOL } from "@/features/pools/draft";
import { faultOf, isSaid, problemIn } from "@/features/pools/faults";
import { type Pool, type PoolInput, useSavePool } from "@/features/pools/pools";
import { Failure } from "@/ui/Failure";
import { MomentInput } from "@/ui/MomentInput";
import { SpanInput } from "@/ui/SpanInput";

interface PoolDialogProps {
  /** The pool to change; without one a new pool is made. */
  pool?: Pool | undefined;
  opened: boolean;
  onClose: () => void;
}

/** All settings of a pool. */
export function PoolDialog({ pool, opened, onClose }: PoolDialogProps) {
  const { t } = useTranslation("pools");
  return (
    <Modal opened={opened} onClose={onClose} title={t(pool ? "dialog.edit" : "dialog.new", { name: pool?.name })} size="lg" closeButtonProps={{ "aria-label": t("close") }}>
      {opened && <PoolForm pool={pool} onClose={onClose} />}
    </Modal>
  );
}

function PoolForm({ pool, onClose }: { pool: Pool | undefined; onClose: () => void }) {
  const { t } = useTranslation("pools");
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>(() => (pool ? draftOf(pool) : NEW_POOL));
  const save = useSavePool(pool?.id);
  const problem = problemIn(save.error);
  const set = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate(pool ? changesOf(draftOf(pool), draft) : (draft satisfies PoolInput), {
      onSuccess: (saved) => {
        notifications.show({ color: "teal", message: t(pool ? "dialog.changed" : "dialog.made", { name: saved.name }) });
        onClose();
        if (!pool) void navigate({ to: `/pools/${saved.id}` });
      },
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {save.error && !isSaid(problem, FIELDS) && <Failure error={save.error} />}
        <TextInput label={t("dialog.name")} required data-autofocus maxLength={200} value={draft.name} error={faultOf(problem, "name")} onChange={(event) => set({ name: event.currentTarget.value })} />
        <Textarea label={t("dialog.description")} description={t("dialog.descriptionHelp")} autosize minRows={2} maxLength={2000} value={draft.description} error={faultOf(problem, "description")} onChange={(event) => set({ description: event.currentTarget.value })} />
        <Switch label={t("dialog.active")} description={t("dialog.activeHelp")} checked={draft.active} onChange={(event) => set({ active: event.currentTarget.checked })} />
        <Codes draft={draft} set={set} fault={(field) => faultOf(problem, field)} />
        <Ending draft={draft} set={set} fault={(field) => faultOf(problem, field)} />
        <Divider label={t("dialog.alert")} labelPosition="left" mt="xs" />
        <AlertPart draft={draft} set={set} pool={pool} problem={problem} />
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t(pool ? "save" : "dialog.make")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PartProps {
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  fault: (field: string) => string | undefined;
}

function Codes({ draft, set, fault }: PartProps) {
  const { t } = useTranslation("pools");
  const { workspace } = useSession();
  const limit = (name: "code_limit" | "profile_limit", max: number) => (
    <NumberInput
      label={t(`dialog.${name}`)}
      description={t(`dialog.${name}Help`)}
      placeholder={t("dialog.noLimit")}
      min={1}
      max={max}
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator={t("thousands")}
      value={draft[name] ?? ""}
      error={fault(name)}
      onChange={(next) => set({ [name]: typeof next === "number" && next > 0 ? next : null })}
    />
  );
  return (
    <>
      <Divider label={t("dialog.codes")} labelPosition="left" mt="xs" />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput label={t("dialog.prefix")} description={t("dialog.prefixHelp")} maxLength={32} value={draft.prefix} error={fault("prefix")} onChange={(event) => set({ prefix: event.currentTarget.value })} />
        <Select label={t("dialog.barcode")} description={t("dialog.barcodeHelp")} placeholder={t("dialog.noBarcode")} clearable clearButtonProps={{ "aria-label": t("dialog.noBarcode") }} data={BARCODES.map((value) => ({ value, label: t(`barcodes.${value}`) }))} value={draft.barcode_type} error={fault("barcode_type")} onChange={(value) => set({ barcode_type: value as Draft["barcode_type"] })} />
        {limit("code_limit", 1e12)}
        {limit("profile_limit", 1e6)}
        <MomentInput label={t("dialog.emission_start")} description={t("dialog.emission_startHelp")} value={draft.emission_start} error={fault("emission_start")} onChange={(at) => set({ emission_start: at })} />
        <MomentInput label={t("dialog.emission_end")} description={t("dialog.emission_endHelp")} value={draft.emission_end} error={fault("emission_end")} onChange={(at) => set({ emission_end: at })} />
      </SimpleGrid>
      <Text fz="xs" c="dimmed">
        {t("dialog.zone", { zone: workspace.time_zone })}
      </Text>
    </>
  );
}

type EndKind = "never" | "at" | "after";

function Ending({ draft, set, fault }: PartProps) {
  const { t } = useTranslation("pools");
  const [kind, setKind] = useState<EndKind>(draft.codes_expire_at ? "at" : draft.codes_expire_after ? "after" : "never");
  const choose = (next: string) => {
    setKind(next as EndKind);
    set({ codes_expire_at: null, codes_expire_after: next === "after" ? "P30D" : null });
  };
  return (
    <>
      <Divider label={t("dialog.ending")} labelPosition="left" mt="xs" />
      <SegmentedControl aria-label={t("dialog.ending")} value={kind} onChange={choose} data={["never", "at", "after"].map((value) => ({ value, label: t(`dialog.end.${value}`) }))} />
      {kind === "at" && <MomentInput label={t("dialog.codes_expire_at")} description={t("dialog.codes_expire_atHelp")} required value={draft.codes_expire_at} error={fault("codes_expire_at")} onChange={(at) => set({ codes_expire_at: at })} />}
      {kind === "after" && <SpanInput label={t("dialog.codes_expire_after")} description={t("dialog.codes_expire_afterHelp")} value={draft.codes_expire_after} error={fault("codes_expire_after")} onChange={(span) => set({ codes_expire_after: span })} />}
    </>
  );
}

function AlertPart({ draft, set, pool, problem }: { draft: Draft; set: PartProps["set"]; pool: Pool | undefined; problem: ReturnType<typeof problemIn> }) {
  const { t } = useTranslation("pools");
  const { member } = useSession();
  return (
    <>
      <Switch
        label={t("alert.switch")}
        description={t("alert.switchHelp")}
        checked={Boolean(draft.alert)}
        onChange={(event) => set({ alert: event.currentTarget.checked ? (pool?.alert ?? usualAlert(member.email, pool)) : null })}
      />
      {draft.alert && <AlertFields alert={draft.alert} problem={problem} onChange={(alert) => set({ alert })} />}
    </>
  );
}
