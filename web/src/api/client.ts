import createClient, { type Middleware } from "openapi-fetch";

import { Problem, problemOf } from "@/api/problem";
import type { components, paths } from "@/api/schema";

export type Schemas = components["schemas"];

let csrfToken = "";

/** What every changing request carries from now on; the session tells it. */
export function rememberCsrf(token: string): void {
  csrfToken = token;
}

const guard: Middleware = {
  onRequest({ request }) {
    if (!["GET", "HEAD"].includes(request.method)) request.headers.set("X-CSRF-Token", csrfToken);
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
    return response;
  },
  onError({ error }) {
    return error instanceof Problem ? error : Problem.unreachable(error);
  },
};

/** The API as OpenAPI describes it; whatever is not a success is thrown as a Problem. */
export const api = createClient<paths>({ baseUrl: "/" });
api.use(guard);

/** What a call answered: calls throw unless they succeed, so there is always data. */
export async function dataOf<Answer>(call: Promise<{ data?: Answer }>): Promise<Answer> {
  return (await call).data as Answer;
}

/** A form with files; openapi-fetch makes JSON of everything else. */
export function multipart(fields: Record<string, string | Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
