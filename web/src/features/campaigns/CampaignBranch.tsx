import { ActionIcon, Anchor, Button, Collapse, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconArrowRight, IconChevronDown, IconChevronRight, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
import { useSession } from "@/api/session";
import { CampaignMenu } from "@/features/campaigns/CampaignMenu";
import { branchQuery, type Campaign, STATUS_TONES } from "@/features/campaigns/campaigns";
import { MoveDialog } from "@/features/campaigns/MoveDialog";
import { STATUS_TONES as PROMOTION_TONES } from "@/features/promotions/promotions";
import { Failure } from "@/ui/Failure";
import { day } from "@/ui/format";
import { Status } from "@/ui/Status";

interface CampaignBranchProps {
  campaign: Campaign;
  campaigns: Campaign[];
  opened: boolean;
  onToggle: () => void;
  onEdit: () => void;
}

/** A campaign; opened, with its promotions. */
export function CampaignBranch({ campaign, campaigns, opened, onToggle, onEdit }: CampaignBranchProps) {
  const { t } = useTranslation(["campaigns", "promotions"]);
  const { workspace } = useSession();
  const on = (moment: string) => day(moment, workspace.time_zone);
  const { starts_at: from, ends_at: to } = campaign;
  const dates = from && to ? t("fromTo", { from: on(from), to: on(to) }) : from ? t("from", { from: on(from) }) : to ? t("to", { to: on(to) }) : "";
  const Sign = opened ? IconChevronDown : IconChevronRight;
  return (
    <section className="lg-branch" aria-label={campaign.name}>
      <Group className="lg-branch-head" justify="space-between" gap="sm" wrap="nowrap">
        <UnstyledButton className="lg-grow lg-grab" aria-expanded={opened} onClick={onToggle}>
          <Group gap="sm" wrap="nowrap">
            <Sign size={18} aria-hidden className="lg-fixed" />
            <div className="lg-grab">
              <Text fz="sm" fw={650} className="lg-words">{campaign.name}</Text>
              <Text fz="xs" c="dimmed" className="lg-words">
                {[t("promotions", { count: campaign.promotions }), dates, campaign.tags.join(", "), campaign.limits.length ? t("limited", { count: campaign.limits.length }) : ""].filter(Boolean).join(" · ")}
              </Text>
            </div>
          </Group>
        </UnstyledButton>
        <Group gap="xs" wrap="nowrap" className="lg-fixed">
          <Status tone={STATUS_TONES[campaign.status]}>{t(`statuses.${campaign.status}`)}</Status>
          <CampaignMenu campaign={campaign} onEdit={onEdit} />
        </Group>
      </Group>
      <Collapse expanded={opened}>{opened && <Promotions campaign={campaign} campaigns={campaigns} />}</Collapse>
    </section>
  );
}

function Promotions({ campaign, campaigns }: { campaign: Campaign; campaigns: Campaign[] }) {
  const { t } = useTranslation(["campaigns", "promotions"]);
  const { data, error } = useQuery(branchQuery(campaign.id));
  const [moving, move] = useState<Schemas["PromotionView"]>();
  return (
    <div className="lg-leaves">
      {campaign.description && <Text fz="sm" c="dimmed" mb="xs" className="lg-words">{campaign.description}</Text>}
      {error && <Failure error={error} />}
      {data?.items.length === 0 && <Text fz="sm" c="dimmed" mb="xs">{t("noPromotions")}</Text>}
      <Stack gap={0} component="ul" className="lg-plain-list">
        {data?.items.map((promotion) => (
          <Group key={promotion.id} component="li" className="lg-leaf-row" justify="space-between" gap="xs" wrap="nowrap">
            <div className="lg-grab">
              <Anchor component={Link} to={`/promotions/${promotion.id}`} fz="sm" className="lg-words">{promotion.name}</Anchor>
              <Text fz="xs" c="dimmed" className="lg-words lg-mono">{promotion.code}</Text>
            </div>
            <Group gap="xs" wrap="nowrap" className="lg-fixed">
              <Status tone={PROMOTION_TONES[promotion.status]}>{t(`promotions:statuses.${promotion.status}`)}</Status>
              <ActionIcon variant="subtle" color="gray" aria-label={t("moveNamed", { name: promotion.name })} onClick={() => move(promotion)}>
                <IconArrowRight size={17} />
              </ActionIcon>
            </Group>
          </Group>
        ))}
      </Stack>
      <Group gap="xs" mt="xs">
        {campaign.status !== "archived" && (
          <Button component={Link} to={`/promotions/new?campaign=${campaign.id}`} variant="light" size="xs" leftSection={<IconPlus size={15} />}>
            {t("addPromotion")}
          </Button>
        )}
        {(data?.next_cursor ?? null) !== null && (
          <Button component={Link} to={`/promotions?campaign=${campaign.id}`} variant="subtle" size="xs">{t("allOfIt", { count: campaign.promotions })}</Button>
        )}
      </Group>
      {moving && <MoveDialog promotion={moving} campaigns={campaigns} onClose={() => move(undefined)} />}
    </div>
  );
}
