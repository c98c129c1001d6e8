import { Alert, Anchor, Button, Group, Modal, NativeSelect, Radio, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { IconGift, IconInfoCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { CodeShown } from "@/features/pools/CodeShown";
import { type Assignment, type Identifier, useCodeActions } from "@/features/pools/codes";
import { faultOf, isSaid, problemIn } from "@/features/pools/faults";
import type { Pool } from "@/features/pools/pools";
import { ActionButton } from "@/ui/ActionButton";
import { CustomerPicker } from "@/ui/CustomerPicker";
import { Failure } from "@/ui/Failure";
import { moment } from "@/ui/format";

interface AssignDialogProps {
  pool: Pool;
  opened: boolean;
  onClose: () => void;
}

export const KINDS = ["custom_id", "email", "phone"] as const;
export type Kind = (typeof KINDS)[number];

/** Gives a customer a code of the pool, and shows it. */
export function AssignDialog({ pool, opened, onClose }: AssignDialogProps) {
  const { t } = useTranslation("pools");
  return (
    <Modal opened={opened} onClose={onClose} title={t("assign.title", { name: pool.name })} closeButtonProps={{ "aria-label": t("close") }}>
      {opened && <Assign pool={pool} onClose={onClose} />}
    </Modal>
  );
}

function Assign({ pool, onClose }: { pool: Pool; onClose: () => void }) {
  const { assign } = useCodeActions(pool.id);
  if (assign.data) return <Given given={assign.data} onClose={onClose} again={() => assign.reset()} />;
  return <Form onClose={onClose} assign={assign} />;
}

function Form({ onClose, assign }: { onClose: () => void; assign: ReturnType<typeof useCodeActions>["assign"] }) {
  const { t } = useTranslation("pools");
  const maySearch = useMay("API_CLIENT_READ");
  const [way, setWay] = useState(maySearch ? "search" : "name");
  const [customer, setCustomer] = useState("");
  const [kind, setKind] = useState<Kind>("custom_id");
  const [value, setValue] = useState("");
  const [mode, setMode] = useState<"get_or_assign" | "assign">("get_or_assign");
  const problem = problemIn(assign.error);
  const fault = faultOf(problem, "profile");
  const profile: Identifier | undefined = way === "search" ? (customer ? { id: Number(customer) } : undefined) : value.trim() ? { [kind]: value.trim() } : undefined;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (profile) assign.mutate({ profile, mode });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {assign.error && !isSaid(problem, ["profile"]) && <Failure error={assign.error} />}
        {maySearch && <SegmentedControl aria-label={t("assign.way")} value={way} onChange={setWay} data={["search", "name"].map((one) => ({ value: one, label: t(`assign.ways.${one}`) }))} />}
        {way === "search" ? (
          <CustomerPicker label={t("assign.customer")} value={customer} onChange={setCustomer} />
        ) : (
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <NativeSelect label={t("assign.knownBy")} value={kind} onChange={(event) => setKind(event.currentTarget.value as Kind)} data={KINDS.map((one) => ({ value: one, label: t(`kindsOfId.${one}`) }))} />
            <TextInput label={t(`kindsOfId.${kind}`)} className="lg-grow" required type={kind === "email" ? "email" : "text"} autoComplete="off" value={value} onChange={(event) => setValue(event.currentTarget.value)} />
          </Group>
        )}
        {(way === "name" || fault) && (
          <Text fz="xs" c={fault ? "var(--mantine-color-error)" : "dimmed"}>
            {fault ?? t("assign.unknown")}
          </Text>
        )}
        <Radio.Group label={t("assign.mode")} value={mode} onChange={(next) => setMode(next as typeof mode)}>
          <Stack gap={6} mt={6}>
            <Radio value="get_or_assign" label={t("assign.modes.get_or_assign")} />
            <Radio value="assign" label={t("assign.modes.assign")} />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <ActionButton type="submit" loading={assign.isPending} why={!profile && t("assign.whom")} leftSection={<IconGift size={17} />}>
            {t("assign.go")}
          </ActionButton>
        </Group>
      </Stack>
    </form>
  );
}

function Given({ given, onClose, again }: { given: Assignment; onClose: () => void; again: () => void }) {
  const { t } = useTranslation("pools");
  const { workspace } = useSession();
  return (
    <Stack gap="sm">
      <Alert color={given.is_new ? "teal" : "indigo"} variant="light" icon={given.is_new ? <IconGift /> : <IconInfoCircle />} role="status">
        {t(given.is_new ? "assign.given" : "assign.held", { at: moment(given.assigned_at, workspace.time_zone) })}{" "}
        {given.state === "redeemed" && t("assign.redeemed")}{" "}
        {given.expires_at && t("assign.until", { at: moment(given.expires_at, workspace.time_zone) })}
      </Alert>
      <CodeShown code={given.code} />
      <Group justify="space-between">
        <Anchor component={Link} to={`/customers/${String(given.profile_id)}`} fz="sm">
          {t("assign.toCustomer")}
        </Anchor>
        <Group gap="xs">
          <Button variant="default" onClick={again}>
            {t("assign.again")}
          </Button>
          <Button onClick={onClose}>{t("close")}</Button>
        </Group>
      </Group>
    </Stack>
  );
}
