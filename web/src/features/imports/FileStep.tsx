import { Alert, Anchor, Button, Card, Group, SegmentedControl, Select, Stack, Text, useMatches } from "@mantine/core";
import { IconDownload, IconFileTypeCsv, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import { CutForm } from "@/features/imports/CutForm";
import { saveExample } from "@/features/imports/examples";
import { FileDrop } from "@/features/imports/FileDrop";
import { sizeOf } from "@/features/imports/files";
import { PERMISSIONS, type What, WHATS } from "@/features/imports/imports";
import type { Wizard } from "@/features/imports/useWizard";
import { poolsQuery } from "@/features/pools/pools";
import { ActionButton } from "@/ui/ActionButton";
import { Failure } from "@/ui/Failure";
import { locale } from "@/ui/format";

interface FileStepProps {
  wizard: Wizard;
  change: (patch: { what?: What; pool?: string }) => void;
  next: () => void;
}

/** The first step: what the file holds, the file itself, and how it is read. */
export function FileStep({ wizard, change, next }: FileStepProps) {
  const { t } = useTranslation("imports");
  const { what, pool } = wizard.target;
  const missing = useMissing(wizard);
  const size = useMatches({ base: "xs", sm: "sm" });
  const place = useFocusWith(wizard.file);
  return (
    <Stack gap="md">
      <SegmentedControl
        size={size}
        aria-label={t("file.what")}
        value={what}
        onChange={(value) => change({ what: value as What })}
        data={WHATS.map((value) => ({ value, label: t(`whats.${value}`) }))}
      />
      <Text fz="sm" c="dimmed" maw="80ch">
        {t(`file.about.${what}`)}{" "}
        <Anchor component="button" type="button" fz="sm" onClick={() => saveExample(what)}>
          <IconDownload size={14} aria-hidden /> {t("file.example")}
        </Anchor>
      </Text>
      {what === "codes" && <PoolChoice pool={pool} choose={(id) => change({ pool: id })} />}
      <div ref={place}>{wizard.file ? <Chosen wizard={wizard} file={wizard.file} /> : <FileDrop choose={wizard.choose} />}</div>
      {wizard.error !== null && wizard.error !== undefined && <Failure error={wizard.error} retry={wizard.retry} />}
      {wizard.file && wizard.found && <CutForm wizard={wizard} found={wizard.found} file={wizard.file} />}
      <Group justify="flex-end">
        <ActionButton why={missing} onClick={next} loading={wizard.file !== undefined && wizard.busy && !wizard.found}>
          {t("file.next")}
        </ActionButton>
      </Group>
    </Stack>
  );
}

/** Choosing a file takes the button away that was pressed, and so does "another file": the focus goes to the one that came. */
function useFocusWith(file: File | undefined) {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(file);
  useEffect(() => {
    if (before.current !== file) place.current?.querySelector("button")?.focus();
    before.current = file;
  }, [file]);
  return place;
}

function useMissing({ target, file, found, error }: Wizard): string | false {
  const { t } = useTranslation("imports");
  const { permissions } = useSession().member;
  const needed = PERMISSIONS[target.what];
  if (!permissions.includes(needed)) return t("mayNot", { permission: needed });
  if (target.what === "codes" && !target.pool) return t("file.needsPool");
  if (!file) return t("file.needsFile");
  if (error) return t("file.unreadable");
  return !found && t("file.reading");
}

function PoolChoice({ pool, choose }: { pool: string; choose: (id: string) => void }) {
  const { t } = useTranslation("imports");
  const { data: pools, error, refetch } = useQuery(poolsQuery);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  const fillable = pools?.filter((item) => item.kind === "static") ?? [];
  if (pools && fillable.length === 0) {
    return (
      <Alert color="orange" variant="light" title={t("file.noPool")}>
        <Anchor component={Link} to="/pools" fz="sm">
          {t("file.toPools")}
        </Anchor>
      </Alert>
    );
  }
  return (
    <Select
      label={t("file.pool")}
      description={t("file.poolHelp")}
      placeholder={t("file.poolHint")}
      maw={420}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t("file.poolNone")}
      value={pool || null}
      onChange={(id) => id && choose(id)}
      data={fillable.map((item) => ({ value: item.id, label: item.name }))}
    />
  );
}

function Chosen({ wizard, file }: { wizard: Wizard; file: File }) {
  const { t } = useTranslation("imports");
  return (
    <Card padding="sm">
      <Group gap="sm" wrap="nowrap">
        <IconFileTypeCsv size={26} aria-hidden />
        <div className="lg-grow">
          <Text fw={650} className="lg-words">
            {file.name}
          </Text>
          <Text fz="xs" c="dimmed">
            {sizeOf(file.size, locale())}
          </Text>
        </div>
        <Button size="xs" variant="default" leftSection={<IconX size={14} />} onClick={() => wizard.choose(undefined)}>
          {t("file.other")}
        </Button>
      </Group>
    </Card>
  );
}
