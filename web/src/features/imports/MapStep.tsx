import { Alert, Badge, Button, Checkbox, Group, Loader, Stack, Table, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconFileSpreadsheet, IconHistory } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import { ColumnRow } from "@/features/imports/ColumnRow";
import { FoundOut } from "@/features/imports/CutForm";
import { ExtrasForm } from "@/features/imports/ExtrasForm";
import type { Preview } from "@/features/imports/imports";
import type { Mapping } from "@/features/imports/mapping";
import { ProblemTable } from "@/features/imports/ProblemTable";
import type { Wizard } from "@/features/imports/useWizard";
import { ActionButton } from "@/ui/ActionButton";
import { Failure } from "@/ui/Failure";
import { count } from "@/ui/format";

interface MapStepProps {
  wizard: Wizard;
  file: File;
  found: Preview;
  mapping: Mapping;
  keep: boolean;
  setKeep: (keep: boolean) => void;
  starting: boolean;
  back: () => void;
  check: () => void;
}

/** The second step: what each column goes to, with what is wrong in the first thousand rows. */
export function MapStep(props: MapStepProps) {
  const { t } = useTranslation("imports");
  const { wizard, file, found, mapping } = props;
  const { checked } = wizard;
  const problems = checked?.problems ?? [];
  return (
    <Stack gap="md">
      <Group gap="sm">
        <Badge variant="light" size="lg" tt="none" leftSection={<IconFileSpreadsheet size={14} aria-hidden />}>
          {file.name}
        </Badge>
        <FoundOut found={found} file={file} />
        {wizard.busy && <Loader size="xs" aria-label={t("file.reading")} />}
      </Group>
      {wizard.isRecalled && (
        <Alert variant="light" icon={<IconHistory />} p="xs">
          {t("map.recalled")}
        </Alert>
      )}
      <div className="lg-panel">
        <Table className="lg-table" aria-label={t("steps.map.title")} verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("map.column")}</Table.Th>
              <Table.Th>{t("map.values")}</Table.Th>
              <Table.Th>{t("map.goesTo")}</Table.Th>
              <Table.Th>{checked ? t("map.checked", { count: checked.checked, shown: count(checked.checked) }) : t("map.check")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.columns.map((column, at) => (
              <ColumnRow key={`${at}${column.column}`} at={at} wizard={wizard} found={found} mapping={mapping} checked={checked?.columns[at]} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <ExtrasForm wizard={wizard} />
      {wizard.error !== null && wizard.error !== undefined && <Failure error={wizard.error} retry={wizard.retry} />}
      {wizard.repeated.length > 0 && (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle />} role="alert">
          {t("map.repeated", { names: wizard.repeated.join(", ") })}
        </Alert>
      )}
      {checked?.refusal && wizard.repeated.length === 0 && (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle />} title={t("map.refused")} role="alert">
          <Text fz="sm">{t(`refusals.${checked.refusal.code}`, { defaultValue: checked.refusal.detail })}</Text>
        </Alert>
      )}
      {problems.length > 0 && (
        <Stack gap="xs">
          <Title order={2} fz="md">
            {t("map.problems", { count: problems.length })}
          </Title>
          <ProblemTable rows={problems.slice(0, 10)} label={t("map.problems", { count: problems.length })} />
        </Stack>
      )}
      <Group justify="space-between" gap="sm">
        <Checkbox
          label={t("map.remember")}
          checked={props.keep}
          onChange={(event) => props.setKeep(event.currentTarget.checked)}
        />
        <Group gap="xs" className="lg-push">
          <Button variant="default" onClick={props.back}>
            {t("back")}
          </Button>
          <ActionButton why={whyNot(wizard, t)} loading={props.starting} onClick={props.check}>
            {t("map.next")}
          </ActionButton>
        </Group>
      </Group>
    </Stack>
  );
}

function whyNot({ repeated, checked, error, busy }: Wizard, t: TFunction<"imports">): string | false {
  if (repeated.length > 0) return t("map.repeated", { names: repeated.join(", ") });
  if (error) return t("map.unasked");
  if (busy || !checked) return t("file.reading");
  return checked.refusal ? t(`refusals.${checked.refusal.code}`, { defaultValue: checked.refusal.detail }) : false;
}
