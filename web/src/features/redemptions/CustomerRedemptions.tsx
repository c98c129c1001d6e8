import { Text } from "@mantine/core";
import { IconReceipt2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { allPages, MOST, usePage } from "@/api/lists";
import type { Profile } from "@/api/names";
import { readRedemptions } from "@/features/redemptions/redemptions";
import { useRedemptionColumns } from "@/features/redemptions/useRedemptionColumns";
import { DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { cursor: "" };

/** What one customer redeemed. */
export function CustomerRedemptions({ profile }: { profile: Profile }) {
  const { t } = useTranslation("redemptions");
  const [view, change] = useUrlState(DEFAULTS);
  const filter = { customer: String(profile.id) };
  const { data, error, refetch } = usePage(["redemptions", "of", profile.id, view.cursor], () => readRedemptions(filter, view.cursor));
  const columns = useRedemptionColumns(data?.items, "customer");
  return (
    <DataTable
      name="customer-redemptions"
      label={t("tabs.redemptions")}
      columns={columns}
      rows={data?.items}
      keyOf={(redemption) => redemption.id}
      to={(redemption) => `/redemptions/${redemption.id}`}
      error={error}
      retry={() => void refetch()}
      paging={{ cursor: view.cursor, next: data?.next_cursor, turn: (cursor) => change({ cursor }) }}
      all={() => allPages((cursor) => readRedemptions(filter, cursor ?? "", MOST))}
      filters={
        <Text fw={650} component="h2" fz="md">
          {t("tabs.redemptions")}
        </Text>
      }
      empty={
        <Empty icon={IconReceipt2} title={t("ofCustomer.none")}>
          {t("ofCustomer.noneText")}
        </Empty>
      }
    />
  );
}
