import { SimpleGrid, Stack } from "@mantine/core";
import { IconCheck, IconClock, IconDiscount2, IconTicket } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { Profile } from "@/api/names";
import { useMay } from "@/api/session";
import { codesQuery, livesQuery, walletQuery } from "@/features/customers/customers";
import { GiftCards } from "@/features/customers/GiftCards";
import { standOf } from "@/features/customers/codes";
import { WalletCodes } from "@/features/customers/WalletCodes";
import { WalletPromotions } from "@/features/customers/WalletPromotions";
import { Figure } from "@/ui/Figure";
import { count } from "@/ui/format";

/** What the customer holds: codes, gift cards and promotions, and how far each is. */
export function WalletTab({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const mayCodes = useMay("VOUCHERS_ITEM_ASSIGNED_FOR_CLIENT_READ");
  const mayWallet = useMay("PROMOTIONS_DETAILS_FOR_CLIENT_READ");
  const codes = useQuery({ ...codesQuery(profile.id), enabled: mayCodes });
  const wallet = useQuery({ ...walletQuery(profile.id), enabled: mayWallet });
  const lives = useQuery({ ...livesQuery(profile.id), enabled: mayWallet });
  const stands = codes.data?.map((code) => standOf(code));
  const many = (stand: string) => stands && count(stands.filter((found) => found === stand).length);
  return (
    <Stack>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
        <Figure icon={IconTicket} color="indigo" label={t("wallet.usable")} note={t("wallet.usableNote")} value={many("usable")} />
        <Figure icon={IconCheck} color="teal" label={t("wallet.redeemed")} note={t("wallet.redeemedNote")} value={many("redeemed")} />
        <Figure icon={IconClock} color="orange" label={t("wallet.expired")} note={t("wallet.expiredNote")} value={many("expired")} />
        <Figure icon={IconDiscount2} color="indigo" label={t("wallet.active")} note={t("wallet.activeNote")} value={lives.data && count(lives.data.filter(({ status }) => status === "active").length)} />
      </SimpleGrid>
      <WalletCodes codes={codes.data} wallet={wallet.data} error={codes.error} retry={() => void codes.refetch()} />
      <GiftCards cards={wallet.data?.codes.filter(({ kind }) => kind === "gift_card") ?? []} />
      <WalletPromotions profile={profile} lives={lives.data} error={lives.error} retry={() => void lives.refetch()} />
    </Stack>
  );
}
