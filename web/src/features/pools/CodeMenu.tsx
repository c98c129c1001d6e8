import { ActionIcon, Menu, Text, Tooltip } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconArrowBackUp, IconBan, IconCopy, IconDots, IconQrcode } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { type Code, useCodeActions } from "@/features/pools/codes";
import { ActionItem } from "@/ui/ActionItem";
import { tellFailure } from "@/ui/Failure";

/** What can be done with one code. */
export function CodeMenu({ code, show }: { code: Code; show: (code: Code) => void }) {
  const { t } = useTranslation("pools");
  const mayTakeBack = useMay("VOUCHERS_ITEM_ASSIGN_DELETE");
  const mayCancel = useMay("VOUCHERS_ITEM_CANCEL_UPDATE");
  const { giveBack, cancel } = useCodeActions(code.pool_id);
  const named = { code: code.code };
  const copy = async () => {
    await navigator.clipboard.writeText(code.code);
    notifications.show({ color: "teal", message: t("codes.copied", named) });
  };
  const ask = (what: "giveBack" | "cancel", go: () => void) =>
    modals.openConfirmModal({
      title: t(`codes.${what}Title`, named),
      children: <Text fz="sm">{t(`codes.${what}Text`)}</Text>,
      labels: { confirm: t(`codes.${what}`), cancel: t("cancel") },
      confirmProps: { color: "red" },
      closeButtonProps: { "aria-label": t("close") },
      onConfirm: go,
    });
  const takeBack = () => giveBack.mutate(code.code, { onSuccess: () => notifications.show({ color: "teal", message: t("codes.givenBack", named) }), onError: tellFailure });
  const end = () => cancel.mutate(code.code, { onSuccess: () => notifications.show({ color: "teal", message: t("codes.cancelled", named) }), onError: tellFailure });
  const whyKept = code.state !== "assigned" ? t("codes.notAssigned") : mayTakeBack ? "" : t("mayNot", { permission: "VOUCHERS_ITEM_ASSIGN_DELETE" });
  const whyNotCancelled = ["redeemed", "cancelled"].includes(code.state) ? t("codes.spent") : mayCancel ? "" : t("mayNot", { permission: "VOUCHERS_ITEM_CANCEL_UPDATE" });
  return (
    <Menu position="bottom-end" width={230} withinPortal withInitialFocusPlaceholder={false}>
      <Tooltip label={t("codes.actions", named)}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={t("codes.actions", named)}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconQrcode size={16} />} onClick={() => show(code)}>
          {t("codes.show")}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void copy()}>
          {t("codes.copy")}
        </Menu.Item>
        <Menu.Divider />
        <ActionItem color="red" why={whyKept} leftSection={<IconArrowBackUp size={16} />} onClick={() => ask("giveBack", takeBack)}>
          {t("codes.giveBack")}
        </ActionItem>
        <ActionItem color="red" why={whyNotCancelled} leftSection={<IconBan size={16} />} onClick={() => ask("cancel", end)}>
          {t("codes.cancel")}
        </ActionItem>
      </Menu.Dropdown>
    </Menu>
  );
}
