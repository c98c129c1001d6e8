import type { ComponentType } from "react";

type Load = () => Promise<{ default: ComponentType }>;

/** Every page by its path; each is a chunk of its own. */
export const PAGES: Record<string, Load> = {
  "/pools": () => import("@/features/pools/PoolsPage"),
};
