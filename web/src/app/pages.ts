import type { ComponentType } from "react";

type Load = () => Promise<{ default: ComponentType }>;

/** Every page by its path; each is a chunk of its own. */
export const PAGES: Record<string, Load> = {
  "/audiences": () => import("@/features/audiences/AudiencesPage"),
  "/audiences/$audienceId": () => import("@/features/audiences/AudiencePage"),
  "/pools": () => import("@/features/pools/PoolsPage"),
};
