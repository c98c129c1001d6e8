import { Alert, Anchor, Card, Loader, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useCustomerNames } from "@/api/names";
import { useSession } from "@/api/session";
import { StepList } from "@/features/workflows/StepList";
import { JOURNEY_TONES, journeyQuery, runQuery, workflowQuery } from "@/features/workflows/workflows";
import { Failure } from "@/ui/Failure";
import { moment } from "@/ui/format";
import { Page } from "@/ui/Page";
import { Status } from "@/ui/Status";

import "@/features/workflows/workflows.css";

/** The way of one journey: where it went, with which events, what was rendered, and what went wrong. */
export default function JourneyPage() {
  const { t } = useTranslation("workflows");
  const { workspace } = useSession();
  const { workflowId = "", runId = "", journeyId = "" } = useParams({ strict: false }) as { workflowId?: string; runId?: string; journeyId?: string };
  const { data: workflow } = useQuery(workflowQuery(workflowId));
  const { data: run } = useQuery(runQuery(workflowId, runId));
  const { data: journey, error, refetch } = useQuery(journeyQuery(workflowId, runId, Number(journeyId)));
  const name = useCustomerNames([journey?.profile_id]);
  if (error && !journey) return <Failure error={error} retry={() => void refetch()} />;
  if (!journey || !workflow || !run) return <Loader role="status" aria-label={t("loading")} />;
  const titles = new Map(run.nodes.map(({ node, title }) => [node, title]));
  return (
    <Page
      title={t("journey.number", { id: journey.id })}
      lead={t("journey.lead", { at: moment(journey.started_at, workspace.time_zone), node: titles.get(journey.node) ?? journey.node })}
      trail={[
        { to: "/workflows", label: t("title") },
        { to: `/workflows/${workflowId}`, label: workflow.name },
        { to: `/workflows/${workflowId}/runs/${runId}`, label: t("run.title", { at: moment(run.started_at, workspace.time_zone) }) },
      ]}
      marks={<Status tone={JOURNEY_TONES[journey.state]}>{t(`journeyStates.${journey.state}`)}</Status>}
      call={{ path: `/v1/workflows/${workflowId}/runs/${runId}/journeys/${journeyId}`, operation: "getJourney", tag: "workflow-runs" }}
    >
      {journey.profile_id !== null && (
        <Text fz="sm">
          <Anchor component={Link} to={`/customers/${String(journey.profile_id)}`} fz="sm">
            {name(journey.profile_id)}
          </Anchor>
        </Text>
      )}
      {journey.due_at !== null && <Text fz="sm">{t("journey.due", { at: moment(journey.due_at, workspace.time_zone) })}</Text>}
      {!journey.is_traced && <Alert color="gray">{t("journey.untraced")}</Alert>}
      <Card>
        <Title order={2} fz="md" mb="md">
          {t("journey.steps")}
        </Title>
        <StepList steps={journey.steps} errors={journey.errors.map((fault) => ({ ...fault, node: titles.get(fault.node) ?? fault.node }))} />
        {journey.steps.length === 0 && <Text fz="sm">{t("journey.noSteps")}</Text>}
      </Card>
    </Page>
  );
}
