import { Modal, Select } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
import { useMay } from "@/api/session";
import { type Campaign, putInto } from "@/features/campaigns/campaigns";
import { tell } from "@/ui/changes";
import { SendForm } from "@/ui/SendForm";

const NONE = "none";

/** Puts a promotion into another campaign, or into none. */
export function MoveDialog({ promotion, campaigns, onClose }: { promotion: Schemas["PromotionView"]; campaigns: Campaign[]; onClose: () => void }) {
  const { t } = useTranslation("campaigns");
  const client = useQueryClient();
  const may = useMay("PROMOTIONS_PROMOTION_UPDATE");
  const [chosen, choose] = useState(promotion.campaign_id ?? NONE);
  return (
    <Modal opened onClose={onClose} title={t("move.title", { name: promotion.name })}>
      <SendForm
        send={() => putInto(promotion.id, chosen === NONE ? null : chosen)}
        done={() => {
          tell(t("move.done", { name: promotion.name }));
          void client.invalidateQueries({ queryKey: ["promotions"] });
          void client.invalidateQueries({ queryKey: ["campaigns"] });
          onClose();
        }}
        submit={t("move.submit")}
        fields={["campaign_id"]}
        onCancel={onClose}
        why={may ? chosen === (promotion.campaign_id ?? NONE) && t("move.same") : t("mayNot", { permission: "PROMOTIONS_PROMOTION_UPDATE" })}
      >
        {(fault) => (
          <Select
            data-autofocus
            label={t("move.to")}
            searchable
            allowDeselect={false}
            data={[{ value: NONE, label: t("move.none") }, ...campaigns.filter(({ status }) => status !== "archived").map(({ id, name }) => ({ value: id, label: name }))]}
            value={chosen}
            error={fault("campaign_id")}
            onChange={(next) => choose(next ?? NONE)}
          />
        )}
      </SendForm>
    </Modal>
  );
}
