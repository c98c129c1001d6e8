import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";

import { api, dataOf } from "@/api/client";
import { sessionQuery } from "@/api/session";

interface Place {
  currency?: string | undefined;
  zone?: string | undefined;
}

/** The currency and time zone that amounts and moments of a form are in, where they are not those of the workspace. */
export const FormPlace = createContext<Place>({});

const settingsQuery = {
  queryKey: ["promotion-settings"],
  staleTime: 300_000,
  queryFn: () => dataOf(api.GET("/v1/promotion-settings")),
};

/** The currency of plain amounts. */
export function useCurrency(): string {
  const { currency } = useContext(FormPlace);
  const { data } = useQuery({ ...settingsQuery, enabled: currency === undefined });
  return currency ?? data?.currency ?? "EUR";
}

/** The time zone whose clocks moments are shown by. */
export function useZone(): string {
  const { zone } = useContext(FormPlace);
  const { data } = useQuery(sessionQuery);
  return zone ?? data?.workspace.time_zone ?? "UTC";
}
