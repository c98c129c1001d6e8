import { Group, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { cancelHold, confirmHold, type Redemption, useRedemptionChange } from "@/features/redemptions/redemptions";
import { ActionButton } from "@/ui/ActionButton";
import { tellFailure } from "@/ui/Failure";

/** Confirms a hold (the order is paid), or frees what it keeps. */
export function HoldActions({ hold, compact = false }: { hold: Redemption; compact?: boolean }) {
  const { t } = useTranslation("redemptions");
  const mayConfirm = useMay("PROMOTIONS_HOLD_CONFIRMATION_CREATE");
  const mayCancel = useMay("PROMOTIONS_HOLD_DELETE");
  const confirm = useRedemptionChange(() => confirmHold(hold.id));
  const cancel = useRedemptionChange(() => cancelHold(hold.id));
  const name = hold.order_id ?? hold.id;
  const done = (text: string) => ({ onSuccess: () => notifications.show({ color: "teal", message: t(text, { name }) }), onError: tellFailure });
  const ask = () =>
    modals.openConfirmModal({
      title: t("holds.cancelTitle", { name }),
      children: <Text fz="sm">{t("holds.cancelText")}</Text>,
      labels: { confirm: t("holds.cancel"), cancel: t("holds.keep") },
      confirmProps: { color: "red" },
      closeButtonProps: { "aria-label": t("close") },
      onConfirm: () => cancel.mutate(undefined, done("holds.cancelled")),
    });
  const size = compact ? "compact-sm" : "sm";
  return (
    <Group gap="xs" wrap={compact ? "nowrap" : "wrap"}>
      <ActionButton size={size} variant="light" leftSection={<IconCheck size={15} />} loading={confirm.isPending} why={!mayConfirm && t("needs", { permission: "PROMOTIONS_HOLD_CONFIRMATION_CREATE" })} onClick={() => confirm.mutate(undefined, done("holds.confirmed"))}>
        {t("holds.confirm")}
      </ActionButton>
      {hold.state === "held" && (
        <ActionButton size={size} variant="subtle" color="red" leftSection={<IconX size={15} />} loading={cancel.isPending} why={!mayCancel && t("needs", { permission: "PROMOTIONS_HOLD_DELETE" })} onClick={ask}>
          {t("holds.cancel")}
        </ActionButton>
      )}
    </Group>
  );
}
