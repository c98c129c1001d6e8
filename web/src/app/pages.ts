import type { ComponentType } from "react";

type Load = () => Promise<{ default: ComponentType }>;

/** Every page by its path; each is a chunk of its own. */
export const PAGES: Record<string, Load> = {
  "/": () => import("@/features/overview/OverviewPage"),
  "/reports": () => import("@/features/reports/ReportsPage"),
  "/audiences": () => import("@/features/audiences/AudiencesPage"),
  "/audiences/$audienceId": () => import("@/features/audiences/AudiencePage"),
  "/messages": () => import("@/features/messages/MessagesPage"),
  "/messages/templates/$templateId": () => import("@/features/messages/TemplatePage"),
  "/pools": () => import("@/features/pools/PoolsPage"),
  "/pools/$poolId": () => import("@/features/pools/PoolPage"),
  "/pools/$poolId/print": () => import("@/features/pools/PrintPage"),
  "/imports": () => import("@/features/imports/ImportsPage"),
  "/imports/$jobId": () => import("@/features/imports/ImportPage"),
  "/imports/new": () => import("@/features/imports/NewImportPage"),
  "/workflows": () => import("@/features/workflows/WorkflowsPage"),
  "/workflows/$workflowId": () => import("@/features/workflows/WorkflowPage"),
  "/workflows/$workflowId/runs/$runId": () => import("@/features/workflows/RunPage"),
  "/workflows/$workflowId/runs/$runId/journeys/$journeyId": () => import("@/features/workflows/JourneyPage"),
  "/account": () => import("@/features/account/AccountPage"),
  "/activity": () => import("@/features/activity/ActivityPage"),
  "/webhooks": () => import("@/features/webhooks/WebhooksPage"),
  "/webhooks/$webhookId": () => import("@/features/webhooks/WebhookPage"),
  "/keys": () => import("@/features/keys/KeysPage"),
};
