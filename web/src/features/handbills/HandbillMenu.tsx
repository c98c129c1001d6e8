import { ActionIcon, Button, Menu } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconArchive, IconChartHistogram, IconDots, IconHistory, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { type Handbill, moveHandbill, type Status } from "@/features/handbills/handbills";
import { ActionButton } from "@/ui/ActionButton";
import { tellFailure } from "@/ui/Failure";

interface HandbillMenuProps {
  handbill: Handbill;
  take: (handbill: Handbill) => void;
  history: () => void;
}

/** Results, pause and resume, versions, archive. */
export function HandbillMenu({ handbill, take, history }: HandbillMenuProps) {
  const { t } = useTranslation("handbills");
  const may = useMay("PROMOTIONS_HANDBILL_UPDATE");
  const move = useMutation({ mutationFn: (status: Status) => moveHandbill(handbill.id, status), onSuccess: take, onError: tellFailure });
  const why = !may && t("mayNot", { permission: "PROMOTIONS_HANDBILL_UPDATE" });
  const askArchive = () =>
    modals.openConfirmModal({
      withCloseButton: false,
      title: t("archiveTitle", { name: handbill.name }),
      children: t("archiveText"),
      labels: { confirm: t("archive"), cancel: t("cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => move.mutate("archived"),
    });
  return (
    <>
      {handbill.version > 0 && (
        <Button component={Link} to={`/handbills/${handbill.id}/results`} variant="default" leftSection={<IconChartHistogram size={17} />}>
          {t("results.open")}
        </Button>
      )}
      {handbill.status === "published" && (
        <ActionButton variant="default" why={why} loading={move.isPending} leftSection={<IconPlayerPause size={17} />} onClick={() => move.mutate("paused")}>
          {t("pause")}
        </ActionButton>
      )}
      {handbill.status === "paused" && (
        <ActionButton variant="default" why={why} loading={move.isPending} leftSection={<IconPlayerPlay size={17} />} onClick={() => move.mutate("published")}>
          {t("resume")}
        </ActionButton>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t("more")}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconHistory size={16} />} onClick={history}>
            {t("versions.title")}
          </Menu.Item>
          <Menu.Item leftSection={<IconArchive size={16} />} color="red" disabled={!may || handbill.status === "archived"} onClick={askArchive}>
            {t("archive")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
