import { ActionIcon, Menu } from "@mantine/core";
import { IconArchive, IconDots, IconFlagCheck, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { type Campaign, type CampaignStatus, deleteCampaign, MOVES, moveCampaign } from "@/features/campaigns/campaigns";
import { ActionItem } from "@/ui/ActionItem";
import { ask, useChange } from "@/ui/changes";

const ICONS = { active: IconPlayerPlay, paused: IconPlayerPause, finished: IconFlagCheck, archived: IconArchive, draft: IconPencil };
const LISTS = [["campaigns"], ["promotions"]];

/** What can be done with a campaign; what cannot says why. */
export function CampaignMenu({ campaign, onEdit }: { campaign: Campaign; onEdit: () => void }) {
  const { t } = useTranslation("campaigns");
  const mayChange = useMay("PROMOTIONS_CAMPAIGN_UPDATE");
  const mayDelete = useMay("PROMOTIONS_CAMPAIGN_DELETE");
  const move = useChange(LISTS, (status: CampaignStatus) => moveCampaign(campaign.id, status), (next) => t("told.moved", { name: next.name, status: t(`statuses.${next.status}`) }));
  const remove = useChange(LISTS, () => deleteCampaign(campaign.id), () => t("told.deleted", { name: campaign.name }));
  const go = (status: CampaignStatus) =>
    status === "archived" || status === "finished"
      ? ask({ title: t(`${status}.title`, { name: campaign.name }), text: t(`${status}.text`), confirm: t(`moves.${status}`), onConfirm: () => move.mutate(status) })
      : move.mutate(status);
  const whyNotDelete = !mayDelete ? t("mayNot", { permission: "PROMOTIONS_CAMPAIGN_DELETE" }) : campaign.promotions > 0 ? t("whyNotDelete") : "";
  const whyNotChange = mayChange ? "" : t("mayNot", { permission: "PROMOTIONS_CAMPAIGN_UPDATE" });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={t("actionsOf", { name: campaign.name })} loading={move.isPending || remove.isPending}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown maw={300}>
        {campaign.status !== "archived" && (
          <ActionItem leftSection={<IconPencil size={16} />} why={whyNotChange} onClick={onEdit}>
            {t("edit")}
          </ActionItem>
        )}
        {MOVES[campaign.status].map((status) => {
          const Icon = ICONS[status];
          return (
            <ActionItem key={status} leftSection={<Icon size={16} />} why={whyNotChange} onClick={() => go(status)}>
              {t(status === "active" && campaign.status !== "draft" ? "moves.resume" : `moves.${status}`)}
            </ActionItem>
          );
        })}
        <ActionItem
          color="red"
          leftSection={<IconTrash size={16} />}
          why={whyNotDelete}
          onClick={() => ask({ title: t("delete.title", { name: campaign.name }), text: t("delete.text"), confirm: t("delete.confirm"), onConfirm: () => remove.mutate(undefined) })}
        >
          {t("delete.confirm")}
        </ActionItem>
      </Menu.Dropdown>
    </Menu>
  );
}
