import { IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { allPages, usePage } from "@/api/lists";
import { useSession } from "@/api/session";
import { listRuns, RUN_TONES, type RunSummary, type Workflow } from "@/features/workflows/workflows";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { moment } from "@/ui/format";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { cursor: "" };

/** The runs of a workflow, newest first. */
export function RunsTable({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation("workflows");
  const { workspace } = useSession();
  const [view, turn] = useUrlState(DEFAULTS);
  const { data, error, refetch } = usePage(["workflows", workflow.id, "runs", "page", view.cursor], () => listRuns(workflow.id, view.cursor));
  const columns = useMemo<Column<RunSummary>[]>(() => {
    const at = (value: string | null) => (value === null ? "–" : moment(value, workspace.time_zone));
    return [
      { id: "started", title: t("runs.started"), value: (run) => run.started_at, cell: (run) => <Link className="lg-plain" to={`/workflows/${workflow.id}/runs/${run.id}`}>{at(run.started_at)}</Link> },
      { id: "kind", title: t("runs.kind"), value: (run) => t(`runKinds.${run.kind}`), cell: (run) => t(`runKinds.${run.kind}`) },
      { id: "version", title: t("runs.version"), align: "right", value: (run) => run.version, cell: (run) => t("version", { version: run.version }) },
      { id: "scheduled", title: t("runs.scheduled"), value: (run) => run.scheduled_for ?? undefined, cell: (run) => at(run.scheduled_for) },
      { id: "finished", title: t("runs.finished"), value: (run) => run.finished_at ?? undefined, cell: (run) => at(run.finished_at) },
      { id: "state", title: t("runs.state"), value: (run) => t(`runStates.${run.state}`), cell: (run) => <Status tone={RUN_TONES[run.state]}>{t(`runStates.${run.state}`)}</Status> },
    ];
  }, [t, workflow.id, workspace.time_zone]);
  return (
    <DataTable
      name="workflow-runs"
      label={t("runs.title")}
      columns={columns}
      rows={data?.items}
      keyOf={(run) => run.id}
      to={(run) => `/workflows/${workflow.id}/runs/${run.id}`}
      error={error}
      retry={() => void refetch()}
      paging={{ cursor: view.cursor, next: data?.next_cursor, turn: (cursor) => turn({ cursor }) }}
      all={() => allPages((cursor) => listRuns(workflow.id, cursor, 200))}
      empty={
        <Empty icon={IconPlayerPlay} title={t("runs.empty")}>
          {t("runs.emptyText")}
        </Empty>
      }
    />
  );
}
