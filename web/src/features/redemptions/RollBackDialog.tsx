import { Button, Group, Modal, NumberInput, Radio, SegmentedControl, Stack, Table, Text, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { type KeptLine, readCart } from "@/features/redemptions/cart";
import { type RedemptionDetail, rollBack, useRedemptionChange } from "@/features/redemptions/redemptions";
import { ActionButton } from "@/ui/ActionButton";
import { Failure } from "@/ui/Failure";
import { count, money } from "@/ui/format";

const POLICIES = ["keep", "re_evaluate", "claw_back"] as const;
type Policy = (typeof POLICIES)[number];

/** Takes a redemption back, whole or by the lines that were returned. */
export function RollBackDialog({ redemption, onClose }: { redemption: RedemptionDetail; onClose: () => void }) {
  const { t } = useTranslation("redemptions");
  const lines = readCart(redemption.cart).lines;
  const [extent, setExtent] = useState<"whole" | "lines">("whole");
  const [back, setBack] = useState<Record<string, number>>({});
  const [policy, setPolicy] = useState<Policy>("keep");
  const [reason, setReason] = useState("");
  const chosen = Object.fromEntries(Object.entries(back).filter(([, units]) => units > 0));
  const run = useRedemptionChange(() =>
    rollBack(redemption.id, { lines: extent === "whole" ? null : chosen, policy: extent === "whole" ? "keep" : policy, reason: reason.trim() }),
  );
  const why = !reason.trim() ? t("rollback.whyReason") : extent === "lines" && Object.keys(chosen).length === 0 ? t("rollback.whyLines") : undefined;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (why) return;
    run.mutate(undefined, {
      onSuccess: (done) => {
        notifications.show({ color: "teal", message: t(done.whole ? "rollback.doneWhole" : "rollback.doneLines", { amount: money(done.refund, redemption.currency) }) });
        onClose();
      },
    });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t("rollback.title", { name: redemption.order_id ?? redemption.id.slice(0, 8) })} closeButtonProps={{ "aria-label": t("close") }}>
      <form onSubmit={submit}>
        <Stack>
          {run.error && <Failure error={run.error} />}
          <Text fz="sm">{t("rollback.lead")}</Text>
          {lines.length > 0 && (
            <SegmentedControl
              aria-label={t("rollback.extent")}
              value={extent}
              onChange={(value) => setExtent(value as "whole" | "lines")}
              data={(["whole", "lines"] as const).map((value) => ({ value, label: t(`rollback.${value}`) }))}
            />
          )}
          {extent === "lines" && (
            <>
              <Lines lines={lines} returned={redemption.returned} back={back} onChange={setBack} currency={redemption.currency} />
              <Radio.Group label={t("rollback.policy")} value={policy} onChange={(value) => setPolicy(value as Policy)}>
                <Stack gap={6} mt={4}>
                  {POLICIES.map((value) => (
                    <Radio key={value} value={value} label={t(`rollback.policies.${value}`)} description={t(`rollback.policyHelp.${value}`)} />
                  ))}
                </Stack>
              </Radio.Group>
            </>
          )}
          <Textarea label={t("rollback.reason")} required autosize maxLength={500} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <ActionButton type="submit" color="red" why={why} loading={run.isPending}>
              {t(extent === "whole" ? "rollback.runWhole" : "rollback.runLines")}
            </ActionButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface LinesProps {
  lines: KeptLine[];
  returned: Record<string, number>;
  back: Record<string, number>;
  onChange: (back: Record<string, number>) => void;
  currency: string;
}

function Lines({ lines, returned, back, onChange, currency }: LinesProps) {
  const { t } = useTranslation("redemptions");
  return (
    <Table verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("cart.article")}</Table.Th>
          <Table.Th ta="right">{t("cart.amount")}</Table.Th>
          <Table.Th ta="right">{t("rollback.units")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line) => {
          // What is weighed comes back whole: it counts as one.
          const left = (Number.isInteger(line.quantity) ? line.quantity : 1) - (returned[line.id] ?? 0);
          return (
            <Table.Tr key={line.id}>
              <Table.Td className="lg-words">{line.name || line.sku}</Table.Td>
              <Table.Td ta="right">{money(line.amount, currency)}</Table.Td>
              <Table.Td>
                <Group gap={6} justify="flex-end" wrap="nowrap">
                  <NumberInput size="xs" w={76} min={0} max={left} disabled={left <= 0} allowDecimal={false} aria-label={t("rollback.unitsOf", { name: line.name || line.sku })} value={back[line.id] ?? 0} onChange={(value) => onChange({ ...back, [line.id]: Number(value) || 0 })} />
                  <Text fz="xs" c="dimmed" className="lg-nowrap">
                    / {count(Math.max(left, 0))}
                  </Text>
                </Group>
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
