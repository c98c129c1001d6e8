import { Anchor, Button, Group, Skeleton, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconArrowBackUp, IconUpload } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { isOver, type Job, jobQuery } from "@/api/jobs";
import { useMay, useSession } from "@/api/session";
import { undoImport } from "@/features/imports/imports";
import { JobReport } from "@/features/imports/JobReport";
import { groupOf, writtenBy } from "@/features/imports/outcome";
import { poolsQuery } from "@/features/pools/pools";
import { ActionButton } from "@/ui/ActionButton";
import { Failure, tellFailure } from "@/ui/Failure";
import { moment } from "@/ui/format";
import { Page } from "@/ui/Page";
import { Status } from "@/ui/Status";

const UNDOABLE = ["import_codes", "generate_codes"];

/** One import: how far it is, what became of its rows, and those that were rejected. */
export default function ImportPage() {
  const { t } = useTranslation("imports");
  const { jobId = "" } = useParams({ strict: false }) as { jobId?: string };
  const { data: job, error, refetch } = useQuery(jobQuery(jobId));
  const title = job ? job.file_name || t(`kinds.${job.kind}`, { defaultValue: job.kind }) : t("one");
  return (
    <Page
      title={title}
      trail={[{ to: "/imports", label: t("title") }]}
      call={{ path: `/v1/jobs/${jobId}`, operation: "getJob", tag: "jobs" }}
      marks={job?.dry_run && <Status tone="idle">{t("onlyCheck")}</Status>}
      lead={job && <Lead job={job} />}
      actions={job && <Actions job={job} />}
    >
      {error ? <Failure error={error} retry={() => void refetch()} /> : job ? <JobReport jobId={jobId} /> : <Skeleton height={160} />}
    </Page>
  );
}

function Lead({ job }: { job: Job }) {
  const { t } = useTranslation("imports");
  const { workspace } = useSession();
  const inPool = UNDOABLE.includes(job.kind) && job.object_id !== null;
  const { data: pools } = useQuery({ ...poolsQuery, enabled: inPool });
  const pool = pools?.find(({ id }) => id === job.object_id);
  return (
    <>
      {t(`kinds.${job.kind}`, { defaultValue: job.kind })}
      {pool && (
        <>
          {" · "}
          <Anchor component={Link} to={`/pools/${pool.id}`} fz="sm">
            {pool.name}
          </Anchor>
        </>
      )}
      {` · ${moment(job.created_at, workspace.time_zone)}`}
    </>
  );
}

function Actions({ job }: { job: Job }) {
  const { t } = useTranslation("imports");
  const group = groupOf(job.kind);
  const fromFile = job.kind.startsWith("import_") && group !== "articles";
  const again = `/imports/new?what=${group}${group === "codes" && job.object_id ? `&pool=${job.object_id}` : ""}`;
  return (
    <Group gap="xs">
      {UNDOABLE.includes(job.kind) && !job.dry_run && job.object_id && <Undo job={job} pool={job.object_id} />}
      {fromFile && (
        <Button component={Link} to={again} leftSection={<IconUpload size={17} />}>
          {t("run.another")}
        </Button>
      )}
    </Group>
  );
}

/** Takes the codes of an import back, after asking once. */
function Undo({ job, pool }: { job: Job; pool: string }) {
  const { t } = useTranslation("imports");
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayUndo = useMay("VOUCHERS_ITEM_IMPORT_DELETE");
  const undo = useMutation({
    mutationFn: () => undoImport(pool, job.id),
    onSuccess: (started) => {
      void client.invalidateQueries({ queryKey: ["pools"] });
      void navigate({ to: `/imports/${started.id}` });
    },
    onError: tellFailure,
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t("undo.title", { name: job.file_name || t(`kinds.${job.kind}`) }),
      children: <Text fz="sm">{t("undo.text", { count: writtenBy(job) })}</Text>,
      labels: { confirm: t("undo.do"), cancel: t("undo.leave") },
      confirmProps: { color: "red" },
      onConfirm: () => undo.mutate(),
    });
  return (
    <ActionButton
      variant="default"
      leftSection={<IconArrowBackUp size={17} />}
      loading={undo.isPending}
      why={!mayUndo ? t("mayNot", { permission: "VOUCHERS_ITEM_IMPORT_DELETE" }) : !isOver(job) && t("undo.running")}
      onClick={ask}
    >
      {t("undo.do")}
    </ActionButton>
  );
}
