import { Problem } from "@/api/problem";

export const problemIn = (error: unknown): Problem | undefined => (error instanceof Problem ? error : undefined);

/** What the server says of a field or of anything in it. */
export function faultOf(problem: Problem | undefined, field: string): string | undefined {
  const pointer = `/body/${field}`;
  return problem?.faults.find((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))?.message;
}

/** Whether everything the server found stands beside a field that the form shows. */
export const isSaid = (problem: Problem | undefined, fields: readonly string[]): boolean =>
  problem !== undefined &&
  problem.faults.length > 0 &&
  problem.faults.every(({ pointer }) => fields.some((field) => pointer === `/body/${field}` || pointer.startsWith(`/body/${field}/`)));
