import { Alert, Code, Group, Text, Timeline } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import { portWords } from "@/canvas/ports";
import type { JourneyPath, Step } from "@/features/workflows/workflows";
import { moment } from "@/ui/format";

/** The steps of a way: when, by which way out, with which event, what was rendered, and what went wrong. */
export function StepList({ steps, errors }: { steps: readonly Step[]; errors: JourneyPath["errors"] }) {
  const { t } = useTranslation("workflows");
  const { workspace } = useSession();
  return (
    <>
      <Timeline bulletSize={14} lineWidth={2} active={steps.length}>
        {steps.map((step, place) => (
          <Timeline.Item key={place} title={step.title}>
            <Group gap="xs">
              {step.at !== null && (
                <Text fz="xs" c="dimmed">
                  {moment(step.at, workspace.time_zone)}
                </Text>
              )}
              {step.port !== null && (
                <Text fz="xs" c="dimmed">
                  {t("step.by", { port: portWords(step.port, t) })}
                </Text>
              )}
            </Group>
            <Shown label={t("step.event")} value={step.event} />
            <Shown label={t("step.rendered")} value={step.rendered} />
          </Timeline.Item>
        ))}
      </Timeline>
      {errors.map((error) => (
        <Alert key={error.node + error.at + error.error} color="red" variant="light" title={t(error.final ? "step.failed" : "step.retried", { node: error.node })}>
          <Text fz="sm" className="lg-words">
            {error.error}
          </Text>
        </Alert>
      ))}
    </>
  );
}

function Shown({ label, value }: { label: string; value: Record<string, unknown> | null }) {
  if (value === null || Object.keys(value).length === 0) return null;
  return (
    <details className="lg-details">
      <summary>{label}</summary>
      <Code block className="lg-words lg-shown" tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </Code>
    </details>
  );
}
