import {
  IconAlertTriangle,
  IconBriefcaseOff,
  IconCalendarDue,
  IconHourglassLow,
  IconMailX,
  IconRouteOff,
  IconShieldExclamation,
  IconTicketOff,
  IconWebhookOff,
  type TablerIcon,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";

import type { Overview } from "@/features/overview/overview";
import { count, day, since } from "@/ui/format";

/** Something that somebody should look at, with the one thing to do. */
export interface Need {
  key: string;
  tone: "red" | "orange" | "indigo";
  icon: TablerIcon;
  title: string;
  detail: string;
  action: string;
  to: string;
  search?: Record<string, string>;
}

const NAMED = 3;
type Say = TFunction<"overview">;
type Sorted = (Need | undefined)[];

/** Everything that needs somebody, the worst first. */
export function needsOf(overview: Overview, t: Say): Need[] {
  const all: Sorted = [emptyPools(overview, t), ...runs(overview, t), jobs(overview, t), messages(overview, t), webhooks(overview, t), fraud(overview, t), lowPools(overview, t), holds(overview, t), ending(overview, t)];
  return all.filter((need): need is Need => need !== undefined);
}

function listed(names: string[], all: number, t: Say): string {
  return [...names.slice(0, NAMED), ...(all > NAMED ? [t("more", { count: all - NAMED })] : [])].join(" · ");
}

function poolNeed(overview: Overview, t: Say, state: "low" | "empty"): Need | undefined {
  const pools = (overview.pools ?? []).filter((pool) => pool.state === state);
  const [only] = pools;
  if (!only) return undefined;
  const names = pools.map((pool) => (state === "empty" ? pool.name : t("pools.left", { name: pool.name, count: pool.remaining, left: count(pool.remaining) })));
  return {
    key: `pools-${state}`,
    tone: state === "empty" ? "red" : "orange",
    icon: state === "empty" ? IconTicketOff : IconAlertTriangle,
    title: t(`pools.${state}`, { count: pools.length }),
    detail: listed(names, pools.length, t),
    action: t("pools.do"),
    ...(pools.length === 1 ? { to: `/pools/${only.id}` } : { to: "/pools", search: { stock: "low" } }),
  };
}

const emptyPools = (overview: Overview, t: Say) => poolNeed(overview, t, "empty");
const lowPools = (overview: Overview, t: Say) => poolNeed(overview, t, "low");

function runs({ broken_runs, stuck_runs }: Overview, t: Say): Sorted {
  const [worst] = broken_runs ?? [];
  const [stuck] = stuck_runs ?? [];
  return [
    worst && {
      key: "broken",
      tone: "red",
      icon: IconRouteOff,
      title: t("runs.broken", { count: broken_runs?.reduce((sum, run) => sum + run.dead, 0) ?? 0 }),
      detail: `${worst.workflow}: ${worst.error}`,
      action: t("runs.do"),
      to: `/workflows/${worst.workflow_id}/runs/${worst.run_id}`,
    },
    stuck && {
      key: "stuck",
      tone: "red",
      icon: IconRouteOff,
      title: t("runs.stuck", { count: stuck_runs?.length ?? 0 }),
      detail: t("runs.since", { name: stuck.workflow, since: since(stuck.due_at) }),
      action: t("runs.do"),
      to: `/workflows/${stuck.workflow_id}/runs/${stuck.run_id}`,
    },
  ];
}

function jobs(overview: Overview, t: Say): Need | undefined {
  const [last] = overview.jobs ?? [];
  return (
    last && {
      key: "jobs",
      tone: "red",
      icon: IconBriefcaseOff,
      title: t("jobs.troubled", { count: overview.jobs?.length ?? 0 }),
      detail: `${jobName(last.kind, t)}, ${since(last.at)}${last.error ? `: ${last.error}` : ""}`,
      action: t("jobs.do"),
      to: "/settings",
      search: { tab: "jobs" },
    }
  );
}

/** What a job does, in words. */
export function jobName(kind: string, t: Say): string {
  return t(`jobs.kinds.${kind}`, { defaultValue: kind.replaceAll("_", " ") });
}

function messages({ messages: dead }: Overview, t: Say): Need | undefined {
  if (!dead?.count) return undefined;
  return {
    key: "messages",
    tone: "red",
    icon: IconMailX,
    title: t("messages.dead", { count: dead.count }),
    detail: dead.last_error ?? "",
    action: t("messages.do"),
    to: "/messages",
    search: { tab: "dead" },
  };
}

function webhooks({ webhooks: failing }: Overview, t: Say): Need | undefined {
  const [first] = failing ?? [];
  if (!first || !failing) return undefined;
  return {
    key: "webhooks",
    tone: failing.some((hook) => hook.disabled_at !== null) ? "red" : "orange",
    icon: IconWebhookOff,
    title: t("webhooks.failing", { count: failing.length }),
    detail: listed(failing.map((hook) => t(hook.disabled_at ? "webhooks.off" : "webhooks.since", { name: hook.name, since: since(hook.disabled_at ?? hook.failing_since ?? "") })), failing.length, t),
    action: t("webhooks.do"),
    to: failing.length === 1 ? `/webhooks/${first.id}` : "/webhooks",
  };
}

function fraud({ fraud_cases: cases }: Overview, t: Say): Need | undefined {
  if (!cases?.count) return undefined;
  const signals = (cases.signals ?? []).map((signal) => t(`fraud.signals.${signal}`, { defaultValue: signal.replaceAll("_", " ") }));
  return {
    key: "fraud",
    tone: "orange",
    icon: IconShieldExclamation,
    title: t("fraud.title", { count: cases.count }),
    detail: t(cases.count === 1 ? "fraud.one" : "fraud.worst", { score: cases.worst_score, signals: listed(signals, signals.length, t) }),
    action: t("fraud.do"),
    to: cases.count === 1 && cases.worst_id ? `/fraud/${cases.worst_id}` : "/fraud",
  };
}

function holds({ holds: ends }: Overview, t: Say): Need | undefined {
  if (!ends?.count || !ends.next_at) return undefined;
  return {
    key: "holds",
    tone: "indigo",
    icon: IconHourglassLow,
    title: t("holds.ending", { count: ends.count }),
    detail: t("holds.next", { since: since(ends.next_at) }),
    action: t("holds.do"),
    to: "/redemptions",
    search: { tab: "holds" },
  };
}

function ending({ ending: things, time_zone }: Overview, t: Say): Need | undefined {
  const [first] = things ?? [];
  if (!first || !things) return undefined;
  return {
    key: "ending",
    tone: "indigo",
    icon: IconCalendarDue,
    title: t("ending.title", { count: things.length }),
    detail: listed(things.map(({ name, ends_at }) => `${name} (${day(ends_at, time_zone)})`), things.length, t),
    action: t("ending.do"),
    to: things.length === 1 || first.kind === "promotion" ? `/promotions/${first.id}` : "/campaigns",
  };
}
