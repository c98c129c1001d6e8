import { Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { Job } from "@/api/jobs";
import { rejectedRowsQuery } from "@/features/imports/imports";
import { rejectedBy } from "@/features/imports/outcome";
import { ProblemTable } from "@/features/imports/ProblemTable";
import { Failure } from "@/ui/Failure";
import { count } from "@/ui/format";

/** The first rejected rows on the screen, and all of them to download in the form of the file. */
export function RejectedRows({ job }: { job: Job }) {
  const { t } = useTranslation("imports");
  const { data, error, refetch } = useQuery(rejectedRowsQuery(job.id));
  const all = rejectedBy(job);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={120} />;
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm" align="flex-end">
        <Title order={2} fz="md">
          {t("rejected.title")}
        </Title>
        <Button
          component="a"
          href={`/v1/jobs/${job.id}/rejections`}
          download
          size="xs"
          variant="default"
          leftSection={<IconDownload size={15} />}
        >
          {t("rejected.download", { count: all, shown: count(all) })}
        </Button>
      </Group>
      <ProblemTable rows={data.items} label={t("rejected.title")} />
      <Text fz="xs" c="dimmed">
        {data.has_more && `${t("rejected.first", { shown: count(data.items.length), all: count(all) })} `}
        {t("rejected.mend")}
      </Text>
    </Stack>
  );
}
