import { Alert, Anchor, Drawer, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useActorNames } from "@/api/names";
import { readCart } from "@/features/redemptions/cart";
import { CartTable } from "@/features/redemptions/CartTable";
import type { Rejection } from "@/features/redemptions/redemptions";
import { currencyOf } from "@/features/redemptions/useRejectionColumns";
import { useCurrency, useZone } from "@/forms/settings";
import { moment } from "@/ui/format";
import { saidReason } from "@/ui/reasons";
import { type Explanation, Verdict } from "@/ui/Verdict";

/** One rejected attempt: why, rule by rule, and with which cart. */
export function RejectionDrawer({ rejection, onClose }: { rejection: Rejection | undefined; onClose: () => void }) {
  const { t } = useTranslation("redemptions");
  return (
    <Drawer opened={rejection !== undefined} onClose={onClose} position="right" size="lg" title={t("rejections.one")} closeButtonProps={{ "aria-label": t("close") }}>
      {rejection && <Content rejection={rejection} />}
    </Drawer>
  );
}

function Content({ rejection }: { rejection: Rejection }) {
  const { t } = useTranslation("redemptions");
  const zone = useZone();
  const actorName = useActorNames([rejection.actor]);
  const currency = currencyOf(rejection, useCurrency());
  const explanation = rejection.explanation as unknown as Explanation | null;
  return (
    <Stack>
      <Alert color="orange" variant="light" icon={<IconAlertTriangle />} title={saidReason(rejection.reason)}>
        <Text fz="sm" className="lg-words">
          {[moment(rejection.at, zone), t(`operations.${rejection.operation}`), rejection.code, rejection.order_id, actorName(rejection.actor), rejection.address].filter(Boolean).join(" · ")}
        </Text>
        {rejection.promotion_id && rejection.customer_id !== null && (
          <Anchor component={Link} to={`/customers/${String(rejection.customer_id)}?tab=why`} fz="sm">
            {t("rejections.askNow")}
          </Anchor>
        )}
      </Alert>
      {explanation && (
        <div>
          <Title order={2} fz="md" mb="xs">
            {t("candidate.rules")}
          </Title>
          <Verdict explanation={explanation} currency={currency} />
        </div>
      )}
      <div>
        <Title order={2} fz="md" mb="xs">
          {t("cart.title")}
        </Title>
        <CartTable cart={readCart(rejection.cart)} currency={currency} />
      </div>
    </Stack>
  );
}
