import { AreaChart, type AreaChartProps } from "@mantine/charts";

/** States upon each other over time. */
export default function Areas(props: AreaChartProps) {
  return <AreaChart {...props} type="stacked" curveType="linear" withDots={false} areaChartProps={{ accessibilityLayer: false }} />;
}
