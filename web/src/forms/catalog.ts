import { queryOptions } from "@tanstack/react-query";

import { api, dataOf } from "@/api/client";
import type { Families } from "@/forms/schema";

/** Every rule, reward, limit, way of access, node and trigger with its form; it changes with a new release only. */
export const catalogQuery = queryOptions({
  queryKey: ["catalog"],
  staleTime: Infinity,
  queryFn: async () => (await dataOf(api.GET("/v1/catalog"))) as unknown as Families,
});
