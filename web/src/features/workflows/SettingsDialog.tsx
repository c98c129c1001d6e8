import { Button, Group, Modal, NativeSelect, NumberInput, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { changeWorkflow, type Workflow } from "@/features/workflows/workflows";
import { Failure } from "@/ui/Failure";

type Settings = Workflow["settings"];
type Capping = NonNullable<Settings["capping"]>;
const UNITS: Capping["per"]["unit"][] = ["minutes", "hours", "days", "weeks"];
const TRACES: Settings["trace"][] = ["automatic", "all", "sample", "off"];

interface SettingsDialogProps {
  workflow: Workflow;
  opened: boolean;
  close: () => void;
}

/** What a workflow is called, and how often a customer may go through it. */
export function SettingsDialog({ workflow, opened, close }: SettingsDialogProps) {
  const { t } = useTranslation("workflows");
  return (
    <Modal opened={opened} onClose={close} title={t("settings.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <SettingsForm workflow={workflow} close={close} />
    </Modal>
  );
}

function SettingsForm({ workflow, close }: Omit<SettingsDialogProps, "opened">) {
  const { t } = useTranslation("workflows");
  const [name, setName] = useState(workflow.name);
  const [description, setDescription] = useState(workflow.description);
  const [settings, setSettings] = useState<Settings>(workflow.settings);
  const saving = useMutation({ mutationFn: () => changeWorkflow(workflow.id, { name, description, settings }), onSuccess: close });
  const problem = saving.error instanceof Problem ? saving.error : undefined;
  const { capping } = settings;
  const cap = (patch: Partial<Capping>) => setSettings({ ...settings, capping: { starts: 1, per: { count: 1, unit: "days" }, ...capping, ...patch } });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Stack>
        <TextInput label={t("new.name")} required maxLength={200} value={name} error={problem?.at("name")} onChange={(event) => setName(event.currentTarget.value)} />
        <Textarea label={t("new.description")} autosize minRows={2} maxLength={2000} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
        <NumberInput
          label={t("settings.open")}
          description={t("settings.openHelp")}
          placeholder={t("settings.any")}
          min={1}
          max={1000}
          allowDecimal={false}
          value={settings.open_paths ?? ""}
          onChange={(value) => setSettings({ ...settings, open_paths: typeof value === "number" ? value : null })}
        />
        <Switch label={t("settings.capped")} checked={Boolean(capping)} onChange={(event) => (event.currentTarget.checked ? cap({}) : setSettings({ ...settings, capping: null }))} />
        {capping && (
          <Group align="flex-end" gap="xs" wrap="nowrap">
            <NumberInput label={t("settings.starts")} min={1} max={1000} value={capping.starts} onChange={(value) => cap({ starts: Number(value) || 1 })} />
            <NumberInput label={t("settings.per")} min={1} value={capping.per.count} onChange={(value) => cap({ per: { ...capping.per, count: Number(value) || 1 } })} />
            <NativeSelect
              aria-label={t("settings.unit")}
              value={capping.per.unit}
              onChange={(event) => cap({ per: { ...capping.per, unit: event.currentTarget.value as Capping["per"]["unit"] } })}
              data={UNITS.map((unit) => ({ value: unit ?? "", label: t(`units.${unit ?? ""}`) }))}
            />
          </Group>
        )}
        <NativeSelect
          label={t("settings.trace")}
          description={t("settings.traceHelp")}
          value={settings.trace}
          onChange={(event) => setSettings({ ...settings, trace: event.currentTarget.value as Settings["trace"] })}
          data={TRACES.map((value) => ({ value: value ?? "", label: t(`traces.${value ?? ""}`) }))}
        />
        {saving.error && <Failure error={saving.error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={saving.isPending}>
            {t("settings.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
