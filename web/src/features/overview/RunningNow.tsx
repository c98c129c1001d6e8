import { Anchor, Card, Group, Progress, Skeleton, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { jobName } from "@/features/overview/needs";
import type { Overview } from "@/features/overview/overview";
import { count, percent, since } from "@/ui/format";

interface Work {
  id: string;
  name: string;
  begun: string;
  done: number;
  /** Nothing when nobody knows how much there is. */
  all: number | null;
  waits?: boolean;
  to?: string;
}

/** Long work that goes on now. */
export function RunningNow({ overview }: { overview: Overview | undefined }) {
  const { t } = useTranslation("overview");
  const jobs: Work[] = (overview?.running_jobs ?? []).map((job) => ({ id: job.id, name: jobName(job.kind, t), begun: job.created_at, done: job.done, all: job.total, waits: job.state === "queued" }));
  const runs: Work[] = (overview?.running_runs ?? []).map((run) => ({ id: run.run_id, name: run.workflow, begun: run.started_at, done: run.ended, all: run.paths, to: `/workflows/${run.workflow_id}/runs/${run.run_id}` }));
  return (
    <Card component="section" aria-labelledby="running">
      <Title order={2} fz="md" id="running" mb="xs">
        {t("running.title")}
      </Title>
      {!overview && <Skeleton height={36} />}
      {overview && jobs.length + runs.length === 0 && (
        <Text fz="sm" c="dimmed">
          {t("running.none")}
        </Text>
      )}
      <Stack gap="sm">
        {[...jobs, ...runs].map((work) => (
          <Line key={work.id} work={work} />
        ))}
      </Stack>
    </Card>
  );
}

function Line({ work }: { work: Work }) {
  const { t } = useTranslation("overview");
  const share = work.all ? Math.min(1, work.done / work.all) : undefined;
  const told = work.waits ? t("running.waits") : share === undefined ? count(work.done) : t("running.done", { done: count(work.done), all: count(work.all ?? 0), share: percent(share, 0) });
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        {work.to ? (
          <Anchor component={Link} to={work.to} fz="sm" fw={600} truncate>
            {work.name}
          </Anchor>
        ) : (
          <Text fz="sm" fw={600} truncate>
            {work.name}
          </Text>
        )}
        <Text fz="xs" c="dimmed" className="lg-nowrap lg-tabular">
          {told}
        </Text>
      </Group>
      <Progress value={(share ?? 1) * 100} animated={!work.waits} color={work.waits ? "gray" : "indigo"} size={6} my={4} aria-label={work.name} />
      <Text fz="xs" c="dimmed">
        {since(work.begun)}
      </Text>
    </div>
  );
}
