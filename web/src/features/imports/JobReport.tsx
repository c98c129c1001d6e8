import { Button, Group, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { isOver, type Job, jobQuery } from "@/api/jobs";
import { Outcome } from "@/features/imports/Outcome";
import { RejectedRows } from "@/features/imports/RejectedRows";
import { spell } from "@/ui/format";
import { JobProgress } from "@/ui/JobProgress";
import { Status } from "@/ui/Status";

/** An import as it goes on; once it is done, what became of its rows. */
export function JobReport({ jobId, onDone }: { jobId: string; onDone?: () => void }) {
  const { data: job } = useQuery(jobQuery(jobId));
  const over = job !== undefined && isOver(job);
  const tell = useRef(onDone);
  useEffect(() => {
    tell.current = onDone;
  });
  useEffect(() => {
    if (over) tell.current?.();
  }, [over]);
  const done = job?.state === "succeeded";
  return (
    <Stack gap="md">
      {done ? <Done job={job} /> : <JobProgress jobId={jobId} />}
      {job?.has_rejections && over && <RejectedRows job={job} />}
    </Stack>
  );
}

function Done({ job }: { job: Job }) {
  const { t } = useTranslation("imports");
  const seconds = (Date.parse(job.finished_at ?? "") - Date.parse(job.started_at ?? "")) / 1000;
  return (
    <>
      <Group gap="xs" role="status">
        <Status tone="good">{t("progress:states.succeeded")}</Status>
        {Number.isFinite(seconds) && (
          <Text fz="sm" c="dimmed">
            {t("took", { time: spell(seconds) })}
          </Text>
        )}
      </Group>
      <Outcome job={job} />
      {job.has_result_file && (
        <Group>
          <Button component="a" href={`/v1/jobs/${job.id}/result`} download variant="default" leftSection={<IconDownload size={16} />}>
            {t("result")}
          </Button>
        </Group>
      )}
    </>
  );
}
