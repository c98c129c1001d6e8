import { Anchor, Badge, Button, Group, Progress, Select, Text } from "@mantine/core";
import { IconFileImport, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { isOver, type Job } from "@/api/jobs";
import { useActorNames } from "@/api/names";
import { useSession } from "@/api/session";
import { GROUPS, history, STATES, wholeHistory } from "@/features/imports/imports";
import { outcomeOf } from "@/features/imports/outcome";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { count, moment, since } from "@/ui/format";
import { Page } from "@/ui/Page";
import { Status, type Tone } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { group: "", state: "", cursor: "" };
const TONES: Record<string, Tone> = { queued: "idle", running: "busy", succeeded: "good", failed: "bad", cancelled: "paused" };

/** The history: everything that came from files or was made in bulk, and what became of it. */
export default function ImportsPage() {
  const { t } = useTranslation("imports");
  const [view, change] = useUrlState(DEFAULTS);
  const { data, error, refetch } = useQuery({
    queryKey: ["jobs", "history", view],
    queryFn: () => history(view, view.cursor || undefined),
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data?.items.some((job) => !isOver(job)) ? 1_500 : 20_000),
  });
  const columns = useColumns(data?.items);
  const filtered = view.group !== "" || view.state !== "";
  const start = (
    <Button component={Link} to="/imports/new" leftSection={<IconUpload size={17} />}>
      {t("start")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} call={{ path: "/v1/jobs", operation: "listJobs", tag: "jobs" }} actions={start}>
      <DataTable
        name="imports"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        keyOf={(job) => job.id}
        to={(job) => `/imports/${job.id}`}
        error={error}
        retry={() => void refetch()}
        paging={{ cursor: view.cursor, next: data?.next_cursor, turn: (cursor) => change({ cursor }) }}
        all={() => wholeHistory(view)}
        filters={
          <>
            <Select
              aria-label={t("filters.group")}
              placeholder={t("filters.anyGroup")}
              clearable
              clearButtonProps={{ "aria-label": t("filters.clear") }}
              value={view.group || null}
              onChange={(group) => change({ group: group ?? "" })}
              data={Object.keys(GROUPS).map((value) => ({ value, label: t(`groups.${value}`) }))}
            />
            <Select
              aria-label={t("filters.state")}
              placeholder={t("filters.anyState")}
              clearable
              clearButtonProps={{ "aria-label": t("filters.clear") }}
              value={view.state || null}
              onChange={(state) => change({ state: state ?? "" })}
              data={STATES.map((value) => ({ value, label: t(`progress:states.${value}`) }))}
            />
          </>
        }
        empty={
          <Empty
            icon={IconFileImport}
            title={t(filtered ? "nothing.title" : "empty.title")}
            action={filtered ? <Button variant="default" onClick={() => change({ group: "", state: "" })}>{t("nothing.all")}</Button> : start}
          >
            {t(filtered ? "nothing.text" : "empty.text")}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(items: Job[] | undefined): Column<Job>[] {
  const { t, i18n } = useTranslation("imports");
  const { workspace } = useSession();
  const actorName = useActorNames(items?.map((job) => job.created_by) ?? []);
  return useMemo(() => {
    const kindOf = (job: Job) => t(`kinds.${job.kind}`, { defaultValue: job.kind });
    const told = (job: Job) =>
      outcomeOf(job)
        .filter(({ name, value }) => name !== "read" && value > 0)
        .map(({ name, value }) => {
          const key = `counts.short.${name}`;
          return `${count(value)} ${i18n.exists(`imports:${key}`) ? t(key, { count: value }) : name.replaceAll("_", " ")}`;
        })
        .join(" · ");
    const rows = (job: Job) => outcomeOf(job).find(({ name }) => name === "read")?.value ?? job.done;
    return [
      {
        id: "what",
        title: t("columns.what"),
        value: (job) => job.file_name || kindOf(job),
        cell: (job) => (
          <TwoLines
            main={
              <Link to={`/imports/${job.id}`} className="lg-plain">
                {job.file_name || kindOf(job)}
              </Link>
            }
            sub={job.file_name ? kindOf(job) : undefined}
          />
        ),
      },
      {
        id: "state",
        title: t("columns.state"),
        value: (job) => t(`progress:states.${job.state}`),
        cell: (job) => (
          <Group gap={6} className="lg-marks">
            <Status tone={TONES[job.state] ?? "idle"}>{t(`progress:states.${job.state}`)}</Status>
            {job.dry_run && (
              <Badge variant="light" color="gray" tt="none" fw={650}>
                {t("onlyCheck")}
              </Badge>
            )}
          </Group>
        ),
      },
      { id: "rows", title: t("columns.rows"), align: "right", value: rows, cell: (job) => count(rows(job)) },
      { id: "outcome", title: t("columns.outcome"), value: told, cell: (job) => (isOver(job) ? <Ended job={job} told={told(job)} /> : <Running job={job} />) },
      { id: "rejected", title: t("columns.rejected"), cell: (job) => job.has_rejections && <Anchor href={`/v1/jobs/${job.id}/rejections`} download fz="sm">{t("columns.download")}</Anchor> },
      { id: "started", title: t("columns.started"), value: (job) => job.created_at, cell: (job) => <span title={moment(job.created_at, workspace.time_zone)}>{since(job.created_at)}</span> },
      { id: "by", title: t("columns.by"), hidden: true, value: (job) => actorName(job.created_by, job.created_by), cell: (job) => <span className="lg-words">{actorName(job.created_by)}</span> },
    ];
  }, [t, i18n, workspace.time_zone, actorName]);
}

function Ended({ job, told }: { job: Job; told: string }) {
  return (
    <Text fz="sm" className="lg-words" lineClamp={2} {...(job.error && { c: "red" })}>
      {job.error ?? (told || "–")}
    </Text>
  );
}

function Running({ job }: { job: Job }) {
  const { t } = useTranslation("imports");
  const share = job.total ? Math.min(100, (100 * job.done) / job.total) : undefined;
  return <Progress value={share ?? 100} animated aria-label={t("progress:bar")} w={140} size={8} />;
}
