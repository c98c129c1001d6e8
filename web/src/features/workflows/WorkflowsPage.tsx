import { Group, SegmentedControl, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconPlus, IconRoute, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { NewWorkflow } from "@/features/workflows/NewWorkflow";
import { RUN_TONES, STATE_TONES, type Workflow, workflowsQuery } from "@/features/workflows/workflows";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { moment, since } from "@/ui/format";
import { Page } from "@/ui/Page";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", state: "any", sort: "name" };
const STATES = ["any", "draft", "active", "paused", "stopped"];

export default function WorkflowsPage() {
  const { t } = useTranslation("workflows");
  const [view, change] = useUrlState(DEFAULTS);
  const [making, make] = useState(false);
  const { data: workflows, error, refetch } = useQuery(workflowsQuery);
  const mayCreate = useMay("WORKFLOWS_WORKFLOW_CREATE");
  const columns = useWorkflowColumns();
  const shown = useMemo(
    () =>
      workflows?.filter(
        ({ name, description, state }) => `${name} ${description}`.toLowerCase().includes(view.q.trim().toLowerCase()) && (view.state === "any" || state === view.state),
      ),
    [workflows, view],
  );
  const begin = (
    <ActionButton why={!mayCreate && t("mayNotCreate")} leftSection={<IconPlus size={17} />} onClick={() => make(true)}>
      {t("new.open")}
    </ActionButton>
  );
  return (
    <Page title={t("title")} lead={t("lead")} call={{ path: "/v1/workflows", operation: "listWorkflows", tag: "workflows" }} actions={begin}>
      <DataTable
        name="workflows"
        label={t("title")}
        columns={columns}
        rows={shown}
        keyOf={(workflow) => workflow.id}
        to={(workflow) => `/workflows/${workflow.id}`}
        error={error}
        retry={() => void refetch()}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        filters={
          <>
            <TextInput aria-label={t("filter")} placeholder={t("filter")} leftSection={<IconSearch size={16} />} value={view.q} onChange={(event) => change({ q: event.currentTarget.value })} />
            <SegmentedControl aria-label={t("columns.state")} value={view.state} onChange={(state) => change({ state })} data={STATES.map((value) => ({ value, label: t(`states.${value}`) }))} className="lg-states" />
          </>
        }
        empty={
          <Empty icon={IconRoute} title={t(workflows?.length ? "nothing.title" : "empty.title")} action={workflows?.length ? undefined : begin}>
            {t(workflows?.length ? "nothing.text" : "empty.text")}
          </Empty>
        }
      />
      <NewWorkflow opened={making} close={() => make(false)} taken={workflows?.map(({ name }) => name) ?? []} />
    </Page>
  );
}

function useWorkflowColumns(): Column<Workflow>[] {
  const { t } = useTranslation("workflows");
  const { workspace } = useSession();
  return useMemo(() => {
    const at = (value: string) => moment(value, workspace.time_zone);
    return [
      { id: "name", title: t("columns.name"), value: ({ name }) => name, cell: ({ id, name, description }) => <TwoLines main={<Link className="lg-plain" to={`/workflows/${id}`}>{name}</Link>} sub={description} /> },
      { id: "state", title: t("columns.state"), value: ({ state }) => t(`states.${state}`), cell: ({ state }) => <Status tone={STATE_TONES[state]}>{t(`states.${state}`)}</Status> },
      {
        id: "version",
        title: t("columns.version"),
        value: ({ active_version: version }) => version ?? undefined,
        cell: ({ active_version: version, has_changes: changed }) => <TwoLines main={version === null ? "–" : t("version", { version })} sub={version !== null && changed ? t("changedSince") : undefined} />,
      },
      { id: "next", title: t("columns.next"), value: ({ next_run_at: next }) => next ?? undefined, cell: ({ next_run_at: next }) => (next === null ? "–" : <TwoLines main={since(next)} sub={at(next)} />) },
      {
        id: "last",
        title: t("columns.last"),
        value: ({ last_run: last }) => last?.started_at,
        cell: ({ id, last_run: last }) =>
          last ? (
            <Group gap="xs">
              <Link className="lg-plain" to={`/workflows/${id}/runs/${last.id}`}>
                {since(last.started_at)}
              </Link>
              <Status tone={RUN_TONES[last.state]}>{t(`runStates.${last.state}`)}</Status>
            </Group>
          ) : (
            "–"
          ),
      },
      {
        id: "problems",
        title: t("columns.problems"),
        align: "right",
        value: ({ problem_count: problems }) => problems,
        cell: ({ problem_count: problems }) =>
          problems === 0 ? (
            <Text span fz="sm" c="dimmed">
              {t("none")}
            </Text>
          ) : (
            <Text span fz="sm" fw={650} c="var(--mantine-color-error)">
              <IconAlertTriangle size={14} aria-hidden /> {problems}
            </Text>
          ),
      },
      { id: "changed", title: t("columns.changed"), hidden: true, value: ({ updated_at: updated }) => updated, cell: ({ updated_at: updated }) => at(updated) },
    ];
  }, [t, workspace.time_zone]);
}
