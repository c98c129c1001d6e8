import { Alert, Button, Group, NumberInput, Paper, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { useMay } from "@/api/session";
import { type FraudSettings, fraudSettingsQuery, useSaveSettings } from "@/features/fraud/fraud";
import { SignalCard } from "@/features/fraud/SignalCard";
import { catalogQuery } from "@/forms/catalog";
import type { PlacedFault } from "@/forms/faults";
import type { Families } from "@/forms/schema";
import { same, withKey } from "@/forms/values";
import { ActionButton } from "@/ui/ActionButton";
import { ask, tell } from "@/ui/changes";
import { Failure } from "@/ui/Failure";
import { Part } from "@/ui/Part";
import { useUnsaved } from "@/ui/unsaved";

type Signal = FraudSettings["signals"][number];

const PERMISSION = "FRAUD_SETTINGS_UPDATE";
const ALL = "/body/signals/";

/** What is held suspicious: the signals with their settings, and the score from which on somebody looks. */
export default function SettingsTab() {
  const settings = useQuery(fraudSettingsQuery);
  const catalog = useQuery(catalogQuery);
  const error = settings.error ?? catalog.error;
  if (error) return <Failure error={error} retry={() => void Promise.all([settings.refetch(), catalog.refetch()])} />;
  if (!settings.data || !catalog.data) return <Skeleton height={240} />;
  return <SettingsForm settings={settings.data} catalog={catalog.data} />;
}

function SettingsForm({ settings, catalog }: { settings: FraudSettings; catalog: Families }) {
  const { t } = useTranslation("fraud");
  const may = useMay(PERMISSION);
  const saving = useSaveSettings();
  const [draft, edit] = useState(settings);
  const [began, begin] = useState(settings);
  // What was switched off keeps its settings until the page is left.
  const [kept, keep] = useState<Record<string, Signal>>({});
  const dirty = !same(draft, began);
  useUnsaved(dirty);
  const whyNot = !may && t("mayNot", { permission: PERMISSION });
  const problem = saving.error instanceof Problem ? saving.error : undefined;
  const said = problem?.faults.every(({ pointer }) => pointer === "/body/threshold" || pointer.startsWith(ALL)) && problem.faults.length > 0;
  const put = (type: string, signal: Signal | undefined) => {
    const order = catalog.families.signals?.map((variant) => variant.type) ?? [];
    const signals = [...draft.signals.filter((other) => other.type !== type), ...(signal ? [signal] : [])];
    signals.sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
    edit({ ...draft, signals });
  };
  const turn = (type: string, on: boolean) => {
    const before = draft.signals.find((signal) => signal.type === type);
    if (before) keep({ ...kept, [type]: before });
    put(type, on ? (kept[type] ?? ({ type } as Signal)) : undefined);
  };
  const send = (wanted: FraudSettings | undefined, done: string) =>
    saving.mutate(wanted, {
      onSuccess: (saved) => {
        edit(saved);
        begin(saved);
        keep({});
        tell(done);
      },
    });
  const reset = () => ask({ title: t("settings.resetTitle"), text: t("settings.resetText"), confirm: t("settings.reset"), onConfirm: () => send(undefined, t("settings.wasReset")) });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!whyNot && dirty && !saving.isPending) send(draft, t("settings.saved"));
      }}
    >
      <Stack>
        {whyNot && <Alert variant="light" color="gray">{whyNot}</Alert>}
        {problem && !said && <Failure error={problem} />}
        <Part title={t("settings.threshold")} lead={t("settings.thresholdLead")}>
          <NumberInput
            label={t("settings.thresholdLabel")}
            description={t("settings.thresholdHelp")}
            maw={360}
            min={1}
            max={100}
            clampBehavior="none"
            allowDecimal={false}
            readOnly={!may}
            value={draft.threshold}
            error={problem?.at("threshold")}
            onChange={(threshold) => edit(withKey(draft, "threshold", threshold === "" ? null : threshold) as FraudSettings)}
          />
        </Part>
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
          {(catalog.families.signals ?? []).map((variant) => {
            const place = draft.signals.findIndex((signal) => signal.type === variant.type);
            return (
              <SignalCard
                key={variant.type}
                variant={variant}
                definitions={catalog.definitions}
                value={draft.signals[place]}
                faults={faultsOf(problem, place)}
                readOnly={!may}
                onTurn={(on) => turn(variant.type, on)}
                onChange={(signal) => put(variant.type, signal as Signal)}
              />
            );
          })}
        </SimpleGrid>
        <SaveStrip
          dirty={dirty}
          refused={problem !== undefined}
          saving={saving.isPending}
          whyNot={whyNot}
          reset={reset}
          discard={() => {
            edit(began);
            saving.reset();
          }}
        />
      </Stack>
    </form>
  );
}

interface SaveStripProps {
  dirty: boolean;
  refused: boolean;
  saving: boolean;
  whyNot: string | false;
  reset: () => void;
  discard: () => void;
}

/** Saves, and says whether there is something to save; while there is, it stays in sight. */
function SaveStrip({ dirty, refused, saving, whyNot, reset, discard }: SaveStripProps) {
  const { t } = useTranslation("fraud");
  const state = dirty ? "settings.dirty" : "settings.clean";
  return (
    <Paper {...(dirty && { className: "lg-fraud-save", shadow: "md" })} withBorder p="sm" role="region" aria-label={t("settings.save")}>
      <Group justify="space-between" gap="sm">
        <Text fz="sm" c="dimmed">
          {t(refused ? "settings.refused" : state)}
        </Text>
        <Group gap="xs">
          <ActionButton variant="default" why={whyNot} onClick={reset}>
            {t("settings.reset")}
          </ActionButton>
          {dirty && (
            <Button variant="default" onClick={discard}>
              {t("settings.discard")}
            </Button>
          )}
          <ActionButton type="submit" why={whyNot || (!dirty && t("settings.clean"))} loading={saving}>
            {t("settings.save")}
          </ActionButton>
        </Group>
      </Group>
    </Paper>
  );
}

/** What the server says of a signal, with pointers that begin at it. */
function faultsOf(problem: Problem | undefined, place: number): PlacedFault[] {
  const begin = `${ALL}${String(place)}`;
  return (problem?.faults ?? []).filter(({ pointer }) => place >= 0 && pointer.startsWith(`${begin}/`)).map((fault) => ({ ...fault, pointer: fault.pointer.slice(begin.length) }));
}
