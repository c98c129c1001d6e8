import { Card, Group, SimpleGrid, Skeleton, Text, Title } from "@mantine/core";
import { IconArrowDownRight, IconArrowUpRight, IconCash, IconDiscount2, IconReceipt2, type TablerIcon } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import { changeFrom, type Money, todayQuery, type Today as TodayView } from "@/features/overview/overview";
import { Failure } from "@/ui/Failure";
import { Figure } from "@/ui/Figure";
import { count, locale, money, percent } from "@/ui/format";
import { Numbers } from "@/ui/Numbers";

const TodayChart = lazy(() => import("@/features/overview/TodayChart"));
const HEIGHT = 220;

/** Redemptions, discount and revenue of today against the same weekday last week, up to the same time. */
export function Today() {
  const { t } = useTranslation("overview");
  const { data, error, refetch } = useQuery(todayQuery);
  const { weekday, short, clock } = namesOf(data, locale());
  const summary = data ? t("today.summary", { count: data.today.redemptions, now: count(data.today.redemptions), before: count(data.last_week.redemptions), weekday, time: clock }) : "";
  return (
    <Card component="section" aria-labelledby="today">
      <Group justify="space-between" gap="xs" mb="sm">
        <Title order={2} fz="md" id="today">
          {t("today.title")}
        </Title>
        <Text fz="xs" c="dimmed">
          {data && (data.counted_until === null ? t("today.uncounted") : t("today.until", { time: clock, weekday }))}
        </Text>
      </Group>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!error || data ? <Figures data={data} weekday={short} /> : null}
      <Suspense fallback={<Skeleton height={HEIGHT} mt="md" />}>
        {data ? <TodayChart hours={data.hours} weekday={weekday} height={HEIGHT} summary={summary} /> : !error && <Skeleton height={HEIGHT} mt="md" />}
      </Suspense>
      {data && (
        <Group justify="space-between" gap="xs" mt="xs">
          <div className="lg-numbers-side">
          <Numbers
            label={t("today.table")}
            summary={summary}
            heads={[t("today.hour"), t("today.now"), t("today.then", { weekday })]}
            rows={data.hours.map((one) => [`${String(one.hour).padStart(2, "0")}:00`, count(one.today), count(one.last_week)])}
          />
          </div>
          <Text component={Link} to="/reports" fz="sm" c="var(--mantine-color-anchor)">
            {t("today.reports")}
          </Text>
        </Group>
      )}
    </Card>
  );
}

/** The day compared with, whole and short, and the time up to which is compared. */
function namesOf(data: TodayView | undefined, language: string): { weekday: string; short: string; clock: string } {
  if (!data) return { weekday: "", short: "", clock: "" };
  const name = (weekday: "long" | "short") => new Intl.DateTimeFormat(language, { weekday, timeZone: "UTC" }).format(new Date(data.last_week.day));
  const clock = new Intl.DateTimeFormat(language, { timeStyle: "short", timeZone: data.time_zone }).format(new Date(data.today.until));
  return { weekday: name("long"), short: name("short"), clock };
}

function Figures({ data, weekday }: { data: TodayView | undefined; weekday: string }) {
  const { t } = useTranslation("overview");
  const { today, last_week: before } = data ?? {};
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
      <Figure
        icon={IconReceipt2}
        color="indigo"
        label={t("today.redemptions")}
        value={today && count(today.redemptions)}
        note={today && before && <Change from={before.redemptions} to={today.redemptions} weekday={weekday} shown={count(before.redemptions)} />}
      />
      <Amounts icon={IconDiscount2} color="orange" what="discount" label={t("today.discount")} today={today?.money} before={before?.money} weekday={weekday} />
      <Amounts icon={IconCash} color="teal" what="revenue" label={t("today.revenue")} today={today?.money} before={before?.money} weekday={weekday} />
    </SimpleGrid>
  );
}

interface AmountsProps {
  icon: TablerIcon;
  color: string;
  what: "discount" | "revenue";
  label: string;
  today: Money[] | undefined;
  before: Money[] | undefined;
  weekday: string;
}

/** Money of each currency by itself; the change is told where there is one currency only. */
function Amounts({ icon, color, what, label, today, before, weekday }: AmountsProps) {
  if (!today || !before) return <Figure icon={icon} color={color} label={label} value={undefined} />;
  const currencies = [...new Set([...today, ...before].map(({ currency }) => currency))];
  const amount = (list: Money[], currency: string) => list.find((one) => one.currency === currency)?.[what] ?? 0;
  const [only] = currencies;
  const shown = (list: Money[]) => currencies.map((currency) => money(amount(list, currency), currency)).join(" · ") || "–";
  return (
    <Figure
      icon={icon}
      color={color}
      label={label}
      value={shown(today)}
      note={only !== undefined && <Change from={currencies.length === 1 ? amount(before, only) : 0} to={amount(today, only)} weekday={weekday} shown={shown(before)} />}
    />
  );
}

// More than this many times as much is told in times, not in per cent.
const TIMES = 3;

function Change({ from, to, weekday, shown }: { from: number; to: number; weekday: string; shown: string }) {
  const { t } = useTranslation("overview");
  const change = changeFrom(from, to);
  const text = t("today.against", { weekday, shown });
  if (change === undefined) return <>{text}</>;
  const Icon = change < 0 ? IconArrowDownRight : IconArrowUpRight;
  const times = new Intl.NumberFormat(locale(), { maximumFractionDigits: to / from < 10 ? 1 : 0 }).format(to / from);
  const said = change < 0 ? t("today.less", { share: percent(-change, 0) }) : to / from >= TIMES ? t("today.times", { times }) : t("today.more", { share: percent(change, 0) });
  return (
    <span title={`${said} · ${text}`}>
      <Icon size={13} aria-hidden className="lg-inline" /> {said} · {text}
    </span>
  );
}
