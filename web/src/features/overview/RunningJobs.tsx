import { Card, Group, Progress, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { jobName } from "@/features/overview/needs";
import type { Overview } from "@/features/overview/overview";
import { count, percent, since } from "@/ui/format";

type Job = NonNullable<Overview["running_jobs"]>[number];

/** Long work that goes on now. */
export function RunningJobs({ jobs }: { jobs: Job[] | undefined }) {
  const { t } = useTranslation("overview");
  return (
    <Card component="section" aria-labelledby="running">
      <Title order={2} fz="md" id="running" mb="xs">
        {t("running.title")}
      </Title>
      {!jobs && <Skeleton height={36} />}
      {jobs?.length === 0 && (
        <Text fz="sm" c="dimmed">
          {t("running.none")}
        </Text>
      )}
      <Stack gap="sm">
        {jobs?.map((job) => (
          <Line key={job.id} job={job} />
        ))}
      </Stack>
    </Card>
  );
}

function Line({ job }: { job: Job }) {
  const { t } = useTranslation("overview");
  const share = job.total ? Math.min(1, job.done / job.total) : undefined;
  const told = job.state === "queued" ? t("running.waits") : share === undefined ? count(job.done) : percent(share, 0);
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text fz="sm" fw={600} truncate>
          {jobName(job.kind, t)}
        </Text>
        <Text fz="xs" c="dimmed" className="lg-nowrap lg-tabular">
          {told}
        </Text>
      </Group>
      <Progress value={(share ?? 1) * 100} animated={job.state !== "queued"} color={job.state === "queued" ? "gray" : "indigo"} size={6} my={4} aria-label={jobName(job.kind, t)} />
      <Text fz="xs" c="dimmed">
        {since(job.created_at)}
      </Text>
    </div>
  );
}
