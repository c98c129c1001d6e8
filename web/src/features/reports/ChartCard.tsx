import { Card, Group, Skeleton, Text, Title } from "@mantine/core";
import { IconChartBar } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useId } from "react";
import { useTranslation } from "react-i18next";

import type { ChartProps } from "@/features/reports/Chart";
import { Empty } from "@/ui/Empty";
import { Numbers } from "@/ui/Numbers";

const Chart = lazy(() => import("@/features/reports/Chart"));
const HEIGHT = 260;

interface ChartCardProps extends Omit<ChartProps, "height" | "data"> {
  title: string;
  /** The head of the first column of the numbers: a day, a promotion. */
  head: string;
  /** Undefined while it is read. */
  data: ChartProps["data"] | undefined;
  /** Beside the title, such as a choice of the currency. */
  tools?: ReactNode;
  /** How much the first column of each row is worth saying in the table: the largest first, or as it is. */
  height?: number;
}

/** A chart with its title, the same in words, and the same in numbers. */
export function ChartCard({ title, head, data, tools, height = HEIGHT, ...chart }: ChartCardProps) {
  const { t } = useTranslation("reports");
  const id = useId();
  const nothing = data?.every((row) => chart.series.every(({ name }) => !row[name])) ?? false;
  return (
    <Card component="section" aria-labelledby={id}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Title order={2} fz="md" id={id}>
          {title}
        </Title>
        {tools}
      </Group>
      {!data && <Skeleton height={height} />}
      {data && nothing && (
        <Empty icon={IconChartBar} title={t("nothing")}>
          <Text span>{t("nothingText")}</Text>
        </Empty>
      )}
      {data && !nothing && (
        <>
          <Suspense fallback={<Skeleton height={height} />}>
            <Chart {...chart} data={data} height={height} />
          </Suspense>
          <Numbers
            label={t("table")}
            summary={chart.summary}
            heads={[head, ...chart.series.map(({ label }) => label)]}
            rows={data.map((row) => [row.label, ...chart.series.map(({ name }) => chart.format(Number(row[name] ?? 0)))])}
          />
        </>
      )}
    </Card>
  );
}
