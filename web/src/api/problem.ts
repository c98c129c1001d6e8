import { type Told, toldError, toldField } from "@/i18n/told";

/** A field that the server refused. */
export interface Fault {
  pointer: string;
  message: string;
}

/** What went wrong, as RFC 9457 tells it: `detail` says how to mend it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly requestId = "",
    readonly faults: readonly Fault[] = [],
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = "Problem";
  }

  static unreachable(cause: unknown): Problem {
    return new Problem(0, "unreachable", cause instanceof Error ? cause.message : String(cause));
  }

  /** The message for a field of the body, such as `name` or `definition/rules/0`. */
  at(field: string): string | undefined {
    return this.faults.find((fault) => fault.pointer === `/body/${field}`)?.message;
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const told = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const code = typeof told.code === "string" ? told.code : `http_${String(response.status)}`;
  const message = typeof told.detail === "string" ? told.detail : response.statusText;
  const faults = Array.isArray(told.errors) ? (told.errors as (Fault & Told)[]) : [];
  return new Problem(
    response.status,
    code,
    toldError({ code, message, facts: told }),
    response.headers.get("x-request-id") ?? "",
    faults.map((fault) => ({ pointer: fault.pointer, message: toldField(fault) })),
    told,
  );
}
