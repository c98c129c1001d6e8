import { useMutation } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import type { PageOf } from "@/api/lists";
import { useRefreshPools } from "@/features/pools/pools";
import type { Tone } from "@/ui/Status";

export type Code = Schemas["CodeView"];
export type CodeState = Code["state"];
export type Identifier = Schemas["Identifier"];
export type Assignment = Schemas["AssignmentView"];

export const CODE_STATES = ["unassigned", "assigned", "redeemed", "cancelled"] as const;
export const BARCODES = ["QR_CODE", "EAN_13", "EAN_8", "EAN_128", "CODE_128", "CODE_39", "ITF_14", "UPC_A", "UPC_E", "POSTNET"] as const;
export type Barcode = (typeof BARCODES)[number];

export const STATE_TONES: Record<CodeState, Tone> = {
  unassigned: "idle",
  assigned: "busy",
  redeemed: "good",
  cancelled: "paused",
};

interface Wanted {
  state?: CodeState | undefined;
  prefix?: string | undefined;
}

// A filtered page looks through a stretch of the pool only; so many stretches are asked for before the reader sees something.
const STRETCHES = 40;

/** A page of a pool's codes; where a filter leaves pages short, further stretches fill it. */
export async function readCodes(poolId: string, { state, prefix }: Wanted, limit: number, cursor?: string): Promise<PageOf<Code>> {
  const items: Code[] = [];
  let next: string | null = cursor ?? null;
  for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
    const page: PageOf<Code> = await dataOf(
      api.GET("/v1/pools/{pool_id}/codes", {
        params: {
          path: { pool_id: poolId },
          query: { limit: limit - items.length, cursor: next || undefined, state, prefix: prefix || undefined },
        },
      }),
    );
    items.push(...page.items);
    next = page.next_cursor;
    if (next === null || items.length >= limit) break;
  }
  return { items, next_cursor: next };
}

/** Where the picture of a code is drawn. */
export const barcodeOf = (code: string, type?: string) =>
  `/v1/barcodes/${code.split("/").map(encodeURIComponent).join("/")}?format=svg${type ? `&type=${type}` : ""}`;

export const exportOf = (poolId: string, state?: CodeState) => `/v1/pools/${poolId}/codes.csv?bom=true${state ? `&state=${state}` : ""}`;

/** What can be done with single codes of a pool; afterwards its counts are read again. */
export function useCodeActions(poolId: string) {
  const refresh = useRefreshPools();
  const path = { pool_id: poolId };
  const add = useMutation({
    mutationFn: (body: Schemas["CodeInput"]) => dataOf(api.POST("/v1/pools/{pool_id}/codes", { params: { path }, body })),
    onSuccess: refresh,
  });
  const assign = useMutation({
    mutationFn: (body: Schemas["AssignmentInput"]) => dataOf(api.POST("/v1/pools/{pool_id}/assignments", { params: { path }, body })),
    onSuccess: refresh,
  });
  const assignMany = useMutation({
    mutationFn: (body: Schemas["BulkAssignmentInput"]) => dataOf(api.POST("/v1/pools/{pool_id}/bulk-assignments", { params: { path }, body })),
    onSuccess: refresh,
  });
  const giveBack = useMutation({
    mutationFn: (code: string) => dataOf(api.DELETE("/v1/pools/{pool_id}/assignments/{code}", { params: { path: { ...path, code } } })),
    onSettled: refresh,
  });
  const cancel = useMutation({
    mutationFn: (code: string) => dataOf(api.POST("/v1/codes/{code}/cancellations", { params: { path: { code } } })),
    onSettled: refresh,
  });
  return { add, assign, assignMany, giveBack, cancel };
}
