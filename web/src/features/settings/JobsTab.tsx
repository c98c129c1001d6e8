import { Anchor, Drawer, Progress, Select, Stack, Text } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { isOver, type Job, jobQuery } from "@/api/jobs";
import { allPages, MOST } from "@/api/lists";
import { useActorNames, usePoolNames } from "@/api/names";
import { useSession } from "@/api/session";
import { readJobs } from "@/features/settings/settings";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Facts } from "@/ui/Facts";
import { count, moment } from "@/ui/format";
import { JobProgress } from "@/ui/JobProgress";
import { Status, type Tone } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { kind: "", job: "", cursor: "" };
const TONES: Record<string, Tone> = { queued: "idle", running: "busy", succeeded: "good", failed: "bad", cancelled: "paused" };
const WAIT = 3_000;

/** Long work of the workspace, the newest first; what runs is read again every few seconds. */
export default function JobsTab() {
  const { t } = useTranslation("settings");
  const [view, change] = useUrlState(DEFAULTS);
  const query = view.kind ? { kind: view.kind } : {};
  const page = useQuery({
    queryKey: ["jobs", "list", view.kind, view.cursor],
    queryFn: () => readJobs({ ...query, ...(view.cursor && { cursor: view.cursor }) }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some((job) => !isOver(job)) ? WAIT : false),
  });
  const columns = useColumns(page.data?.items, (job) => change({ job, cursor: view.cursor }));
  const kinds = [...new Set([...KINDS, ...(page.data?.items.map(({ kind }) => kind) ?? [])])];
  return (
    <>
      <DataTable
        name="jobs"
        label={t("tabs.jobs")}
        columns={columns}
        rows={page.data?.items}
        keyOf={({ id }) => id}
        error={page.error}
        retry={() => void page.refetch()}
        paging={{ cursor: view.cursor, next: page.data?.next_cursor, turn: (cursor) => change({ cursor }) }}
        all={() => allPages((cursor) => readJobs({ ...query, ...(cursor && { cursor }), limit: MOST }))}
        filters={<Select aria-label={t("jobs.kind")} placeholder={t("jobs.any")} clearable clearButtonProps={{ "aria-label": t("jobs.any") }} data={kinds.map((value) => ({ value, label: t(`jobs.kinds.${value}`, value.replaceAll("_", " ")) }))} value={view.kind || null} onChange={(kind) => change({ kind: kind ?? "" })} />}
        empty={
          <Empty icon={IconStack2} title={t(view.kind ? "nothing" : "jobs.empty")}>
            {t(view.kind ? "nothingText" : "jobs.emptyText")}
          </Empty>
        }
      />
      <Drawer opened={view.job !== ""} onClose={() => change({ job: "", cursor: view.cursor })} position="right" size="lg" title={t("jobs.one")} closeButtonProps={{ "aria-label": t("close") }}>
        {view.job && <OneJob id={view.job} />}
      </Drawer>
    </>
  );
}

const KINDS = ["import_codes", "generate_codes", "assign_in_bulk", "import_profiles", "import_events", "import_catalog_items", "import_promotions", "undo_import"];
const OF_POOLS = new Set(["import_codes", "generate_codes", "assign_in_bulk", "undo_import"]);
const ID = /^[\da-f]{8}-/;

/** What jobs work on by name: their file, their pool, or nothing where only an id is known. */
function useWorksOn(jobs: readonly Job[]): (job: Job) => string | undefined {
  const poolName = usePoolNames(jobs.map(({ kind, object_id }) => (OF_POOLS.has(kind) ? object_id : null)));
  return ({ kind, object_id: id, file_name: file }) => {
    const object = id === null ? "" : OF_POOLS.has(kind) ? poolName(id, "") : ID.test(id) ? "" : id;
    return [object, file].filter(Boolean).join(" · ") || undefined;
  };
}

function useColumns(items: Job[] = [], open: (id: string) => void): Column<Job>[] {
  const { t } = useTranslation("settings");
  const { t: told } = useTranslation("progress");
  const { workspace } = useSession();
  const worksOn = useWorksOn(items);
  const actorName = useActorNames(items.map(({ created_by }) => created_by));
  return [
    {
      id: "kind",
      title: t("jobs.kind"),
      value: ({ kind }) => kind,
      cell: (job) => (
        <TwoLines
          main={
            <Anchor component="button" type="button" fz="sm" fw={600} c="inherit" ta="left" onClick={() => open(job.id)}>
              {t(`jobs.kinds.${job.kind}`, job.kind.replaceAll("_", " "))}
            </Anchor>
          }
          sub={worksOn(job)}
        />
      ),
    },
    { id: "state", title: t("jobs.state"), value: ({ state }) => told(`states.${state}`), cell: ({ state }) => <Status tone={TONES[state] ?? "idle"}>{told(`states.${state}`)}</Status> },
    { id: "done", title: t("jobs.done"), value: ({ done }) => done, cell: (job) => <Done job={job} /> },
    { id: "begun", title: t("jobs.begun"), value: ({ created_at }) => created_at, cell: ({ created_at }) => moment(created_at, workspace.time_zone) },
    { id: "over", title: t("jobs.over"), value: ({ finished_at }) => finished_at ?? undefined, cell: ({ finished_at }) => (finished_at ? moment(finished_at, workspace.time_zone) : "–") },
    { id: "by", title: t("jobs.by"), hidden: true, value: ({ created_by }) => actorName(created_by, created_by), cell: ({ created_by }) => <span className="lg-words">{actorName(created_by)}</span> },
    { id: "error", title: t("jobs.error"), hidden: true, value: ({ error }) => error ?? undefined, cell: ({ error }) => error ?? "–" },
  ];
}

function Done({ job }: { job: Job }) {
  const { t } = useTranslation("settings");
  const said = job.total === null ? count(job.done) : t("jobs.of", { done: count(job.done), total: count(job.total) });
  return (
    <div>
      <Text fz="sm">{said}</Text>
      {!isOver(job) && <Progress size={6} miw={80} value={job.total ? (100 * job.done) / job.total : 100} animated aria-label={said} />}
    </div>
  );
}

function OneJob({ id }: { id: string }) {
  const { t } = useTranslation("settings");
  const { workspace } = useSession();
  const { data: job } = useQuery(jobQuery(id));
  const worksOn = useWorksOn(job ? [job] : []);
  const actorName = useActorNames([job?.created_by]);
  const at = (when: string | null) => (when ? moment(when, workspace.time_zone) : "–");
  return (
    <Stack>
      {job && (
        <Text fw={650} fz="lg">
          {t(`jobs.kinds.${job.kind}`, job.kind.replaceAll("_", " "))}
        </Text>
      )}
      <JobProgress jobId={id} />
      {job && (
        <Facts
          cols={2}
          facts={[
            [t("jobs.begun"), at(job.created_at)],
            [t("jobs.started"), at(job.started_at)],
            [t("jobs.over"), at(job.finished_at)],
            [t("jobs.by"), actorName(job.created_by)],
            [t("jobs.object"), worksOn(job) ?? job.object_id ?? "–"],
            [t("jobs.id"), <span key="id" className="lg-mono">{job.id}</span>],
          ]}
        />
      )}
    </Stack>
  );
}
