import { Anchor, NativeSelect, Text } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { allPages, usePage } from "@/api/lists";
import { useCustomerNames } from "@/api/names";
import { useSession } from "@/api/session";
import { type Journey, JOURNEY_TONES, type JourneyState, listJourneys, type Run } from "@/features/workflows/workflows";
import { CustomerPicker } from "@/ui/CustomerPicker";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { moment } from "@/ui/format";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { state: "", customer: 0, cursor: "" };
const STATES: JourneyState[] = ["ready", "waiting", "retry", "ended", "dead", "stopped"];

/** The journeys of a run by state and customer. */
export function JourneysTable({ workflowId, run }: { workflowId: string; run: Run }) {
  const { t } = useTranslation("workflows");
  const { workspace } = useSession();
  const [view, change] = useUrlState(DEFAULTS);
  const wish = { state: (view.state || undefined) as JourneyState | undefined, profile: Number(view.customer) || undefined };
  const { data, error, refetch } = usePage(["workflows", workflowId, "runs", run.id, "journeys", view], () => listJourneys(workflowId, run.id, { ...wish, cursor: view.cursor }));
  const name = useCustomerNames((data?.items ?? []).map(({ profile_id: id }) => id));
  const columns = useMemo<Column<Journey>[]>(() => {
    const at = (value: string | null) => (value === null ? "–" : moment(value, workspace.time_zone));
    const titles = new Map(run.nodes.map(({ node, title }) => [node, title]));
    const to = (journey: Journey) => `/workflows/${workflowId}/runs/${run.id}/journeys/${String(journey.id)}`;
    return [
      { id: "journey", title: t("journeys.journey"), value: ({ id }) => id, cell: (journey) => <Link className="lg-plain" to={to(journey)}>{t("journey.number", { id: journey.id })}</Link> },
      { id: "customer", title: t("journeys.customer"), value: (journey) => journey.profile_id ?? undefined, cell: (journey) => (journey.profile_id === null ? "–" : <Anchor component={Link} fz="sm" to={`/customers/${String(journey.profile_id)}`}>{name(journey.profile_id)}</Anchor>) },
      { id: "state", title: t("journeys.state"), value: ({ state }) => t(`journeyStates.${state}`), cell: ({ state }) => <Status tone={JOURNEY_TONES[state]}>{t(`journeyStates.${state}`)}</Status> },
      { id: "node", title: t("journeys.node"), value: ({ node }) => titles.get(node) ?? node, cell: ({ node }) => titles.get(node) ?? node },
      { id: "started", title: t("journeys.started"), value: (journey) => journey.started_at, cell: (journey) => at(journey.started_at) },
      { id: "due", title: t("journeys.due"), value: (journey) => journey.due_at ?? undefined, cell: (journey) => at(journey.due_at) },
      { id: "error", title: t("journeys.error"), value: (journey) => journey.error ?? undefined, cell: (journey) => <Text fz="xs" className="lg-words" maw={340} lineClamp={2}>{journey.error ?? "–"}</Text> },
    ];
  }, [t, run, workflowId, workspace.time_zone, name]);
  return (
    <DataTable
      name="workflow-journeys"
      label={t("journeys.title")}
      columns={columns}
      rows={data?.items}
      keyOf={(journey) => String(journey.id)}
      to={(journey) => `/workflows/${workflowId}/runs/${run.id}/journeys/${String(journey.id)}`}
      error={error}
      retry={() => void refetch()}
      paging={{ cursor: view.cursor, next: data?.next_cursor, turn: (cursor) => change({ cursor }) }}
      all={() => allPages((cursor) => listJourneys(workflowId, run.id, { ...wish, cursor, limit: 200 }))}
      filters={
        <>
          <NativeSelect
            aria-label={t("journeys.state")}
            value={view.state}
            onChange={(event) => change({ state: event.currentTarget.value })}
            data={[{ value: "", label: t("journeys.any") }, ...STATES.map((value) => ({ value, label: t(`journeyStates.${value}`) }))]}
          />
          <CustomerPicker label={t("journeys.customer")} hideLabel value={wish.profile ? String(wish.profile) : ""} onChange={(id) => change({ customer: Number(id) })} />
        </>
      }
      empty={
        <Empty icon={IconRoute} title={t("journeys.empty")}>
          {t("journeys.emptyText")}
        </Empty>
      }
    />
  );
}
