import { Card, Group, Stack, Text, Title } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { type Handbill, jobsQuery, precompute } from "@/features/handbills/handbills";
import { ActionButton } from "@/ui/ActionButton";
import { tellFailure } from "@/ui/Failure";
import { since } from "@/ui/format";
import { JobProgress } from "@/ui/JobProgress";

const NEEDED = "PROMOTIONS_HANDBILL_PRECOMPUTATION_CREATE";

/** Sets made for all customers beforehand: the latest job, and a button for another. */
export function SetsCard({ handbill }: { handbill: Handbill }) {
  const { t } = useTranslation("handbills");
  const client = useQueryClient();
  const mayStart = useMay(NEEDED);
  const maySee = useMay("JOBS_JOB_READ");
  const { data } = useQuery({ ...jobsQuery(handbill.id), enabled: maySee });
  const job = data?.items[0];
  const refresh = () => client.invalidateQueries({ queryKey: jobsQuery(handbill.id).queryKey });
  const start = useMutation({ mutationFn: () => precompute(handbill.id), onError: tellFailure, onSettled: refresh });
  const running = job !== undefined && ["queued", "running"].includes(job.state);
  return (
    <Card component="section" aria-label={t("sets.title")}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <Title order={2} fz="md">
            {t("sets.title")}
          </Title>
          <ActionButton
            size="xs"
            variant="default"
            leftSection={<IconPlayerPlay size={15} />}
            loading={start.isPending}
            why={
              (!mayStart && t("mayNot", { permission: NEEDED })) ||
              (handbill.type === "check_out" && t("sets.printed")) ||
              (handbill.status !== "published" && t("sets.notPublished")) ||
              (running && t("sets.running"))
            }
            onClick={() => start.mutate()}
          >
            {t("sets.start")}
          </ActionButton>
        </Group>
        <Text fz="sm" c="dimmed">
          {t(handbill.definition.precompute ? "sets.beforehand" : "sets.atReading")}
        </Text>
        {job && (
          <>
            <Text fz="xs" c="dimmed">
              {t("sets.latest", { ago: since(job.created_at) })}
            </Text>
            <JobProgress jobId={job.id} onDone={() => void refresh()} />
          </>
        )}
      </Stack>
    </Card>
  );
}
