import { ActionIcon, Anchor, Center, Group, Modal, SegmentedControl, Text, Tooltip } from "@mantine/core";
import { IconQrcode, IconTicket } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { STAND_TONES, type Stand, standOf, STANDS } from "@/features/customers/codes";
import type { Code, Wallet } from "@/features/customers/customers";
import { useZone } from "@/forms/settings";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { day, moment } from "@/ui/format";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS: { stand: Stand | "all"; sort: string } = { stand: "all", sort: "-assigned" };

interface WalletCodesProps {
  codes: Code[] | undefined;
  wallet: Wallet | undefined;
  error: unknown;
  retry: () => void;
}

/** Every code the customer was given, with its barcode. */
export function WalletCodes({ codes, wallet, error, retry }: WalletCodesProps) {
  const { t } = useTranslation("customers");
  const [view, change] = useUrlState(DEFAULTS);
  const [shown, show] = useState<string>();
  const columns = useCodeColumns(wallet, show);
  const rows = useMemo(() => codes?.filter((code) => view.stand === "all" || standOf(code) === view.stand), [codes, view.stand]);
  return (
    <>
      <DataTable
        name="customer-codes"
        label={t("wallet.codes")}
        columns={columns}
        rows={rows}
        keyOf={(code) => code.id}
        error={error}
        retry={retry}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        filters={
          <>
            <Text fw={650} component="h2" fz="md">
              {t("wallet.codes")}
            </Text>
            <SegmentedControl
              size="xs"
              aria-label={t("wallet.stand")}
              value={view.stand}
              onChange={(stand) => change({ stand: stand as Stand | "all" })}
              data={(["all", ...STANDS] as const).map((value) => ({ value, label: t(`stands.${value}`) }))}
            />
          </>
        }
        empty={
          <Empty icon={IconTicket} title={t("wallet.noCodes")}>
            {t("wallet.noCodesText")}
          </Empty>
        }
      />
      <Modal opened={shown !== undefined} onClose={() => show(undefined)} title={shown} closeButtonProps={{ "aria-label": t("close") }}>
        {shown !== undefined && (
          <Center>
            <img className="lg-barcode" src={`/v1/barcodes/${encodeURIComponent(shown)}?scale=6`} alt={t("wallet.barcodeOf", { code: shown })} />
          </Center>
        )}
      </Modal>
    </>
  );
}

function useCodeColumns(wallet: Wallet | undefined, show: (code: string) => void): Column<Code>[] {
  const { t } = useTranslation("customers");
  const zone = useZone();
  return useMemo(() => {
    const held = new Map(wallet?.codes.map((code) => [code.code, code]));
    const promotionOf = (code: Code) => held.get(code.code)?.promotion ?? undefined;
    return [
      {
        id: "code",
        title: t("wallet.code"),
        value: (code) => code.code,
        cell: (code) => (
          <Group gap={4} wrap="nowrap">
            <Tooltip label={t("wallet.barcode")}>
              <ActionIcon variant="subtle" color="gray" aria-label={t("wallet.barcodeOf", { code: code.code })} onClick={() => show(code.code)}>
                <IconQrcode size={17} />
              </ActionIcon>
            </Tooltip>
            <span className="lg-code">{code.code}</span>
          </Group>
        ),
      },
      { id: "state", title: t("wallet.stand"), value: (code) => t(`stands.${standOf(code)}`), cell: (code) => <Status tone={STAND_TONES[standOf(code)]}>{t(`stands.${standOf(code)}`)}</Status> },
      {
        id: "promotion",
        title: t("wallet.promotion"),
        value: (code) => promotionOf(code)?.name,
        cell: (code) => {
          const promotion = promotionOf(code);
          return promotion ? (
            <Anchor component={Link} to={`/promotions/${promotion.id}`} fz="sm" className="lg-words">
              {promotion.name}
            </Anchor>
          ) : (
            "–"
          );
        },
      },
      { id: "assigned", title: t("wallet.assignedAt"), value: (code) => code.assigned_at ?? undefined, cell: (code) => (code.assigned_at ? day(code.assigned_at, zone) : "–") },
      { id: "redeemed", title: t("wallet.redeemedAt"), value: (code) => code.redeemed_at ?? undefined, cell: (code) => (code.redeemed_at ? moment(code.redeemed_at, zone) : "–") },
      {
        id: "until",
        title: t("wallet.until"),
        value: (code) => held.get(code.code)?.until ?? code.expires_at ?? undefined,
        cell: (code) => {
          const until = held.get(code.code)?.until ?? code.expires_at;
          return until ? moment(until, zone) : t("wallet.forGood");
        },
      },
    ];
  }, [t, zone, wallet, show]);
}
