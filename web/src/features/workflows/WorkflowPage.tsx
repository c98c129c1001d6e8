import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { WorkflowEditor } from "@/features/workflows/WorkflowEditor";
import { workflowQuery } from "@/features/workflows/workflows";
import { catalogQuery } from "@/forms/catalog";
import { Failure } from "@/ui/Failure";

import "@/features/workflows/workflows.css";

/** One workflow: its canvas, its list, its runs. */
export default function WorkflowPage() {
  const { t } = useTranslation("workflows");
  const { workflowId = "" } = useParams({ strict: false }) as { workflowId?: string };
  const { data: workflow, error, refetch } = useQuery({ ...workflowQuery(workflowId), staleTime: 0, refetchInterval: 20_000 });
  const { data: families, error: noCatalog } = useQuery(catalogQuery);
  if (error && !workflow) return <Failure error={error} retry={() => void refetch()} />;
  if (noCatalog) return <Failure error={noCatalog} />;
  if (!workflow || !families) return <Loader role="status" aria-label={t("loading")} />;
  return <WorkflowEditor key={workflow.id} workflow={workflow} families={families} />;
}
