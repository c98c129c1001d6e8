import { Anchor, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconArrowBackUp, IconFileAlert, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { isOver, type Job } from "@/api/jobs";
import { useMay, useSession } from "@/api/session";
import { fillingsQuery, type Pool, useRefreshPools, useUndoImport } from "@/features/pools/pools";
import { ActionButton } from "@/ui/ActionButton";
import { Empty } from "@/ui/Empty";
import { Failure, tellFailure } from "@/ui/Failure";
import { count, moment } from "@/ui/format";
import { JobProgress } from "@/ui/JobProgress";
import { Status, type Tone } from "@/ui/Status";

const TONES: Record<string, Tone> = { succeeded: "good", failed: "bad", cancelled: "paused" };
const FIRST = 5;

/** Where the codes came from: imports and generations, and how to take one back. */
export function Fillings({ pool }: { pool: Pool }) {
  const { t } = useTranslation("pools");
  const { data, error, refetch } = useQuery(fillingsQuery(pool.id));
  const [all, showAll] = useState(false);
  const jobs = data?.items ?? [];
  const undone = new Set(jobs.map((job) => job.result?.import_id));
  return (
    <Card>
      <Title order={2} fz="md" mb="xs">
        {t("fillings.title")}
      </Title>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data && jobs.length === 0 && (
        <Empty
          icon={IconUpload}
          title={t(pool.total ? "fillings.unrecorded" : "fillings.empty")}
          action={
            <Button component={Link} to="/imports/new" search={{ what: "codes", pool: pool.id } as never} variant="light" size="xs" mt="xs">
              {t("upload")}
            </Button>
          }
        >
          {t("fillings.emptyText")}
        </Empty>
      )}
      <Stack gap="sm" component="ul" className="lg-list">
        {(all ? jobs : jobs.slice(0, FIRST)).map((job) => (
          <Filling key={job.id} job={job} poolId={pool.id} undone={undone.has(job.id)} />
        ))}
      </Stack>
      {jobs.length > FIRST && !all && (
        <Anchor component="button" type="button" fz="sm" mt="xs" onClick={() => showAll(true)}>
          {t("fillings.more", { count: jobs.length - FIRST })}
        </Anchor>
      )}
    </Card>
  );
}

function Filling({ job, poolId, undone }: { job: Job; poolId: string; undone: boolean }) {
  const { t } = useTranslation("pools");
  const { workspace } = useSession();
  const refresh = useRefreshPools();
  const dry = job.result?.dry_run === true;
  const kind = dry ? "check" : job.kind;
  const amount = addedBy(job);
  return (
    <li>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <div>
          <Text fz="sm" fw={600}>
            {t(`fillings.kinds.${kind}`, { count: amount, amount: count(amount) })}
          </Text>
          <Text fz="xs" c="dimmed">
            {moment(job.created_at, workspace.time_zone)}
          </Text>
        </div>
        <Group gap={6} justify="flex-end">
          {isOver(job) && job.state !== "succeeded" && <Status tone={TONES[job.state] ?? "idle"}>{t(`progress:states.${job.state}`)}</Status>}
          {isOver(job) && job.has_rejections && (
            <Button component="a" href={`/v1/jobs/${job.id}/rejections`} download size="compact-xs" variant="subtle" leftSection={<IconFileAlert size={14} />}>
              {t("progress:rejections")}
            </Button>
          )}
          {undone && <Status tone="paused">{t("fillings.undone")}</Status>}
          {!undone && isFilling(job) && <Undo job={job} poolId={poolId} amount={amount} />}
        </Group>
      </Group>
      {!isOver(job) && <JobProgress jobId={job.id} onDone={() => void refresh()} />}
      {job.error && (
        <Text fz="xs" c="dimmed" className="lg-words">
          {job.error}
        </Text>
      )}
    </li>
  );
}

/** Whether codes came into the pool by it. */
const isFilling = (job: Job) => isOver(job) && job.kind !== "undo_import" && job.result?.dry_run !== true && addedBy(job) > 0;

function addedBy(job: Job): number {
  const told = job.result ?? (job.progress.counts as Record<string, unknown> | undefined) ?? {};
  const found = job.kind === "undo_import" ? told.removed : told.added;
  return typeof found === "number" ? found : job.done;
}

function Undo({ job, poolId, amount }: { job: Job; poolId: string; amount: number }) {
  const { t } = useTranslation("pools");
  const may = useMay("VOUCHERS_ITEM_IMPORT_DELETE");
  const undo = useUndoImport(poolId);
  const ask = () =>
    modals.openConfirmModal({
      title: t("fillings.undoTitle", { amount: count(amount), count: amount }),
      children: <Text fz="sm">{t("fillings.undoText")}</Text>,
      labels: { confirm: t("fillings.undo"), cancel: t("cancel") },
      confirmProps: { color: "red" },
      closeButtonProps: { "aria-label": t("close") },
      onConfirm: () => undo.mutate(job.id, { onError: tellFailure }),
    });
  return (
    <ActionButton size="compact-xs" variant="default" leftSection={<IconArrowBackUp size={14} />} loading={undo.isPending} why={!may && t("mayNot", { permission: "VOUCHERS_ITEM_IMPORT_DELETE" })} onClick={ask}>
      {t("fillings.undo")}
    </ActionButton>
  );
}
