import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconDoorExit, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { isOver, jobQuery } from "@/api/jobs";
import type { What } from "@/features/imports/imports";
import { JobReport } from "@/features/imports/JobReport";

const PLACES: Record<What, string> = { codes: "/pools", customers: "/customers", events: "/customers", promotions: "/promotions" };
const KEYS: Record<What, string[]> = { codes: ["pools"], customers: ["customers", "profiles"], events: ["events"], promotions: ["promotions"] };

/** The last step: the import runs on the server, whether somebody looks or not. */
export function ImportStep({ jobId, what, another }: { jobId: string; what: What; another: () => void }) {
  const { t } = useTranslation("imports");
  const client = useQueryClient();
  const { data: job } = useQuery(jobQuery(jobId));
  const over = job !== undefined && isOver(job);
  const to = job?.object_id && what === "codes" ? `/pools/${job.object_id}` : PLACES[what];
  return (
    <Stack gap="md">
      {!over && (
        <Alert variant="light" icon={<IconDoorExit />} p="xs">
          <Text fz="sm">{t("run.leave")}</Text>
        </Alert>
      )}
      <JobReport jobId={jobId} onDone={() => KEYS[what].forEach((key) => void client.invalidateQueries({ queryKey: [key] }))} />
      <Group gap="xs" justify="flex-end">
        <Button component={Link} to="/imports" variant="default">
          {t("run.history")}
        </Button>
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={another}>
          {t("run.another")}
        </Button>
        <Button component={Link} to={to}>
          {t(`run.to.${what}`)}
        </Button>
      </Group>
    </Stack>
  );
}
