import { ActionIcon, Button, Menu, Text, Tooltip } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconDots, IconDownload, IconGift, IconPencil, IconPlus, IconPrinter, IconSparkles, IconTrash, IconUpload, IconUsersGroup } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { AddCodeDialog } from "@/features/pools/AddCodeDialog";
import { AssignDialog } from "@/features/pools/AssignDialog";
import { BulkDialog } from "@/features/pools/BulkDialog";
import { exportOf } from "@/features/pools/codes";
import { GenerateDialog } from "@/features/pools/GenerateDialog";
import { PoolDialog } from "@/features/pools/PoolDialog";
import { type Pool, useDeletePool } from "@/features/pools/pools";
import { ActionButton } from "@/ui/ActionButton";
import { tellFailure } from "@/ui/Failure";

type Dialog = "generate" | "add" | "assign" | "bulk" | "edit";

/** Everything that can be done with a pool. */
export function PoolActions({ pool }: { pool: Pool }) {
  const { t } = useTranslation("pools");
  const [open, setOpen] = useState<Dialog>();
  const mayUpload = useMay("VOUCHERS_ITEM_IMPORT_CREATE");
  const mayGenerate = useMay("VOUCHERS_ITEM_GENERATE_CREATE");
  const mayAssign = useMay("VOUCHERS_ITEM_ASSIGN_CREATE");
  const refused = (permission: string) => t("mayNot", { permission });
  const whyNotAssign = !mayAssign ? refused("VOUCHERS_ITEM_ASSIGN_CREATE") : !pool.active ? t("assign.paused") : pool.remaining === 0 && pool.assigned === 0 ? t("assign.empty") : undefined;
  const close = () => setOpen(undefined);
  const dialog = (name: Dialog) => ({ pool, opened: open === name, onClose: close });
  return (
    <>
      {mayUpload && (
        <Button component={Link} to="/imports/new" search={{ what: "codes", pool: pool.id } as never} variant="default" leftSection={<IconUpload size={17} />}>
          {t("upload")}
        </Button>
      )}
      <ActionButton variant="default" why={!mayGenerate && refused("VOUCHERS_ITEM_GENERATE_CREATE")} leftSection={<IconSparkles size={17} />} onClick={() => setOpen("generate")}>
        {t("generate.button")}
      </ActionButton>
      <ActionButton why={whyNotAssign} leftSection={<IconGift size={17} />} onClick={() => setOpen("assign")}>
        {t("assign.button")}
      </ActionButton>
      <More pool={pool} open={setOpen} mayAssign={mayAssign} />
      <GenerateDialog {...dialog("generate")} />
      <AddCodeDialog {...dialog("add")} />
      <AssignDialog {...dialog("assign")} />
      <BulkDialog {...dialog("bulk")} />
      <PoolDialog {...dialog("edit")} />
    </>
  );
}

function More({ pool, open, mayAssign }: { pool: Pool; open: (dialog: Dialog) => void; mayAssign: boolean }) {
  const { t } = useTranslation("pools");
  const navigate = useNavigate();
  const remove = useDeletePool();
  const [mayEdit, mayAdd, mayExport, mayDelete] = [useMay("VOUCHERS_POOL_UPDATE"), useMay("VOUCHERS_ITEM_CREATE"), useMay("VOUCHERS_ITEM_EXPORT_READ"), useMay("VOUCHERS_POOL_DELETE")];
  const inUse = pool.assigned + pool.redeemed > 0;
  const gone = () => {
    notifications.show({ color: "teal", message: t("remove.done", { name: pool.name }) });
    void navigate({ to: "/pools" });
  };
  const ask = () =>
    modals.openConfirmModal({
      title: t("remove.title", { name: pool.name }),
      children: <Text fz="sm">{t("remove.text", { count: pool.total })}</Text>,
      labels: { confirm: t("remove.button"), cancel: t("cancel") },
      confirmProps: { color: "red" },
      closeButtonProps: { "aria-label": t("close") },
      onConfirm: () => remove.mutate(pool.id, { onSuccess: gone, onError: tellFailure }),
    });
  return (
    <Menu position="bottom-end" width={250} withinPortal withInitialFocusPlaceholder={false}>
      <Tooltip label={t("more")}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t("more")}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown>
        {mayEdit && <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => open("edit")}>{t("editSettings")}</Menu.Item>}
        {mayAdd && <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => open("add")}>{t("add.button")}</Menu.Item>}
        {mayAssign && <Menu.Item leftSection={<IconUsersGroup size={16} />} onClick={() => open("bulk")}>{t("bulk.button")}</Menu.Item>}
        <Menu.Item leftSection={<IconPrinter size={16} />} component={Link} to={`/pools/${pool.id}/print`}>{t("print.button")}</Menu.Item>
        {mayExport && <Menu.Item leftSection={<IconDownload size={16} />} component="a" href={exportOf(pool.id)} download>{t("export")}</Menu.Item>}
        {mayDelete && (
          <>
            <Menu.Divider />
            <Menu.Item color={inUse ? undefined : "red"} leftSection={<IconTrash size={16} />} aria-disabled={inUse || undefined} closeMenuOnClick={!inUse} onClick={() => !inUse && ask()}>
              {t("remove.button")}
              {inUse && <Text fz="xs" c="dimmed">{t("remove.inUse")}</Text>}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
