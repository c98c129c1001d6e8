import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconArchive, IconCopy, IconDots, IconEyeOff, IconFlagCheck, IconPlayerPause, IconPlayerPlay, IconRocket, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
import { useMay } from "@/api/session";
import { CopyDialog } from "@/features/promotions/CopyDialog";
import { deletePromotion, MOVES, moveStatus, type Promotion, type PromotionStatus, publishPromotion } from "@/features/promotions/promotions";
import type { Editing } from "@/features/promotions/useEdited";
import { ActionButton } from "@/ui/ActionButton";
import { ActionItem } from "@/ui/ActionItem";
import { ask, useChange } from "@/ui/changes";

interface PromotionActionsProps {
  promotion: Promotion;
  check: Schemas["PromotionCheckView"] | undefined;
  editing: Editing;
  free: (go: () => void) => void;
}

const ICONS = { active: IconPlayerPlay, hidden: IconEyeOff, paused: IconPlayerPause, finished: IconFlagCheck, archived: IconArchive, draft: IconDots };

/** What can be done with a promotion as a whole; what cannot says why. */
export function PromotionActions({ promotion, check, editing, free }: PromotionActionsProps) {
  const { t } = useTranslation("promotions");
  const navigate = useNavigate();
  const client = useQueryClient();
  const [copying, setCopying] = useState(false);
  const mayPublish = useMay("PROMOTIONS_PROMOTION_PUBLISH_CREATE");
  const mayCreate = useMay("PROMOTIONS_PROMOTION_CREATE");
  const mayDelete = useMay("PROMOTIONS_PROMOTION_DELETE");
  const publish = useChange([["promotions"]], () => publishPromotion(promotion.id), (next) => t("told.published", { version: next.version }));
  const move = useChange([["promotions"], ["campaigns"]], (status: PromotionStatus) => moveStatus(promotion.id, status), (next) => t(`told.${next.status}`));
  const { id, name, status } = promotion;
  const moves = MOVES[status];
  const mayNot = t("mayNot", { permission: "PROMOTIONS_PROMOTION_PUBLISH_CREATE" });
  const isNew = status === "draft";
  const [first] = check?.problems.filter(({ is_warning: warns }) => !warns) ?? [];
  const whyNotPublish = whyNot([
    [!mayPublish, mayNot],
    [status === "archived", t("why.archived")],
    [editing.dirty, t("why.unsaved")],
    [first !== undefined, t("why.problems", { problem: first?.message })],
    [!isNew && !promotion.has_changes, t("why.same")],
  ]);
  const remove = () => {
    const gone = isNew && promotion.version === 0;
    ask({
      title: t(gone ? "delete.title" : "archive.title", { name }),
      text: t(gone ? "delete.text" : "archive.text"),
      confirm: t(gone ? "delete.confirm" : "archive.confirm"),
      onConfirm: () => (gone ? void deletePromotion(id).then(() => { void client.invalidateQueries({ queryKey: ["promotions"] }); free(() => void navigate({ to: "/promotions" })); }) : move.mutate("archived")),
    });
  };
  return (
    <>
      <MoveButton status={status} why={!mayPublish && mayNot} loading={move.isPending} go={(to) => move.mutate(to)} />
      {status !== "archived" && (
        <ActionButton leftSection={<IconRocket size={17} />} why={whyNotPublish} loading={publish.isPending} onClick={() => publish.mutate(undefined)}>
          {t(isNew ? "publish" : "publishAgain")}
        </ActionButton>
      )}
      <Menu position="bottom-end">
        <Tooltip label={t("moreActions")}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t("moreActions")}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
        </Tooltip>
        <Menu.Dropdown>
          <ActionItem leftSection={<IconCopy size={16} />} why={!mayCreate && t("mayNot", { permission: "PROMOTIONS_PROMOTION_CREATE" })} onClick={() => setCopying(true)}>{t("copy.action")}</ActionItem>
          {moves.filter((to) => to === "hidden" || to === "finished").map((to) => {
            const Icon = ICONS[to];
            return <ActionItem key={to} leftSection={<Icon size={16} />} why={!mayPublish && mayNot} onClick={() => move.mutate(to)}>{t(`moves.${to}`)}</ActionItem>;
          })}
          {status !== "archived" && (
            <ActionItem color="red" leftSection={isNew ? <IconTrash size={16} /> : <IconArchive size={16} />} why={isNew ? !mayDelete && t("mayNot", { permission: "PROMOTIONS_PROMOTION_DELETE" }) : !mayPublish && mayNot} onClick={remove}>
              {t(isNew ? "delete.action" : "archive.action")}
            </ActionItem>
          )}
        </Menu.Dropdown>
      </Menu>
      <CopyDialog promotion={promotion} opened={copying} onClose={() => setCopying(false)} />
    </>
  );
}

/** Pauses what goes on, and lets go on what does not. */
function MoveButton({ status, why, loading, go }: { status: PromotionStatus; why: string | false; loading: boolean; go: (to: PromotionStatus) => void }) {
  const { t } = useTranslation("promotions");
  if (status === "draft" || status === "archived") return null;
  const on = status !== "active";
  const Icon = on ? IconPlayerPlay : IconPlayerPause;
  return (
    <ActionButton variant="default" leftSection={<Icon size={17} />} why={why} loading={loading} onClick={() => go(on ? "active" : "paused")}>
      {t(on ? `moves.active.${status}` : "moves.paused")}
    </ActionButton>
  );
}

/** The first reason that holds. */
function whyNot(reasons: [boolean, string][]): string | false {
  return reasons.find(([holds]) => holds)?.[1] ?? false;
}
