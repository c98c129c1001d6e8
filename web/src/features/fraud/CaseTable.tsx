import { Button, Select } from "@mantine/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { allPages, MOST, type PageOf } from "@/api/lists";
import { type CaseFilter, type FraudCase, KINDS, readCases, type State, UNFILTERED } from "@/features/fraud/fraud";
import { useCaseColumns } from "@/features/fraud/useCaseColumns";
import { useFraudWords } from "@/features/fraud/words";
import { catalogQuery } from "@/forms/catalog";
import { DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";

/** Filter and page, as the address of every list of cases holds them. */
export type CaseView = CaseFilter & Record<"cursor", string>;

interface CaseTableProps {
  name: "queue" | "decided";
  states: State[];
  page: UseQueryResult<PageOf<FraudCase>>;
  view: CaseView;
  change: (patch: Partial<CaseView>) => void;
  /** Filters of this list alone, and whether they leave something out. */
  more?: ReactNode;
  narrowed?: boolean;
  clear: () => void;
  empty: ReactNode;
}

/** A list of cases: the worst first, of decided ones the latest decision. */
export function CaseTable({ name, states, page, view: { cursor, ...filter }, change, more, narrowed = false, clear, empty }: CaseTableProps) {
  const { t } = useTranslation("fraud");
  const { columns, pathOf } = useCaseColumns(name === "decided", filter);
  const isFiltered = narrowed || filter.kind !== "" || filter.signal !== "";
  return (
    <DataTable
      name={`fraud-${name}`}
      label={t(`tabs.${name}`)}
      columns={columns}
      rows={page.data?.items}
      keyOf={({ id }) => id}
      to={pathOf}
      error={page.error}
      retry={() => void page.refetch()}
      paging={{ cursor, next: page.data?.next_cursor, turn: (next) => change({ cursor: next }) }}
      all={() => allPages((next) => readCases(states, filter, next, MOST))}
      filters={
        <>
          {more}
          <Filters filter={filter} change={change} />
          {isFiltered && (
            <Button size="xs" variant="subtle" onClick={clear}>
              {t("filters.clear")}
            </Button>
          )}
        </>
      }
      empty={isFiltered ? <Empty title={t("nothing.title")}>{t("nothing.text")}</Empty> : empty}
    />
  );
}

function Filters({ filter, change }: { filter: CaseFilter; change: (patch: Partial<CaseFilter>) => void }) {
  const { t } = useTranslation("fraud");
  const words = useFraudWords();
  const { data } = useQuery(catalogQuery);
  const signals = (data?.families.signals ?? []).map(({ type, title }) => ({ value: type, label: words.title(type, title) }));
  if (filter.signal && !signals.some(({ value }) => value === filter.signal)) signals.push({ value: filter.signal, label: words.title(filter.signal) });
  const clear = { clearable: true, clearButtonProps: { "aria-label": t("filters.clear") } };
  return (
    <>
      <Select
        w={{ base: "100%", xs: 190 }}
        aria-label={t("columns.kind")}
        placeholder={t("filters.anyKind")}
        data={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        value={filter.kind || null}
        onChange={(kind) => change({ kind: kind ?? UNFILTERED.kind })}
        {...clear}
      />
      <Select
        w={{ base: "100%", xs: 280 }}
        aria-label={t("filters.signal")}
        placeholder={t("filters.anySignal")}
        data={signals}
        value={filter.signal || null}
        onChange={(signal) => change({ signal: signal ?? UNFILTERED.signal })}
        {...clear}
      />
    </>
  );
}
