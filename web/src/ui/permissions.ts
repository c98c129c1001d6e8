import { queryOptions } from "@tanstack/react-query";
import i18next from "i18next";

import { api, dataOf, type Schemas } from "@/api/client";
import { toldHelp } from "@/i18n/told";

export type Permission = Schemas["PermissionView"];
export type Role = Schemas["RoleView"];

export const permissionsQuery = queryOptions({
  queryKey: ["permissions"],
  staleTime: 60_000,
  queryFn: async () => {
    await i18next.loadNamespaces("help");
    const { items } = await dataOf(api.GET("/v1/permissions"));
    return items.map((permission) => ({ ...permission, help: toldHelp(permission.help) }));
  },
});

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  staleTime: Infinity,
  queryFn: async () => (await dataOf(api.GET("/v1/roles"))).items,
});

export const VERBS = ["READ", "CREATE", "UPDATE", "DELETE"] as const;
export type Verb = (typeof VERBS)[number];

/** What permissions are about, such as ITEM_LIST_BY_POOL, and what may be done with it. */
export interface Resource {
  name: string;
  verbs: Partial<Record<Verb, Permission>>;
}

export interface Service {
  name: string;
  resources: Resource[];
}

/** SERVICE_RESOURCE_VERB as a matrix: services in the order of the catalogue, in each its resources. */
export function matrixOf(permissions: Permission[]): Service[] {
  const services = new Map<string, Map<string, Resource>>();
  for (const permission of permissions) {
    const words = permission.name.split("_");
    const service = words[0] ?? "";
    const verb = words.at(-1) as Verb;
    const name = words.slice(1, -1).join("_");
    const resources = services.get(service) ?? new Map<string, Resource>();
    services.set(service, resources);
    const resource = resources.get(name) ?? { name, verbs: {} };
    resources.set(name, resource);
    resource.verbs[verb] = permission;
  }
  return [...services].map(([name, resources]) => ({ name, resources: [...resources.values()] }));
}

/** What a profile key may hold: permissions about the signed-in profile's own. */
export const isOwn = (name: string): boolean => name.includes("_OWN_");

/** The preset that these permissions are exactly; nothing when they were chosen one by one. */
export function roleOf(permissions: readonly string[], roles: Role[]): Role | undefined {
  const held = new Set(permissions);
  return roles.find((role) => role.permissions.length === held.size && role.permissions.every((name) => held.has(name)));
}
