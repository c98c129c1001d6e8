import { Alert, Button, Group, Progress, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconDownload, IconFileAlert, IconPlayerStop } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { cancelJob, countsOf, isOver, type Job, jobQuery } from "@/api/jobs";
import { useMay } from "@/api/session";
import { ActionButton } from "@/ui/ActionButton";
import { Failure, tellFailure } from "@/ui/Failure";
import { count, spell } from "@/ui/format";
import { Status, type Tone } from "@/ui/Status";

interface JobProgressProps {
  jobId: string;
  /** Called once when the job is over, however it ended. */
  onDone?: (job: Job) => void;
}

const TONES: Record<string, Tone> = { queued: "idle", running: "busy", succeeded: "good", failed: "bad", cancelled: "paused" };

/** Long work as it goes on: how far, how fast, how much longer, how to stop it, and what came of it. */
export function JobProgress({ jobId, onDone }: JobProgressProps) {
  const { data: job, error, refetch } = useQuery(jobQuery(jobId));
  const tell = useRef(onDone);
  useEffect(() => {
    tell.current = onDone;
  });
  const over = job !== undefined && isOver(job);
  useEffect(() => {
    if (over) tell.current?.(job);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- told once for each job
  }, [over, jobId]);
  if (!job) {
    return error ? <Failure error={error} retry={() => void refetch()} /> : <Progress value={100} animated color="gray" aria-label="…" />;
  }
  return (
    <Stack gap="xs">
      <Bar job={job} />
      <Counts job={job} />
      {job.state === "failed" && <WentWrong job={job} />}
      <Actions job={job} />
    </Stack>
  );
}

function Bar({ job }: { job: Job }) {
  const { t } = useTranslation("progress");
  const over = isOver(job);
  const known = over ? 100 : job.total ? Math.min(100, (100 * job.done) / job.total) : undefined;
  const facts = [
    job.total === null ? count(job.done) : t("of", { done: count(job.done), total: count(job.total) }),
    !over && job.rate_per_second ? t("rate", { rate: count(Math.round(job.rate_per_second)) }) : "",
    !over && job.seconds_left !== null ? t("left", { time: spell(job.seconds_left) }) : "",
  ];
  return (
    <>
      <Group justify="space-between" gap="xs">
        <div role="status">
          <Status tone={TONES[job.state] ?? "idle"}>{t(`states.${job.state}`)}</Status>
        </div>
        <Text fz="sm" c="dimmed" className="lg-tabular">
          {facts.filter(Boolean).join(" · ")}
        </Text>
      </Group>
      <Progress
        value={known ?? 100}
        animated={!over}
        color={job.state === "failed" ? "red" : job.state === "cancelled" ? "gray" : job.state === "succeeded" ? "teal" : "indigo"}
        aria-label={t("bar")}
        size="lg"
      />
    </>
  );
}

function Counts({ job }: { job: Job }) {
  const { t, i18n } = useTranslation("progress");
  const counts = countsOf(job);
  const warning = (job.result ?? job.progress).warning;
  return (
    <>
      {counts.length > 0 && (
        <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="xs" component="dl" m={0}>
          {counts.map(([name, value]) => (
            <div key={name}>
              <Text component="dt" fz="xs" c="dimmed" className="lg-words">
                {i18n.exists(`progress:counts.${name}`) ? t(`counts.${name}`) : name.replaceAll("_", " ")}
              </Text>
              <Text component="dd" m={0} fw={650} className="lg-tabular">
                {count(value)}
              </Text>
            </div>
          ))}
        </SimpleGrid>
      )}
      {typeof warning === "string" && (
        <Alert color="orange" variant="light">
          {warning}
        </Alert>
      )}
    </>
  );
}

function WentWrong({ job }: { job: Job }) {
  const { t } = useTranslation("progress");
  return (
    <Alert color="red" variant="light" title={t("failed")} role="alert">
      {job.error ?? t("unknown")}
    </Alert>
  );
}

function Actions({ job }: { job: Job }) {
  const { t } = useTranslation("progress");
  const client = useQueryClient();
  const mayCancel = useMay("JOBS_JOB_CANCEL_UPDATE");
  const cancel = useMutation({
    mutationFn: () => cancelJob(job.id),
    onError: tellFailure,
    onSettled: () => client.invalidateQueries({ queryKey: jobQuery(job.id).queryKey }),
  });
  if (isOver(job) && !job.has_rejections && !job.has_result_file) return null;
  return (
    <Group gap="xs">
      {!isOver(job) && (
        <ActionButton
          size="xs"
          variant="default"
          leftSection={<IconPlayerStop size={15} />}
          why={!mayCancel && t("mayNotCancel")}
          loading={cancel.isPending || cancel.isSuccess}
          onClick={() => cancel.mutate()}
        >
          {t("cancel")}
        </ActionButton>
      )}
      {job.has_rejections && (
        <Button component="a" href={`/v1/jobs/${job.id}/rejections`} download size="xs" variant="default" leftSection={<IconFileAlert size={15} />}>
          {t("rejections")}
        </Button>
      )}
      {job.has_result_file && (
        <Button component="a" href={`/v1/jobs/${job.id}/result`} download size="xs" variant="light" leftSection={<IconDownload size={15} />}>
          {t("result")}
        </Button>
      )}
    </Group>
  );
}
