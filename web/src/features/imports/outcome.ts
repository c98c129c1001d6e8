import { countsOf, type Job } from "@/api/jobs";
import { GROUPS } from "@/features/imports/imports";

export type Tone = "plain" | "good" | "warn" | "bad";

const TONES: Record<string, Tone> = {
  added: "good",
  created: "good",
  changed: "good",
  overwritten: "good",
  already_there: "warn",
  repeated: "warn",
  rejected: "bad",
};
const ORDER = ["read", "added", "created", "changed", "overwritten", "unchanged", "already_there", "repeated", "rejected", "blank"];
/** Counts that are only told when there are some. */
const RARE = new Set(["blank"]);

export interface Count {
  name: string;
  value: number;
  tone: Tone;
}

/** What became of the rows, the main thing first; zeros look plain. */
export function outcomeOf(job: Job): Count[] {
  return countsOf(job)
    .filter(([name, value]) => value > 0 || !RARE.has(name))
    .sort(([a], [b]) => place(a) - place(b))
    .map(([name, value]) => ({ name, value, tone: value > 0 ? (TONES[name] ?? "plain") : "plain" }));
}

const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

const numberOf = (job: Job, ...names: string[]): number =>
  countsOf(job).reduce((sum, [name, value]) => (names.includes(name) ? sum + value : sum), 0);

/** How many rows an import writes, or after a check would write. */
export const writtenBy = (job: Job): number => numberOf(job, "added", "created", "changed", "overwritten");

export const rejectedBy = (job: Job): number => numberOf(job, "rejected");

/** Codes that were in a pool before, by pool. */
export function alreadyIn(job: Job): { pool_id: string; name: string; count: number }[] {
  const told = job.result?.already_there_in;
  return Array.isArray(told) ? (told as { pool_id: string; name: string; count: number }[]) : [];
}

/** The group of the history that a kind of jobs belongs to. */
export const groupOf = (kind: string): string => Object.entries(GROUPS).find(([, kinds]) => kinds.includes(kind))?.[0] ?? "files";
