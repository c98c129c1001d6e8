import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { toldRow } from "@/i18n/told";
import { count } from "@/ui/format";

interface ProblemRow {
  row: number;
  column: string | null;
  value: string;
  reason: string;
}

/** Which cell of which row cannot be taken, and why. */
export function ProblemTable({ rows, label }: { rows: ProblemRow[]; label: string }) {
  const { t } = useTranslation("imports");
  return (
    <div className="lg-panel">
      <Table className="lg-table" aria-label={label} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("problem.row")}</Table.Th>
            <Table.Th>{t("problem.column")}</Table.Th>
            <Table.Th>{t("problem.value")}</Table.Th>
            <Table.Th>{t("problem.reason")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, at) => (
            <Table.Tr key={at}>
              <Table.Td data-label={t("problem.row")}>{t("problem.line", { line: count(row.row) })}</Table.Td>
              <Table.Td data-label={t("problem.column")} className="lg-words">
                {row.column ?? t("problem.whole")}
              </Table.Td>
              <Table.Td data-label={t("problem.value")}>
                <Text fz="sm" className="lg-mono lg-words" lineClamp={3} c={row.value ? undefined : "dimmed"}>
                  {row.value || t("problem.empty")}
                </Text>
              </Table.Td>
              <Table.Td data-label={t("problem.reason")} className="lg-words">
                {toldRow(row.reason)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
