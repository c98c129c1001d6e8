import { Loader, Text, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { countQuery } from "@/features/audiences/audiences";
import type { Condition } from "@/features/audiences/conditions";
import { count } from "@/ui/format";

const MINUTES = 300_000;

/** How many people meet saved conditions now; a guess says that it is one. */
export function CountOf({ conditions }: { conditions: Condition }) {
  const { t } = useTranslation("audiences");
  const { data, error } = useQuery({ ...countQuery(conditions), staleTime: MINUTES, gcTime: MINUTES, refetchOnWindowFocus: false });
  if (error) return <>–</>;
  if (!data) return <Loader size={14} aria-label={t("count.counting")} />;
  if (!data.is_estimate) {
    return (
      <Text fz="sm" fw={650}>
        {count(data.count)}
      </Text>
    );
  }
  return (
    <Tooltip label={t("count.estimateHelp")} multiline maw={320}>
      <Text fz="sm" fw={650} tabIndex={0}>
        ≈ {count(data.count)}
      </Text>
    </Tooltip>
  );
}
