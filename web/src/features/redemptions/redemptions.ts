import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import type { Tone } from "@/ui/Status";

export type Redemption = Schemas["largesse__redemptions__schemas__RedemptionView"];
export type RedemptionDetail = Schemas["RedemptionDetail"];
export type State = Redemption["state"];
export type Rejection = Schemas["RejectionView"];

export const PAGE = 50;
export const STATES: State[] = ["redeemed", "held", "rolled_back", "cancelled", "lapsed"];
export const STATE_TONES: Record<State, Tone> = { redeemed: "good", held: "busy", rolled_back: "warn", cancelled: "paused", lapsed: "idle" };

/** How redemptions are filtered; what is empty does not filter. */
export interface RedemptionFilter {
  state: string;
  promotion: string;
  code: string;
  order: string;
  customer: string;
  staff: string;
  from: string;
  to: string;
}

const numberOf = (text: string): number | undefined => (/^\d{1,18}$/.test(text) ? Number(text) : undefined);

export const readRedemptions = (filter: Partial<RedemptionFilter>, cursor: string, limit = PAGE) =>
  dataOf(
    api.GET("/v1/redemptions", {
      params: {
        query: {
          limit,
          cursor: cursor || undefined,
          state: (filter.state || undefined) as State | undefined,
          promotion_id: filter.promotion || undefined,
          code: filter.code?.trim() || undefined,
          order_id: filter.order?.trim() || undefined,
          customer_id: numberOf(filter.customer ?? ""),
          member_id: filter.staff || undefined,
          since: filter.from || undefined,
          until: filter.to || undefined,
        },
      },
    }),
  );

export const redemptionQuery = (redemption_id: string) =>
  queryOptions({
    queryKey: ["redemptions", redemption_id],
    queryFn: () => dataOf(api.GET("/v1/redemptions/{redemption_id}", { params: { path: { redemption_id } } })),
  });

/** How rejected attempts are filtered. */
export interface RejectionFilter {
  reason: string;
  promotion: string;
  code: string;
  customer: string;
  staff: string;
  from: string;
  to: string;
}

export const rejectionQueryOf = (filter: RejectionFilter) => ({
  reason: filter.reason || undefined,
  promotion_id: filter.promotion || undefined,
  code: filter.code.trim() || undefined,
  customer_id: numberOf(filter.customer),
  member_id: filter.staff || undefined,
  since: filter.from || undefined,
  until: filter.to || undefined,
});

export const readRejections = (filter: RejectionFilter, cursor: string, limit = PAGE) =>
  dataOf(api.GET("/v1/rejections", { params: { query: { ...rejectionQueryOf(filter), limit, cursor: cursor || undefined } } }));

export const summaryQuery = (filter: RejectionFilter) =>
  queryOptions({
    queryKey: ["rejections", "summary", filter],
    queryFn: () => dataOf(api.GET("/v1/rejections/summary", { params: { query: rejectionQueryOf(filter) } })),
  });

/** Where the same list can be had as a file, whole and straight from the server. */
export function rejectionsFile(filter: RejectionFilter): string {
  const given = Object.entries(rejectionQueryOf(filter)).filter(([, value]) => value !== undefined);
  return `/v1/rejections.csv?${new URLSearchParams([...given.map(([name, value]) => [name, String(value)] as [string, string]), ["bom", "true"]]).toString()}`;
}

/** A change of a redemption or hold, after which lists and wallets are read again. */
export function useRedemptionChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => Promise.all(["redemptions", "customers", "rejections"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}

export const rollBack = (redemption_id: string, body: Schemas["RollbackInput"]) =>
  dataOf(api.POST("/v1/redemptions/{redemption_id}/rollbacks", { params: { path: { redemption_id } }, body }));

export const confirmHold = (redemption_id: string) =>
  dataOf(api.POST("/v1/holds/{redemption_id}/confirmations", { params: { path: { redemption_id } }, body: { late: "reserve" } }));

export const cancelHold = (redemption_id: string) =>
  dataOf(api.POST("/v1/holds/{redemption_id}/cancellations", { params: { path: { redemption_id } } }));
