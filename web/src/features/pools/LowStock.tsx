import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Pool } from "@/features/pools/pools";

const NAMED = 6;

/** The strip above the list: which pools need codes now. */
export function LowStock({ pools, only, show }: { pools: Pool[]; only: boolean; show: (only: boolean) => void }) {
  const { t } = useTranslation("pools");
  const names = pools.slice(0, NAMED).map((pool) => pool.name);
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle />} title={t("low.title", { count: pools.length })}>
      <Group justify="space-between" gap="sm">
        <Text fz="sm" className="lg-words lg-grow">
          {names.join(" · ")}
          {pools.length > NAMED && ` · ${t("low.more", { count: pools.length - NAMED })}`}
        </Text>
        <Button size="xs" variant="default" onClick={() => show(!only)}>
          {t(only ? "low.all" : "low.only")}
        </Button>
      </Group>
    </Alert>
  );
}
