import { ActionIcon, Checkbox, Menu, SegmentedControl, Stack, Tooltip } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconColumns3, IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Column } from "@/ui/DataTable";
import { saveCsv } from "@/ui/csv";
import { tellFailure } from "@/ui/Failure";

interface Kept {
  hidden: Record<string, boolean>;
  tight: boolean;
}

export interface TableTaste extends Kept {
  visibility: Record<string, boolean>;
  change: (patch: Partial<Kept>) => void;
}

/** Which columns the reader wants of a table, and how close the rows stand; kept on this machine. */
export function useTableTaste<Row>(name: string, columns: Column<Row>[]): TableTaste {
  const [kept, keep] = useLocalStorage<Kept>({
    key: `largesse-table-${name}`,
    defaultValue: { hidden: {}, tight: false },
    getInitialValueInEffect: false,
  });
  const visibility = Object.fromEntries(
    columns.map((column) => [column.id, !(kept.hidden[column.id] ?? column.hidden ?? false)]),
  );
  return { ...kept, visibility, change: (patch) => keep({ ...kept, ...patch }) };
}

interface TableToolsProps<Row> {
  name: string;
  columns: Column<Row>[];
  taste: TableTaste;
  rows: Row[] | undefined;
  all?: (() => AsyncIterable<Row[]>) | undefined;
  exportTo?: string | undefined;
}

/** Choice of columns and density, and the export of the current view. */
export function TableTools<Row>({ name, columns, taste, rows, all, exportTo }: TableToolsProps<Row>) {
  const { t } = useTranslation("app");
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      const parts: Row[] = [];
      if (all) for await (const part of all()) parts.push(...part);
      else parts.push(...(rows ?? []));
      const wanted = columns.filter((column) => column.value !== undefined && taste.visibility[column.id]);
      saveCsv(name, [
        wanted.map((column) => column.title),
        ...parts.map((row) => wanted.map((column) => column.value?.(row) ?? "")),
      ]);
    } catch (error) {
      tellFailure(error);
    } finally {
      setSaving(false);
    }
  };
  return (
    <>
      <Menu position="bottom-end" closeOnItemClick={false}>
        <Tooltip label={t("table.columns")}>
          <Menu.Target>
            <ActionIcon variant="default" size={34} aria-label={t("table.columns")}>
              <IconColumns3 size={17} />
            </ActionIcon>
          </Menu.Target>
        </Tooltip>
        <Menu.Dropdown p="sm">
          <Stack gap="xs">
            {columns.map((column) => (
              <Checkbox
                key={column.id}
                size="sm"
                label={column.title}
                checked={taste.visibility[column.id] ?? true}
                onChange={(event) =>
                  taste.change({ hidden: { ...taste.hidden, [column.id]: !event.currentTarget.checked } })
                }
              />
            ))}
            <SegmentedControl
              size="xs"
              aria-label={t("table.density")}
              value={taste.tight ? "tight" : "wide"}
              onChange={(value) => taste.change({ tight: value === "tight" })}
              data={[
                { value: "wide", label: t("table.wide") },
                { value: "tight", label: t("table.tight") },
              ]}
            />
          </Stack>
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={t("table.export")}>
        {exportTo ? (
          <ActionIcon component="a" href={exportTo} download variant="default" size={34} aria-label={t("table.export")}>
            <IconDownload size={17} />
          </ActionIcon>
        ) : (
          <ActionIcon variant="default" size={34} aria-label={t("table.export")} loading={saving} onClick={() => void save()}>
            <IconDownload size={17} />
          </ActionIcon>
        )}
      </Tooltip>
    </>
  );
}
