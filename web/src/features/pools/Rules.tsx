import { Card, Group, Title } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { PoolDialog } from "@/features/pools/PoolDialog";
import type { Pool } from "@/features/pools/pools";
import { ActionButton } from "@/ui/ActionButton";
import { Facts } from "@/ui/Facts";
import { count, moment } from "@/ui/format";
import { readSpan } from "@/ui/moments";

/** The settings of a pool, as facts. */
export function Rules({ pool }: { pool: Pool }) {
  const { t } = useTranslation("pools");
  const may = useMay("VOUCHERS_POOL_UPDATE");
  const [editing, edit] = useState(false);
  const facts = useFacts(pool);
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <Title order={2} fz="md">
          {t("rules.title")}
        </Title>
        <ActionButton size="xs" variant="default" leftSection={<IconPencil size={15} />} why={!may && t("mayNot", { permission: "VOUCHERS_POOL_UPDATE" })} onClick={() => edit(true)}>
          {t("edit")}
        </ActionButton>
      </Group>
      <Facts facts={facts.map(([name, value]) => [t(`rules.${name}`), value])} />
      <PoolDialog pool={pool} opened={editing} onClose={() => edit(false)} />
    </Card>
  );
}

function useFacts(pool: Pool): [string, string][] {
  const { t } = useTranslation("pools");
  const { workspace } = useSession();
  const at = (when: string) => moment(when, workspace.time_zone);
  const { emission_start: start, emission_end: end } = pool;
  const window = start && end ? "between" : start ? "from" : end ? "until" : "always";
  const span = readSpan(pool.codes_expire_after);
  return [
    ["kind", t(`kinds.${pool.kind}`)],
    ["prefix", pool.prefix || t("rules.none")],
    ["barcode", pool.barcode_type ? t(`barcodes.${pool.barcode_type}`) : t("dialog.noBarcode")],
    ["profile_limit", pool.profile_limit ? t("rules.each", { count: pool.profile_limit }) : t("dialog.noLimit")],
    ["code_limit", pool.code_limit ? count(pool.code_limit) : t("dialog.noLimit")],
    ["emission", t(`rules.emissions.${window}`, { start: start ? at(start) : "", end: end ? at(end) : "" })],
    ["ending", pool.codes_expire_at ? at(pool.codes_expire_at) : span ? t("rules.after", { amount: count(span.amount), unit: t(`progress:units.${span.unit}`) }) : t("rules.own")],
    ["created", at(pool.created_at)],
  ];
}

