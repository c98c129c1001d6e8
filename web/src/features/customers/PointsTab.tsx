import { Anchor, Badge, Button, Group, Modal, SegmentedControl, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconClock, IconCoins, IconPlusMinus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type SubmitEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { allPages, usePage } from "@/api/lists";
import { nameOf, type Profile, useActorNames, usePromotionNames } from "@/api/names";
import { useMay } from "@/api/session";
import { changePoints, type PointsEntry, readPoints, useCustomerChange, walletQuery } from "@/features/customers/customers";
import { useZone } from "@/forms/settings";
import { useQuery } from "@tanstack/react-query";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";
import { Figure } from "@/ui/Figure";
import { count, day, moment } from "@/ui/format";
import { MomentInput } from "@/ui/MomentInput";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { cursor: "" };

/** The customer's points: the balance, what of it is lost soon, and every entry. */
export function PointsTab({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const zone = useZone();
  const [view, change] = useUrlState(DEFAULTS);
  const [isChanging, setChanging] = useState(false);
  const mayChange = useMay("PROMOTIONS_POINTS_CREATE");
  const { data: wallet } = useQuery(walletQuery(profile.id));
  const { data, error, refetch } = usePage(["customers", profile.id, "points", view.cursor], () => readPoints(profile.id, view.cursor));
  const columns = usePointsColumns(data?.items);
  const next = wallet?.points.expiring[0];
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Figure icon={IconCoins} color="indigo" label={t("points.balance")} note={t("points.balanceNote")} value={wallet && count(wallet.points.balance)} />
        <Figure icon={IconClock} color="orange" label={t("points.expiring")} note={next ? t("points.nextOn", { day: day(`${next.on}T12:00:00Z`, zone), amount: count(next.amount) }) : t("points.nothingEnds")} value={wallet && count(wallet.points.expiring.reduce((sum, end) => sum + end.amount, 0))} />
      </SimpleGrid>
      <DataTable
        name="points"
        label={t("points.title")}
        columns={columns}
        rows={data?.items}
        keyOf={(entry) => String(entry.id)}
        error={error}
        retry={() => void refetch()}
        paging={{ cursor: view.cursor, next: data?.next_cursor, turn: (cursor) => change({ cursor }) }}
        all={() => allPages((cursor) => readPoints(profile.id, cursor ?? ""))}
        filters={
          <>
            <Text fw={650} component="h2" fz="md" className="lg-grow">
              {t("points.title")}
            </Text>
            <ActionButton size="xs" leftSection={<IconPlusMinus size={15} />} why={!mayChange && t("needs", { permission: "PROMOTIONS_POINTS_CREATE" })} onClick={() => setChanging(true)}>
              {t("points.change")}
            </ActionButton>
          </>
        }
        empty={
          <Empty icon={IconCoins} title={t("points.none")}>
            {t("points.noneText")}
          </Empty>
        }
      />
      {isChanging && <PointsDialog profile={profile} balance={wallet?.points.balance} onClose={() => setChanging(false)} />}
    </Stack>
  );
}

function usePointsColumns(entries: PointsEntry[] | undefined): Column<PointsEntry>[] {
  const { t } = useTranslation("customers");
  const zone = useZone();
  const promotionName = usePromotionNames(entries?.map((entry) => entry.promotion_id) ?? []);
  const actorName = useActorNames(entries?.map((entry) => entry.actor) ?? []);
  return useMemo(
    () => [
      { id: "at", title: t("points.columns.at"), value: (entry) => entry.at, cell: (entry) => <span className="lg-nowrap">{moment(entry.at, zone)}</span> },
      { id: "kind", title: t("points.columns.kind"), value: (entry) => entry.kind, cell: (entry) => <Badge variant="light" color={entry.amount < 0 ? "orange" : "teal"} tt="none">{t(`points.kinds.${entry.kind}`)}</Badge> },
      { id: "amount", title: t("points.columns.amount"), align: "right", value: (entry) => entry.amount, cell: (entry) => <Text fz="sm" fw={650}>{entry.amount > 0 ? `+${count(entry.amount)}` : count(entry.amount)}</Text> },
      {
        id: "for",
        title: t("points.columns.for"),
        value: (entry) => entry.reason || (entry.promotion_id ? promotionName(entry.promotion_id) : ""),
        cell: (entry) => (
          <Group gap={6}>
            {entry.reason && <span className="lg-words">{entry.reason}</span>}
            {entry.promotion_id && <span className="lg-words">{promotionName(entry.promotion_id)}</span>}
            {entry.redemption_id && (
              <Anchor component={Link} to={`/redemptions/${entry.redemption_id}`} fz="sm">
                {t("points.redemption")}
              </Anchor>
            )}
          </Group>
        ),
      },
      { id: "open", title: t("points.columns.open"), align: "right", value: (entry) => (entry.amount > 0 ? entry.open : undefined), cell: (entry) => (entry.amount > 0 ? count(entry.open) : "–") },
      { id: "expires", title: t("points.columns.expires"), value: (entry) => entry.expires_at ?? undefined, cell: (entry) => (entry.expires_at ? day(entry.expires_at, zone) : "–") },
      { id: "actor", title: t("points.columns.actor"), hidden: true, value: (entry) => actorName(entry.actor, entry.actor), cell: (entry) => <span className="lg-words">{actorName(entry.actor)}</span> },
    ],
    [t, zone, promotionName, actorName],
  );
}

function PointsDialog({ profile, balance, onClose }: { profile: Profile; balance: number | undefined; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const [way, setWay] = useState("add");
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [expires, setExpires] = useState<string | null>(null);
  const amount = /^\d{1,12}$/.test(text.trim()) ? Number(text) : 0;
  const save = useCustomerChange(() =>
    changePoints(profile.id, { kind: "adjust", amount: way === "add" ? amount : -amount, reason: reason.trim(), expires_at: way === "add" ? expires : null }),
  );
  const tooMany = way === "take" && balance !== undefined && amount > balance;
  const why = amount === 0 ? t("points.whyAmount") : !reason.trim() ? t("points.whyReason") : undefined;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (why) return;
    save.mutate(undefined, {
      onSuccess: (done) => {
        notifications.show({ color: "teal", message: t("points.changed", { name: nameOf(profile), balance: count(done.balance) }) });
        onClose();
      },
    });
  };
  return (
    <Modal opened onClose={onClose} title={t("points.changeOf", { name: nameOf(profile) })} closeButtonProps={{ "aria-label": t("close") }}>
      <form onSubmit={submit}>
        <Stack>
          {save.error && <Failure error={save.error} />}
          <SegmentedControl aria-label={t("points.way")} value={way} onChange={setWay} data={["add", "take"].map((value) => ({ value, label: t(`points.${value}`) }))} />
          <TextInput label={t("points.amount")} description={balance !== undefined && t("points.has", { balance: count(balance) })} error={tooMany && t("points.tooMany")} inputMode="numeric" autoComplete="off" data-autofocus required value={text} onChange={(event) => setText(event.currentTarget.value)} />
          <Textarea label={t("points.reason")} description={t("points.reasonHelp")} required autosize maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          {way === "add" && <MomentInput label={t("points.expiresAt")} description={t("points.expiresHelp")} value={expires} onChange={setExpires} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <ActionButton type="submit" why={why} loading={save.isPending}>
              {t(way === "add" ? "points.giveThem" : "points.takeThem")}
            </ActionButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
