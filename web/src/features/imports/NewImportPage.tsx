import { Group, Progress, Stack, Stepper, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { CheckStep } from "@/features/imports/CheckStep";
import { sizeOf } from "@/features/imports/files";
import { FileStep } from "@/features/imports/FileStep";
import { CALLS, startImport, type What, WHATS } from "@/features/imports/imports";
import { ImportStep } from "@/features/imports/ImportStep";
import { remember } from "@/features/imports/mapping";
import { MapStep } from "@/features/imports/MapStep";
import { useWizard } from "@/features/imports/useWizard";
import { tellFailure } from "@/ui/Failure";
import { locale, percent } from "@/ui/format";
import { Page } from "@/ui/Page";
import { useUnsaved } from "@/ui/unsaved";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { what: "codes", pool: "", job: "" };
const STEPS = ["file", "map", "check", "run"] as const;

/** The way of a file into Largesse, in four steps of which only the last writes. */
export default function NewImportPage() {
  const { t } = useTranslation("imports");
  const [address, change] = useUrlState(DEFAULTS);
  const what = WHATS.find((name) => name === address.what) ?? "codes";
  const wizard = useWizard({ what, pool: what === "codes" ? address.pool : "" });
  const [reached, setReached] = useState(0);
  const [keep, setKeep] = useState(true);
  const [checkId, setCheckId] = useState("");
  const [sent, setSent] = useState(0);
  const step = address.job ? 3 : reached;
  const content = useFocusOn(step);

  const start = useMutation({
    mutationFn: (dryRun: boolean) => {
      if (!wizard.file) throw new Error("no file");
      setSent(0);
      return startImport(wizard.target, wizard.file, { ...wizard.options, ...(dryRun && { dry_run: true }) }, setSent);
    },
    onSuccess: (job) => {
      if (job.dry_run) {
        setCheckId(job.id);
        setReached(2);
      } else change({ job: job.id });
    },
    onError: tellFailure,
  });
  useUnsaved(start.isPending);
  const check = () => {
    const { found, mapping } = wizard;
    if (found?.has_header) remember(what, found.columns.map((column) => column.column), keep ? mapping : undefined);
    start.mutate(true);
  };
  const again = () => {
    wizard.choose(undefined);
    setReached(0);
    change({ job: "" });
  };
  const into = (patch: { what?: What; pool?: string }) => {
    if (patch.what) wizard.reset();
    change(patch);
  };

  return (
    <Page
      title={t(`new.${what}`)}
      trail={[{ to: "/imports", label: t("title") }]}
      call={{ method: "POST", ...CALLS[what], path: CALLS[what].path.replace("{pool_id}", address.pool || "POOL_ID") }}
    >
      <Steps step={step} go={(to) => setReached(to)} />
      <div ref={content} tabIndex={-1} className="lg-step" role="group" aria-label={t(`steps.${STEPS[step] ?? "file"}.title`)}>
        {step === 0 && <FileStep wizard={wizard} change={into} next={() => setReached(1)} />}
        {step === 1 && wizard.file && wizard.found && wizard.mapping && (
          <MapStep
            wizard={wizard}
            file={wizard.file}
            found={wizard.found}
            mapping={wizard.mapping}
            keep={keep}
            setKeep={setKeep}
            starting={start.isPending}
            back={() => setReached(0)}
            check={check}
          />
        )}
        {step === 2 && (
          <CheckStep jobId={checkId} what={what} starting={start.isPending} back={() => setReached(1)} start={() => start.mutate(false)} />
        )}
        {start.isPending && wizard.file && <Sending share={sent} size={sizeOf(wizard.file.size, locale())} />}
        {step === 3 && <ImportStep jobId={address.job} what={what} another={again} />}
      </div>
    </Page>
  );
}

/** Where one stands: in a row of steps, on a phone in a line and a bar. */
function Steps({ step, go }: { step: number; go: (step: number) => void }) {
  const { t } = useTranslation("imports");
  const name = STEPS[step] ?? "file";
  return (
    <>
      <Stepper active={step} onStepClick={go} size="sm" visibleFrom="sm" maw={1100} mb="xs">
        {STEPS.map((key, at) => (
          <Stepper.Step
            key={key}
            label={t(`steps.${key}.title`)}
            description={t(`steps.${key}.note`)}
            allowStepSelect={step < 3 && at < step}
            aria-current={at === step ? "step" : undefined}
          />
        ))}
      </Stepper>
      <Stack gap={4} hiddenFrom="sm">
        <Group justify="space-between" gap="xs">
          <Text fz="sm" fw={650}>
            {t(`steps.${name}.title`)}
          </Text>
          <Text fz="xs" c="dimmed">
            {t("steps.of", { step: step + 1, steps: STEPS.length })}
          </Text>
        </Group>
        <Progress value={((step + 1) / STEPS.length) * 100} size="sm" aria-label={t("steps.of", { step: step + 1, steps: STEPS.length })} />
      </Stack>
    </>
  );
}

/** How much of the file has left this machine. */
function Sending({ share, size }: { share: number; size: string }) {
  const { t } = useTranslation("imports");
  return (
    <Stack gap={4} mt="sm" role="status">
      <Text fz="sm" c="dimmed">
        {share < 1 ? t("sending", { share: percent(share, 0), size }) : t("sent")}
      </Text>
      <Progress value={share * 100} animated size="sm" aria-label={t("sending", { share: percent(share, 0), size })} />
    </Stack>
  );
}

/** Moves the focus to the content when another step comes, so that the keyboard goes on there. */
function useFocusOn(step: number) {
  const content = useRef<HTMLDivElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) {
      content.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    before.current = step;
  }, [step]);
  return content;
}
