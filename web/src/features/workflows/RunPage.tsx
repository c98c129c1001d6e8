import { Card, Loader, Progress, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconHourglass, IconPlayerPlay } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useActorNames } from "@/api/names";
import { useSession } from "@/api/session";
import { portWords } from "@/canvas/ports";
import { JourneysTable } from "@/features/workflows/JourneysTable";
import { type Run, RUN_TONES, runQuery, workflowQuery } from "@/features/workflows/workflows";
import { Failure } from "@/ui/Failure";
import { Figure } from "@/ui/Figure";
import { count, moment, percent } from "@/ui/format";
import { Page } from "@/ui/Page";
import { Status } from "@/ui/Status";

import "@/features/workflows/workflows.css";

/** A run: how far it is, what happened at each node, and its journeys. */
export default function RunPage() {
  const { t } = useTranslation("workflows");
  const { workspace } = useSession();
  const { workflowId = "", runId = "" } = useParams({ strict: false }) as { workflowId?: string; runId?: string };
  const { data: workflow } = useQuery(workflowQuery(workflowId));
  const { data: run, error, refetch } = useQuery(runQuery(workflowId, runId));
  const nameOf = useActorNames([run?.started_by]);
  if (error && !run) return <Failure error={error} retry={() => void refetch()} />;
  if (!run || !workflow) return <Loader role="status" aria-label={t("loading")} />;
  const trigger = run.nodes.find(({ node }) => node === run.trigger)?.title ?? run.trigger;
  return (
    <Page
      title={t("run.title", { at: moment(run.started_at, workspace.time_zone) })}
      lead={t("run.lead", { trigger, version: run.version, by: nameOf(run.started_by) })}
      trail={[
        { to: "/workflows", label: t("title") },
        { to: `/workflows/${workflowId}`, label: workflow.name },
      ]}
      marks={<Status tone={RUN_TONES[run.state]}>{t(`runStates.${run.state}`)}</Status>}
      call={{ path: `/v1/workflows/${workflowId}/runs/${runId}`, operation: "getRun", tag: "workflow-runs" }}
    >
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
        <Figure icon={IconPlayerPlay} color="indigo" label={t("run.started")} value={count(run.started)} />
        <Figure icon={IconHourglass} color="orange" label={t("run.open")} value={count(run.open)} />
        <Figure icon={IconCircleCheck} color="teal" label={t("run.ended")} value={count(run.ended)} />
        <Figure icon={IconCircleX} color="red" label={t("run.dead")} value={count(run.dead)} />
      </SimpleGrid>
      <Done run={run} />
      <Card p={0}>
        <Title order={2} fz="md" p="sm">
          {t("run.nodes")}
        </Title>
        <Table.ScrollContainer minWidth={0} type="native" tabIndex={0} role="region" aria-label={t("run.nodes")}>
          <Table className="lg-table">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("run.node")}</Table.Th>
                {["entered", "left", "waiting", "failed", "retried", "skipped"].map((what) => (
                  <Table.Th key={what} ta="right">
                    {t(`run.${what}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {run.nodes.map((node) => (
                <Table.Tr key={node.node}>
                  <Table.Td>{node.title}</Table.Td>
                  <Table.Td ta="right" data-label={t("run.entered")}>{count(node.entered)}</Table.Td>
                  <Table.Td ta="right" data-label={t("run.left")}>
                    {Object.entries(node.left).map(([port, number]) => `${portWords(port, t)} ${count(number)}`).join(" · ") || "–"}
                  </Table.Td>
                  <Table.Td ta="right" data-label={t("run.waiting")}>{count(node.waiting)}</Table.Td>
                  <Table.Td ta="right" data-label={t("run.failed")}>{count(node.failed + node.dead)}</Table.Td>
                  <Table.Td ta="right" data-label={t("run.retried")}>{count(node.retried)}</Table.Td>
                  <Table.Td ta="right" data-label={t("run.skipped")}>{count(node.skipped)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Card>
      <Title order={2} fz="md">
        {t("run.journeys")}
      </Title>
      <JourneysTable workflowId={workflowId} run={run} />
    </Page>
  );
}

function Done({ run }: { run: Run }) {
  const { t } = useTranslation("workflows");
  if (run.kind === "events" || run.ended + run.dead + run.open === 0) return null;
  // Paths, not journeys: one that branches ends several times.
  const over = run.ended + run.dead;
  const all = over + run.open;
  const share = over / all;
  return (
    <Stack gap={4}>
      <Text fz="sm">{t("run.done", { share: percent(share, 0), done: count(over), all: count(all) })}</Text>
      <Progress value={share * 100} size="lg" aria-label={t("run.progress")} />
    </Stack>
  );
}
