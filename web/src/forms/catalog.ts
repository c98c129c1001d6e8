import { queryOptions } from "@tanstack/react-query";

import { api, dataOf } from "@/api/client";
import type { Families, Variant } from "@/forms/schema";

/** Every rule, reward, limit, way of access, node and trigger with its form; it changes with a new release only. */
export const catalogQuery = queryOptions({
  queryKey: ["catalog"],
  staleTime: Infinity,
  queryFn: async () => (await dataOf(api.GET("/v1/catalog"))) as unknown as Families,
  select: readable,
});

/** Help as people read it: what the documentation stresses stands as it is. */
function readable({ families, definitions }: Families): Families {
  const plain = (variant: Variant) => ({ ...variant, help: variant.help.replace(/\*(\S(?:.*?\S)?)\*/g, "$1") });
  return { definitions, families: Object.fromEntries(Object.entries(families).map(([name, variants]) => [name, variants.map(plain)])) };
}
