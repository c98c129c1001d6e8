import { Anchor, Card, Group, Select, SimpleGrid, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, dataOf } from "@/api/client";
import { isOver, type Job } from "@/api/jobs";
import { useMay } from "@/api/session";
import { BackTestResult } from "@/features/promotions/BackTestResult";
import type { Promotion } from "@/features/promotions/promotions";
import type { TabProps } from "@/features/promotions/tab";
import { useZone } from "@/forms/settings";
import { readMoment } from "@/forms/texts";
import { ActionButton } from "@/ui/ActionButton";
import { Failure } from "@/ui/Failure";
import { moment } from "@/ui/format";
import { JobProgress } from "@/ui/JobProgress";
import { useUrlState } from "@/ui/url";

const DAY = 86_400_000;
const DEFAULTS = { job: "" };
const ISO_DAY = 10;

const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, ISO_DAY);

/** The promotion on the orders of a past stretch: what it would have cost, and who would have had it. */
export default function BackTestTab({ promotion, editing }: TabProps) {
  const zone = useZone();
  const [view, change] = useUrlState(DEFAULTS);
  const earlier = useQuery({ queryKey: ["jobs", "back-tests", promotion.id], queryFn: () => dataOf(api.GET("/v1/jobs", { params: { query: { kind: "back_test_promotion", object_id: promotion.id, limit: 20 } } })) });
  const jobs = earlier.data?.items ?? [];
  const shown = jobs.find(({ id }) => id === view.job) ?? jobs[0];
  return (
    <Stack gap="md">
      <BackTestForm
        promotion={promotion}
        dirty={editing.dirty}
        done={(job) => {
          change({ job });
          void earlier.refetch();
        }}
      />
      {earlier.error && <Failure error={earlier.error} />}
      {shown && <Shown job={shown} onDone={() => void earlier.refetch()} />}
      {jobs.length > 1 && <Earlier jobs={jobs} shown={shown?.id} zone={zone} show={(job) => change({ job })} />}
    </Stack>
  );
}

function BackTestForm({ promotion, dirty, done }: { promotion: Promotion; dirty: boolean; done: (job: string) => void }) {
  const { t } = useTranslation("promotions");
  const zone = useZone();
  const may = useMay("PROMOTIONS_BACK_TEST_CREATE");
  const [from, setFrom] = useState(daysAgo(30));
  const [to, setTo] = useState(daysAgo(-1));
  const [version, setVersion] = useState("draft");
  const at = (day: string) => readMoment(`${day}T00:00`, zone) ?? "";
  const start = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST("/v1/promotions/{promotion_id}/back-tests", {
          params: { path: { promotion_id: promotion.id } },
          body: { from: at(from), to: at(to), version: version === "draft" ? null : Number(version) },
        }),
      ),
    onSuccess: (job) => done(job.id),
  });
  const versions = Array.from({ length: promotion.version }, (_, place) => promotion.version - place);
  const why = !may ? t("mayNot", { permission: "PROMOTIONS_BACK_TEST_CREATE" }) : dirty && version === "draft" ? t("why.unsavedTest") : from >= to && t("backtest.whyDates");
  return (
    <Card>
      <Title order={2} fz="md">{t("backtest.title")}</Title>
      <Text fz="sm" c="dimmed" mt={2}>{t("backtest.text")}</Text>
      <SimpleGrid cols={{ base: 1, xs: 3 }} mt="sm">
        <TextInput type="date" label={t("backtest.from")} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput type="date" label={t("backtest.to")} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        <Select label={t("backtest.version")} allowDeselect={false} data={[{ value: "draft", label: t("backtest.draft") }, ...versions.map((each) => ({ value: String(each), label: t("versionOf", { version: each }) }))]} value={version} onChange={(next) => setVersion(next ?? "draft")} />
      </SimpleGrid>
      {start.error && <Failure error={start.error} />}
      <Group justify="flex-end" mt="sm">
        <ActionButton leftSection={<IconHistory size={17} />} why={why} loading={start.isPending} onClick={() => start.mutate()}>{t("backtest.run")}</ActionButton>
      </Group>
    </Card>
  );
}

function Shown({ job, onDone }: { job: Job; onDone: () => void }) {
  const { t } = useTranslation("promotions");
  const succeeded = job.state === "succeeded" && job.result;
  return (
    <Card>
      <Title order={2} fz="md" mb="sm">{t("backtest.result")}</Title>
      {succeeded ? <BackTestResult result={succeeded} /> : <JobProgress key={job.id} jobId={job.id} {...(!isOver(job) && { onDone })} />}
    </Card>
  );
}

function Earlier({ jobs, shown, zone, show }: { jobs: Job[]; shown: string | undefined; zone: string; show: (id: string) => void }) {
  const { t } = useTranslation("promotions");
  return (
    <Card>
      <Title order={2} fz="md">{t("backtest.earlier")}</Title>
      <Table mt="xs">
        <Table.Tbody>
          {jobs.map((job) => (
            <Table.Tr key={job.id} fw={job.id === shown ? 700 : undefined}>
              <Table.Td>
                <Anchor component="button" type="button" fz="sm" onClick={() => show(job.id)}>{moment(job.created_at, zone)}</Anchor>
              </Table.Td>
              <Table.Td>{t(`progress:states.${job.state}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
