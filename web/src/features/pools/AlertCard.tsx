import { Alert as Note, Button, Card, Group, Stack, Switch, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconBellRinging, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { type Alert, AlertFields } from "@/features/pools/AlertFields";
import { alertRulesQuery, usualAlert } from "@/features/pools/alerts";
import { isSaid, problemIn } from "@/features/pools/faults";
import { type Pool, useSavePool } from "@/features/pools/pools";
import { ActionButton } from "@/ui/ActionButton";
import { Failure, tellFailure } from "@/ui/Failure";
import { count } from "@/ui/format";

/** The whole low-stock alert as one switch: on, it mails whoever pressed it; below, what and whom can be changed. */
export function AlertCard({ pool }: { pool: Pool }) {
  const { t } = useTranslation("pools");
  const { member } = useSession();
  const may = useMay("VOUCHERS_POOL_UPDATE");
  const save = useSavePool(pool.id);
  const [before, remember] = useState<Alert>();
  const [wanted, want] = useState<boolean>(); // what was pressed, until the server has it
  const usual = before ?? usualAlert(member.email, pool);
  const flip = (on: boolean) => {
    if (wanted !== undefined) return;
    if (pool.alert) remember(pool.alert);
    want(on);
    save.mutate(
      { alert: on ? usual : null },
      {
        onSuccess: () => notifications.show({ color: on ? "teal" : "gray", message: t(on ? "alert.isOn" : "alert.isOff") }),
        onError: tellFailure,
        onSettled: () => want(undefined),
      },
    );
  };
  return (
    <Card>
      <Stack gap="sm">
        <Group gap="xs" wrap="nowrap">
          <IconBellRinging size={20} aria-hidden />
          <Title order={2} fz="md">
            {t("alert.title")}
          </Title>
        </Group>
        <Switch
          size="md"
          label={t("alert.switch")}
          description={may ? undefined : t("mayNot", { permission: "VOUCHERS_POOL_UPDATE" })}
          checked={wanted ?? Boolean(pool.alert)}
          disabled={!may}
          onChange={(event) => flip(event.currentTarget.checked)}
        />
        <Text fz="sm">
          {pool.alert ? <Promise alert={pool.alert} /> : t("alert.off", { below: count(usual.threshold?.below ?? 0), email: (usual.emails ?? []).join(", ") })}
        </Text>
        {pool.alert && <Now pool={pool} alert={pool.alert} />}
        {pool.alert && may && <Settings key={JSON.stringify(pool.alert)} pool={pool} alert={pool.alert} />}
      </Stack>
    </Card>
  );
}

/** What the alert does, in a sentence. */
function Promise({ alert }: { alert: Alert }) {
  const { t } = useTranslation("pools");
  const whom = [...(alert.emails ?? []), ...(alert.webhook_url ? [alert.webhook_url] : [])].join(", ");
  const { threshold } = alert;
  return (
    <span className="lg-words">
      {threshold && whom ? t(`alert.promise.${threshold.unit ?? "codes"}`, { below: count(threshold.below), whom }) : ""}{" "}
      {alert.expires_within_days && whom ? t("alert.promise.expires", { count: alert.expires_within_days }) : ""} {t("alert.once")}
    </span>
  );
}

/** What stands in the way of the alert now, and who else is told. */
function Now({ pool, alert }: { pool: Pool; alert: Alert }) {
  const { t } = useTranslation("pools");
  const mayRules = useMay("ALERTS_RULE_READ");
  const { data: rules = [] } = useQuery({ ...alertRulesQuery, enabled: mayRules });
  const others = rules.filter((rule) => rule.active && ["pool.low", "pool.empty", "pool.expires_soon"].includes(rule.event));
  const nobody = !alert.emails?.length && !alert.webhook_url && others.length === 0;
  const silent = !alert.threshold && !alert.expires_within_days;
  return (
    <>
      {(nobody || silent) && (
        <Note color="orange" variant="light" icon={<IconAlertTriangle />}>
          {t(nobody ? "alert.nobody" : "alert.silent")}
        </Note>
      )}
      {!pool.active && (
        <Note color="gray" variant="light" icon={<IconInfoCircle />}>
          {t("alert.paused")}
        </Note>
      )}
      {pool.active && pool.low && pool.total > 0 && !nobody && (
        <Note color="orange" variant="light" icon={<IconAlertTriangle />}>
          {t("alert.lowNow")}{" "}
          <Text component={Link} to="/messages" fz="sm" td="underline" c="inherit">
            {t("alert.sent")}
          </Text>
        </Note>
      )}
      {others.length > 0 && (
        <Text fz="xs" c="dimmed">
          {t("alert.rules", { count: others.length, names: others.map((rule) => rule.name).join(", ") })}
        </Text>
      )}
    </>
  );
}

function Settings({ pool, alert }: { pool: Pool; alert: Alert }) {
  const { t } = useTranslation("pools");
  const [draft, setDraft] = useState(alert);
  const save = useSavePool(pool.id);
  const problem = problemIn(save.error);
  const changed = JSON.stringify(draft) !== JSON.stringify(alert);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (changed) save.mutate({ alert: draft }, { onSuccess: () => notifications.show({ color: "teal", message: t("alert.saved") }) });
  };
  return (
    <form onSubmit={submit}>
      {save.error && !isSaid(problem, ["alert"]) && <Failure error={save.error} />}
      <AlertFields alert={draft} onChange={setDraft} problem={problem} />
      <Group justify="flex-end" mt="sm" gap="xs">
        {changed && (
          <Button variant="subtle" onClick={() => setDraft(alert)}>
            {t("alert.undo")}
          </Button>
        )}
        <ActionButton type="submit" variant={changed ? "filled" : "default"} loading={save.isPending} why={!changed && t("alert.unchanged")}>
          {t("save")}
        </ActionButton>
      </Group>
    </form>
  );
}
