import { Alert, Code, JsonInput, Paper, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, dataOf } from "@/api/client";
import type { GraphNode } from "@/canvas/graph";
import { previewNode } from "@/features/workflows/workflows";
import { useNames } from "@/forms/widget";
import { CustomerPicker } from "@/ui/CustomerPicker";

const PAUSE = 400;
const INSERT = /\{\{|\{%/;

interface TextPreviewProps {
  workflowId: string;
  node: GraphNode;
  profile: number | undefined;
  choose: (profile: number | undefined) => void;
}

/** How the texts of a node come out for one customer, while they are written. */
export function TextPreview({ workflowId, node, profile, choose }: TextPreviewProps) {
  const { t } = useTranslation("workflows");
  const names = useNames();
  const [params, setParams] = useState("");
  const [asked] = useDebouncedValue(JSON.stringify({ node, profile, params }), PAUSE);
  const template = templateOf(node);
  const called = (field: string) => field.split(".").map((name, place) => (place === 0 ? names.field(name) : name)).join(" › ");
  const { data } = useQuery({
    queryKey: ["workflows", workflowId, "preview", asked],
    placeholderData: keepPreviousData,
    enabled: INSERT.test(asked),
    queryFn: () => {
      const wish = JSON.parse(asked) as { node: GraphNode; profile?: number; params: string };
      return previewNode(workflowId, wish.node, wish.profile, read(wish.params));
    },
  });
  if (template === undefined && !INSERT.test(JSON.stringify(node))) return null;
  return (
    <Stack gap="xs" component="section" aria-label={t("preview.title")}>
      <Title order={3} fz="sm">
        {t("preview.title")}
      </Title>
      <CustomerPicker label={t("preview.customer")} value={profile === undefined ? "" : String(profile)} onChange={(id) => choose(id ? Number(id) : undefined)} />
      <JsonInput label={t("preview.event")} description={t("preview.eventHelp")} placeholder={t("forms:suchAs", { example: '{"voucherCount": "480"}' })} autosize minRows={1} maxRows={6} value={params} onChange={setParams} validationError={t("preview.noJson")} />
      {data?.problems.map((problem) => (
        <Alert key={problem.code + problem.message} color="orange" variant="light">
          {problem.field && <Code>{problem.field}</Code>} {problem.message}
        </Alert>
      ))}
      {data?.texts.map(({ field, value, problem, missing }) => (
        <Paper key={field} withBorder p="xs">
          <Text fz="xs" fw={650}>
            {called(field)}
          </Text>
          {problem ? (
            <Text fz="sm" c="var(--mantine-color-error)">
              {problem}
            </Text>
          ) : field.endsWith("html") ? (
            <iframe className="lg-mail" sandbox="" srcDoc={String(value)} title={called(field)} />
          ) : (
            <Code block className="lg-words lg-shown">
              {typeof value === "string" ? value : JSON.stringify(value, null, 2)}
            </Code>
          )}
          {missing.length > 0 && (
            <Text fz="xs" c="dimmed">
              {t(profile === undefined ? "preview.nobody" : "preview.missing", { names: missing.join(", ") })}
            </Text>
          )}
        </Paper>
      ))}
      {template !== undefined && <SavedTemplate id={template} profile={profile} params={read(params)} />}
    </Stack>
  );
}

function SavedTemplate({ id, profile, params }: { id: string; profile: number | undefined; params: Record<string, unknown> | undefined }) {
  const { t } = useTranslation("workflows");
  const { data } = useQuery({
    queryKey: ["message-templates", id, "preview", profile, params],
    placeholderData: keepPreviousData,
    queryFn: () =>
      dataOf(
        api.POST("/v1/message-templates/{template_id}/previews", {
          params: { path: { template_id: id } },
          body: { ...(profile !== undefined && { profile: { id: profile } }), ...(params && { event: { name: "sample", params } }) } as never,
        }),
      ),
  });
  if (!data) return null;
  return (
    <Paper withBorder p="xs">
      <Text fz="xs" fw={650}>
        {t("preview.template")}
      </Text>
      <Text fz="sm">{data.subject}</Text>
      {data.html !== null && <iframe className="lg-mail" sandbox="" srcDoc={data.html} title={t("preview.template")} />}
      {[...data.problems, ...data.undefined.map(({ name }) => t("preview.missing", { names: name }))].map((said) => (
        <Text key={said} fz="xs" c="dimmed">
          {said}
        </Text>
      ))}
    </Paper>
  );
}

function templateOf(node: GraphNode): string | undefined {
  const mail = node.mail as { template_id?: unknown } | null | undefined;
  return typeof mail?.template_id === "string" ? mail.template_id : undefined;
}

/** The object that was typed; undefined while it is none. */
export function read(text: string): Record<string, unknown> | undefined {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
