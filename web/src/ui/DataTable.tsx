import { Group, Skeleton, Table, Text, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import {
  columnVisibilityFeature,
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";

import { Failure } from "@/ui/Failure";
import { TableTools, useTableTaste } from "@/ui/TableTools";
import { TurnPages } from "@/ui/TurnPages";

export interface Column<Row> {
  /** Stands in the address when it is sorted by, and in exports as the head of the column. */
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** What is sorted by and exported; without it the column is neither. */
  value?: (row: Row) => string | number | undefined;
  align?: "left" | "right";
  /** Not shown until the reader wants it. */
  hidden?: boolean;
}

export interface Paging {
  cursor: string;
  next: string | null | undefined;
  turn: (cursor: string) => void;
}

interface DataTableProps<Row> {
  /** Under this name the reader's choice of columns is kept, and files are called. */
  name: string;
  label: string;
  columns: Column<Row>[];
  rows: Row[] | undefined;
  keyOf: (row: Row) => string;
  /** Where a row leads. */
  to?: (row: Row) => string;
  error?: unknown;
  retry?: () => void;
  /** The column sorted by, "-" before it for the largest first; only lists that are here whole are sorted. */
  sort?: string;
  onSort?: (sort: string) => void;
  paging?: Paging;
  filters?: ReactNode;
  empty: ReactNode;
  /** All rows of the view, page after page, for the export; default: those that are here. */
  all?: () => AsyncIterable<Row[]>;
  /** Where the server exports this view itself, for lists of millions. */
  exportTo?: string;
}

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns,
});

/** Every list of the console: filters, columns of choice, sorting, pages, export; cards on a phone. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { name, label, columns, rows, keyOf, to, sort = "", onSort, filters, paging } = props;
  const navigate = useNavigate();
  const taste = useTableTaste(name, columns);
  const defined = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map((column) =>
      helper.accessor((row): unknown => column.value?.(row), {
        id: column.id,
        header: column.title,
        enableSorting: onSort !== undefined && column.value !== undefined,
        sortUndefined: "last",
      }),
    );
  }, [columns, onSort]);
  const table = useTable({
    features,
    columns: defined,
    data: rows ?? (NONE as Row[]),
    getRowId: keyOf,
    state: {
      sorting: sort ? [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }] : [],
      columnVisibility: taste.visibility,
    },
  });
  const byId = new Map(columns.map((column) => [column.id, column]));
  const shown = table.getRowModel().rows;
  return (
    <div className="lg-panel">
      <Group className="lg-table-tools" justify="space-between" gap="sm">
        <Group gap="sm" className="lg-grow">
          {filters}
        </Group>
        <TableTools name={name} columns={columns} taste={taste} rows={rows} all={props.all} exportTo={props.exportTo} />
      </Group>
      {props.error !== undefined && props.error !== null ? (
        <Failure error={props.error} {...(props.retry && { retry: props.retry })} />
      ) : (
        <Table.ScrollContainer minWidth={0} type="native" className="lg-scroll" tabIndex={0} role="region" aria-label={label}>
          <Table className="lg-table" aria-label={label} highlightOnHover={to !== undefined} verticalSpacing={taste.tight ? 4 : "xs"}>
            <Table.Thead>
              {table.getHeaderGroups().map((group) => (
                <Table.Tr key={group.id}>
                  {group.headers.map((header) => {
                    const right = byId.get(header.column.id)?.align === "right";
                    const way = header.column.getIsSorted();
                    return (
                      <Table.Th key={header.id} ta={right ? "right" : "left"} aria-sort={way ? (way === "desc" ? "descending" : "ascending") : undefined}>
                        {header.column.getCanSort() ? (
                          <UnstyledButton
                            className="lg-sort"
                            onClick={() => onSort?.(way === "asc" ? `-${header.column.id}` : header.column.id)}
                          >
                            <table.FlexRender header={header} />
                            <SortSign way={way} />
                          </UnstyledButton>
                        ) : (
                          <table.FlexRender header={header} />
                        )}
                      </Table.Th>
                    );
                  })}
                </Table.Tr>
              ))}
            </Table.Thead>
            <Table.Tbody>
              {rows === undefined && <Waiting columns={table.getVisibleLeafColumns().length} />}
              {shown.map((row) => (
                <Table.Tr
                  key={row.id}
                  className={to && "lg-row-link"}
                  onClick={(event) => {
                    if (to && !(event.target as HTMLElement).closest("a,button,input,label")) void navigate({ to: to(row.original) });
                  }}
                >
                  {row.getVisibleCells().map((cell) => (
                    <Table.Td key={cell.id} ta={byId.get(cell.column.id)?.align ?? "left"} data-label={byId.get(cell.column.id)?.title}>
                      {byId.get(cell.column.id)?.cell(row.original)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {rows?.length === 0 && props.empty}
        </Table.ScrollContainer>
      )}
      {paging && <TurnPages paging={paging} />}
    </div>
  );
}

const NONE: never[] = [];

function SortSign({ way }: { way: false | "asc" | "desc" }) {
  const Icon = way === "asc" ? IconArrowUp : way === "desc" ? IconArrowDown : IconArrowsSort;
  return <Icon size={14} aria-hidden className={way ? "" : "lg-faint"} />;
}

function Waiting({ columns }: { columns: number }) {
  return Array.from({ length: 6 }, (_, row) => (
    <Table.Tr key={row} aria-hidden>
      {Array.from({ length: columns }, (_, column) => (
        <Table.Td key={column}>
          <Skeleton height={14} radius="sm" />
        </Table.Td>
      ))}
    </Table.Tr>
  ));
}

/** A cell's main words with smaller ones below. */
export function TwoLines({ main, sub }: { main: ReactNode; sub?: ReactNode }) {
  return (
    <div>
      <Text fz="sm" fw={600} className="lg-words">
        {main}
      </Text>
      {sub !== undefined && (
        <Text fz="xs" c="dimmed" className="lg-words">
          {sub}
        </Text>
      )}
    </div>
  );
}
