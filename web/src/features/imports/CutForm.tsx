import { Group, Loader, Select, Stack, Switch, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { linesQuery } from "@/features/imports/files";
import type { Preview } from "@/features/imports/imports";
import type { Wizard } from "@/features/imports/useWizard";
import { count } from "@/ui/format";

const ENCODINGS = ["utf-8", "utf-16-le", "utf-16-be", "cp1250", "cp1252", "iso-8859-2", "cp1251"];
const DELIMITERS = [",", ";", "\t", "|", ""];
const SHOWN_ROWS = 5;

/** What was found out about the file, all of it changeable, and how its first rows look by that. */
export function CutForm({ wizard, found, file }: { wizard: Wizard; found: Preview; file: File }) {
  const { t } = useTranslation("imports");
  const isText = found.sheet === null;
  const nameOf = (sign: string) => t(`cut.delimiters.${NAMES[sign] ?? "other"}`, { sign });
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Title order={2} fz="md">
          {t("cut.title")}
        </Title>
        {wizard.busy && <Loader size="xs" aria-label={t("file.reading")} />}
      </Group>
      <FoundOut found={found} file={file} />
      <Group gap="sm" align="flex-end">
        {isText ? (
          <>
            <Select
              label={t("cut.encoding")}
              w={150}
              searchable
              allowDeselect={false}
              value={wizard.dialect.encoding ?? found.encoding}
              onChange={(encoding) => encoding && wizard.cut({ encoding })}
              data={[...new Set([found.encoding, ...ENCODINGS])]}
            />
            <Select
              label={t("cut.delimiter")}
              w={190}
              allowDeselect={false}
              value={`${wizard.dialect.delimiter ?? found.delimiter}_`}
              onChange={(value) => value && wizard.cut({ delimiter: value.slice(0, -1) })}
              data={[...new Set([found.delimiter, ...DELIMITERS])].map((sign) => ({ value: `${sign}_`, label: nameOf(sign) }))}
            />
          </>
        ) : (
          <Select
            label={t("cut.sheet")}
            w={240}
            allowDeselect={false}
            value={wizard.dialect.sheet ?? found.sheet}
            onChange={(sheet) => sheet && wizard.cut({ sheet })}
            data={found.sheets}
          />
        )}
        <Switch
          label={t("cut.header")}
          checked={wizard.dialect.has_header ?? found.has_header}
          onChange={(event) => wizard.cut({ has_header: event.currentTarget.checked })}
          pb={8}
        />
      </Group>
      <FirstRows found={found} />
    </Stack>
  );
}

const NAMES: Record<string, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", "": "none" };

/** In one line: what kind of file this is, and about how long. */
export function FoundOut({ found, file }: { found: Preview; file: File }) {
  const { t } = useTranslation("imports");
  const { data: lines } = useQuery(linesQuery(file));
  const rows = lines ? Math.max(0, lines - (found.has_header ? 1 : 0)) : null;
  const parts = [
    found.format.toUpperCase(),
    ...(found.sheet === null
      ? [found.encoding.toUpperCase(), t(`cut.delimiters.${NAMES[found.delimiter] ?? "other"}`, { sign: found.delimiter })]
      : [t("cut.onSheet", { sheet: found.sheet })]),
    t(found.has_header ? "cut.withHeader" : "cut.withoutHeader"),
    t("cut.columns", { count: found.columns.length }),
    ...(rows === null ? [] : [t("cut.rows", { count: rows, shown: count(rows) })]),
  ];
  return (
    <Text fz="sm" className="lg-words">
      {parts.join(" · ")}
    </Text>
  );
}

function FirstRows({ found }: { found: Preview }) {
  const { t } = useTranslation("imports");
  return (
    <div className="lg-panel">
      <Table.ScrollContainer minWidth={0} type="native" className="lg-scroll" tabIndex={0} role="region" aria-label={t("cut.firstRows")}>
        <Table className="lg-sheet" aria-label={t("cut.firstRows")} withColumnBorders>
          <Table.Thead>
            <Table.Tr>
              {found.columns.map((column, at) => (
                <Table.Th key={at}>{column.column || t("cut.nameless")}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.rows.slice(0, SHOWN_ROWS).map((row, line) => (
              <Table.Tr key={line}>
                {found.columns.map((_, at) => (
                  <Table.Td key={at}>{row[at]}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
