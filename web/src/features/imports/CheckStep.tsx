import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconShieldCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { isOver, jobQuery } from "@/api/jobs";
import { Outcome } from "@/features/imports/Outcome";
import { writtenBy } from "@/features/imports/outcome";
import { RejectedRows } from "@/features/imports/RejectedRows";
import type { What } from "@/features/imports/imports";
import { ActionButton } from "@/ui/ActionButton";
import { count } from "@/ui/format";
import { JobProgress } from "@/ui/JobProgress";

interface CheckStepProps {
  jobId: string;
  what: What;
  starting: boolean;
  back: () => void;
  start: () => void;
}

/** The third step: every row was checked against everything that exists, and nothing written. */
export function CheckStep({ jobId, what, starting, back, start }: CheckStepProps) {
  const { t } = useTranslation("imports");
  const { data: job } = useQuery(jobQuery(jobId));
  const done = job?.state === "succeeded" ? job : undefined;
  const rows = done ? writtenBy(done) : 0;
  const why = !job || !isOver(job) ? t("check.running") : !done ? t("check.failed") : rows === 0 && t(`check.nothing.${what}`);
  return (
    <Stack gap="md">
      <Alert variant="light" icon={<IconShieldCheck />} p="xs">
        <Text fz="sm">{t("check.nothingWritten")}</Text>
      </Alert>
      {done ? (
        <>
          <Outcome job={done} />
          {done.has_rejections ? (
            <RejectedRows job={done} />
          ) : (
            <Group gap="xs" c="teal">
              <IconCircleCheck size={20} aria-hidden />
              <Text fz="sm" fw={600}>
                {t("check.allGood")}
              </Text>
            </Group>
          )}
        </>
      ) : (
        <JobProgress jobId={jobId} />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={back}>
          {t("check.back")}
        </Button>
        <ActionButton why={why} loading={starting} onClick={start}>
          {done ? t(`check.import.${what}`, { count: rows, shown: count(rows) }) : t("check.next")}
        </ActionButton>
      </Group>
    </Stack>
  );
}
