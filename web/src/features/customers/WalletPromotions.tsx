import { Anchor, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDiscount2, IconGift } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Profile } from "@/api/names";
import { useMay } from "@/api/session";
import { LIFE_TONES } from "@/features/customers/codes";
import { activatePromotion, assignPromotion, deactivatePromotion, type Life, useCustomerChange } from "@/features/customers/customers";
import { useZone } from "@/forms/settings";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Failure, tellFailure } from "@/ui/Failure";
import { count, day, moment } from "@/ui/format";
import { PromotionPicker } from "@/ui/PromotionPicker";
import { Status } from "@/ui/Status";

interface WalletPromotionsProps {
  profile: Profile;
  lives: Life[] | undefined;
  error: unknown;
  retry: () => void;
}

/** Promotions that the customer was given or activated. */
export function WalletPromotions({ profile, lives, error, retry }: WalletPromotionsProps) {
  const { t } = useTranslation("customers");
  const [isGiving, give] = useState(false);
  const mayGive = useMay("PROMOTIONS_ASSIGNMENT_CREATE");
  const columns = useLifeColumns(profile.id);
  return (
    <>
      <DataTable
        name="customer-promotions"
        label={t("wallet.promotions")}
        columns={columns}
        rows={lives}
        keyOf={(life) => life.promotion_id}
        error={error}
        retry={retry}
        filters={
          <>
            <Text fw={650} component="h2" fz="md" className="lg-grow">
              {t("wallet.promotions")}
            </Text>
            <ActionButton size="xs" variant="default" leftSection={<IconGift size={15} />} why={!mayGive && t("needs", { permission: "PROMOTIONS_ASSIGNMENT_CREATE" })} onClick={() => give(true)}>
              {t("wallet.give")}
            </ActionButton>
          </>
        }
        empty={
          <Empty icon={IconDiscount2} title={t("wallet.noPromotions")}>
            {t("wallet.noPromotionsText")}
          </Empty>
        }
      />
      {isGiving && <GiveDialog profile={profile} onClose={() => give(false)} />}
    </>
  );
}

function GiveDialog({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const [promotion, setPromotion] = useState("");
  const give = useCustomerChange(() => assignPromotion(profile.id, promotion));
  const send = () =>
    give.mutate(undefined, {
      onSuccess: ({ assigned }) => {
        notifications.show({ color: assigned.length ? "teal" : "orange", message: t(assigned.length ? "wallet.given" : "wallet.hadIt") });
        onClose();
      },
    });
  return (
    <Modal opened onClose={onClose} title={t("wallet.give")} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack>
        {give.error && <Failure error={give.error} />}
        <PromotionPicker label={t("wallet.promotion")} value={promotion} onChange={setPromotion} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <ActionButton why={!promotion && t("wallet.whyPromotion")} loading={give.isPending} onClick={send}>
            {t("wallet.giveIt")}
          </ActionButton>
        </Group>
      </Stack>
    </Modal>
  );
}

function useLifeColumns(id: number): Column<Life>[] {
  const { t } = useTranslation("customers");
  const zone = useZone();
  return useMemo(
    () => [
      {
        id: "name",
        title: t("wallet.promotion"),
        value: (life) => life.name,
        cell: (life) => (
          <Anchor component={Link} to={`/promotions/${life.promotion_id}`} fz="sm" className="lg-words">
            {life.name}
          </Anchor>
        ),
      },
      { id: "status", title: t("wallet.stand"), value: (life) => t(`lives.${life.status}`), cell: (life) => <Status tone={LIFE_TONES[life.status] ?? "idle"}>{t(`lives.${life.status}`)}</Status> },
      { id: "assigned", title: t("wallet.assignedAt"), value: (life) => life.assigned_at ?? undefined, cell: (life) => (life.assigned_at ? day(life.assigned_at, zone) : "–") },
      { id: "activated", title: t("wallet.activatedAt"), value: (life) => life.activated_at ?? undefined, cell: (life) => (life.activated_at ? day(life.activated_at, zone) : "–") },
      { id: "uses", title: t("wallet.uses"), align: "right", value: (life) => life.uses, cell: (life) => `${count(life.uses)} / ${count(life.uses + life.uses_left)}` },
      {
        id: "until",
        title: t("wallet.until"),
        value: (life) => endOf(life) ?? undefined,
        cell: (life) => {
          const end = endOf(life);
          return end ? moment(end, zone) : t("wallet.forGood");
        },
      },
      { id: "action", title: t("wallet.action"), cell: (life) => <LifeAction id={id} life={life} /> },
    ],
    [t, zone, id],
  );
}

const endOf = (life: Life): string | null => {
  const ends = [life.lasts_until, life.ends_at, life.status === "assigned" ? (life.assigned_until ?? null) : null].filter((end): end is string => end !== null);
  return ends.sort()[0] ?? null;
};

/** Activates for the customer, or takes an activation back that was not used. */
function LifeAction({ id, life }: { id: number; life: Life }) {
  const { t } = useTranslation("customers");
  const mayActivate = useMay("PROMOTIONS_ACTIVATION_CREATE");
  const mayTake = useMay("PROMOTIONS_ACTIVATION_DELETE");
  const isActive = life.status === "active";
  const change = useCustomerChange(() => (isActive ? deactivatePromotion(id, life.promotion_id) : activatePromotion(id, life.promotion_id)));
  const ended = life.promotion_status !== "active" && life.promotion_status !== "hidden";
  const why = isActive
    ? !mayTake && t("needs", { permission: "PROMOTIONS_ACTIVATION_DELETE" })
    : (!mayActivate && t("needs", { permission: "PROMOTIONS_ACTIVATION_CREATE" })) || (ended && t("wallet.notRunning"));
  return (
    <ActionButton size="compact-sm" variant="subtle" why={why} loading={change.isPending} onClick={() => change.mutate(undefined, { onError: tellFailure })}>
      {t(isActive ? "wallet.deactivate" : "wallet.activate")}
    </ActionButton>
  );
}
