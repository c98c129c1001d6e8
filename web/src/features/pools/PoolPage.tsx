import { SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { IconAlarm, IconBan, IconCalendarOff, IconCircleCheck, IconTicket, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import { AlertCard } from "@/features/pools/AlertCard";
import { CodesTable } from "@/features/pools/CodesTable";
import { Fillings } from "@/features/pools/Fillings";
import { HistoryCard } from "@/features/pools/HistoryCard";
import { Lifecycle } from "@/features/pools/Lifecycle";
import { PoolActions } from "@/features/pools/PoolActions";
import { DaysLeft } from "@/features/pools/PoolColumns";
import { Rules } from "@/features/pools/Rules";
import { type Pool, poolQuery, STOCK_TONES, stockOf } from "@/features/pools/pools";
import { Failure } from "@/ui/Failure";
import { Figure } from "@/ui/Figure";
import { count, day, percent } from "@/ui/format";
import { Page } from "@/ui/Page";
import { Status } from "@/ui/Status";

/** One pool: its stock, its story, its alert, and its codes. */
export default function PoolPage() {
  const { t } = useTranslation("pools");
  const { poolId = "" } = useParams({ strict: false });
  const { data: pool, error, refetch } = useQuery(poolQuery(poolId));
  return (
    <Page
      title={pool?.name ?? t("pool.one")}
      lead={pool?.description || undefined}
      trail={[{ to: "/pools", label: t("title") }]}
      marks={pool && <Status tone={STOCK_TONES[stockOf(pool)]}>{t(`stocks.${stockOf(pool)}`)}</Status>}
      call={{ path: `/v1/pools/${poolId}`, operation: "getPool", tag: "pools" }}
      actions={pool && <PoolActions pool={pool} />}
    >
      {error && !pool && <Failure error={error} retry={() => void refetch()} />}
      {!error && !pool && <Skeleton height={320} radius="md" />}
      {pool && <Content key={pool.id} pool={pool} />}
    </Page>
  );
}

function Content({ pool }: { pool: Pool }) {
  return (
    <>
      <Figures pool={pool} />
      <div className="lg-pool-halves">
        <HistoryCard pool={pool} />
        <Lifecycle pool={pool} />
      </div>
      <div className="lg-pool-halves">
        <AlertCard pool={pool} />
        <Stack gap="md">
          <Rules pool={pool} />
          <Fillings pool={pool} />
        </Stack>
      </div>
      <CodesTable pool={pool} />
    </>
  );
}

function Figures({ pool }: { pool: Pool }) {
  const { t } = useTranslation("pools");
  const { workspace } = useSession();
  const share = (part: number) => (pool.total ? t("pool.ofAll", { share: percent(part / pool.total) }) : t("pool.noCodes"));
  return (
    <SimpleGrid type="container" cols={{ base: 2, "700px": 3, "1500px": 6 }} spacing="sm">
      <Figure icon={IconTicket} color="indigo" label={t("columns.remaining")} value={count(pool.remaining)} note={share(pool.remaining)} />
      <Figure icon={IconUsers} color="indigo" label={t("columns.assigned")} value={count(pool.assigned)} note={t("figures.inHands")} />
      <Figure icon={IconCircleCheck} color="teal" label={t("columns.redeemed")} value={count(pool.redeemed)} note={share(pool.redeemed)} />
      <Figure icon={IconBan} color="gray" label={t("pool.cancelled")} value={count(pool.cancelled)} note={t("pool.forGood")} />
      <Figure icon={IconCalendarOff} color="gray" label={t("pool.expired")} value={count(pool.expired)} note={t("pool.unused")} />
      <Figure
        icon={IconAlarm}
        color={pool.low ? "orange" : "gray"}
        label={t("columns.days")}
        value={<DaysLeft pool={pool} />}
        note={pool.runs_out_on && pool.remaining ? t("pool.on", { day: day(`${pool.runs_out_on}T12:00:00Z`, workspace.time_zone) }) : t("pool.rate", { count: Math.round(pool.burn_rate) })}
      />
    </SimpleGrid>
  );
}
